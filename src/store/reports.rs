//! The reports of this device about itself, and the province's answers.

use sambang_domain::ids::Timestamp;
use sambang_domain::wire::v1::{DeviceReport, RecoveryWaiting, ReportReply};
use serde::{Deserialize, Serialize};

use super::{Counts, Key, Store, StoreError, row};

/// The last report and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// What this device said.
    pub report: DeviceReport,
    /// Revisions of it that it had not sent by then, or whose receipt had not come.
    pub unsent: u64,
    /// What the province said.
    pub reply: ReportReply,
}

impl Reported {
    /// Revisions and decisions that this device knows as received and the province does not count.
    #[must_use]
    pub fn missing(&self) -> u64 {
        let Self { report, unsent, reply } = self;
        let revisions = report.sealed.saturating_sub(*unsent).saturating_sub(reply.revisions);
        let received = report.reviews.saturating_sub(u64::from(report.reviews_waiting));
        revisions + received.saturating_sub(reply.reviews)
    }
}

/// Somebody asked the province to open the lock of this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningAsked {
    /// As the province last told it.
    pub request: RecoveryWaiting,
    /// The person of this device did not ask, and said so here.
    pub is_objected: bool,
}

impl Store {
    /// Whether somebody asks for the lock of this device, by the province's last answer.
    pub fn opening_asked(&self) -> Result<Option<OpeningAsked>, StoreError> {
        let last = self.value_if_sound::<Reported>(Key::Reported)?;
        let Some(request) = last.and_then(|last| last.reply.opening_asked) else { return Ok(None) };
        let is_objected = self.value_if_sound::<u64>(Key::Objection)? == Some(request.number);
        Ok(Some(OpeningAsked { request, is_objected }))
    }

    /// How much waits here, and how many of this device's revisions the province has not confirmed.
    /// Rows that cannot be read are counted as the last [`Store::inspect`] and later reads found them.
    pub fn report(&self, app_version: &str) -> Result<(DeviceReport, u64), StoreError> {
        let Counts { drafts, waiting, blocked, received, returned, .. } = self.counts(Timestamp(0))?;
        let (reviews, reviews_waiting) = self.review_counts()?;
        let (sealed, unsent) = self.read(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT COUNT(*) AS sealed, COUNT(*) FILTER (WHERE EXISTS (
                   SELECT 1 FROM outbox AS o WHERE o.survey = r.survey AND o.revision = r.number
                     AND o.kind = 'document' AND NOT o.done)) AS unsent
                 FROM revisions AS r WHERE r.sequence > 0",
            )?;
            Ok(query.query_row([], |row| Ok((row::unsigned(row, "sealed")?, row::unsigned(row, "unsent")?)))?)
        })?;
        let app_version = app_version.to_owned();
        let (lock, courier) = (self.value_if_sound(Key::Lock)?, self.value_if_sound(Key::Courier)?);
        let report = DeviceReport {
            drafts,
            waiting,
            blocked,
            received: received + returned,
            sealed,
            reviews,
            reviews_waiting,
            unreadable: Some(u32::try_from(self.damaged().len()).unwrap_or(u32::MAX)),
            app_version,
            lock,
            objects_to: self.opening_asked()?.filter(|asked| asked.is_objected).map(|asked| asked.request.number),
            courier,
            ..DeviceReport::default()
        };
        Ok((report, unsent))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_not_arrived_yet_is_no_difference_and_what_is_gone_is() {
        let report = DeviceReport { sealed: 5, reviews: 3, reviews_waiting: 1, ..DeviceReport::default() };
        let reply = |revisions, reviews| ReportReply {
            revisions,
            reviews,
            server_time: Timestamp(0),
            history: None,
            pass: None,
            province: None,
            log_head: None,
            log_standing: None,
            opening_asked: None,
            unknown: Default::default(),
        };
        let missing = |revisions, reviews| {
            Reported { report: report.clone(), unsent: 2, reply: reply(revisions, reviews) }.missing()
        };
        assert_eq!(missing(3, 2), 0);
        assert_eq!(missing(5, 3), 0, "a receipt that was lost on the way");
        assert_eq!(missing(2, 1), 2);
    }
}
