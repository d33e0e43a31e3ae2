//! Couriers: apps that hand in what their device sealed while nobody has unlocked it.
//!
//! A courier has neither the device's key nor its token. It may bring the device's own sealed surveys and the photos
//! those name, and nothing else: it reads nothing, and what is for a blocked device is for its courier, too.

use ed25519_dalek::VerifyingKey;
use sambang_domain::ids::{DeviceId, Digest};
use sambang_domain::people::Role;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::CourierKey;
use serde::Deserialize;

use super::people::malformed;
use super::{AuditAction, Caller, Registry, RegistryError};
use crate::refusal::{OrRefuse, Refusal};
use crate::store::rows::RowKey;
use crate::store::{Conn, attachments, couriers, devices};

/// Whose survey a document says it is.
#[derive(Deserialize)]
struct Sealed {
    device: DeviceId,
}

impl Registry {
    /// Keeps the key that a device vouches for.
    pub(super) async fn keep_courier(
        &self,
        write: &mut Conn,
        caller: &Caller,
        told: &CourierKey,
    ) -> Result<(), RegistryError> {
        let device = caller.device.id;
        let key = VerifyingKey::from_bytes(&caller.device.public_key).ok();
        let key = key.and_then(|key| told.verified(device, &key));
        let key = key.ok_or_else(|| malformed("the device does not vouch for this courier key"))?;
        if couriers::find(write, device).await? == Some(key.to_bytes()) {
            return Ok(());
        }
        couriers::put(write, device, key.as_bytes(), self.0.clock.now()).await?;
        let entry = self.entry(caller, AuditAction::CourierTold, device).with("key", told.key.to_lowercase());
        self.log_rows(write, entry, &[RowKey::courier(device)]).await
    }

    /// The device whose courier proves itself, and its person.
    ///
    /// # Errors
    /// `auth.token_invalid` where no courier of this device is known, or another key signed; `auth.proof_needed`
    /// without a fresh proof; `auth.device_revoked` for a blocked device, whose unlocked app alone hands in.
    pub(crate) async fn identify_courier(
        &self,
        device: DeviceId,
        method: &str,
        target: &str,
        signed: Option<&str>,
    ) -> Result<Caller, RegistryError> {
        let unknown = "no courier of this device is known";
        let (found, key) = {
            let mut conn = self.0.store.read().await?;
            (devices::find_with_person(&mut conn, device).await?, couriers::find(&mut conn, device).await?)
        };
        let (found, key) = found.zip(key).or_refuse(ErrorCode::TokenInvalid, unknown)?;
        self.expect_in_use(found.used_at)?;
        let key = VerifyingKey::from_bytes(&key).or_refuse(ErrorCode::TokenInvalid, unknown)?;
        self.expect_signed(&key, method, target, signed)?;
        let caller = Caller { device: found.device, person: found.person };
        self.expect_admitted(&caller).await?;
        if caller.person.role != Role::Facilitator {
            return Err(forbidden().into());
        }
        Ok(caller)
    }

    /// Refuses a document that the courier's own device did not seal.
    pub(crate) fn expect_own_document(&self, courier: &Caller, bytes: &[u8]) -> Result<(), RegistryError> {
        let sealed = serde_json::from_slice::<Sealed>(bytes).is_ok_and(|sealed| sealed.device == courier.device.id);
        if sealed { Ok(()) } else { Err(forbidden().into()) }
    }

    /// Refuses a photo that no survey of the courier's own device names.
    pub(crate) async fn expect_own_photo(&self, courier: &Caller, sha256: Digest) -> Result<(), RegistryError> {
        let mut conn = self.0.store.read().await?;
        if attachments::is_named_by_device(&mut conn, sha256, courier.device.id).await? {
            return Ok(());
        }
        Err(Refusal::new(ErrorCode::AttachmentUnknown, "no revision of this device names this digest").into())
    }
}

fn forbidden() -> Refusal {
    Refusal::new(ErrorCode::RoleForbidden, "a courier brings what its own device sealed, and nothing else")
}
