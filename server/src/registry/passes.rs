//! The province's word for a device. With it a document is taken although the device that sealed it is not
//! known: it was enrolled after the backup that this store was put back from.

use sambang_domain::ids::{DeviceId, PersonId};
use sambang_domain::open::Unknown;
use sambang_domain::wire::v1::{DevicePass, SignedDevicePass};
use serde::Deserialize;

use super::enrol::device_key;
use super::{AuditAction, Caller, Device, Registry, RegistryError};
use crate::authorise::{Action, authorise};
use crate::random;
use crate::store::rows::RowKey;
use crate::store::{Conn, devices, persons};

/// The fields that are read before the seal is checked.
#[derive(Deserialize)]
struct Named {
    device: DeviceId,
    person: PersonId,
}

/// Who sealed a document, as far as its words and the pass beside it tell.
#[derive(Debug, Clone)]
pub(super) struct Sealer {
    pub(super) caller: Caller,
    /// The device is known by its pass alone.
    vouched: bool,
}

impl Registry {
    /// The word for a device.
    pub(super) fn pass(
        &self,
        device: DeviceId,
        person: PersonId,
        device_key: &str,
    ) -> Result<SignedDevicePass, RegistryError> {
        let pass = DevicePass {
            device,
            person,
            device_key: device_key.to_owned(),
            issued_at: self.0.clock.now(),
            unknown: Unknown::new(),
        };
        Ok(self.0.keys.sign(pass)?)
    }

    /// The device whose seal is checked: the sending one, unless the document names another, whose backup was
    /// restored on this one or whose documents a tablet holds. Its person is the one that the document names,
    /// so that the document is checked against them. A blocked sender is always the sealer.
    pub(super) async fn sealer(
        &self,
        caller: &Caller,
        document: &[u8],
        pass: Option<&SignedDevicePass>,
    ) -> Result<Sealer, RegistryError> {
        let known = Sealer { caller: caller.clone(), vouched: false };
        let named = serde_json::from_slice::<Named>(document).ok();
        let offers = authorise(&caller.person, Action::Offer, None).is_ok();
        let other = named
            .filter(|named| named.device != caller.device.id && caller.device.revoked_at.is_none())
            .filter(|named| named.person == caller.person.id || offers);
        let Some(other) = other else { return Ok(known) };
        let mut conn = self.0.store.read().await?;
        let found = devices::find(&mut conn, other.device).await?;
        let vouched = found.is_none();
        let device = match found {
            Some(device) => Some(device),
            None => pass.and_then(|pass| self.vouched(pass)),
        };
        let device = device.filter(|device| (device.id, device.person) == (other.device, other.person));
        let Some(device) = device else { return Ok(known) };
        let Some(person) = persons::find(&mut conn, device.person).await? else { return Ok(known) };
        Ok(Sealer { caller: Caller { device, person }, vouched })
    }

    /// The device that a pass of this province names.
    pub(super) fn vouched(&self, pass: &SignedDevicePass) -> Option<Device> {
        let DevicePass { device, person, device_key: key, .. } = &pass.payload;
        let public_key = device_key(key).ok().filter(|_| self.0.keys.has_signed(pass))?;
        Some(Device {
            id: *device,
            person: *person,
            public_key,
            name: String::new(),
            app_version: String::new(),
            enrolled_at: self.0.clock.now(),
            revoked_at: None,
            broken_at: None,
            proves: false,
        })
    }

    /// Writes the sealer's device down when it is known by its pass alone.
    pub(super) async fn admit_vouched(&self, write: &mut Conn, sealer: &Sealer) -> Result<(), RegistryError> {
        if sealer.vouched { self.admit(write, &sealer.caller.device).await } else { Ok(()) }
    }

    /// Writes a device down that is known by its pass. Nobody has a token of it until it enrols again.
    pub(super) async fn admit(&self, write: &mut Conn, device: &Device) -> Result<(), RegistryError> {
        if devices::find(write, device.id).await?.is_none() {
            devices::enrol(write, device, &random::bytes::<32>()?).await?;
            let entry = self.act(AuditAction::DeviceEnrolled, device.id);
            let entry = entry.by(device.person, device.id).with("again", false).with("by_pass", true);
            self.log_rows(write, entry, &[RowKey::device(device.id)]).await?;
        }
        Ok(())
    }
}
