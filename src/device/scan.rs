//! Reading an invitation off a picture, before this device belongs to anybody.
//!
//! There is no store yet, so the picture lies in a folder of its own. The phone's camera writes it there; on a desktop
//! the page hands it over in pieces. It is gone as soon as it is in memory, and at the start of the app what a killed
//! one has left is gone too: the letter is still in the person's hand.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use sambang_domain::wire::v1::invitation::Invitation;

use super::{DeviceError, PhotoError, Setup};
use crate::media;
use crate::platform::write_piece;
use crate::store::StoreError;

/// Folder of the picture, in the app's folder. The camera's unfinished file lies in it too.
const FOLDER: &str = "scan";
/// The picture.
const FILE: &str = "invitation.jpg";
/// How an invitation in a picture begins. A page's address on a poster never does, whatever it looks like.
const MARK: &str = "sambang:";

/// Why a picture invites nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    /// There is no QR code, or none that can be made out.
    #[error("there is no QR code in the picture")]
    Nothing,
    /// There is one that cannot be read.
    #[error("the QR code cannot be read")]
    Unreadable,
    /// It says something else.
    #[error("the QR code is no invitation")]
    Foreign,
    /// Nobody can tell which one is meant.
    #[error("the picture shows several invitations")]
    Several,
}

impl ScanError {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Nothing => "scan.nothing",
            Self::Unreadable => "scan.unreadable",
            Self::Foreign => "scan.foreign",
            Self::Several => "scan.several",
        }
    }
}

/// Opens the phone's own camera. When it closes, [`Photo`](crate::platform::phone::PhoneEvent::Photo) is told and
/// [`read_scan`] reads what came.
///
/// # Errors
/// When the folder cannot be made; the camera stays closed then.
pub fn open_scanner(setup: &Setup) -> Result<(), DeviceError> {
    forget_scan(&setup.folder);
    std::fs::create_dir_all(setup.folder.join(FOLDER)).map_err(StoreError::from)?;
    setup.phone.photograph(&picture(&setup.folder));
    Ok(())
}

/// Takes in one piece of a picture that a page reads; `first` begins anew.
///
/// # Errors
/// When it is larger than any photo or cannot be written; nothing of it is left then.
pub fn take_in_scan(folder: &Path, first: bool, piece: &[u8]) -> Result<(), DeviceError> {
    let written = std::fs::create_dir_all(folder.join(FOLDER))
        .and_then(|()| write_piece(&picture(folder), first, piece))
        .map_err(|error| DeviceError::from(StoreError::from(error)))
        .and_then(fits);
    if written.is_err() {
        forget_scan(folder);
    }
    written
}

/// Reads the invitation off the picture, which is removed whatever it holds. Takes up to a second on a phone: not on
/// the screen's thread.
///
/// # Errors
/// [`ScanError`], [`PhotoError`], or it cannot be read from the disk.
pub fn read_scan(folder: &Path) -> Result<Invitation, DeviceError> {
    let read = read(&picture(folder));
    forget_scan(folder);
    let codes = media::read_qr(&read?)?;
    let mut invitations = codes.texts.iter().filter(|text| text.trim().starts_with(MARK));
    match (invitations.next(), invitations.next()) {
        (Some(_), Some(_)) => Err(ScanError::Several.into()),
        (Some(text), None) => Ok(Invitation::parse(text).ok_or(ScanError::Foreign)?),
        (None, _) if !codes.texts.is_empty() => Err(ScanError::Foreign.into()),
        (None, _) if codes.unread => Err(ScanError::Unreadable.into()),
        (None, _) => Err(ScanError::Nothing.into()),
    }
}

/// Removes the picture and what a camera left beside it.
pub fn forget_scan(folder: &Path) {
    match std::fs::remove_dir_all(folder.join(FOLDER)) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            tracing::warn!(%error, "a picture of an invitation was left behind");
        }
        _ => {}
    }
}

fn picture(folder: &Path) -> PathBuf {
    folder.join(FOLDER).join(FILE)
}

fn read(file: &Path) -> Result<Vec<u8>, DeviceError> {
    match std::fs::metadata(file) {
        // The camera said that it took one, and there is none.
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(PhotoError::Empty.into()),
        found => fits(found.map_err(StoreError::from)?.len())?,
    }
    Ok(std::fs::read(file).map_err(StoreError::from)?)
}

fn fits(bytes: u64) -> Result<(), DeviceError> {
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    if bytes > media::MAX_BYTES { Err(PhotoError::TooLarge { bytes }.into()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_camera_may_write_where_the_picture_is_looked_for() {
        let handed_out = include_str!("../../android/bridge/src/main/res/xml/sambang_files.xml");
        assert!(handed_out.contains(&format!("path=\"sambang/{FOLDER}/\"")));
    }
}
