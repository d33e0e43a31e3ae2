//! What the province does with people, devices, surveys and photos. The HTTP routes and the command
//! line both call this; neither decides anything itself.
//!
//! It promises: a success is returned after the bytes are durable; the same thing brought twice is
//! stored once; nothing that was accepted is ever replaced.

mod area;
mod assignments;
mod audit;
mod backup;
mod brought;
mod caller;
mod chain;
mod changes;
mod courier;
mod demo;
mod demo_visits;
mod enrol;
mod error;
mod filters;
mod history;
mod inspect;
mod locks;
mod neighbours;
mod opening;
mod passes;
mod people;
mod photos;
mod proof;
mod province;
mod quarantine;
mod quota;
mod read;
mod ready;
mod receipts;
mod receive;
mod recipients;
mod recover;
mod recovery_code;
mod recovery_desk;
mod recovery_lock;
mod recovery_rules;
mod recovery_wait;
mod reports;
mod review;
mod scrub;
mod sealed;
mod team;
mod thumbnails;
mod tokens;
mod told;
mod uploads;
mod verify;
mod whole;
mod witnesses;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use sambang_domain::programme::Programme;
use sambang_domain::wire::v1::invitation::Fingerprint;
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
pub use backup::{BackedUp, BackupError};
pub(crate) use caller::Caller;
pub use demo::Demo;
pub use enrol::EnrolCode;
pub use error::RegistryError;
pub use filters::{FilterState, ListState};
pub use inspect::Counts;
pub use people::NewPerson;
pub use province::Rotation;
pub(crate) use receive::{Delivery, Received};
pub use recipients::{ListReport, NewList};
pub(crate) use recover::Recovered;
pub use recovery_code::{ForLock, OpeningCode};
pub use recovery_desk::{RecoveryState, RecoveryTold, WhichRecovery};
pub use recovery_rules::RecoveryRules;
pub(crate) use review::ReviewDelivery;
pub(crate) use uploads::{Announced, Begun, Progress};
pub use verify::{Break, Breaks, Verified};

use crate::clock::Clock;
use crate::config::Limits;
use crate::files::{Files, FilesError};
use crate::folders::Room;
use crate::keys::Keys;
use crate::store::rows::RowKey;
use crate::store::{Conn, Store, programmes};

/// An open store with its keys. Clones are the same registry.
#[derive(Clone)]
pub struct Registry(Arc<Inner>);

struct Inner {
    store: Store,
    files: Files,
    keys: Keys,
    clock: Clock,
    /// Who acts where no device does.
    actor: String,
    limits: Limits,
    province: Province,
    locks: locks::Locks,
    /// The run that answers name in their marks; none while nothing is served.
    run: OnceLock<uuid::Uuid>,
    without_backups: bool,
    lease_days: u16,
    room: Room,
    root: PathBuf,
    scrubbing: tokio::sync::Mutex<()>,
    /// Names by which the server is asked; none stands for any name.
    hosts: Vec<String>,
    fingerprint: OnceLock<Fingerprint>,
    filtering: tokio::sync::Mutex<()>,
}

impl Registry {
    /// What devices learn of the province.
    #[must_use]
    pub fn province(&self) -> &Province {
        &self.0.province
    }

    /// Makes a version of a programme known to every device; one that is known stays as it is.
    pub async fn publish_programme(&self, programme: &Programme) -> Result<(), RegistryError> {
        self.write(async |write| {
            publish(write, self.teller(), programme).await?;
            Ok(())
        })
        .await
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

    /// Closes the database. Every other clone of this registry stops working.
    pub async fn close(&self) {
        self.0.store.close().await;
    }

    /// Does work in a transaction, see [`Store::write`].
    async fn write<T>(
        &self,
        work: impl AsyncFnOnce(&mut Conn) -> Result<T, RegistryError>,
    ) -> Result<T, RegistryError> {
        self.0.store.write(work).await
    }

    /// Runs file work where it does not hold up other requests.
    async fn with_files<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Files) -> Result<T, FilesError> + Send + 'static,
    ) -> Result<T, RegistryError> {
        let files = self.0.files.clone();
        let done = tokio::task::spawn_blocking(move || work(&files)).await;
        let done = done.map_err(|_| RegistryError::Stopped)??;
        self.still_there()?;
        Ok(done)
    }
}

async fn publish(conn: &mut Conn, teller: told::Teller<'_>, programme: &Programme) -> Result<(), RegistryError> {
    let now = teller.clock.now();
    if programmes::insert(conn, programme, now).await? {
        let change = KnownChange::Programme(Box::new(programme.clone()));
        crate::store::changes::write(conn, None, &programme.reference.id, &change, now).await?;
        let (id, version) = (&programme.reference.id, programme.reference.version);
        let entry = teller.act(AuditAction::ProgrammePublished, id).with("version", version);
        teller.log_rows(conn, entry, &[RowKey::programme(id, version)]).await?;
    }
    Ok(())
}
