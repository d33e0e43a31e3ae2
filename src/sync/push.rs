//! Sending the outbox: documents first, then the attachments of those that arrived.

use std::collections::BTreeSet;
use std::sync::Arc;

use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::SignedReceipt;

use super::run::Run;
use super::upload::{Ledger, OnSent, Upload};
use super::{Engine, Failure, Progress, Recovery, SyncEvent};
use crate::store::{BlockedReason, EntryKind, OutboxEntry, ReceiptOutcome, Store, StoreError, UnlessDamaged};

/// Keeps in the outbox how far an upload has come.
struct OutboxLedger<'a> {
    store: &'a Store,
    progress: &'a Progress,
    entry: &'a OutboxEntry,
}

impl Ledger for OutboxLedger<'_> {
    fn note(&self, target: &str, sent: u64) -> Result<(), Failure> {
        self.store.note_upload(self.entry.id, target, sent)?;
        self.progress.emit(SyncEvent::bytes(self.entry, sent));
        Ok(())
    }

    fn on_sent(&self, offset: u64) -> Option<OnSent> {
        let (events, entry) = (self.progress.clone(), self.entry.clone());
        Some(Arc::new(move |sent| events.emit(SyncEvent::bytes(&entry, offset + sent))))
    }
}

impl Engine {
    /// Tries every open entry once. Returns the revisions whose attachments arrived.
    ///
    /// # Errors
    /// A failure that the next entry would meet as well.
    pub(super) async fn push(&self, run: &mut Run) -> Result<BTreeSet<(SurveyId, u32)>, Failure> {
        let entries = self.store.open_entries()?;
        let bytes = entries.iter().map(|entry| entry.size_bytes.saturating_sub(entry.sent_bytes)).sum();
        self.progress.emit(SyncEvent::Started { entries: u32::try_from(entries.len()).unwrap_or(u32::MAX), bytes });
        let mut touched = BTreeSet::new();
        // A blocked device may hand in documents and no photo: those that wait behind a photo still go.
        let mut barred = None;
        for entry in &entries {
            let is_photo = matches!(entry.kind, EntryKind::Attachment(_));
            if is_photo && barred.is_some() {
                continue;
            }
            let mut result = self.send(entry, run).await;
            // The receipt may bear a key that this device has not heard of: a blocked one is told nothing else.
            if matches!(result, Err(Failure::Unproven)) && self.leads_on(run).await? {
                result = self.send(entry, run).await;
            }
            if is_photo && matches!(result, Ok(true)) {
                touched.insert((entry.survey, entry.revision));
            }
            match self.settle(entry, result, run) {
                Err(failure) if is_photo && failure.recovery() == Recovery::SignInAgain => barred = Some(failure),
                other => other?,
            }
        }
        if let Some(failure) = barred {
            return Err(failure);
        }
        Ok(touched)
    }

    /// Asks for the receipts that the province's changes did not bring already.
    ///
    /// # Errors
    /// A failure that the next receipt would meet as well.
    pub(super) async fn fetch_receipts(
        &self,
        revisions: BTreeSet<(SurveyId, u32)>,
        run: &mut Run,
    ) -> Result<(), Failure> {
        for (survey, revision) in revisions {
            // A receipt that cannot be read is fetched again.
            let kept = self.store.receipt(survey).unless_damaged()?.flatten().map(|receipt| receipt.payload);
            if !kept.is_some_and(|kept| kept.revision == revision && kept.is_complete()) {
                self.fetch_receipt(survey, revision, run).await?;
            }
        }
        Ok(())
    }

    /// Sends one entry. False when it has to wait for its document, or when the receipt of its
    /// document says that the province holds it already.
    async fn send(&self, entry: &OutboxEntry, run: &mut Run) -> Result<bool, Failure> {
        match entry.kind {
            EntryKind::Document => {
                self.store.count_attempt(entry.id)?;
                let (bytes, signature) = self.store.sealed(entry.survey, entry.revision)?;
                let pass = self.store.pass_for(&bytes)?;
                let sent = self.client.put_revision(entry.survey, entry.revision, bytes, &signature, pass.as_ref());
                let receipt = sent.await?;
                self.progress.emit(SyncEvent::bytes(entry, entry.size_bytes));
                self.keep_fresh(&receipt)?;
                if receipt.payload.is_quarantined() {
                    run.quarantined.push(entry.clone());
                }
            }
            EntryKind::Attachment(sha256) => {
                if !self.store.document_is_sent(entry.survey, entry.revision)? || self.store.is_done(entry.id)? {
                    return Ok(false);
                }
                self.store.count_attempt(entry.id)?;
                let bytes = self.store.attachment_bytes(sha256)?;
                if Digest::of(&bytes) != sha256 {
                    return Err(Failure::LocalBytes);
                }
                let tried = entry.attempts > 0 || !entry.upload_url.is_empty();
                let target = tried.then(|| entry.upload_url.clone());
                let ledger = OutboxLedger { store: &self.store, progress: &self.progress, entry };
                Upload::new(&self.client, &ledger, entry.survey, sha256, bytes, target).run().await?;
            }
        }
        Ok(true)
    }

    /// Writes down what came of an entry; an error stops the run.
    fn settle(&self, entry: &OutboxEntry, result: Result<bool, Failure>, run: &mut Run) -> Result<(), Failure> {
        let failure = match result {
            Ok(sent) => {
                if sent {
                    run.answered();
                }
                return Ok(());
            }
            Err(failure) => failure,
        };
        match failure.recovery() {
            _ if matches!(failure, Failure::Store(StoreError::NotFound(_))) => {
                tracing::error!(entry = entry.id, error = %failure, "outbox entry without its bytes");
                return self.block(entry, BlockedReason::Gone);
            }
            Recovery::NeedsPerson(reason) => self.block(entry, reason)?,
            _ => {
                tracing::warn!(entry = entry.id, error = %failure, "entry left for later");
                if failure.refused_with() == Some(&ErrorCode::AttachmentUnknown) {
                    // The province confirmed the document that names it, and does not know it any more.
                    self.store.doubt()?;
                }
                self.store.note_trouble(entry.id, &failure.trouble())?;
            }
        }
        run.note(failure)
    }

    /// Sets aside what a person of the province must look at. Called when a later answer has told a mark: without one
    /// it would be lost unseen in a store that is put back, so it stays open and is handed in again.
    pub(super) fn set_quarantined_aside(&self, run: &mut Run) -> Result<(), Failure> {
        let all = std::mem::take(&mut run.quarantined);
        all.iter().try_for_each(|entry| self.block(entry, BlockedReason::Quarantined))
    }

    fn block(&self, entry: &OutboxEntry, reason: BlockedReason) -> Result<(), Failure> {
        tracing::warn!(entry = entry.id, reason = reason.as_str(), "entry blocked");
        self.store.block(entry.id, &reason)?;
        self.progress.emit(SyncEvent::Blocked { survey: entry.survey, reason });
        Ok(())
    }

    /// Asks for a receipt; a failed answer is left for the next run.
    pub(super) async fn fetch_receipt(&self, survey: SurveyId, revision: u32, run: &mut Run) -> Result<(), Failure> {
        run.needed(self.ask_receipt(survey, revision).await).map(drop)
    }

    /// Asks for a receipt. A revision that the province does not hold, or holds with other bytes, is opened again.
    pub(super) async fn ask_receipt(&self, survey: SurveyId, revision: u32) -> Result<(), Failure> {
        match self.client.receipt(survey, revision).await {
            Ok(receipt) => match self.keep_fresh(&receipt)? {
                ReceiptOutcome::NotOurs => Ok(self.store.reopen(survey, revision)?),
                _ => Ok(()),
            },
            Err(failure) if failure.refused_with() == Some(&ErrorCode::RevisionUnknown) => {
                tracing::error!(%survey, revision, "the province lost a revision that it had confirmed");
                Ok(self.store.reopen(survey, revision)?)
            }
            Err(failure) => Err(failure),
        }
    }

    /// Stores a verified receipt that was just written for this device.
    fn keep_fresh(&self, receipt: &SignedReceipt) -> Result<ReceiptOutcome, Failure> {
        if let Some(epoch) = receipt.payload.epoch {
            self.store.enter_epoch(epoch)?;
        }
        self.keep(receipt)
    }

    /// Stores a verified receipt. One from the feed of changes may have been written in an earlier epoch.
    pub(super) fn keep(&self, receipt: &SignedReceipt) -> Result<ReceiptOutcome, Failure> {
        let outcome = self.store.keep_receipt(receipt)?;
        match outcome {
            ReceiptOutcome::Complete => self.progress.emit(SyncEvent::Received { survey: receipt.payload.survey }),
            ReceiptOutcome::NotOurs => tracing::error!("a receipt for bytes that this device never sealed"),
            ReceiptOutcome::Missing | ReceiptOutcome::Quarantined | ReceiptOutcome::Stale => {}
        }
        Ok(outcome)
    }
}
