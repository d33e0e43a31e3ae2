//! Looking through the whole store once a week while the server works, so that damage is found while somebody
//! still has what was damaged.

use sambang_domain::ids::Timestamp;

use super::verify::Pace;
use super::{Break, Breaks, Registry, RegistryError};
use crate::store::{Conn, StoreError, integrity, settings};

/// How long after one look the next is due.
const WEEK_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// How fast photos are read beside the work of a day.
const PACE: Pace = Pace::BytesPerSecond(20 * 1024 * 1024);

/// The settings that tell when the store was last looked through, and how much was found broken.
const LOOKED_AT: &str = "looked_through_at";
const FOUND: &str = "looked_through_found";

impl Registry {
    /// Checks the form of the database before a server begins to work with it.
    ///
    /// # Errors
    /// [`RegistryError::Broken`] when a page is damaged; else when the store fails.
    pub(crate) async fn expect_sound(&self) -> Result<(), RegistryError> {
        let faults = self.0.store.read_long(integrity::quick_faults).await?;
        let mut found = Breaks::default();
        faults.into_iter().for_each(|fault| found.add(Break::Page { fault }));
        if found.kinds.is_empty() { Ok(()) } else { Err(RegistryError::Broken(Box::new(found))) }
    }

    /// Looks through the whole store when a week has passed since the last time, or the clock says that it lies
    /// ahead. Gives what was found; none when it is not due, or somebody is at it.
    pub(crate) async fn scrub(&self) -> Result<Option<Breaks>, RegistryError> {
        let Ok(_turn) = self.0.scrubbing.try_lock() else { return Ok(None) };
        let (now, last) = (self.0.clock.now(), looked_at(&mut *self.0.store.read().await?).await?);
        if last.is_some_and(|last| (0..WEEK_MS).contains(&now.0.saturating_sub(last.0))) {
            return Ok(None);
        }
        let found = self.look_through(PACE).await?;
        for broken in found.first() {
            tracing::error!(%broken, "the store is damaged");
        }
        Ok(Some(found))
    }

    /// Writes down what looking through the whole store found.
    pub(super) async fn note_look(&self, found: &Breaks) -> Result<(), RegistryError> {
        self.write(async |write| {
            note(write, self.0.clock.now(), found.count()).await?;
            Ok(())
        })
        .await
    }
}

/// When the store was last looked through; none before the first time.
async fn looked_at(conn: &mut Conn) -> Result<Option<Timestamp>, StoreError> {
    let at = settings::find(conn, LOOKED_AT).await?;
    at.map(|at| at.parse().map(Timestamp).map_err(|_| StoreError::Damaged("setting"))).transpose()
}

/// Notes that the store was looked through, and how much was found broken.
pub(super) async fn note(conn: &mut Conn, now: Timestamp, found: u64) -> Result<(), StoreError> {
    settings::set(conn, LOOKED_AT, &now.0.to_string()).await?;
    settings::set(conn, FOUND, &found.to_string()).await
}

/// Whether something was found broken the last time.
pub(super) async fn is_damaged(conn: &mut Conn) -> Result<bool, StoreError> {
    Ok(settings::find(conn, FOUND).await?.is_some_and(|found| found != "0"))
}
