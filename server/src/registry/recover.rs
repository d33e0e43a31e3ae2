//! A forgotten PIN or lost words of a backup: the province opens a lock that a device sealed to it, with a code
//! that the office wrote for that device.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use crypto_box::PublicKey;
use crypto_box::aead::OsRng;
use sambang_domain::ids::{Digest, Timestamp};
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{Lock, Opens, RecoveryReply, RecoveryRequest, Unsealed};

use super::caller::revoked;
use super::enrol::{already_used, too_old};
use super::{AuditAction, Device, Registry, RegistryError};
use crate::random;
use crate::refusal::{OrRefuse, Refusal};
use crate::store::device_locks::{self, Told};
use crate::store::recovery_codes::{self, RecoveryCode, Used};
use crate::store::rows::RowKey;
use crate::store::{Conn, audit, devices};

/// For what the codes are hidden, so that a code that enrols is none of these.
pub(super) const CODE: &str = "recovery code";

/// A lock as it came, and how the answer is to travel.
struct Asked {
    sealed: Vec<u8>,
    digest: Digest,
    /// None from an app that names no key.
    answer_key: Option<[u8; 32]>,
}

impl Asked {
    fn read(request: &RecoveryRequest) -> Result<Self, Refusal> {
        let sealed =
            STANDARD.decode(&request.wrapped_key).or_refuse(ErrorCode::Malformed, "the wrapped key is no base64")?;
        let key = |text: &String| {
            let mut key = [0; 32];
            hex::decode_to_slice(text, &mut key)
                .or_refuse(ErrorCode::Malformed, "the key for the answer is 64 hexadecimal digits")?;
            Ok::<_, Refusal>(key)
        };
        let answer_key = request.answer_key.as_ref().map(key).transpose()?;
        Ok(Self { digest: Digest::of(&sealed), sealed, answer_key })
    }

    fn used(&self) -> Used {
        Used { opened: self.digest, answer_key: self.answer_key.map(Vec::from).unwrap_or_default() }
    }

    fn reply(&self, key: &[u8; 32], opened_at: Timestamp) -> Result<RecoveryReply, RegistryError> {
        let Some(answer_key) = self.answer_key else {
            return Ok(RecoveryReply { key: hex::encode(key), sealed: None, opened_at: Some(opened_at) });
        };
        let sealed = PublicKey::from_bytes(answer_key).seal(&mut OsRng, key);
        let sealed = sealed.or_refuse(ErrorCode::Malformed, "nothing can be sealed to the key for the answer")?;
        Ok(RecoveryReply { key: String::new(), sealed: Some(STANDARD.encode(sealed)), opened_at: Some(opened_at) })
    }
}

impl Registry {
    /// Opens a device's lock with a code for that device. The same code for the same lock and answer key once
    /// more, after a lost answer, gives the answer again. Every time is logged.
    pub(crate) async fn recover(&self, request: &RecoveryRequest) -> Result<RecoveryReply, RegistryError> {
        let asked = Asked::read(request)?;
        let hash = self.0.keys.hidden(CODE, &random::normalise_code(&request.code))?;
        let hidden = hash.as_slice();
        Ok(self.write(async |write| self.recover_in(write, request, &asked, hidden).await).await??)
    }

    /// The same within a transaction. A refusal beside the error is kept with its transaction.
    async fn recover_in(
        &self,
        write: &mut Conn,
        request: &RecoveryRequest,
        asked: &Asked,
        hash: &[u8],
    ) -> Result<Result<RecoveryReply, Refusal>, RegistryError> {
        let now = self.0.clock.now();
        let code = recovery_codes::find(write, hash).await?.filter(|code| code.device == request.device);
        let code = code.or_refuse(ErrorCode::CodeInvalid, "the code is not valid for this device")?;
        let device = self.device_of(write, &code, request).await?;
        if device.revoked_at.is_some() {
            return Err(revoked().into());
        }
        let used = asked.used();
        let again = code.used.as_ref() == Some(&used);
        if code.used.is_some() && !again {
            return Err(already_used().into());
        }
        if code.expires_at <= now {
            return Err(too_old().into());
        }
        let told = device_locks::told(write, device.id).await?;
        let unsealed = self.unseal(&asked.sealed)?;
        let (key, what) = match &unsealed {
            Unsealed::Named(lock) if (lock.device, lock.person) != (device.id, device.person) => {
                self.log_refused(write, lock, &device).await?;
                return Ok(Err(Refusal::new(ErrorCode::RecoveryRefused, "the wrapped key is another device's")));
            }
            Unsealed::Named(_) if asked.answer_key.is_none() => {
                return Err(Refusal::new(ErrorCode::Malformed, "the request names no key for the answer").into());
            }
            // Backups have keys of their own and may be many.
            Unsealed::Named(Lock { opens: Opens::Backup, key, .. }) => (key, "backup"),
            Unsealed::Named(Lock { opens: Opens::Store, key, .. })
                if matches!(told, Told::Nothing | Told::Opened) || told == Told::Lock(asked.digest) =>
            {
                (key, "store")
            }
            Unsealed::Nameless(_) if told == Told::Nothing && !code.nameless => {
                return Err(Refusal::new(ErrorCode::LockNameless, "the lock does not say whose it is").into());
            }
            Unsealed::Nameless(key) if told == Told::Nothing => (key, "nameless"),
            _ => return Err(Refusal::new(ErrorCode::LockReplaced, "the device has another lock by now").into()),
        };
        let reply = asked.reply(key, now)?;
        let mut changed = vec![RowKey::recovery_code(hash)];
        self.admit(write, &device).await?;
        if !again {
            recovery_codes::consume(write, hash, &used, now).await?;
        }
        if matches!(told, Told::Lock(_)) && what == "store" {
            // The device locks itself anew now, and tells of that lock when it next can.
            device_locks::put(write, device.id, None, now).await?;
            changed.push(RowKey::lock(device.id));
        }
        let entry = self.act_at(now, AuditAction::KeyRecovered, device.id).by(device.person, device.id);
        let entry = entry.with("opens", what).with("lock", asked.digest.to_string());
        self.log_rows(write, entry, &changed).await?;
        tracing::warn!(device = %device.id, person = %device.person, what, "a device's lock is opened");
        Ok(Ok(reply))
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

    fn unseal(&self, sealed: &[u8]) -> Result<Unsealed, Refusal> {
        let keys = &self.0.keys;
        let opened = keys.unseal(sealed);
        if opened.is_none() && keys.recovery.is_none() {
            return Err(Refusal::new(ErrorCode::RecoveryAway, "the recovery key is kept elsewhere"));
        }
        let unsealed = opened.and_then(|bytes| Unsealed::read(&bytes));
        unsealed.or_refuse(ErrorCode::RecoveryRefused, "the wrapped key cannot be opened")
    }

    /// Somebody brought the lock of another device: that is logged under the device it belongs to.
    async fn log_refused(&self, write: &mut Conn, lock: &Lock, asking: &Device) -> Result<(), RegistryError> {
        let entry = self.act(AuditAction::KeyRefused, lock.device);
        tracing::warn!(device = %asking.id, "the lock of another device was brought");
        let entry = entry.by(asking.person, asking.id).with("person", lock.person.to_string());
        audit::write(write, &entry).await?;
        Ok(())
    }
}
