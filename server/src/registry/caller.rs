//! Who is asking.

use sambang_domain::ids::Digest;
use sambang_domain::people::Person;
use sambang_domain::wire::ErrorCode;

use super::{Device, Registry, RegistryError};
use crate::refusal::{OrRefuse, Refusal};
use crate::store::devices;

/// A device with a valid token, and the person it belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) device: Device,
    pub(crate) person: Person,
}

impl Registry {
    /// Finds out whose token it is; a blocked device is refused.
    pub(crate) async fn identify(&self, token: &str) -> Result<Caller, RegistryError> {
        let caller = self.identify_any(token).await?;
        if caller.device.revoked_at.is_some() { Err(revoked().into()) } else { Ok(caller) }
    }

    /// Finds out whose token it is, also for a blocked device: one route takes what such a device sealed.
    pub(crate) async fn identify_any(&self, token: &str) -> Result<Caller, RegistryError> {
        let hash = Digest::of(token.as_bytes()).0;
        let found = devices::find_by_token(&mut *self.0.store.read().await?, &hash).await?;
        let found = found.or_refuse(ErrorCode::TokenInvalid, "the token is not valid")?;
        if self.0.clock.now() >= found.used_at.plus_ms(self.0.limits.token_ms) {
            return Err(Refusal::new(ErrorCode::TokenInvalid, "the token was not used for long").into());
        }
        let caller = Caller { device: found.device, person: found.person };
        if found.is_next {
            self.take_token(&caller, &hash).await?;
        }
        Ok(caller)
    }
}

pub(super) fn revoked() -> Refusal {
    Refusal::new(ErrorCode::DeviceRevoked, "the device was blocked by the office")
}
