//! Who is asking.

use sambang_domain::ids::{Digest, Timestamp};
use sambang_domain::people::Person;
use sambang_domain::wire::ErrorCode;

use super::{Device, Registry, RegistryError};
use crate::refusal::{OrRefuse, Refusal};
use crate::store::{Conn, devices};

/// A device with a valid token, and the person it belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) device: Device,
    pub(crate) person: Person,
}

impl Registry {
    /// Finds out whose token it is. The device may be blocked.
    pub(crate) async fn identify(&self, token: &str) -> Result<Caller, RegistryError> {
        let hash = Digest::of(token.as_bytes()).0;
        let found = devices::find_by_token(&mut *self.0.store.read().await?, &hash).await?;
        let found = found.or_refuse(ErrorCode::TokenInvalid, "the token is not valid")?;
        self.expect_in_use(found.used_at)?;
        let caller = Caller { device: found.device, person: found.person };
        if found.is_next {
            self.take_token(&caller, &hash).await?;
        }
        Ok(caller)
    }

    /// Refuses a device that was not heard for long.
    pub(super) fn expect_in_use(&self, used_at: Timestamp) -> Result<(), Refusal> {
        let in_use = self.0.clock.now() < used_at.plus_ms(self.0.limits.token_ms);
        if in_use { Ok(()) } else { Err(Refusal::new(ErrorCode::TokenInvalid, "the token was not used for long")) }
    }

    /// Refuses a blocked device. It may only hand in what it sealed, and show with its report a mark and an
    /// end of the log.
    pub(crate) async fn expect_admitted(&self, caller: &Caller) -> Result<(), RegistryError> {
        if caller.device.revoked_at.is_none() {
            return Ok(());
        }
        Err(self.refuse_blocked(&mut *self.0.store.read().await?).await?.into())
    }

    /// The refusal of a blocked device. It may ask for nothing, so this tells it where the store stands: what it sealed
    /// may be lost in a store that was put back, and it hands it in again.
    pub(super) async fn refuse_blocked(&self, conn: &mut Conn) -> Result<Refusal, RegistryError> {
        Ok(Refusal { history: Some(Box::new(self.history(conn).await?)), ..revoked() })
    }
}

pub(super) fn revoked() -> Refusal {
    Refusal::new(ErrorCode::DeviceRevoked, "the device was blocked by the office")
}
