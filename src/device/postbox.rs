//! The device fills its postbox with what waits and takes out what the province has, so that a courier may bring it
//! while nobody has unlocked the app.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use sambang_domain::people::Role;
use sambang_domain::wire::v1::CourierKey;
use tokio::sync::broadcast::error::RecvError;

use super::room::WARN_BELOW;
use super::{Device, DeviceError, Setup};
use crate::platform::phone::PhoneEvent;
use crate::postbox::{Held, Item, Kind, Label, Postbox, SendKey};
use crate::store::{EntryKind, Identity, Key, OutboxEntry, StoreError, UnlessDamaged};
use crate::sync::{Courier, Errand};

/// So much lies in the postbox at most: about forty surveys. What waits beyond it is sent from the store.
const MOST: u64 = 64 << 20;

/// The postbox of an unlocked device.
pub(super) struct OwnPostbox {
    postbox: Postbox,
    /// Held while this device sends: no courier goes then.
    turn: Mutex<Option<Held>>,
}

/// The turn of a run; given back when the run ends, or earlier by [`Device::give_turn_back`].
pub(super) struct TurnOfARun<'a>(&'a Device);

impl Drop for TurnOfARun<'_> {
    fn drop(&mut self) {
        self.0.give_turn_back();
    }
}

impl OwnPostbox {
    /// None where the phone has no hardware key, or the disk refuses: the app sends while it is unlocked.
    pub(super) fn open(setup: &Setup) -> Option<Self> {
        let chip = setup.phone.hardware_key()?;
        let opened = Postbox::open_or_make(&setup.folder, chip);
        let postbox = opened.inspect_err(|error| tracing::warn!(%error, "there is no postbox")).ok().flatten()?;
        Some(Self { postbox, turn: Mutex::default() })
    }
}

/// The key of the postbox as the phone's hardware gives it, without a PIN; none where there is none.
#[must_use]
pub fn send_key(setup: &Setup) -> Option<SendKey> {
    let found = Postbox::find_key(&setup.folder, setup.phone.hardware_key()?);
    found.inspect_err(|error| tracing::warn!(%error, "the postbox cannot be read")).ok().flatten()
}

/// Sends what lies in the postbox while nobody has unlocked the app. Dropping it ends it at any point.
pub async fn send_behind(setup: &Setup, key: SendKey) -> Errand {
    let postbox = Postbox::with(&setup.folder, key);
    let issuer = postbox.label().and_then(|label| label.issuer);
    let Ok(transport) = setup.transport(issuer.as_ref()) else { return Errand::Later };
    match Courier::new(postbox, transport) {
        Some(courier) => courier.run().await,
        None => Errand::UntilUnlocked,
    }
}

impl Device {
    /// Takes the turn for a run. A courier that is under way stops.
    pub(super) fn take_turn(&self) -> TurnOfARun<'_> {
        if let Some(OwnPostbox { postbox, turn }) = &self.inner.postbox {
            let taken = postbox.turn().take_for_the_app();
            let taken = taken.inspect_err(|error| tracing::warn!(%error, "a courier may send beside this run"));
            *turn.lock().unwrap_or_else(PoisonError::into_inner) = taken.ok();
        }
        TurnOfARun(self)
    }

    /// Gives the turn to the courier. Whoever is not in front may be held still by the system at any moment, in the
    /// middle of a run too; a courier beside a run does no harm.
    pub(super) fn give_turn_back(&self) {
        if let Some(OwnPostbox { turn, .. }) = &self.inner.postbox {
            drop(turn.lock().unwrap_or_else(PoisonError::into_inner).take());
        }
    }

    /// Gives the turn back whenever another app comes in front.
    pub(super) async fn give_turn_back_when_paused(&self) {
        let mut events = self.inner.phone.events();
        loop {
            match events.recv().await {
                Ok(PhoneEvent::Paused) => self.give_turn_back(),
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => std::future::pending().await,
            }
        }
    }

    /// Brings the postbox up to date, off the runtime's threads. What fails there is only sent later.
    pub(super) async fn fill_postbox(&self) {
        let device = self.clone();
        match tokio::task::spawn_blocking(move || device.fill_postbox_now()).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the postbox was not filled"),
            Err(error) => tracing::error!(%error, "the postbox was not filled"),
        }
    }

    fn fill_postbox_now(&self) -> Result<(), DeviceError> {
        let Some(OwnPostbox { postbox, .. }) = &self.inner.postbox else { return Ok(()) };
        let identity = self.identity()?;
        if identity.person.role != Role::Facilitator || !self.settings()?.auto_sync || self.closed()?.is_some() {
            return Ok(postbox.empty().map_err(StoreError::from)?);
        }
        postbox.drop_unfinished().map_err(StoreError::from)?;
        self.write_label(postbox, &identity)?;
        let wanted = self.inner.store.entries_for_the_postbox()?;
        let items: BTreeSet<Item> = wanted.iter().map(item).collect();
        let here = postbox.items().map_err(StoreError::from)?;
        for gone in here.iter().filter(|item| !items.contains(item)) {
            postbox.remove(gone).map_err(StoreError::from)?;
        }
        let (mut bytes, mut journal) = (0, postbox.journal());
        for entry in &wanted {
            bytes += entry.size_bytes;
            let size = usize::try_from(entry.size_bytes).unwrap_or(usize::MAX);
            if postbox.holds(&item(entry), size) {
                continue;
            }
            if bytes > MOST || self.is_full(entry.size_bytes) {
                tracing::info!("there is no more room in the postbox");
                break;
            }
            self.put(postbox, entry)?;
            journal.forget(&item(entry)).map_err(StoreError::from)?;
        }
        let here = postbox.items().map_err(StoreError::from)?;
        Ok(journal.keep_only(&here).map_err(StoreError::from)?)
    }

    /// Writes down where the courier goes; its key is told to the province with the next report.
    fn write_label(&self, postbox: &Postbox, identity: &Identity) -> Result<(), DeviceError> {
        let issuer = identity.issuer.clone();
        let new = Label::new(identity.device, &identity.server, issuer, &identity.province.receipt_key);
        let before = postbox.label();
        let label = before.clone().map_or(new.clone(), |before| before.following(&new));
        if before.as_ref() != Some(&label) {
            postbox.write_label(&label).map_err(StoreError::from)?;
        }
        let (Some(courier), Some(key)) = (label.signing_key(), identity.signing_key()) else { return Ok(()) };
        let told = CourierKey::new(identity.device, &courier.verifying_key(), &key);
        if self.inner.store.value_if_sound(Key::Courier)?.as_ref() != Some(&told) {
            self.inner.store.set_value(Key::Courier, &told)?;
        }
        Ok(())
    }

    /// A row that cannot be read is left to the sync, which blocks it.
    fn put(&self, postbox: &Postbox, entry: &OutboxEntry) -> Result<(), DeviceError> {
        let (store, item) = (&self.inner.store, item(entry));
        match entry.kind {
            EntryKind::Document => {
                let Some((bytes, signature)) = store.sealed(entry.survey, entry.revision).unless_damaged()? else {
                    return Ok(());
                };
                Ok(postbox.put_document(&item, &bytes, &signature).map_err(StoreError::from)?)
            }
            EntryKind::Attachment(sha256) => {
                let Some(bytes) = store.attachment_bytes(sha256).unless_damaged()? else { return Ok(()) };
                Ok(postbox.put_photo(&item, &bytes).map_err(StoreError::from)?)
            }
        }
    }

    fn is_full(&self, size: u64) -> bool {
        (self.inner.free_bytes)(&self.inner.folder).is_some_and(|free| free < WARN_BELOW.saturating_add(size))
    }
}

fn item(entry: &OutboxEntry) -> Item {
    let kind = match entry.kind {
        EntryKind::Document => Kind::Document,
        EntryKind::Attachment(sha256) => Kind::Photo(sha256),
    };
    Item { kind, survey: entry.survey, revision: entry.revision }
}
