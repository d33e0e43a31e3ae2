//! A lock that is to be opened: how it was asked for, whose it must be, and how its key travels.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use crypto_box::PublicKey;
use crypto_box::aead::OsRng;
use sambang_domain::ids::{Digest, Timestamp};
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{Lock, Opens, RecoveryReply, RecoveryRequest, Unsealed, WaitsFor};

use super::{Device, RegistryError};
use crate::refusal::{OrRefuse, Refusal};
use crate::store::device_locks::Told;
use crate::store::recoveries::Waiting;
use crate::store::recovery_codes::Used;

/// A lock as it came, and how the answer is to travel.
pub(super) struct Asked {
    pub(super) sealed: Vec<u8>,
    pub(super) digest: Digest,
    /// None from an app that names no key.
    pub(super) answer_key: Option<[u8; 32]>,
    /// None from an app that cannot wait.
    pub(super) waits_for: Option<WaitsFor>,
}

impl Asked {
    pub(super) fn read(request: &RecoveryRequest) -> Result<Self, Refusal> {
        let sealed =
            STANDARD.decode(&request.wrapped_key).or_refuse(ErrorCode::Malformed, "the wrapped key is no base64")?;
        let key = |text: &String| {
            let mut key = [0; 32];
            hex::decode_to_slice(text, &mut key)
                .or_refuse(ErrorCode::Malformed, "the key for the answer is 64 hexadecimal digits")?;
            Ok::<_, Refusal>(key)
        };
        let answer_key = request.answer_key.as_ref().map(key).transpose()?;
        let waits_for = request.waits_for.clone().filter(|known| !matches!(known, WaitsFor::Other(_)));
        Ok(Self { digest: Digest::of(&sealed), sealed, answer_key, waits_for })
    }

    /// As it was asked when it began to wait.
    pub(super) fn of(waiting: &Waiting) -> Self {
        let (sealed, answer_key) = (waiting.lock.clone(), Some(waiting.answer_key));
        Self { digest: Digest::of(&sealed), sealed, answer_key, waits_for: Some(waiting.waits_for.clone()) }
    }

    pub(super) fn used(&self) -> Used {
        Used { opened: self.digest, answer_key: self.answer_key.map(Vec::from).unwrap_or_default() }
    }

    pub(super) fn is(&self, waiting: &Waiting) -> bool {
        (&self.sealed, self.answer_key) == (&waiting.lock, Some(waiting.answer_key))
    }

    pub(super) fn reply(&self, key: &[u8; 32], opened_at: Timestamp) -> Result<RecoveryReply, RegistryError> {
        let Some(answer_key) = self.answer_key else {
            return Ok(RecoveryReply { key: hex::encode(key), sealed: None, opened_at: Some(opened_at) });
        };
        let sealed = sealed_to(answer_key, key)?;
        Ok(RecoveryReply { key: String::new(), sealed: Some(STANDARD.encode(sealed)), opened_at: Some(opened_at) })
    }
}

/// A key, sealed to the key for the answer.
pub(super) fn sealed_to(answer_key: [u8; 32], key: &[u8; 32]) -> Result<Vec<u8>, Refusal> {
    let sealed = PublicKey::from_bytes(answer_key).seal(&mut OsRng, key);
    sealed.or_refuse(ErrorCode::Malformed, "nothing can be sealed to the key for the answer")
}

/// What a lock opens, as the log and a kept answer tell it.
pub(super) const STORE: &str = "store";

/// For which locks a code is good.
pub(super) struct Allowed {
    pub(super) told: Told,
    /// The code is for a lock that names nobody.
    pub(super) nameless: bool,
}

impl Allowed {
    /// Whether a lock of the device's store is the one that is opened for it.
    pub(super) fn store(&self, digest: Digest) -> Result<(), Refusal> {
        match self.told {
            Told::Nothing | Told::Opened => Ok(()),
            Told::Lock(told) if told == digest => Ok(()),
            Told::Lock(_) => Err(Refusal::new(ErrorCode::LockReplaced, "the device has another lock by now")),
        }
    }

    /// What an opened lock of this device opens.
    pub(super) fn what(&self, unsealed: &Unsealed, asked: &Asked) -> Result<&'static str, Refusal> {
        match unsealed {
            Unsealed::Named(_) if asked.answer_key.is_none() => {
                Err(Refusal::new(ErrorCode::Malformed, "the request names no key for the answer"))
            }
            // Backups have keys of their own and may be many.
            Unsealed::Named(Lock { opens: Opens::Backup, .. }) => Ok("backup"),
            Unsealed::Named(Lock { opens: Opens::Store, .. }) => self.store(asked.digest).map(|()| STORE),
            Unsealed::Nameless(_) if self.told != Told::Nothing => {
                Err(Refusal::new(ErrorCode::LockReplaced, "the device has another lock by now"))
            }
            Unsealed::Nameless(_) if !self.nameless => {
                Err(Refusal::new(ErrorCode::LockNameless, "the lock does not say whose it is"))
            }
            Unsealed::Nameless(_) => Ok("nameless"),
        }
    }
}

/// The key that was in a lock.
pub(super) fn key_of(unsealed: &Unsealed) -> &[u8; 32] {
    match unsealed {
        Unsealed::Named(Lock { key, .. }) | Unsealed::Nameless(key) => key,
    }
}

/// The lock, when it is not this device's.
pub(super) fn foreign<'a>(unsealed: &'a Unsealed, device: &Device) -> Option<&'a Lock> {
    match unsealed {
        Unsealed::Named(lock) if (lock.device, lock.person) != (device.id, device.person) => Some(lock),
        _ => None,
    }
}

pub(super) fn foreign_refused() -> Refusal {
    Refusal::new(ErrorCode::RecoveryRefused, "the wrapped key is another device's")
}

/// A request whose code is good, for a device that is admitted.
pub(super) struct Case {
    /// Keyed hash of the code.
    pub(super) code: Vec<u8>,
    pub(super) device: Device,
    pub(super) asked: Asked,
    pub(super) allowed: Allowed,
}
