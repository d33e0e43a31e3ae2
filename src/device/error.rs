//! What a screen may be told.

use std::io::ErrorKind;

use sambang_domain::review::ReviewFault;
use sambang_domain::wire::ErrorCode;

use super::backup::BackupError;
use super::closed::Closed;
use super::scan::ScanError;
use super::vault::VaultError;
use crate::media::PhotoError;
use crate::store::StoreError;
use crate::sync::{AddressError, Failure};

/// A failure of the device. [`DeviceError::code`] finds the screen's text.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The photo cannot be used.
    #[error(transparent)]
    Photo(#[from] PhotoError),
    /// The signature cannot be drawn.
    #[error("the signature holds no stroke")]
    EmptySignature,
    /// More points than the province takes.
    #[error("the signature has too many points")]
    SignatureTooLong,
    /// The network or the server.
    #[error(transparent)]
    Network(#[from] Failure),
    /// Not a server address.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The key file.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Who the device is cannot be read.
    #[error("the device's identity cannot be read")]
    IdentityDamaged,
    /// The text names no address that this device's province has signed, or an older one.
    #[error("the province has not signed this address")]
    MoveRefused,
    /// Nobody is enrolled on this device.
    #[error("the device is not enrolled")]
    NotEnrolled,
    /// Somebody is enrolled on this device.
    #[error("the device is enrolled already")]
    AlreadyEnrolled,
    /// Another province, or one that gave this device another id, answered.
    #[error("it is not the province this device was enrolled at")]
    OtherProvince,
    /// A server without the keys of the province that sent the invitation answered.
    #[error("the server does not have the keys of the province that invited this device")]
    FakeServer,
    /// The key that the province gave does not open the store.
    #[error("the recovered key does not open the store")]
    RecoveryFailed,
    /// The office must agree before the lock of a backup is opened; the same code is asked with again.
    #[error("the office must agree first")]
    RecoveryWaits,
    /// A picture of an invitation.
    #[error(transparent)]
    Scan(#[from] ScanError),
    /// A backup.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// What the province holds is not shown here now.
    #[error("what the province holds is closed on this device: {0:?}")]
    Closed(Closed),
    /// Something waits to be sent.
    #[error("something waits to be sent")]
    StillWaiting,
    /// A visit is not started when it could run out of room.
    #[error("only {free} bytes are free")]
    StorageLow {
        /// Bytes left.
        free: u64,
    },
    /// So many errors keep the survey from being finished.
    #[error("the survey has {0} errors")]
    NotFinished(usize),
}

impl DeviceError {
    /// A row of the store cannot be read: only an office can help.
    #[must_use]
    pub fn needs_help(&self) -> bool {
        matches!(self, Self::IdentityDamaged | Self::Store(StoreError::Damaged(_)))
    }

    /// A stable code; screens have a text for each.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Photo(error) => error.code().to_owned(),
            Self::Network(failure) => network_code(failure),
            Self::Store(error) => store_code(error).to_owned(),
            Self::SignatureTooLong => "signature.too_long".to_owned(),
            Self::EmptySignature => "signature.empty".to_owned(),
            Self::Address(AddressError::Malformed) => "address.malformed".to_owned(),
            Self::Address(AddressError::NotEncrypted) => "address.not_encrypted".to_owned(),
            Self::Vault(VaultError::ChipGone) => "vault.chip_gone".to_owned(),
            Self::Vault(VaultError::Io(error)) if error.kind() == ErrorKind::StorageFull => "store.full".to_owned(),
            Self::Vault(VaultError::Io(_)) => "store.failed".to_owned(),
            Self::Vault(VaultError::ChipTrouble) => "vault.chip_trouble".to_owned(),
            Self::Vault(VaultError::Newer) => "store.newer".to_owned(),
            Self::Vault(_) => "vault.damaged".to_owned(),
            Self::IdentityDamaged => "store.damaged".to_owned(),
            Self::MoveRefused => "server.move_refused".to_owned(),
            Self::NotEnrolled => "device.not_enrolled".to_owned(),
            Self::AlreadyEnrolled => "device.already_enrolled".to_owned(),
            Self::OtherProvince => "device.other_province".to_owned(),
            Self::FakeServer => "enrolment.fake_server".to_owned(),
            Self::RecoveryFailed => "recovery.refused".to_owned(),
            Self::RecoveryWaits => "recovery.waits".to_owned(),
            Self::Scan(error) => error.code().to_owned(),
            Self::Backup(error) => error.code().to_owned(),
            Self::StillWaiting => "device.still_waiting".to_owned(),
            Self::Closed(Closed::NoContact(_)) => "closed.no_contact".to_owned(),
            Self::Closed(Closed::Revoked) => "closed.revoked".to_owned(),
            Self::StorageLow { .. } => "storage.low".to_owned(),
            Self::NotFinished(_) => "survey.not_finished".to_owned(),
        }
    }
}

fn network_code(failure: &Failure) -> String {
    if let Some(code) = failure.refused_with().filter(|code| !matches!(code, ErrorCode::Other(_))) {
        return code.as_str().to_owned();
    }
    format!("trouble.{}", failure.trouble().as_str())
}

fn store_code(error: &StoreError) -> &'static str {
    match error {
        StoreError::Full => "store.full",
        StoreError::InUse => "store.in_use",
        StoreError::Newer { .. } => "store.newer",
        StoreError::TooLarge => "survey.too_large",
        StoreError::Seal(_) => "survey.unsealable",
        StoreError::Sealed => "survey.sealed",
        StoreError::NotDraft => "survey.not_draft",
        StoreError::NotReturned => "survey.not_returned",
        StoreError::Left => "review.left",
        StoreError::Outdated => "review.outdated",
        StoreError::Review(ReviewFault::NoComment) => "review.no_comment",
        StoreError::Review(ReviewFault::NoReason) => "review.no_reason",
        StoreError::Review(ReviewFault::EmptyComment) => "review.empty_comment",
        StoreError::Review(ReviewFault::TooLong) => "review.too_long",
        StoreError::Review(ReviewFault::Unknown) => "review.unknown",
        StoreError::NotFound(_) => "store.not_found",
        StoreError::Damaged(_) => "store.damaged",
        _ => "store.failed",
    }
}
