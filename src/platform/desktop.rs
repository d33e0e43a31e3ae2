//! The desktop in the place of a phone: it knows the free storage and remembers the route; it has nothing
//! else.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use tokio::sync::broadcast;

use super::phone::{Phone, PhoneEvent};

/// A Linux desktop. Photos, positions and files come through the page; nothing here replaces a
/// phone's hardware key, metered flag, screenshot block or back key.
#[derive(Debug)]
pub struct Desktop {
    events: broadcast::Sender<PhoneEvent>,
    route: Mutex<Option<String>>,
}

impl Default for Desktop {
    fn default() -> Self {
        Self { events: broadcast::Sender::new(1), route: Mutex::default() }
    }
}

impl Phone for Desktop {
    fn events(&self) -> broadcast::Receiver<PhoneEvent> {
        self.events.subscribe()
    }

    fn free_bytes(&self, path: &Path) -> Option<u64> {
        let stat = rustix::fs::statvfs(path).ok()?;
        stat.f_bavail.checked_mul(stat.f_frsize)
    }

    /// The proxy of the desktop's session, as other programs find it.
    fn proxy(&self) -> Option<String> {
        ["https_proxy", "HTTPS_PROXY"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok())
            .filter(|url| !url.is_empty())
    }

    /// Remembered while the window is open.
    fn remember_route(&self, route: &str) {
        *self.route.lock().unwrap_or_else(PoisonError::into_inner) = Some(route.to_owned());
    }

    fn remembered_route(&self) -> Option<String> {
        self.route.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
