//! Why a picture was refused.
//!
//! Every variant has a stable code for texts and records. Messages name sizes
//! and formats only, never file names or what the picture shows.

/// The cause behind a refusal, as the codec told it.
type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why [`prepare`](super::prepare) refused a file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PhotoError {
    /// No bytes at all: the camera app handed over an empty file.
    #[error("the file is empty")]
    Empty,
    /// The file starts as a picture and stops before its end.
    #[error("the file ends before the picture does")]
    Truncated,
    /// No known picture format, whatever the file's name says.
    #[error("the file is not a picture")]
    NotAnImage,
    /// A known format that cannot be read.
    #[error("{format} files cannot be read")]
    Unsupported {
        /// The format's usual name: "HEIC", "AVIF", "GIF", "TIFF", "RAW" and others.
        format: &'static str,
    },
    /// More bytes than any phone camera writes; see [`MAX_BYTES`](super::MAX_BYTES).
    #[error("the file has {bytes} bytes, more than a photo can have")]
    TooLarge {
        /// Size of the file in bytes.
        bytes: usize,
    },
    /// Decoding would take more memory than a small phone has to give.
    #[error("{width} by {height} pixels need more memory than there is")]
    TooManyPixels {
        /// Declared width in pixels.
        width: u32,
        /// Declared height in pixels.
        height: u32,
    },
    /// Too few pixels to show anything; see [`MIN_SIDE`](super::MIN_SIDE).
    #[error("{width} by {height} pixels are too few")]
    TooSmall {
        /// Declared width in pixels.
        width: u32,
        /// Declared height in pixels.
        height: u32,
    },
    /// The file is complete and its picture data makes no sense.
    #[error("the picture data is damaged")]
    Damaged(#[source] Cause),
    /// Resizing, lettering or encoding failed: a defect here, not in the file.
    #[error("the picture could not be processed")]
    Internal(#[source] Cause),
}

impl PhotoError {
    /// A stable code such as `photo.truncated`, the key of the text a person reads.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "photo.empty",
            Self::Truncated => "photo.truncated",
            Self::NotAnImage => "photo.not_an_image",
            Self::Unsupported { .. } => "photo.unsupported",
            Self::TooLarge { .. } => "photo.too_large",
            Self::TooManyPixels { .. } => "photo.too_many_pixels",
            Self::TooSmall { .. } => "photo.too_small",
            Self::Damaged(_) => "photo.damaged",
            Self::Internal(_) => "photo.internal",
        }
    }

    pub(super) fn damaged(cause: impl Into<Cause>) -> Self {
        Self::Damaged(cause.into())
    }

    pub(super) fn internal(cause: impl Into<Cause>) -> Self {
        Self::Internal(cause.into())
    }
}
