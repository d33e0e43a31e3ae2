//! The locks around a backup's key.

use sambang_domain::ids::DeviceId;
use sambang_domain::wire::v1::{Opens, SignedDevicePass, WaitsFor};
use serde::{Deserialize, Serialize};

use super::{BackupError, Passphrase};
use crate::device::vault::{Owner, Pin, PinWrap, ProvinceLock, SecretWrap, WrapError};
use crate::store::StoreKey;
use crate::sync::SealedLock;

/// What a person opens a backup with.
#[derive(Debug, Clone, PartialEq, Eq, Copy)]
pub enum OpenedBy {
    /// The six words that were shown when it was made.
    Words,
    /// The PIN that was in use when an older app made it: a weak lock.
    Pin,
}

/// What a person typed to open a backup.
#[derive(Debug, Clone)]
pub enum Secret {
    /// Six words.
    Words(Passphrase),
    /// A PIN, for a backup of an older app.
    Pin(Pin),
}

/// The locks; they name no person.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Locks<L> {
    device: DeviceId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pass: Option<SignedDevicePass>,
    #[serde(flatten)]
    by_person: L,
    recovery: ProvinceLock,
}

/// The person's lock of today.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ByWords {
    words: SecretWrap,
}

/// The person's lock of the first version: it is read and never written.
#[derive(Debug, Deserialize)]
pub(super) struct ByPin {
    pin: PinWrap,
}

/// The locks of either version.
#[derive(Debug)]
pub(super) enum AnyLocks {
    First(Locks<ByPin>),
    Second(Locks<ByWords>),
}

impl Locks<ByWords> {
    /// Locks a key with six words, and for the province.
    pub(super) fn new(
        key: &StoreKey,
        passphrase: &Passphrase,
        owner: &Owner<'_>,
        pass: Option<SignedDevicePass>,
    ) -> Result<Self, BackupError> {
        let words = SecretWrap::new(key, passphrase.bytes()).map_err(|_| BackupError::Damaged)?;
        let recovery = ProvinceLock::new(key, Opens::Backup, owner).ok_or(BackupError::NoProvince)?;
        Ok(Self { device: owner.device, pass, by_person: ByWords { words }, recovery })
    }
}

impl AnyLocks {
    pub(super) fn opened_by(&self) -> OpenedBy {
        match self {
            Self::First(_) => OpenedBy::Pin,
            Self::Second(_) => OpenedBy::Words,
        }
    }

    /// The key, if what was typed is right.
    pub(super) fn open(&self, secret: &Secret) -> Result<StoreKey, BackupError> {
        let (opened, wrong) = match (self, secret) {
            (Self::First(locks), Secret::Pin(pin)) => (locks.by_person.pin.open(pin, None), BackupError::WrongPin),
            (Self::Second(locks), Secret::Words(words)) => {
                (locks.by_person.words.open(words.bytes()), BackupError::WrongWords)
            }
            (Self::First(_), Secret::Words(_)) => return Err(BackupError::WrongPin),
            (Self::Second(_), Secret::Pin(_)) => return Err(BackupError::WrongWords),
        };
        opened.map_err(|error| if matches!(error, WrapError::Wrong) { wrong } else { BackupError::Damaged })
    }

    /// The device that wrote the backup.
    pub(super) fn device(&self) -> DeviceId {
        match self {
            Self::First(locks) => locks.device,
            Self::Second(locks) => locks.device,
        }
    }

    /// What the province is asked to open.
    pub(super) fn sealed(&self) -> SealedLock {
        let (recovery, pass) = match self {
            Self::First(locks) => (&locks.recovery, &locks.pass),
            Self::Second(locks) => (&locks.recovery, &locks.pass),
        };
        let (device, sealed) = (self.device(), recovery.text().to_owned());
        SealedLock { device, sealed, pass: pass.clone(), opens: WaitsFor::Backup }
    }
}
