//! Purging received surveys: after the province confirmed all of it, a survey's content leaves the phone.

use sambang_domain::ids::{SurveyId, Timestamp};
use sambang_domain::wire::v1::SignedReceipt;

use super::{Device, DeviceError};
use crate::store::{LeaveUntil, UnlessDamaged};
use crate::sync::Failure;

const DAY_MS: i64 = 86_400_000;
/// Days after which whole photos of a decided survey leave a tablet.
const PHOTO_DAYS: i64 = 7;
/// Days after which its documents do.
const DOCUMENT_DAYS: i64 = 30;
/// Surveys that leave after one run: each costs a request.
const AT_ONCE: u32 = 50;

/// Whether a received survey's photos and answers are still on this phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalCopy {
    /// They stay: not everything has arrived, a supervisor sent the survey back, or the person keeps
    /// them.
    Stays,
    /// They leave after so many days, counted up; 0 at the next sync.
    LeavesIn(u32),
    /// They would leave, but the province has not put them into a backup yet.
    WaitsForBackup,
    /// They have left; list row and receipt stay.
    Left,
}

impl Device {
    /// Purges what was confirmed long enough ago, lies in a backup of the province, and is confirmed once more at
    /// this moment, days after the time before. Called only right after the province answered: its clock was just
    /// heard, so that a phone clock set wrong cannot shorten the time, and neither can a server's that lies. Where the
    /// line breaks, the rest stays until the next run.
    pub(super) async fn purge_received(&self) -> Result<usize, DeviceError> {
        let (Some(until), Some(now)) = (self.leaves_until()?, self.heard()?) else { return Ok(0) };
        let mut purged = 0;
        for id in self.inner.store.due_to_leave(until, &now, AT_ONCE)? {
            if let Err(error) = self.inner.engine.ask_again(id).await {
                tracing::info!(%error, "received surveys stay until the province answers");
                break;
            }
            purged += usize::from(self.inner.store.purge(id, until, &now)?);
        }
        if purged > 0 {
            tracing::info!(purged, "received surveys gave their room back");
        }
        Ok(purged)
    }

    /// The same for what was decided about the area: whole photos a week after the decision, documents a month after
    /// it, by the server's clock.
    pub(super) async fn purge_area(&self) -> Result<usize, DeviceError> {
        let Some(now) = self.heard()? else { return Ok(0) };
        let ago = |days: i64| now.server.plus_ms(-days * DAY_MS);
        let until = LeaveUntil { photos: ago(PHOTO_DAYS), documents: ago(DOCUMENT_DAYS) };
        let mut left = 0;
        for case in self.inner.store.leaving(until, &now, AT_ONCE)? {
            match self.inner.engine.receipts_of(&case).await {
                Ok(receipts) => {
                    let gone = self.inner.store.leave(&case, &receipts, until, &now).unless_damaged()?;
                    left += usize::from(gone == Some(true));
                }
                Err(error @ Failure::Refused(..)) => tracing::warn!(%error, "a decided survey stays"),
                Err(error) => {
                    tracing::info!(%error, "decided surveys stay until the province answers");
                    break;
                }
            }
        }
        if left > 0 {
            tracing::info!(left, "decided surveys left this tablet");
        }
        Ok(left)
    }

    /// How many received surveys stay here only because the province has not put them into a backup.
    pub fn waiting_for_a_backup(&self) -> Result<u32, DeviceError> {
        match self.leaves_until()? {
            Some(until) => Ok(self.inner.store.count_waiting_for_a_backup(until)?),
            None => Ok(0),
        }
    }

    /// What was received at this instant or before may leave; none when the person keeps everything.
    fn leaves_until(&self) -> Result<Option<Timestamp>, DeviceError> {
        let Some(days) = self.settings()?.keep_days else { return Ok(None) };
        Ok(Some(self.best_now()?.plus_ms(-i64::from(days) * DAY_MS)))
    }

    /// What happens to the local copy of a survey with this receipt.
    pub(super) fn local_copy(&self, id: SurveyId, receipt: &SignedReceipt) -> Result<LocalCopy, DeviceError> {
        if self.inner.store.purged_at(id)?.is_some() {
            return Ok(LocalCopy::Left);
        }
        let settled = receipt.payload.is_complete() && self.returned(id)?.is_none();
        let days = self.settings()?.keep_days.filter(|_| settled);
        let Some(days) = days else { return Ok(LocalCopy::Stays) };
        let leaves_at = receipt.payload.issued_at.plus_ms(i64::from(days) * DAY_MS);
        let left = leaves_at.0.saturating_sub(self.best_now()?.0).saturating_add(DAY_MS - 1).div_euclid(DAY_MS);
        Ok(match u32::try_from(left).unwrap_or(0) {
            0 if !self.inner.store.is_backed_up(id)? => LocalCopy::WaitsForBackup,
            left => LocalCopy::LeavesIn(left.min(days.into())),
        })
    }
}
