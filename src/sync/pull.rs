//! Fetching what happened at the province.

use sambang_domain::wire::v1::{Change, KnownChange};

use super::run::Run;
use super::{Engine, Failure};
use crate::store::{Identity, Key, ReceiptOutcome};

impl Engine {
    /// Fetches and applies pages until there is no more. Each page's cursor is kept after its
    /// changes are, so a killed app applies a page twice rather than never; every change may come
    /// twice.
    pub(super) async fn pull(&self, run: &mut Run) -> Result<(), Failure> {
        loop {
            // From the beginning when the cursor cannot be read: every change may be applied twice.
            let cursor: u64 = self.store.value_if_sound(Key::Cursor)?.unwrap_or(0);
            let Some(page) = run.needed(self.client.changes(cursor).await)? else { return Ok(()) };
            self.note_server_time(page.server_time)?;
            if self.is_another_history(page.history.as_ref(), (cursor, page.cursor))? {
                run.quarantined.clear();
                continue;
            }
            self.set_quarantined_aside(run)?;
            for change in &page.changes {
                if !self.apply(change, run).await? {
                    return Ok(());
                }
            }
            if page.cursor != cursor {
                self.store.set_value(Key::Cursor, &page.cursor)?;
            }
            if !page.more || page.cursor == cursor {
                run.filters_told = page.filters;
                return Ok(());
            }
        }
    }

    /// A change that this version does not know or cannot read is skipped, so that it does not stop the later
    /// ones. False when it cannot be checked before the province has answered: then the page is left for another run.
    async fn apply(&self, change: &Change, run: &mut Run) -> Result<bool, Failure> {
        match change.read() {
            Ok(Some(KnownChange::Programme(programme))) => self.store.add_programme(&programme)?,
            Ok(Some(KnownChange::Person(person))) => {
                if let Some(mut identity) = self.store.value::<Identity>(Key::Identity)? {
                    if identity.person.id != person.id {
                        tracing::error!(sequence = change.sequence, "the person of this device does not change");
                        return Ok(true);
                    }
                    if (&identity.person.role, &identity.person.area) != (&person.role, &person.area) {
                        self.store.restart_area(&person)?;
                    }
                    identity.person = *person;
                    self.store.set_value(Key::Identity, &identity)?;
                }
            }
            Ok(Some(KnownChange::Receipt(receipt))) => {
                let mut verified = self.client.verified((*receipt).clone());
                if verified.is_err() {
                    if !self.ask_once(run).await? {
                        return Ok(false);
                    }
                    verified = self.client.verified(*receipt);
                }
                match verified {
                    // What the province lost since it confirmed it is sent at once, not after the next rest.
                    Ok(receipt) => run.outcome.more |= self.keep(&receipt)? == ReceiptOutcome::Missing,
                    Err(_) => tracing::error!(sequence = change.sequence, "a receipt that the province did not sign"),
                }
            }
            Ok(Some(KnownChange::Province(told))) => {
                let known = self.store.value_if_sound::<Identity>(Key::Identity)?;
                let news = known.is_some_and(|known| known.province.changes < told.payload.sequence);
                if news && !self.follow(&[*told])? {
                    return self.ask_once(run).await;
                }
            }
            Ok(Some(KnownChange::Assignment(assignment))) => {
                if let Some(identity) = self.store.value::<Identity>(Key::Identity)? {
                    self.store.keep_assignment(&assignment, identity.person.id)?;
                }
            }
            Ok(Some(KnownChange::Review(notice))) => self.store.keep_review(&notice)?,
            Ok(None) => tracing::info!(kind = %change.kind, "change of an unknown kind left aside"),
            Err(_) => tracing::error!(sequence = change.sequence, kind = %change.kind, "unreadable change left aside"),
        }
        Ok(true)
    }
}
