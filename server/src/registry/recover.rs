//! A forgotten PIN or lost words of a backup: the province opens a lock that a device sealed to it, with a code
//! that the office wrote for that device; at once, or when the office has agreed.

use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{Lock, RecoveryReply, RecoveryRequest, RecoveryWaiting, Unsealed};

use super::caller::revoked;
use super::enrol::{already_used, too_old};
use super::recovery_lock::{Allowed, Asked, Case, STORE, foreign, foreign_refused, key_of};
use super::recovery_rules::RecoveryRules;
use super::{AuditAction, Device, Registry, RegistryError};
use crate::random;
use crate::refusal::{OrRefuse, Refusal};
use crate::store::device_locks::{self, Told};
use crate::store::recoveries;
use crate::store::recovery_codes::{self, RecoveryCode};
use crate::store::rows::RowKey;
use crate::store::{Conn, audit, devices};

/// For what the codes are hidden, so that a code that enrols is none of these.
pub(super) const CODE: &str = "recovery code";

/// What becomes of a request.
pub(crate) enum Recovered {
    /// The lock was opened.
    Opened(RecoveryReply),
    /// The office must agree first.
    Waits(RecoveryWaiting),
}

impl Registry {
    /// Opens a device's lock with a code for that device, or has the request wait for the office. The same code for
    /// the same lock and answer key once more tells how it stands, or, after a lost answer, gives it again. Every
    /// opening is logged.
    pub(crate) async fn recover(&self, request: &RecoveryRequest) -> Result<Recovered, RegistryError> {
        let asked = Asked::read(request)?;
        let hash = self.0.keys.hidden(CODE, &random::normalise_code(&request.code))?;
        Ok(self.write(async |write| self.recover_in(write, request, asked, hash).await).await??)
    }

    /// The same within a transaction. A refusal beside the error is kept with its transaction.
    async fn recover_in(
        &self,
        write: &mut Conn,
        request: &RecoveryRequest,
        asked: Asked,
        hash: Vec<u8>,
    ) -> Result<Result<Recovered, Refusal>, RegistryError> {
        let now = self.0.clock.now();
        let code = recovery_codes::find(write, &hash).await?.filter(|code| code.device == request.device);
        let code = code.or_refuse(ErrorCode::CodeInvalid, "the code is not valid for this device")?;
        let device = self.device_of(write, &code, request).await?;
        if device.revoked_at.is_some() {
            return Err(revoked().into());
        }
        let waiting = recoveries::find(write, &hash).await?;
        let again = code.used.as_ref() == Some(&asked.used());
        if (code.used.is_some() && !again) || waiting.as_ref().is_some_and(|waiting| !asked.is(waiting)) {
            return Err(already_used().into());
        }
        if waiting.as_ref().is_some_and(|waiting| waiting.refused_by.is_some()) {
            return Err(Refusal::new(ErrorCode::RecoveryDenied, "the office refused to open the lock").into());
        }
        if waiting.as_ref().map_or(code.expires_at, |waiting| waiting.ends_at) <= now {
            return Err(too_old().into());
        }
        let allowed = Allowed { told: device_locks::told(write, device.id).await?, nameless: code.nameless };
        let case = Case { code: hash, device, asked, allowed };
        if waiting.as_ref().is_some_and(|waiting| waiting.answer.is_some()) {
            return Ok(Ok(Recovered::Opened(self.hand_over(write, &case).await?)));
        }
        let rules = RecoveryRules::read(write).await?;
        let unsealed = match self.unseal(&case.asked.sealed) {
            Err(refusal) if refusal.code == ErrorCode::RecoveryAway && case.asked.waits_for.is_some() => None,
            other => Some(other?),
        };
        if let Some(lock) = unsealed.as_ref().and_then(|unsealed| foreign(unsealed, &case.device)) {
            self.log_refused(write, lock, &case.device).await?;
            return Ok(Err(foreign_refused()));
        }
        let found = match &unsealed {
            Some(unsealed) => Some((key_of(unsealed), case.allowed.what(unsealed, &case.asked)?)),
            None => None,
        };
        let from = waiting.as_ref().map_or(rules.answered_from(now), |waiting| waiting.answered_from);
        let at_once = again || (from <= now && rules.server_answers());
        Ok(Ok(match (found.filter(|_| at_once), waiting) {
            (None, waiting) => Recovered::Waits(self.wait(write, &case, waiting, rules).await?),
            (Some((key, what)), Some(waiting)) => {
                self.keep_answer(write, &waiting, key, what).await?;
                Recovered::Opened(self.hand_over(write, &case).await?)
            }
            (Some((key, what)), None) => Recovered::Opened(self.open_at_once(write, &case, key, what, again).await?),
        }))
    }

    /// Answers with a key that the server has, without anybody's doing.
    async fn open_at_once(
        &self,
        write: &mut Conn,
        case: &Case,
        key: &[u8; 32],
        what: &str,
        again: bool,
    ) -> Result<RecoveryReply, RegistryError> {
        let (now, Case { code, device, asked, .. }) = (self.0.clock.now(), case);
        let reply = asked.reply(key, now)?;
        let mut changed = vec![RowKey::recovery_code(code)];
        self.admit(write, device).await?;
        if !again {
            recovery_codes::consume(write, code, &asked.used(), now).await?;
        }
        changed.extend(self.void_lock(write, case, what).await?);
        let entry = self.act_at(now, AuditAction::KeyRecovered, device.id).by(device.person, device.id);
        let entry = entry.with("opens", what).with("lock", asked.digest.to_string());
        self.log_rows(write, entry, &changed).await?;
        tracing::warn!(device = %device.id, person = %device.person, what, "a device's lock was opened");
        Ok(reply)
    }

    /// The device locks itself anew now, and tells of that lock when it next can.
    pub(super) async fn void_lock(
        &self,
        write: &mut Conn,
        case: &Case,
        what: &str,
    ) -> Result<Option<RowKey>, RegistryError> {
        if !matches!(case.allowed.told, Told::Lock(_)) || what != STORE {
            return Ok(None);
        }
        device_locks::put(write, case.device.id, None, self.0.clock.now()).await?;
        Ok(Some(RowKey::lock(case.device.id)))
    }

    /// The device that the code is for: as it is known here, or as the province's own word tells when the store
    /// was put back from a backup that does not know it.
    async fn device_of(
        &self,
        write: &mut Conn,
        code: &RecoveryCode,
        request: &RecoveryRequest,
    ) -> Result<Device, RegistryError> {
        let known = devices::find(write, code.device).await?;
        let device = known.or_else(|| request.pass.as_ref().and_then(|pass| self.vouched(pass)));
        let device = device.filter(|device| (device.id, device.person) == (code.device, code.person));
        Ok(device.or_refuse(ErrorCode::CodeInvalid, "the code is not valid for this device")?)
    }

    /// What is in a sealed lock, opened with the keys that are here.
    pub(super) fn unseal(&self, sealed: &[u8]) -> Result<Unsealed, Refusal> {
        let keys = &self.0.keys;
        let opened = keys.unseal(sealed);
        if opened.is_none() && keys.recovery.is_none() {
            return Err(Refusal::new(ErrorCode::RecoveryAway, "the recovery key is kept elsewhere"));
        }
        let unsealed = opened.and_then(|bytes| Unsealed::read(&bytes));
        unsealed.or_refuse(ErrorCode::RecoveryRefused, "the wrapped key cannot be opened")
    }

    /// Somebody brought the lock of another device: that is logged under the device it belongs to.
    pub(super) async fn log_refused(
        &self,
        write: &mut Conn,
        lock: &Lock,
        asking: &Device,
    ) -> Result<(), RegistryError> {
        let entry = self.act(AuditAction::KeyRefused, lock.device);
        tracing::warn!(device = %asking.id, "the lock of another device was brought");
        let entry = entry.by(asking.person, asking.id).with("person", lock.person.to_string());
        audit::write(write, &entry).await?;
        Ok(())
    }
}
