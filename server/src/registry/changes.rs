//! What happened for a person since a device last asked.

use sambang_domain::wire::v1::{Change, ChangesPage, KnownChange};

use super::{Caller, Registry, RegistryError};
use crate::store::{StoreError, changes};

/// The most changes on one page.
const LARGEST_PAGE: u32 = 100;

impl Registry {
    /// A page of changes after `since`. A cursor from beyond the end, left over from before a
    /// restored backup, starts again at the beginning.
    pub(crate) async fn changes(
        &self,
        caller: &Caller,
        since: u64,
        limit: Option<u32>,
    ) -> Result<ChangesPage, RegistryError> {
        let limit = limit.unwrap_or(LARGEST_PAGE).clamp(1, LARGEST_PAGE);
        let mut conn = self.0.store.read().await?;
        let since = if since > changes::head(&mut conn).await? { 0 } else { since };
        let mut changes = changes::page(&mut conn, caller.person.id, since, limit + 1).await?;
        let more = changes.len() > limit as usize;
        changes.truncate(limit as usize);
        let cursor = changes.last().map_or(since, |change| change.sequence);
        let filters = if more { None } else { Some(self.filter_mark(&mut conn, &caller.person).await?) };
        for change in changes.iter_mut().filter(|_| self.0.keys.chain().is_some()) {
            if let Ok(Some(KnownChange::Receipt(receipt))) = change.read() {
                let receipt = KnownChange::Receipt(Box::new(self.0.keys.renewed(*receipt)?));
                *change = Change::new(change.sequence, &receipt).map_err(|_| StoreError::Damaged("change"))?;
            }
        }
        let history = Some(self.history(&mut conn).await?);
        Ok(ChangesPage { changes, cursor, more, server_time: self.0.clock.now(), history, filters })
    }
}
