//! What goes on behind the lock: the worker sends what waits, then the store closes.
//!
//! The screens drop their device when the lock closes, so nothing can be read through them. The worker alone keeps
//! the store open, for no longer than something waits that it may send, and lets go of it as soon as the PIN was right.

use std::sync::{Arc, Mutex, PoisonError, Weak, mpsc};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::{Device, Inner};

/// The store does not stay open behind the lock for longer, whatever waits.
const LONGEST: Duration = Duration::from_mins(30);
/// Who opens the store does not wait for the worker to let go of it for longer.
const LETS_GO: Duration = Duration::from_secs(10);

/// The worker of the device that was unlocked last. Clones are the same one.
#[derive(Clone, Default)]
pub struct Behind(Arc<Mutex<Option<Working>>>);

struct Working {
    device: Weak<Inner>,
    task: JoinHandle<()>,
    runtime: Handle,
    notices: watch::Receiver<u64>,
    /// Surveys that waited when the lock closed; none while it is open.
    at_lock: Option<u32>,
}

/// How far the sending behind the lock has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SendingBehind {
    /// Which survey is being sent, from 1.
    pub current: u32,
    /// Surveys that waited when the lock closed.
    pub total: u32,
}

impl Behind {
    /// Lets the worker of an unlocked device sync until the lock closes, and behind it for as long as something waits.
    /// Call it inside a runtime, once for each unlocking.
    pub fn work(&self, device: &Device) {
        let task = tokio::spawn(device.clone().run_worker());
        let (device, notices) = (Arc::downgrade(&device.inner), device.notices());
        let working = Working { device, task, runtime: Handle::current(), notices, at_lock: None };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(working);
    }

    /// The lock closes.
    pub fn lock(&self) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(working) = held.as_mut() else { return };
        if let Some(device) = working.device.upgrade().map(|inner| Device { inner }) {
            working.at_lock = Some(device.waiting());
            device.inner.phone.keep_awake(false);
            device.inner.locked.send_replace(true);
        }
    }

    /// How far the sending behind the lock has come; none while nothing is being sent.
    #[must_use]
    pub fn sending(&self) -> Option<SendingBehind> {
        let (device, total) = {
            let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let working = held.as_ref()?;
            (Device { inner: working.device.upgrade()? }, working.at_lock?)
        };
        let active = device.inner.running.lock().unwrap_or_else(PoisonError::into_inner).active;
        let waiting = device.waiting();
        (active && waiting > 0)
            .then(|| SendingBehind { current: total.saturating_sub(waiting) + 1, total: total.max(1) })
    }

    /// Ticks while the worker has the store open, and ends with it; none when there is no worker.
    #[must_use]
    pub fn notices(&self) -> Option<watch::Receiver<u64>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.as_ref().map(|working| working.notices.clone())
    }

    /// Ends the work and waits until the store is closed. Blocks, so not on a thread of the runtime.
    pub(super) fn end(&self) {
        let taken = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(Working { task, runtime, mut notices, .. }) = taken else { return };
        task.abort();
        let (open, closed) = mpsc::channel::<()>();
        runtime.spawn(async move {
            while notices.changed().await.is_ok() {}
            drop(open);
        });
        if closed.recv_timeout(LETS_GO) == Err(mpsc::RecvTimeoutError::Timeout) {
            tracing::warn!("the worker behind the lock does not let go of the store");
        }
    }
}

impl Device {
    /// Ends when the lock is closed and nothing waits that may be sent by itself.
    pub(super) async fn until_nothing_is_sent_behind_the_lock(&self) {
        let mut locked = self.inner.locked.subscribe();
        if locked.wait_for(|locked| *locked).await.is_err() {
            return;
        }
        let mut notices = self.notices();
        let sending = async { while self.waiting() > 0 && self.sends() && notices.changed().await.is_ok() {} };
        if tokio::time::timeout(LONGEST, sending).await.is_err() {
            tracing::info!("something still waits; the store is closed behind the lock");
        }
    }

    /// Whether a run goes on, or the next one comes by itself.
    fn sends(&self) -> bool {
        let active = self.inner.running.lock().unwrap_or_else(PoisonError::into_inner).active;
        active || self.settings().is_ok_and(|settings| settings.auto_sync)
    }

    /// Surveys that wait and are not blocked; none when the store cannot tell.
    fn waiting(&self) -> u32 {
        let status = self.sync_status();
        status.map_or(0, |status| status.waiting.saturating_sub(status.blocked))
    }

    /// Keeps the screen on while something is visibly sent.
    pub(super) fn keep_awake_while_sending(&self) {
        let mut running = self.inner.running.lock().unwrap_or_else(PoisonError::into_inner);
        let sends = running.active && running.sending.is_some() && !*self.inner.locked.borrow();
        if std::mem::replace(&mut running.awake, sends) != sends {
            self.inner.phone.keep_awake(sends);
        }
    }
}
