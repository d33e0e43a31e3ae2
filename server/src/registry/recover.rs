//! A forgotten PIN: the province opens the store key that the device sealed to it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sambang_domain::ids::DeviceId;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{RecoveryReply, RecoveryRequest};

use super::caller::revoked;
use super::enrol::{already_used, in_time, usable};
use super::{AuditAction, Registry, RegistryError};
use crate::random;
use crate::refusal::OrRefuse;
use crate::store::rows::RowKey;
use crate::store::{codes, devices};

const RECOVERY: &str = "recovery";

impl Registry {
    /// Opens a device's sealed store key with a fresh code of its person. The same code for the
    /// same device once more, after a lost answer, gives the key again. Every time is logged.
    pub(crate) async fn recover(&self, request: &RecoveryRequest) -> Result<RecoveryReply, RegistryError> {
        let now = self.0.clock.now();
        let wrapped =
            STANDARD.decode(&request.wrapped_key).or_refuse(ErrorCode::Malformed, "the wrapped key is no base64")?;
        let hash = self.0.keys.hidden("code", &random::normalise_code(&request.code))?;
        let mut write = self.0.store.write().await?;
        let code = usable(&mut write, &hash).await?;
        let known = devices::find(&mut write, request.device).await?;
        let vouched = request.pass.as_ref().filter(|_| known.is_none()).and_then(|pass| self.vouched(pass));
        let vouched = vouched.filter(|device| (device.id, device.person) == (request.device, code.person));
        let device = known
            .or(vouched.clone())
            .filter(|device| device.person == code.person)
            .or_refuse(ErrorCode::CodeInvalid, "the code is not valid for this device")?;
        if device.revoked_at.is_some() {
            return Err(revoked().into());
        }
        let again = code.used.as_ref().is_some_and(|used| is_this_recovery(used, device.id));
        if code.used.is_some() && !again {
            return Err(already_used().into());
        }
        in_time(&code, now)?;
        let recovery = self.0.keys.recovery.as_ref();
        let recovery = recovery.or_refuse(ErrorCode::RecoveryAway, "the recovery key is kept elsewhere")?;
        let key = recovery.unseal(&wrapped).ok().filter(|key| key.len() == 32);
        let key = key.or_refuse(ErrorCode::RecoveryRefused, "the wrapped key cannot be opened")?;
        if let Some(vouched) = &vouched {
            self.admit(&mut write, vouched).await?;
        }
        if !again {
            codes::consume(&mut write, &hash, RECOVERY, device.id, now).await?;
        }
        let (person, device) = (device.person, device.id);
        let entry = self.act_at(now, AuditAction::KeyRecovered, device).by(person, device);
        self.log_rows(&mut write, entry, &[RowKey::code(&hash)]).await?;
        write.commit().await?;
        tracing::warn!(%device, %person, "a device's key was recovered");
        Ok(RecoveryReply { key: hex::encode(key) })
    }
}

fn is_this_recovery((what, device): &(String, DeviceId), this: DeviceId) -> bool {
    what == RECOVERY && *device == this
}
