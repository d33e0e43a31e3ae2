//! Whether what was fetched was sealed by the device it names: by this device's own key, by the province's word for
//! the other's, and by the key under which the other was first known here.

use ed25519_dalek::VerifyingKey;
use sambang_domain::ids::DeviceId;
use sambang_domain::seal::{self, DEVICE_PASS_CONTEXT, Revision};
use sambang_domain::wire::v1::{AreaRevision, SignedDevicePass};
use serde::Deserialize;

use super::{Engine, Failure};
use crate::store::{AreaEntry, Identity, Key};

/// Of a document, whose seal it bears.
#[derive(Deserialize)]
struct Sealed {
    device: DeviceId,
}

impl Engine {
    /// Whether `key` is the key of a device. It must have been found to fit a seal of that device, because the first
    /// one is believed from then on.
    pub(super) fn is_key_of(
        &self,
        device: DeviceId,
        key: &str,
        pass: Option<&SignedDevicePass>,
    ) -> Result<bool, Failure> {
        let identity = self.store.value_if_sound::<Identity>(Key::Identity)?;
        if let Some(own) = identity.filter(|identity| identity.device == device) {
            return Ok(own.signing_key().is_some_and(|own| hex::encode(own.verifying_key().as_bytes()) == key));
        }
        let told = pass.is_none_or(|pass| {
            let signed = self.client.receipt_key().is_some_and(|by| pass.verified(DEVICE_PASS_CONTEXT, &by).is_ok());
            signed && (pass.payload.device, pass.payload.device_key.as_str()) == (device, key)
        });
        Ok(told && self.store.is_key_of(device, key)?)
    }

    /// Marks a survey whose seals fit keys that are not those of the devices they name.
    pub(super) fn compare_keys(&self, entry: &mut AreaEntry) -> Result<(), Failure> {
        if !entry.seal_fits {
            return Ok(());
        }
        for AreaRevision { document, device_key, pass, number, .. } in &entry.area.revisions {
            let sealed = serde_json::from_str::<Sealed>(document).ok();
            let known = match sealed {
                Some(Sealed { device }) => self.is_key_of(device, device_key, pass.as_ref())?,
                None => false,
            };
            if !known {
                tracing::error!(survey = %entry.survey.id, number, "sealed with another key than the device's");
                entry.seal_fits = false;
                return Ok(());
            }
        }
        Ok(())
    }

    /// Whether a fetched revision bears the seal of the device it names. An older province does not tell the key;
    /// then its receipt alone must do.
    pub(super) fn is_sealed_by_its_device(
        &self,
        revision: &Revision,
        (bytes, signature): (&[u8], &[u8; 64]),
        pass: Option<&SignedDevicePass>,
    ) -> Result<bool, Failure> {
        let Some(pass) = pass else { return Ok(true) };
        let key = &pass.payload.device_key;
        let fits = public_key(key).is_some_and(|key| seal::open::<Revision>(bytes, signature, &key).is_ok());
        Ok(fits && self.is_key_of(revision.device, key, Some(pass))?)
    }
}

/// A key as it travels.
pub(super) fn public_key(key: &str) -> Option<VerifyingKey> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(key, &mut bytes).ok().and_then(|()| VerifyingKey::from_bytes(&bytes).ok())
}
