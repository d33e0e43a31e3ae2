//! A backup in one file that may lie on a memory card or travel over a messenger, and its way back
//! onto another phone of the same person.
//!
//! The file is an encrypted database with what restoring reads and nothing else, under a key of its own, and two
//! locks of that key: six words that are shown when it is made, and the province. It names nobody. No PIN opens it,
//! because six digits are no lock against somebody who has the file.
//!
//! Restoring adds what is not here and changes nothing that is. Drafts become drafts of this phone.
//! Sealed surveys stay as the other phone sealed them and are sent as they are.

mod container;
mod locks;
mod passphrase;

pub use container::BackupError;
pub use locks::{OpenedBy, Secret};
pub use passphrase::{Passphrase, PassphraseError};

use std::path::{Path, PathBuf};

use super::asking::{Asking, Of, forget};
use super::vault::{Owner, Vault};
use super::{Device, DeviceError, WARN_BELOW};
use crate::platform::{random_bytes, write_piece};
use crate::store::{FILE_NAME, Identity, Key, Store, StoreError, StoreKey, TakenOver};
use crate::sync::{Address, Client, Opening};
use container::Container;
use locks::Locks;
use sambang_domain::ids::{DeviceId, PersonId};

/// Ending of a backup's file name.
const ENDING: &str = "sambang";
/// A backup on its way from the page or from another app.
const INCOMING: &str = "restore.incoming";

/// What a backup says of itself before it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupLook {
    /// The device that wrote it, by which the office writes a recovery code.
    pub device: DeviceId,
    /// What its person opens it with.
    pub opened_by: OpenedBy,
}

/// Looks whether the file at `path` begins as a backup does, and how it is opened.
///
/// # Errors
/// Why it is none.
pub fn look_at_backup(path: &Path) -> Result<BackupLook, BackupError> {
    let container = Container::open(path)?;
    let locks = container.locks();
    Ok(BackupLook { device: locks.device(), opened_by: locks.opened_by() })
}

impl Device {
    /// Writes a backup into the folder for shared files and says where. It takes a while: not on the
    /// screen's thread.
    ///
    /// # Errors
    /// As [`Device::backup`].
    pub fn save_backup(&self, words: &Passphrase) -> Result<PathBuf, DeviceError> {
        let path = self.shared_file("sambang-cadangan", ENDING)?;
        self.backup(&path, words)?;
        Ok(path)
    }

    /// Writes a backup of what the province does not hold to the file `to`, whole or not at all, locked with words that
    /// the person has written down.
    ///
    /// # Errors
    /// [`DeviceError::StorageLow`], or the file cannot be written.
    pub fn backup(&self, to: &Path, words: &Passphrase) -> Result<(), DeviceError> {
        self.seal_held()?;
        // The copy and the file exist at the same time for a moment.
        let needed = self.storage()?.database_bytes.saturating_mul(2).saturating_add(WARN_BELOW / 10);
        if let Some(free) = (self.inner.free_bytes)(&self.inner.folder).filter(|free| *free < needed) {
            return Err(DeviceError::StorageLow { free });
        }
        let vault = Vault::load(&self.inner.folder)?.ok_or(DeviceError::NotEnrolled)?;
        let workshop = Workshop::open(&self.inner.folder, "backup")?;
        let (identity, key) = (self.identity()?, StoreKey::new(random_bytes()));
        self.inner.store.export(&workshop.0, &key, identity.person.id)?;
        let locks = Locks::new(&key, words, &Owner::of(&identity), vault.label.pass)?;
        container::write(to, locks, &key, &workshop.database(), self.now())?;
        tracing::info!("a backup was written");
        Ok(())
    }

    /// Lets the person choose a backup that another app holds. When
    /// [`Document`](crate::platform::phone::PhoneEvent::Document) is told, it is at
    /// [`Device::incoming_backup`].
    pub fn choose_backup(&self) {
        self.inner.phone.choose_document(&self.incoming_backup());
    }

    /// Where a backup lies that is taken over. It is removed by [`Device::drop_backup`].
    #[must_use]
    pub fn incoming_backup(&self) -> PathBuf {
        self.inner.folder.join(INCOMING)
    }

    /// Takes in one piece of a backup that a page reads, and says where the file is. `first` begins
    /// anew. The file is removed by [`Device::drop_backup`].
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn take_in_backup(&self, first: bool, piece: &[u8]) -> Result<PathBuf, DeviceError> {
        let path = self.incoming_backup();
        write_piece(&path, first, piece).map_err(StoreError::from)?;
        Ok(path)
    }

    /// Removes what [`Device::take_in_backup`] wrote.
    pub fn drop_backup(&self) {
        let path = self.incoming_backup();
        if path.exists() && std::fs::remove_file(path).is_err() {
            tracing::warn!("a backup that was read in was left behind");
        }
    }

    /// Takes over what a backup holds, opened with what the person typed. It takes a while: not on the screen's
    /// thread.
    ///
    /// # Errors
    /// [`BackupError`], or the store fails; nothing was added then.
    pub fn restore_backup(&self, file: &Path, secret: &Secret) -> Result<TakenOver, DeviceError> {
        let container = Container::open(file)?;
        let key = container.locks().open(secret)?;
        self.take_over(&container, &key)
    }

    /// The same with a recovery code for the device that wrote it, when the words are lost: the province opens the
    /// other lock. Where the office must agree first, the same code is used again later.
    ///
    /// # Errors
    /// [`DeviceError::RecoveryWaits`]; when the province refuses or cannot be reached; [`BackupError`]; the store fails.
    pub async fn restore_backup_with_code(&self, file: &Path, code: &str) -> Result<TakenOver, DeviceError> {
        let container = Container::open(file)?;
        let address = Address::parse(&self.identity()?.server)?;
        let client = Client::new(self.inner.transport.clone(), address, None);
        let folder = self.inner.folder.clone();
        let mut asking = Asking::with(&folder, Of::Backup, code)?;
        let said = client.open_lock(asking.code(), container.locks().sealed(), &asking.answer_key()?).await;
        asking.heard(&said)?;
        let Opening::Opened(opened) = said? else { return Err(DeviceError::RecoveryWaits) };
        let device = self.clone();
        let work = tokio::task::spawn_blocking(move || device.take_over(&container, &opened.key));
        let taken = work.await.map_err(|_| DeviceError::RecoveryFailed)??;
        forget(&folder, Of::Backup);
        Ok(taken)
    }

    fn take_over(&self, container: &Container, key: &StoreKey) -> Result<TakenOver, DeviceError> {
        let workshop = Workshop::open(&self.inner.folder, "restore")?;
        container.unpack(key, &workshop.database())?;
        // Opening brings an older app's copy up to date, and refuses a newer one's.
        let copy = match Store::open(&workshop.0, key) {
            Err(StoreError::WrongKey) => return Err(BackupError::Damaged.into()),
            other => other?,
        };
        // The first version of a backup was the whole database.
        let theirs: Option<PersonId> = match copy.value(Key::BackupOf)? {
            None => copy.value::<Identity>(Key::Identity)?.map(|identity| identity.person.id),
            known => known,
        };
        drop(copy);
        if theirs.ok_or(BackupError::Damaged)? != self.identity()?.person.id {
            return Err(BackupError::OtherPerson.into());
        }
        let taken = self.inner.store.take_over(&workshop.database(), key)?;
        tracing::info!(?taken, "a backup was taken over");
        self.network_returned();
        Ok(taken)
    }
}

/// A folder of its own for copies under way; they are encrypted, and gone afterwards. What a killed
/// app left is cleared at the next start of the same work.
struct Workshop(PathBuf);

impl Workshop {
    fn open(folder: &Path, name: &str) -> Result<Self, StoreError> {
        let path = folder.join(name);
        if path.exists() {
            std::fs::remove_dir_all(&path)?;
        }
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    fn database(&self) -> PathBuf {
        self.0.join(FILE_NAME)
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        if std::fs::remove_dir_all(&self.0).is_err() {
            tracing::warn!("a copy under way was left behind");
        }
    }
}
