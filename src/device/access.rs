//! Getting in: enrolled or not, PIN, forgotten PIN.

use std::path::PathBuf;
use std::sync::Arc;

use sambang_domain::ids::DeviceId;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::RecoveryWaiting;
use sambang_domain::wire::v1::invitation::Invitation;

use super::asking::{Asking, Of, forget};
use super::lock_state::note_chip;
use super::relock::keep_known;
use super::reopened::{lock_anew, note_lock, note_reopened, open_store, renew_lock};
use super::vault::{self, Label, Pin, Vault, VaultError, alone};
use super::{Behind, Device, DeviceError};
use crate::platform::{self, Clock, FreeBytes, Phone, ThisPhone};
use crate::store::{self, Store, StoreError, StoreKey};
use crate::sync::{Address, AnswerKey, Client, Failure, OpenedLock, Opening, Transport};

/// What the app needs from outside.
#[derive(Clone)]
pub struct Setup {
    /// Folder of the app's files.
    pub folder: PathBuf,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Version of the app, e.g. `0.1.0`.
    pub app_version: String,
    /// The platform the app runs on.
    pub phone: Arc<dyn Phone>,
    /// Tells how much room there is.
    pub free_bytes: FreeBytes,
    /// Where files for people go: backups, the log.
    pub share_folder: PathBuf,
    /// Carries requests; none for the real network.
    pub transport: Option<Arc<dyn Transport>>,
    /// The worker that sends behind the lock.
    pub behind: Behind,
}

impl Setup {
    /// An app in `folder` with the machine's clock, network and everything else it offers.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        let clock = Arc::new(crate::platform::SystemClock);
        let share_folder = platform::share_folder(&folder);
        let phone: Arc<dyn Phone> = Arc::new(ThisPhone::default());
        let asked = Arc::clone(&phone);
        Self {
            folder,
            clock,
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
            phone,
            free_bytes: Arc::new(move |path| asked.free_bytes(path)),
            share_folder,
            transport: None,
            behind: Behind::default(),
        }
    }
}

/// What the person must do before the app opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gate {
    /// The device belongs to nobody yet.
    Enrol,
    /// It waits for its PIN.
    Locked {
        /// What the person wants to be greeted with; nothing else of them can be read before the PIN.
        nickname: Option<String>,
        /// The device's id at the province, by which the office writes a recovery code.
        device: DeviceId,
    },
}

/// Why the device did not open.
#[derive(Debug, thiserror::Error)]
pub enum UnlockError {
    /// The PIN is wrong.
    #[error("wrong PIN")]
    WrongPin {
        /// Milliseconds until the next try.
        wait_ms: u64,
    },
    /// The pause after wrong PINs is not over.
    #[error("too many wrong PINs, wait")]
    TooSoon {
        /// Milliseconds until the next try.
        wait_ms: u64,
    },
    /// The store was damaged. Its files were set aside under another name and nothing of them is
    /// deleted; the device must be enrolled again.
    #[error("the store was damaged and has been set aside")]
    Damaged,
    /// A newer app wrote the store; update the app.
    #[error("the store was written by a newer app")]
    Newer,
    /// Everything else.
    #[error(transparent)]
    Device(#[from] DeviceError),
}

/// Whether the device must be enrolled or unlocked. The first thing that is asked at a start.
///
/// # Errors
/// When the key file cannot be read, which is never overwritten, or when nothing can be written beside it: no store
/// would open then, and enrolling would fail at its end.
pub fn gate(setup: &Setup) -> Result<Gate, DeviceError> {
    platform::require_writable(&setup.folder).map_err(StoreError::from)?;
    if let Err(error) = Vault::tidy(&setup.folder) {
        tracing::error!(%error, "what an earlier app left beside the key file stays");
    }
    Ok(match Vault::load(&setup.folder)? {
        None => Gate::Enrol,
        Some(vault) => {
            let Label { nickname, device, .. } = vault.label;
            Gate::Locked { nickname, device }
        }
    })
}

/// Opens the device. Argon2id takes about half a second on a phone: not on the screen's thread.
///
/// # Errors
/// [`UnlockError`].
pub fn unlock(setup: &Setup, pin: &Pin) -> Result<Device, UnlockError> {
    let _alone = alone();
    let mut vault = Vault::load(&setup.folder).map_err(DeviceError::from)?.ok_or(DeviceError::NotEnrolled)?;
    let key = vault.unlock(&setup.folder, pin, setup.clock.now(), setup.phone.hardware_key())?;
    // The key is known to be right, so a file that it does not open is damaged.
    match open_store(setup, &mut vault, key, pin) {
        Ok((store, key)) => {
            // Whoever knows the PIN waits for nobody.
            if find_waiting(setup).is_some() {
                forget(&setup.folder, Of::Store);
            }
            renew_lock(setup, &mut vault, &store, &key);
            Ok(finish(setup, &mut vault, store, key)?)
        }
        Err(DeviceError::Store(StoreError::Newer { .. })) => Err(UnlockError::Newer),
        Err(DeviceError::Store(StoreError::WrongKey)) => {
            store::set_aside(&setup.folder, store::FILE_NAME).map_err(DeviceError::from)?;
            store::set_aside(&setup.folder, vault::FILE_NAME).map_err(DeviceError::from)?;
            Err(UnlockError::Damaged)
        }
        Err(error) => Err(error.into()),
    }
}

/// What the province says to a request to open this device.
pub enum Reopening {
    /// It was opened: [`reopen`] takes this.
    Opened(OpenedLock),
    /// The office must agree first; [`ask_again`] tells later how it stands.
    Waits(RecoveryWaiting),
}

/// The request to open this device that waits for the office.
#[must_use]
pub fn find_waiting(setup: &Setup) -> Option<RecoveryWaiting> {
    Asking::find(&setup.folder, Of::Store).and_then(|asking| asking.waiting().cloned())
}

/// Asks the province to open the device whose PIN was forgotten, with a recovery code for this device. The same code
/// once more asks how the request stands.
///
/// Before the PIN the device knows no address, so the office's letter tells it beside the code. The code goes nowhere
/// before the province has proved that it answers there.
///
/// # Errors
/// When the letter's address is none, somebody else answers there ([`DeviceError::FakeServer`]), or the province
/// refuses or cannot be reached; then nothing changed.
pub async fn ask_to_open(setup: &Setup, letter: &Invitation) -> Result<Reopening, UnlockError> {
    let asking = Asking::with(&setup.folder, Of::Store, &letter.code).and_then(|asking| asking.at(letter));
    ask(setup, asking.map_err(DeviceError::from)?, letter).await
}

/// Asks how the request stands that waits for the office; none when there is none.
///
/// # Errors
/// As [`ask_to_open`].
pub async fn ask_again(setup: &Setup) -> Result<Option<Reopening>, UnlockError> {
    let Some(asking) = Asking::find(&setup.folder, Of::Store) else { return Ok(None) };
    let Some(letter) = asking.letter().cloned() else { return Ok(None) };
    ask(setup, asking, &letter).await.map(Some)
}

async fn ask(setup: &Setup, mut asking: Asking, letter: &Invitation) -> Result<Reopening, UnlockError> {
    let vault = Vault::load(&setup.folder).map_err(DeviceError::from)?.ok_or(DeviceError::NotEnrolled)?;
    let address = Address::parse(&letter.server).map_err(DeviceError::from)?;
    let client = Client::new(setup.transport(letter.issuer.as_ref())?, address, None);
    if !is_province(&client, &vault.label, letter).await.map_err(DeviceError::from)? {
        return Err(DeviceError::FakeServer.into());
    }
    let answer_key = asking.answer_key().map_err(DeviceError::from)?;
    let said = open_any(&client, asking.code(), &vault, &answer_key).await;
    asking.heard(&said).map_err(DeviceError::from)?;
    Ok(match said.map_err(DeviceError::from)? {
        Opening::Opened(opened) => Reopening::Opened(opened),
        Opening::Waits(waiting) => Reopening::Waits(waiting),
    })
}

/// Whether the province of this device answers: by the keys that the device kept, or before it kept any, by the
/// letter's fingerprint.
async fn is_province(client: &Client, label: &Label, letter: &Invitation) -> Result<bool, Failure> {
    match &label.known {
        Some(known) => {
            let (province, signs) = known.province();
            client.is_province(&province, signs).await
        }
        None => client.is_named(letter.province.as_ref()).await,
    }
}

/// The present lock, and the one before it: the province may know that one alone, or have been asked for it.
async fn open_any(client: &Client, code: &str, vault: &Vault, answer_key: &AnswerKey) -> Result<Opening, Failure> {
    let mut last = Failure::OtherBytes;
    for lock in vault.sealed() {
        match client.open_lock(code, lock, answer_key).await {
            Err(failure) if matches!(failure.refused_with(), Some(ErrorCode::LockReplaced | ErrorCode::CodeUsed)) => {
                last = failure;
            }
            other => return other,
        }
    }
    Err(last)
}

/// Opens the device with what the province found in its lock; sets the PIN, and locks the database under a new key,
/// so that nobody who saw the old one can use it. Until it is done the same request is answered again.
///
/// # Errors
/// When the key does not open the store, or a file cannot be written.
pub async fn reopen(setup: &Setup, opened: OpenedLock, new_pin: &Pin) -> Result<Device, UnlockError> {
    let (setup, pin) = (setup.clone(), new_pin.clone());
    let work = tokio::task::spawn_blocking(move || {
        let _alone = alone();
        let mut vault = Vault::load(&setup.folder)?.ok_or(DeviceError::NotEnrolled)?;
        let device = open_anew(&setup, &mut vault, opened, &pin)?;
        forget(&setup.folder, Of::Store);
        Ok::<_, DeviceError>(device)
    });
    Ok(work.await.map_err(|_| DeviceError::RecoveryFailed)??)
}

pub(super) fn open_anew(
    setup: &Setup,
    vault: &mut Vault,
    opened: OpenedLock,
    pin: &Pin,
) -> Result<Device, DeviceError> {
    let OpenedLock { key, at } = opened;
    // Opening proves that the key is right before the PIN's lock is replaced by it.
    let (store, key) = match open_store(setup, vault, key, pin) {
        Err(DeviceError::Store(StoreError::WrongKey) | DeviceError::Vault(VaultError::Damaged)) => {
            return Err(DeviceError::RecoveryFailed);
        }
        opened => opened?,
    };
    note_reopened(&store, at.unwrap_or_else(|| setup.clock.now()))?;
    let (store, key) = lock_anew(setup, vault, store, key, pin)?;
    finish(setup, vault, store, key)
}

fn finish(setup: &Setup, vault: &mut Vault, store: Store, key: StoreKey) -> Result<Device, DeviceError> {
    note_lock(&store, vault)?;
    note_chip(setup, vault, &store)?;
    keep_known(&setup.folder, vault, &store);
    Device::new(setup, store, key)
}

impl Device {
    /// Locks the same store under another PIN.
    ///
    /// # Errors
    /// As [`unlock`], when the old PIN is wrong.
    pub fn change_pin(&self, old: &Pin, new: &Pin) -> Result<(), UnlockError> {
        let folder = &self.inner.folder;
        let _alone = alone();
        let mut vault = Vault::load(folder).map_err(DeviceError::from)?.ok_or(DeviceError::NotEnrolled)?;
        Ok(vault.change_pin(folder, [old, new], self.inner.clock.now(), self.inner.phone.hardware_key())?)
    }
}

impl From<VaultError> for UnlockError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::WrongPin { wait_ms } => Self::WrongPin { wait_ms },
            VaultError::TooSoon { wait_ms } => Self::TooSoon { wait_ms },
            VaultError::Newer => Self::Newer,
            other => Self::Device(other.into()),
        }
    }
}
