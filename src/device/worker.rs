//! The worker that syncs by itself: after sealing, when asked, when a network may be back, and with
//! growing pauses while there is none.

use std::sync::PoisonError;
use std::time::Duration;

use tokio::sync::broadcast::error::RecvError;

use super::{Device, DeviceError};
use crate::platform::random_bytes;
use crate::sync::RunOutcome;

/// Pause after the first fruitless run; it doubles from there.
const FIRST_PAUSE: Duration = Duration::from_secs(5);
/// Longest pause between tries.
const LONGEST_PAUSE: Duration = Duration::from_secs(10 * 60);
/// The server may ask for a longer pause, but not for so long that a phone forgets to send.
const LONGEST_ASKED: Duration = Duration::from_secs(60 * 60);
/// Pause after a run that left nothing to do; then it asks for changes again.
const REST: Duration = Duration::from_secs(15 * 60);

impl Device {
    /// Syncs until it is dropped, or the lock is closed and nothing waits. Run it once per unlocked device. Each run
    /// looks for rows that cannot be read; without runs they are looked for once.
    pub async fn run_worker(self) {
        if let Err(error) = self.inner.store.inspect() {
            tracing::error!(%error, "the store could not be looked through");
        }
        let [listener, locked, paused] = [(); 3].map(|()| self.clone());
        tokio::select! {
            () = listener.follow_events() => {}
            () = self.keep_syncing() => {}
            () = paused.give_turn_back_when_paused() => {}
            () = locked.until_nothing_is_sent_behind_the_lock() => {}
        }
    }

    /// Asks for a run now, whatever pause there was; blocked entries are tried again too, and what is held is
    /// sealed and goes along.
    pub fn sync_now(&self) -> Result<(), DeviceError> {
        self.seal_held()?;
        self.inner.store.unblock_all()?;
        self.inner.store.unblock_reviews()?;
        self.inner.wake.notify_one();
        Ok(())
    }

    /// A network may be back: try again without waiting for the pause to end.
    pub fn network_returned(&self) {
        self.inner.wake.notify_one();
    }

    /// One run, for tests and for callers that bring their own schedule.
    ///
    /// # Errors
    /// Only when the device's own store fails.
    pub async fn sync_once(&self) -> Result<RunOutcome, DeviceError> {
        self.seal_overdue()?;
        self.fill_postbox().await;
        let turn = self.take_turn();
        let outcome = self.inner.engine.run().await;
        drop(turn);
        self.fill_postbox().await;
        let mut outcome = outcome?;
        match self.keep_lock_true() {
            Ok(renewed) => outcome.more |= renewed && outcome.trouble.is_none(),
            Err(error) => tracing::error!(%error, "the key file does not take what the province told"),
        }
        if outcome.trouble.is_none() {
            tracing::info!("sync run done");
            self.purge_received().await?;
            self.purge_area().await?;
            self.empty_bin()?;
        }
        Ok(outcome)
    }

    pub(super) fn after_seal(&self) -> Result<(), DeviceError> {
        if self.settings()?.auto_sync {
            self.inner.wake.notify_one();
        }
        Ok(())
    }

    async fn keep_syncing(&self) {
        let mut fruitless = 0;
        loop {
            let pause = match self.settings().map(|settings| settings.auto_sync) {
                Ok(false) => None,
                _ => Some(self.run_and_rest(&mut fruitless).await),
            };
            let woken = self.inner.wake.notified();
            match pause {
                Some(pause) => drop(tokio::time::timeout(pause, woken).await),
                None => {
                    woken.await;
                    self.run_and_rest(&mut fruitless).await;
                }
            }
        }
    }

    /// Runs until nothing more can be fetched at once, and how long to rest after it. Decisions and
    /// surveys are sent between the portions.
    async fn run_and_rest(&self, fruitless: &mut u32) -> Duration {
        let mut outcome = self.sync_once().await;
        while matches!(outcome, Ok(RunOutcome { trouble: None, more: true, .. })) {
            outcome = self.sync_once().await;
        }
        match outcome {
            Ok(RunOutcome { trouble: None, .. }) => {
                *fruitless = 0;
                REST
            }
            Ok(RunOutcome { retry_after, .. }) => {
                let pause =
                    pause_after(*fruitless, random_bytes()).max(retry_after.unwrap_or_default().min(LONGEST_ASKED));
                *fruitless = fruitless.saturating_add(1);
                pause
            }
            Err(error) => {
                tracing::error!(%error, "sync run failed on this device");
                LONGEST_PAUSE
            }
        }
    }

    async fn follow_events(&self) {
        let mut events = self.events();
        loop {
            match events.recv().await {
                Ok(event) => {
                    self.inner.running.lock().unwrap_or_else(PoisonError::into_inner).take_in(&event);
                    self.keep_awake_while_sending();
                    self.inner.store.notify();
                }
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            }
        }
    }
}

/// Doubles from 5 s to 10 min. Half of it is random, so that five hundred phones at one office do not come
/// back in the same second.
fn pause_after(fruitless: u32, random: [u8; 2]) -> Duration {
    let full = FIRST_PAUSE.saturating_mul(1 << fruitless.min(7)).min(LONGEST_PAUSE);
    let share = f64::from(u16::from_le_bytes(random)) / f64::from(u16::MAX);
    full.mul_f64(0.5 + share / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_are_spread_and_never_pass_ten_minutes() {
        let (least, most) = ([0, 0], [255, 255]);
        assert_eq!(pause_after(0, most), FIRST_PAUSE);
        assert_eq!(pause_after(0, least), FIRST_PAUSE / 2);
        assert_eq!(pause_after(3, most), FIRST_PAUSE * 8);
        for fruitless in [7, 8, 31, 32, u32::MAX] {
            assert!(pause_after(fruitless, most) <= LONGEST_PAUSE);
            assert!(pause_after(fruitless, least) >= Duration::from_secs(300));
        }
    }
}
