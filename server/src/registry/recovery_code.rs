//! Codes that open the lock of one device, once; and the locks that devices tell of.

use std::fmt::Display;

use sambang_domain::ids::{DeviceId, Digest, PersonId, Timestamp};
use sambang_domain::people::Person;
use sambang_domain::wire::ErrorCode;

use super::caller::revoked;
use super::people::{malformed, person_of};
use super::recover::CODE;
use super::{AuditAction, Caller, Registry, RegistryError};
use crate::random;
use crate::refusal::OrRefuse;
use crate::store::device_locks::{self, Told};
use crate::store::recovery_codes::{self, RecoveryCode};
use crate::store::rows::RowKey;
use crate::store::{Conn, devices, recoveries};

/// For which lock a code is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ForLock {
    /// Whose device it is, when the store was put back from a backup that does not know the device.
    pub person: Option<PersonId>,
    /// Also for a lock that names nobody, of an app before locks named their device.
    pub nameless: bool,
}

/// A one-time code that opens a device's lock, shown once and stored as a keyed hash.
#[derive(Debug, Clone, PartialEq)]
pub struct OpeningCode {
    /// Ten letters and digits.
    pub code: String,
    /// Whose device it is.
    pub person: Person,
    /// From when it is refused.
    pub expires_at: Timestamp,
}

impl Registry {
    /// Writes a code that opens the lock of a device, or of one of its backups, once.
    ///
    /// # Errors
    /// A refusal when there is no such device, it is blocked, or it has told of a lock that names it and the code
    /// is to be for one that names nobody; else when the store fails.
    pub async fn recovery_code(&self, device: DeviceId, lock: ForLock) -> Result<OpeningCode, RegistryError> {
        let now = self.0.clock.now();
        let opening = self
            .write(async |write| {
                let known = devices::find(write, device).await?;
                if known.as_ref().is_some_and(|known| known.revoked_at.is_some()) {
                    return Err(revoked().into());
                }
                let person = known.map(|known| known.person);
                if person.is_some() && lock.person.is_some_and(|named| Some(named) != person) {
                    return Err(malformed("the device is another person's").into());
                }
                let person = person.or(lock.person);
                let person =
                    person.or_refuse(ErrorCode::NotFound, "no such device; with its person it may be named")?;
                let person = person_of(write, person).await?;
                if lock.nameless && device_locks::told(write, device).await? != Told::Nothing {
                    return Err(malformed("the device has told of its lock, so no other is opened").into());
                }
                let opening = OpeningCode { code: random::code()?, person, expires_at: self.0.limits.code_expiry(now) };
                let hash = self.0.keys.hidden(CODE, &opening.code)?;
                let (person, expires_at) = (opening.person.id, opening.expires_at);
                let code = RecoveryCode { device, person, nameless: lock.nameless, expires_at, used: None };
                recovery_codes::insert(write, &hash, &code, now).await?;
                recoveries::begin(write, &hash, &self.0.actor).await?;
                let entry =
                    self.act_at(now, AuditAction::RecoveryCodeIssued, device).with("person", person.to_string());
                let rows = [RowKey::recovery_code(&hash), RowKey::recovery(&hash)];
                self.log_rows(write, entry.with("nameless", lock.nameless), &rows).await?;
                Ok(opening)
            })
            .await?;
        Ok(opening)
    }

    /// Keeps the lock that the caller's device tells of. Only that one is opened for it from here on.
    pub(super) async fn keep_lock(&self, write: &mut Conn, caller: &Caller, lock: Digest) -> Result<(), RegistryError> {
        let (device, now) = (caller.device.id, self.0.clock.now());
        if device_locks::told(write, device).await? == Told::Lock(lock) {
            return Ok(());
        }
        device_locks::put(write, device, Some(lock), now).await?;
        let entry = self.entry(caller, AuditAction::LockTold, device).with("lock", lock.to_string());
        self.log_rows(write, entry, &[RowKey::lock(device)]).await
    }

    /// Ends the codes that open the locks of a device or a person who is blocked, and what waits.
    pub(super) async fn end_recovery(&self, write: &mut Conn, of: impl Display) -> Result<Vec<RowKey>, RegistryError> {
        let (of, now) = (of.to_string(), self.0.clock.now());
        let codes = recovery_codes::end(write, &of, now).await?;
        let waiting = recoveries::end(write, &of, now).await?;
        let codes = codes.iter().map(|hash| RowKey::recovery_code(hash));
        Ok(codes.chain(waiting.iter().map(|hash| RowKey::recovery(hash))).collect())
    }
}
