//! What the province does with people, devices, surveys and photos. The HTTP routes and the command
//! line both call this; neither decides anything itself.
//!
//! It promises: a success is returned after the bytes are durable; the same thing brought twice is
//! stored once; nothing that was accepted is ever replaced.

mod area;
mod assignments;
mod audit;
mod caller;
mod changes;
mod demo;
mod demo_visits;
mod enrol;
mod error;
mod filters;
mod inspect;
mod locks;
mod moved;
mod people;
mod quarantine;
mod read;
mod receipts;
mod receive;
mod recipients;
mod recover;
mod reports;
mod review;
mod sealed;
mod team;
mod thumbnails;
mod uploads;
mod verify;

use std::sync::Arc;

use sambang_domain::programme::Programme;
use sambang_domain::wire::v1::{KnownChange, Province};

pub use crate::store::audit::{
    AuditAction, Audited, Entry as AuditEntry, Head as AuditHead, HeadError as AuditHeadError,
};
pub use crate::store::devices::Device;
pub use crate::store::quarantine::Quarantined;
pub use crate::store::reviews::StoredReview;
pub use crate::store::revisions::{RevisionKind, StoredRevision};
pub use crate::store::states::SurveyState;
pub(crate) use crate::store::uploads::Upload;
pub use assignments::{ImportOptions, ImportReport, NewAssignment, NewPlace};
pub(crate) use caller::Caller;
pub use demo::Demo;
pub use enrol::EnrolCode;
pub use error::RegistryError;
pub use inspect::Counts;
pub use people::NewPerson;
pub(crate) use receive::{Delivery, Received};
pub use recipients::{ListReport, NewList};
pub(crate) use review::ReviewDelivery;
pub(crate) use uploads::{Announced, Begun, Progress};
pub use verify::{Break, Verified};

use crate::clock::Clock;
use crate::config::{Config, Limits};
use crate::files::{Files, FilesError};
use crate::folders::create_private;
use crate::keys::Keys;
use crate::store::{Store, StoreError, programmes, settings};

/// An open store with its keys. Clones are the same registry.
#[derive(Clone)]
pub struct Registry(Arc<Inner>);

struct Inner {
    store: Store,
    files: Files,
    keys: Keys,
    clock: Clock,
    limits: Limits,
    province: Province,
    locks: locks::Locks,
}

impl Registry {
    /// Opens the store in the configured folder; makes it, with the shipped programmes, when there
    /// is none.
    ///
    /// # Errors
    /// When folder, keys or database cannot be used, or the store is a newer server's.
    pub async fn open(config: &Config) -> Result<Self, RegistryError> {
        create_private(&config.store).map_err(FilesError::from)?;
        let keys = Keys::open(&config.store.join("keys"))?;
        let files = Files::open(&config.store)?;
        let store = Store::open(&config.store).await?;
        let mut write = store.write().await?;
        let code = settings::get_or_set(&mut write, "province", &config.province).await?;
        let office = settings::get_or_set(&mut write, "office", &config.office).await?;
        let province = keys.province(&code, &office);
        for (name, key) in [("receipt_key", &province.receipt_key), ("recovery_key", &province.recovery_key)] {
            if settings::get_or_set(&mut write, name, key).await? != *key {
                return Err(StoreError::Keys.into());
            }
        }
        for programme in Programme::shipped()? {
            publish(&mut write, &programme, config.clock.now()).await?;
        }
        write.commit().await?;
        let (clock, limits) = (config.clock.clone(), config.limits.clone());
        Ok(Self(Arc::new(Inner { store, files, keys, clock, limits, province, locks: locks::Locks::default() })))
    }

    /// What devices learn of the province.
    #[must_use]
    pub fn province(&self) -> &Province {
        &self.0.province
    }

    /// Makes a version of a programme known to every device; one that is known stays as it is.
    pub async fn publish_programme(&self, programme: &Programme) -> Result<(), RegistryError> {
        let mut write = self.0.store.write().await?;
        publish(&mut write, programme, self.0.clock.now()).await?;
        Ok(write.commit().await?)
    }

    /// The server's clock.
    #[must_use]
    pub fn now(&self) -> sambang_domain::ids::Timestamp {
        self.0.clock.now()
    }

    /// The newest version of every programme.
    pub async fn programmes(&self) -> Result<Vec<Programme>, RegistryError> {
        Ok(programmes::newest(&mut *self.0.store.read().await?).await?)
    }

    /// Whether the store answers and its folders are there.
    pub(crate) async fn is_ready(&self) -> Result<bool, RegistryError> {
        settings::answers(&mut *self.0.store.read().await?).await?;
        Ok(self.0.files.is_there())
    }

    /// Closes the database. Every other clone of this registry stops working.
    pub async fn close(&self) {
        self.0.store.close().await;
    }

    /// Runs file work where it does not hold up other requests.
    async fn with_files<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Files) -> Result<T, FilesError> + Send + 'static,
    ) -> Result<T, RegistryError> {
        let files = self.0.files.clone();
        let done = tokio::task::spawn_blocking(move || work(&files)).await;
        Ok(done.map_err(|_| RegistryError::Stopped)??)
    }
}

async fn publish(
    conn: &mut crate::store::Conn,
    programme: &Programme,
    now: sambang_domain::ids::Timestamp,
) -> Result<(), RegistryError> {
    if programmes::insert(conn, programme, now).await? {
        let change = KnownChange::Programme(Box::new(programme.clone()));
        crate::store::changes::write(conn, None, &programme.reference.id, &change, now).await?;
        let entry = AuditEntry::new(now, AuditAction::ProgrammePublished, &programme.reference.id);
        crate::store::audit::write(conn, &entry.with("version", programme.reference.version)).await?;
    }
    Ok(())
}
