//! What proves a visit: photos, position, drawn signature.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::geo::Spot;
use crate::ids::{Digest, Timestamp};
use crate::open::Unknown;
use crate::open_enum;

open_enum! {
    /// What a photo shows.
    EvidenceKind {
        /// The identity card.
        IdentityCard = "identity_card",
        /// The place of business from the front.
        BusinessFront = "business_front",
        /// Goods or the work itself.
        BusinessActivity = "business_activity",
        /// The applicant at the business.
        ApplicantAtBusiness = "applicant_at_business",
        /// NIB or SKU.
        LegalityDocument = "legality_document",
        /// The statement on paper, signed over the duty stamp.
        SignedStatement = "signed_statement",
        /// What the business makes or sells, to be shown with the applicant's own consent.
        ProductPhoto = "product_photo",
        /// The drawn signature as an image.
        DrawnSignature = "drawn_signature",
    }
}

impl EvidenceKind {
    /// Whether it shows the business itself; such photos get the caption strip.
    #[must_use]
    pub fn shows_business(&self) -> bool {
        matches!(self, Self::BusinessFront | Self::BusinessActivity | Self::ApplicantAtBusiness)
    }

    /// Whether it is photographed during the visit; a paper may have been photographed before.
    #[must_use]
    pub fn belongs_to_the_visit(&self) -> bool {
        self.shows_business() || *self == Self::IdentityCard
    }
}

/// A photo or signature image of a survey, named by its content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attachment {
    /// What it shows.
    pub kind: EvidenceKind,
    /// SHA-256 of the stored bytes.
    pub sha256: Digest,
    /// SHA-256 of the picture before it was re-encoded; the same camera file used twice is found
    /// by it even when captions differ.
    pub source_sha256: Digest,
    /// SHA-256 of the pixels before anything was written on them, at the size they are stored: the same picture
    /// is found whatever else its file carries. None for what is no photo, and where an older app took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture_sha256: Option<Digest>,
    /// Stored bytes.
    pub size_bytes: u64,
    /// `image/jpeg` or `image/png`.
    pub media_type: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// When it was added, by the device's clock.
    pub added_at: Timestamp,
    /// When the camera says it was taken, local time `YYYY-MM-DDTHH:MM:SS`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_at: Option<NaiveDateTime>,
    /// Where the camera says it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_where: Option<(f64, f64)>,
    /// What a newer app wrote beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// What a photo itself says of when it was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// When it was added.
    Then,
    /// At another time: it came out of a gallery.
    At(NaiveDateTime),
    /// Nothing.
    Unknown,
}

/// A photo is added within this time of its exposure, in minutes, unless it comes out of a gallery.
const MOMENT_MIN: i64 = 15;

impl Attachment {
    /// Whether the photo was taken when it was added. `offset_minutes` is what local time was ahead of UTC.
    #[must_use]
    pub fn taken(&self, offset_minutes: i32) -> Taken {
        let Some(at) = self.taken_at else { return Taken::Unknown };
        let added = self.added_at.local(offset_minutes).naive_local();
        let near = added.signed_duration_since(at).num_minutes().abs() <= MOMENT_MIN;
        if near { Taken::Then } else { Taken::At(at) }
    }
}

/// A position fix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Degrees, north positive.
    pub latitude: f64,
    /// Degrees, east positive.
    pub longitude: f64,
    /// Radius in metres in which the platform believes the device to be.
    pub accuracy_m: f64,
    /// When, by the device's clock.
    pub at: Timestamp,
    /// Whether the platform says that another app supplied the position; none when it cannot tell.
    #[serde(default)]
    pub mock: Option<bool>,
    /// Typed by hand where no fix could be had.
    #[serde(default)]
    pub by_hand: bool,
    /// How far the receiver's clock was ahead of the device's, in milliseconds; none when they agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receiver_ahead_ms: Option<i64>,
    /// What a newer app wrote beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Position {
    /// Whether latitude and longitude are on the globe and the accuracy is a distance.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.latitude.abs() <= 90.0 && self.longitude.abs() <= 180.0 && self.accuracy_m >= 0.0
    }

    /// Latitude and longitude.
    #[must_use]
    pub fn spot(&self) -> Spot {
        (self.latitude, self.longitude)
    }
}

/// A drawn signature as strokes.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Signature {
    /// Each stroke from pen down to pen up.
    pub strokes: Vec<Vec<StrokePoint>>,
}

/// One point of a stroke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StrokePoint {
    /// Ten-thousandths of the pad's width.
    pub x: u16,
    /// Ten-thousandths of the pad's height; the pad is 300 wide by 110 high.
    pub y: u16,
    /// Milliseconds since the first point.
    pub t_ms: u32,
}

impl Signature {
    /// Nothing was drawn; a dot alone is no signature either.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.strokes.iter().all(|stroke| stroke.len() < 2)
    }
}
