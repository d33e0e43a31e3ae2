//! One sync run: push, then pull.

use std::sync::Arc;
use std::time::Duration;

use sambang_domain::ids::Timestamp;

use super::run::Run;
use super::{Address, Client, Failure, Progress, SyncEvent};
use crate::platform::{Clock, Phone};
use crate::store::{Heard, Key, LastError, Store};

/// What a run did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RunOutcome {
    /// Why it stopped early or left an entry for later; none when nothing is left but what is
    /// blocked.
    pub trouble: Option<LastError>,
    /// How long the server asked to wait.
    pub retry_after: Option<Duration>,
    /// The next run need not wait: a whole portion of pictures came and more are missing, or the province said that
    /// it lacks something which is here.
    pub more: bool,
}

/// Runs syncs for one device.
#[derive(Clone)]
pub struct Engine {
    pub(super) client: Client,
    pub(super) store: Store,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) phone: Arc<dyn Phone>,
    pub(super) progress: Progress,
    pub(super) app_version: String,
}

impl Engine {
    /// An engine over a store.
    #[must_use]
    pub fn new(
        client: Client,
        store: Store,
        clock: Arc<dyn Clock>,
        phone: Arc<dyn Phone>,
        progress: Progress,
        app_version: String,
    ) -> Self {
        Self { client, store, clock, phone, progress, app_version }
    }

    /// Goes on with the token of a new enrolment.
    pub fn renew(&self, credentials: super::Credentials) {
        self.client.renew(credentials);
    }

    /// Sends everything that may be sent and fetches everything new.
    ///
    /// # Errors
    /// Only when the device's own store fails; trouble with the network is part of the outcome.
    pub async fn run(&self) -> Result<RunOutcome, Failure> {
        let mut run = Run::default();
        self.store.inspect_more()?;
        self.store.count_running(self.clock.running_ms())?;
        let result = async {
            let announced = self.announce().await?;
            if announced && self.store.value_if_sound(Key::Revoked)? == Some(true) {
                self.store.set_value(Key::Revoked, &false)?;
            }
            self.note_signed_answers()?;
            self.keep_up(&mut run).await?;
            self.confirm(&mut run).await?;
            let arrived = self.push(&mut run).await?;
            self.push_reviews(&mut run).await?;
            self.push_openings(&mut run).await?;
            self.pull(&mut run).await?;
            self.fetch_receipts(arrived, &mut run).await?;
            self.fetch_returned(&mut run).await?;
            self.pull_area(&mut run).await?;
            self.fetch_filters(&mut run).await?;
            // Late: a blocked device is given none, and still hands in what it sealed.
            self.renew_token(&mut run).await?;
            self.report_again(announced, &mut run).await
        }
        .await;
        if let Err(failure) = &result {
            self.heed(failure, &mut run)?;
        }
        let mut outcome = run.outcome;
        match result {
            Err(Failure::Store(error)) => return Err(Failure::Store(error)),
            Err(failure) => {
                if matches!(failure, Failure::Revoked(_)) {
                    tracing::warn!("the office has blocked this device; copies of what the province holds leave it");
                    self.store.drop_copies(self.clock.now())?;
                }
                outcome.stopped_by(&failure);
            }
            Ok(()) if outcome.trouble.is_none() => self.store.set_value(Key::LastSuccess, &self.clock.now())?,
            Ok(()) => {}
        }
        // The province's store was put back while this run went on.
        outcome.more |= outcome.trouble.is_none() && self.store.count_unsure()? > 0;
        self.progress.emit(SyncEvent::Finished { trouble: outcome.trouble.clone() });
        Ok(outcome)
    }

    /// Talks to another address from the next request on.
    pub fn move_to(&self, address: Address) {
        self.client.move_to(address);
    }

    /// Keeps how far the device's clock is from the server's.
    pub(super) fn note_server_time(&self, server: Timestamp) -> Result<(), Failure> {
        let (device, running_ms) = (self.clock.now(), self.clock.running_ms());
        Ok(self.store.hear(&Heard { server, device, running_ms })?)
    }
}

impl RunOutcome {
    pub(super) fn stopped_by(&mut self, failure: &Failure) {
        tracing::info!(error = %failure, "sync run stopped");
        self.retry_after = failure.retry_after();
        self.trouble = Some(failure.trouble());
    }
}
