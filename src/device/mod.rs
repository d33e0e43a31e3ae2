//! The app as the screens see it: one façade over store, photos, seal and sync.
//!
//! A screen calls [`Device`], the store commits, a notice goes out, screens read again. The device
//! holds no state of its own but the progress of the running sync.

mod access;
mod asking;
mod assignments;
mod backup;
mod behind;
mod bin;
mod captions;
mod clock_check;
mod closed;
mod days;
mod duplicates;
mod enrolment;
mod error;
mod inbox;
mod inbox_seal;
mod lock_state;
mod log;
mod moved;
mod photos;
mod place;
mod postbox;
mod purge;
mod receipts;
mod relock;
mod reopened;
mod returns;
mod review;
mod room;
mod scan;
mod set_aside;
mod settings;
mod status;
mod unclaimed;
mod vault;
mod visits;
mod witness;
mod worker;

pub use access::{Gate, Reopening, Setup, UnlockError, ask_again, ask_to_open, find_waiting, gate, reopen, unlock};
pub use assignments::{AssignmentCounts, AssignmentRow, VisitState};
pub use backup::{BackupError, BackupLook, OpenedBy, Passphrase, PassphraseError, Secret, look_at_backup};
pub use behind::{Behind, SendingBehind};
pub use bin::BIN_DAYS;
pub use clock_check::ClockWarning;
pub use closed::Closed;
pub use duplicates::KnownIn;
pub use enrolment::{Enrolment, enrol};
pub use error::DeviceError;
pub use inbox::{Collected, PendingPhoto};
pub use inbox_seal::seal_inbox;
pub use postbox::{send_behind, send_key};
pub use purge::LocalCopy;
pub use receipts::ReceiptView;
pub use reopened::Reopenings;
pub use returns::{Correction, Point};
pub use review::{Case, HOLD_MS, Neighbour, OwnDecision};
pub use room::{REFUSE_BELOW, Room, WARN_BELOW};
pub use scan::{ScanError, forget_scan, open_scanner, read_scan, take_in_scan};
pub use settings::{Settings, StorageUse, Theme};
pub use status::{Phase, SyncStatus};
pub use unclaimed::UnclaimedPhoto;
pub use vault::{ChipUse, Pin, PinError};

pub use sambang_domain::wire::v1::invitation::Invitation;

pub use crate::media::PhotoError;
pub use crate::store::{
    BlockedReason, Counts, Delivery, FindingsFilter, Group, LastError, LeftCase, ListFilter, Opened, OpeningAsked,
    OutboxRow, QueueCounts, QueueFilter, QueueGroup, QueueRow, QueueSort, ReviewDraft, SetAside, Stage, SurveyRow,
    TakenOver, WaitingDecision,
};
pub use crate::sync::{Errand, OpenedLock, SyncEvent};
pub use sambang_domain::wire::v1::RecoveryWaiting;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use sambang_domain::people::Person;
use sambang_domain::wire::v1::Province;
use sambang_domain::wire::v1::invitation::IssuerPrint;
use tokio::sync::{Notify, watch};

use crate::platform::{Clock, FreeBytes, Phone};
use crate::store::{Identity, Key, Store, StoreKey};
use crate::sync::{Address, Client, Credentials, Engine, HttpTransport, Progress, Transport};
use status::Running;

/// An unlocked device. Clones are the same device.
#[derive(Clone)]
pub struct Device {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    clock: Arc<dyn Clock>,
    folder: PathBuf,
    share_folder: PathBuf,
    phone: Arc<dyn Phone>,
    free_bytes: FreeBytes,
    app_version: String,
    transport: Arc<dyn Transport>,
    engine: Engine,
    progress: Progress,
    filters: duplicates::Filters,
    /// Opens the store; wiped when the device is dropped.
    key: StoreKey,
    /// Wakes the worker.
    wake: Notify,
    /// What a courier may bring while nobody has unlocked the app; none where the phone has no hardware key.
    postbox: Option<postbox::OwnPostbox>,
    /// What the running sync does, for screens.
    running: Mutex<Running>,
    /// The lock was closed; the worker may still be sending.
    locked: watch::Sender<bool>,
}

impl Device {
    /// Builds the façade over a store that `key` has opened and that holds an identity.
    fn new(setup: &Setup, store: Store, key: StoreKey) -> Result<Self, DeviceError> {
        let identity: Identity = store.value(Key::Identity)?.ok_or(DeviceError::NotEnrolled)?;
        let credentials = Credentials::of(&identity).ok_or(DeviceError::IdentityDamaged)?;
        let address = Address::parse(&identity.server)?;
        let transport = setup.transport(identity.issuer.as_ref())?;
        let progress = Progress::default();
        let client = Client::new(Arc::clone(&transport), address, Some(credentials));
        let (clock, phone, version) = (Arc::clone(&setup.clock), Arc::clone(&setup.phone), setup.app_version.clone());
        let engine = Engine::new(client, store.clone(), clock, phone, progress.clone(), version);
        let device = Self {
            inner: Arc::new(Inner {
                store,
                clock: Arc::clone(&setup.clock),
                folder: setup.folder.clone(),
                share_folder: setup.share_folder.clone(),
                phone: Arc::clone(&setup.phone),
                free_bytes: Arc::clone(&setup.free_bytes),
                app_version: setup.app_version.clone(),
                transport,
                engine,
                progress,
                filters: duplicates::Filters::default(),
                key,
                wake: Notify::new(),
                postbox: postbox::OwnPostbox::open(setup),
                running: Mutex::new(Running::default()),
                locked: watch::Sender::new(false),
            }),
        };
        tracing::info!(version = %device.inner.app_version, "the device is unlocked");
        device.drop_backup();
        if let Err(error) = device.prepare_inbox() {
            tracing::error!(%error, "photos cannot be sealed while the app is locked");
        }
        // The app ended before they were sealed.
        if let Err(error) = device.seal_held() {
            tracing::error!(%error, "decisions that are held cannot be sealed");
        }
        Ok(device)
    }

    /// Who the device belongs to.
    pub fn person(&self) -> Result<Person, DeviceError> {
        Ok(self.identity()?.person)
    }

    /// The province it is enrolled at.
    pub fn province(&self) -> Result<Province, DeviceError> {
        Ok(self.identity()?.province)
    }

    /// Ticks on every stored change and every step of a sync; screens read again.
    #[must_use]
    pub fn notices(&self) -> watch::Receiver<u64> {
        self.inner.store.notices()
    }

    /// What a running sync does, event by event.
    #[must_use]
    pub fn events(&self) -> tokio::sync::broadcast::Receiver<SyncEvent> {
        self.inner.progress.subscribe()
    }

    fn identity(&self) -> Result<Identity, DeviceError> {
        self.inner.store.value(Key::Identity)?.ok_or(DeviceError::NotEnrolled)
    }
}

impl Setup {
    /// The transport that was given, or the real network, which believes the issuer that the invitation named.
    fn transport(&self, invited: Option<&IssuerPrint>) -> Result<Arc<dyn Transport>, DeviceError> {
        match &self.transport {
            Some(transport) => Ok(Arc::clone(transport)),
            None => Ok(Arc::new(HttpTransport::of(Arc::clone(&self.phone), invited.cloned())?)),
        }
    }
}
