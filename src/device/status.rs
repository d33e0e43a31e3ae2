//! How the sync stands, for the badge that is always visible.

use std::sync::PoisonError;

use sambang_domain::ids::{SurveyId, Timestamp};

use super::{Device, DeviceError};
use crate::store::{Delivery, Key, LastError, OutboxRow};
use crate::sync::SyncEvent;

/// What the sync is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// Nothing.
    Idle,
    /// Sending or fetching.
    Sending,
    /// The last run found no way to the server; it tries again by itself.
    Offline,
    /// Only a person can go on: enrol again, update the app.
    NeedsPerson(LastError),
}

/// The sync status for screens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncStatus {
    /// What it is doing.
    pub phase: Phase,
    /// Surveys not yet received in full, the blocked ones included.
    pub waiting: u32,
    /// Of those, the ones a person must look at.
    pub blocked: u32,
    /// Own decisions that the province has not confirmed, the blocked ones included.
    pub decisions_waiting: u32,
    /// Surveys and decisions that the province must confirm once more, because its store was put back.
    pub unsure: u32,
    /// Rows that cannot be read: an office must help.
    pub unreadable: u32,
    /// When a run last ended with nothing left to send, by the device's clock.
    pub last_success_at: Option<Timestamp>,
    /// Why the last run stopped early.
    pub last_error: Option<LastError>,
    /// Bytes of the waiting surveys that the province has.
    pub bytes_sent: u64,
    /// Bytes of the waiting surveys.
    pub bytes_total: u64,
    /// Which survey of [`Self::waiting`] is being sent, from 1; 0 when none is.
    pub current: u32,
}

/// Progress of the running sync.
#[derive(Debug, Default)]
pub(super) struct Running {
    pub(super) active: bool,
    pub(super) sending: Option<SurveyId>,
    pub(super) entry_sent: u64,
    pub(super) last_error: Option<LastError>,
    /// The screen is kept on for it.
    pub(super) awake: bool,
}

impl Running {
    pub(super) fn take_in(&mut self, event: &SyncEvent) {
        match event {
            SyncEvent::Started { .. } => *self = Self { active: true, awake: self.awake, ..Self::default() },
            SyncEvent::Bytes { survey, sent, .. } => (self.sending, self.entry_sent) = (Some(*survey), *sent),
            SyncEvent::Received { .. } | SyncEvent::Blocked { .. } => (self.sending, self.entry_sent) = (None, 0),
            SyncEvent::Finished { trouble } => {
                *self = Self { last_error: trouble.clone(), awake: self.awake, ..Self::default() };
            }
        }
    }
}

impl Device {
    /// How the sync stands.
    pub fn sync_status(&self) -> Result<SyncStatus, DeviceError> {
        let rows = self.outbox()?;
        let (active, sending, last_error) = {
            let running = self.inner.running.lock().unwrap_or_else(PoisonError::into_inner);
            (running.active, running.sending, running.last_error.clone())
        };
        let phase = match (&last_error, active) {
            (_, true) => Phase::Sending,
            (Some(error @ (LastError::SignInAgain | LastError::UpdateApp)), _) => Phase::NeedsPerson(error.clone()),
            (Some(_), _) => Phase::Offline,
            (None, _) => Phase::Idle,
        };
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let current = rows.iter().position(|row| Some(row.survey) == sending).map_or(0, |at| count(at) + 1);
        Ok(SyncStatus {
            phase,
            waiting: count(rows.len()),
            blocked: count(rows.iter().filter(|row| matches!(row.delivery, Delivery::Blocked(_))).count()),
            decisions_waiting: self.inner.store.review_counts()?.1,
            unsure: self.inner.store.count_unsure()?,
            unreadable: self.unreadable(),
            last_success_at: self.inner.store.value_if_sound(Key::LastSuccess)?,
            last_error,
            bytes_sent: rows.iter().map(|row| row.bytes_sent).sum(),
            bytes_total: rows.iter().map(|row| row.bytes).sum(),
            current,
        })
    }

    /// How many rows of the store cannot be read. They stay, and a backup carries them; an office must help
    /// with each.
    #[must_use]
    pub fn unreadable(&self) -> u32 {
        u32::try_from(self.inner.store.damaged().len()).unwrap_or(u32::MAX)
    }

    /// Everything that waits or is blocked, oldest first.
    pub fn outbox(&self) -> Result<Vec<OutboxRow>, DeviceError> {
        let mut rows = self.inner.store.outbox()?;
        for row in &mut rows {
            self.mark_sending(row.survey, &mut row.delivery);
        }
        Ok(rows)
    }

    pub(super) fn mark_sending(&self, survey: SurveyId, delivery: &mut Delivery) {
        let running = self.inner.running.lock().unwrap_or_else(PoisonError::into_inner);
        if running.active && running.sending == Some(survey) && *delivery == Delivery::Waiting {
            *delivery = Delivery::Sending;
        }
    }
}
