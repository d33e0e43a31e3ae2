//! What only the platform can do: camera, position, lock hardware, network, files of other apps.
//!
//! One trait for the phone and the desktop. A desktop answers that it has none of this, and the app then
//! takes what the page offers instead: its file chooser, its geolocation, its history.

use std::fmt::Debug;
use std::path::Path;
use std::time::Duration;

use serde::Deserialize;
use tokio::sync::broadcast;

/// What the platform reports without being asked. The phone's side writes these as JSON; one of each kind, as
/// it really writes them, stands in `android/bridge/events.jsonl`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum PhoneEvent {
    /// The camera that [`Phone::photograph`] opened is closed.
    Photo {
        /// How it ended.
        outcome: Handover,
    },
    /// The chooser that [`Phone::choose_document`] opened is closed.
    Document {
        /// How it ended.
        outcome: Handover,
    },
    /// The receiver has a position.
    Fix {
        /// Degrees north, WGS 84.
        latitude: f64,
        /// Degrees east, WGS 84.
        longitude: f64,
        /// Radius in metres inside which the phone is with 68 % probability.
        accuracy_m: f64,
        /// When it was measured, in milliseconds since 1970 by the receiver's clock.
        at: i64,
        /// Milliseconds since it was measured, by a clock that nobody can set.
        age_ms: i64,
        /// Another app supplied the position.
        mock: bool,
    },
    /// There will be no position for now.
    NoFix {
        /// Why.
        reason: NoFix,
    },
    /// The network changed.
    Network {
        /// What it is now.
        state: Network,
    },
    /// The back key was pressed while [`Phone::want_back`] was on.
    Back,
    /// Another app covers this one, or the screen went dark; the app may be killed from here on.
    Paused,
    /// What [`Phone::edges`] answers is another thing now.
    Edges,
    /// The platform needs memory, or it ends the app.
    LowMemory,
}

/// How a file came from another app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handover {
    /// The file is where it was asked for, whole.
    Taken,
    /// The person closed the other app without one.
    Closed,
    /// The person does not allow it.
    Denied,
    /// There is no such app, or it gave nothing usable.
    Failed,
}

/// Why there is no position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoFix {
    /// The person does not allow it.
    Denied,
    /// No receiver, or it is switched off.
    Unavailable,
}

/// The way to the internet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Network {
    /// The platform does not say.
    Unknown,
    /// There is none.
    None,
    /// One that costs by the byte.
    Metered,
    /// One that does not.
    Unmetered,
}

/// Widths at the page's four sides, in the page's pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edges {
    /// Under the line with the clock.
    pub top: f64,
    /// On the right, where a phone that lies on its side has its buttons.
    pub right: f64,
    /// Under the buttons or the line for gestures.
    pub bottom: f64,
    /// On the left.
    pub left: f64,
}

impl Edges {
    /// Reads the four numbers as the phone's side writes them, clockwise from the top.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let widths: Option<Vec<f64>> = text.split(' ').map(|width| width.parse().ok()).collect();
        let [top, right, bottom, left] = widths?[..] else { return None };
        Some(Self { top, right, bottom, left })
    }
}

/// Keys in the phone's hardware. They never leave it, so that a copy of the app's files alone can not be tried with
/// one PIN after the other. Each key has a name that no other key ever had: one that seems to be gone is never
/// written over.
pub trait HardwareKey: Debug + Send + Sync {
    /// Makes a key under a name of its own.
    ///
    /// # Errors
    /// [`HardwareTrouble`]; perhaps there is a key then, and perhaps not.
    fn make(&self, alias: &str) -> Result<(), HardwareTrouble>;

    /// HMAC-SHA256 of `message` under a key: the same bytes at every call, and nobody without the hardware can tell
    /// them.
    ///
    /// # Errors
    /// [`HardwareTrouble`].
    fn tag(&self, alias: &str, message: &[u8]) -> Result<Vec<u8>, HardwareTrouble>;

    /// Decrypts what an earlier app encrypted with the one key it had ([`FIRST_HARDWARE_KEY`]).
    ///
    /// # Errors
    /// [`HardwareTrouble`]; [`HardwareTrouble::Gone`] also when the bytes are of another key.
    fn unwrap(&self, wrapped: &[u8]) -> Result<Vec<u8>, HardwareTrouble>;

    /// Deletes a key that nothing needs any more. One that cannot be deleted stays, which costs a little room.
    fn forget(&self, alias: &str);

    /// Waits before it is asked again. A stand-in of a test does not.
    #[expect(clippy::disallowed_methods, reason = "the hardware does not tell when it is usable again")]
    fn rest(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

/// The name of the key with which an earlier app encrypted.
pub const FIRST_HARDWARE_KEY: &str = "sambang.vault";

/// Why the hardware did not do what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HardwareTrouble {
    /// It refused this time: busy, being started, its process died. The same call may succeed later.
    #[error("the phone's hardware keys cannot be used at the moment")]
    Passing,
    /// There is no such key, or it is not usable for good.
    #[error("the phone's hardware key is gone")]
    Gone,
}

/// The platform the app runs on. Calls return at once; answers come as [`PhoneEvent`]s. A platform keeps the
/// default, "not here", for what it does not have.
pub trait Phone: Debug + Send + Sync {
    /// The platform's events from now on.
    fn events(&self) -> broadcast::Receiver<PhoneEvent>;

    /// Bytes that may still be written beside `path`; none when the platform does not say.
    fn free_bytes(&self, path: &Path) -> Option<u64>;

    /// The hardware's keys; none where there is no such hardware.
    fn hardware_key(&self) -> Option<&dyn HardwareKey> {
        None
    }

    /// The way to the internet at this moment.
    fn network(&self) -> Network {
        Network::Unknown
    }

    /// The proxy through which the network lets requests pass, as a URL; none where it needs none or the
    /// platform does not say.
    fn proxy(&self) -> Option<String> {
        None
    }

    /// Whether photos and files come through [`Self::photograph`] and [`Self::choose_document`], not
    /// through the page.
    fn brings_files(&self) -> bool {
        false
    }

    /// Opens the camera; the photo comes to the file `to`, also after the app was killed meanwhile.
    fn photograph(&self, _to: &Path) {}

    /// Lets the person choose a file of another app; a copy comes to the file `to`.
    fn choose_document(&self, _to: &Path) {}

    /// Offers a file to other apps. False where the platform cannot; the caller then shows the file's path.
    fn share(&self, _file: &Path) -> bool {
        false
    }

    /// The same picture as a JPEG, upright; none when the platform cannot read it either. Takes seconds.
    fn to_jpeg(&self, _picture: &[u8]) -> Option<Vec<u8>> {
        None
    }

    /// What of the page lies under the system's own bars, in the page's pixels; none where nothing does.
    fn edges(&self) -> Option<Edges> {
        None
    }

    /// Starts or stops watching the position. False where only the page can do it.
    fn locate(&self, _on: bool) -> bool {
        false
    }

    /// Says whether the back key goes to the screen or leaves the app. False where only the page's history
    /// notices the key.
    fn want_back(&self, _wanted: bool) -> bool {
        false
    }

    /// Keeps the screen from going dark by itself, or lets it again.
    fn keep_awake(&self, _on: bool) {}

    /// Keeps the screen out of screenshots, recordings and the list of recent apps.
    fn hide_screen(&self, _hidden: bool) {}

    /// Remembers the screen the person is on, for [`Self::remembered_route`]. The route names no person.
    fn remember_route(&self, _route: &str) {}

    /// The screen the person was on when the app locked itself or the platform ended it. None after the
    /// person closed the app.
    fn remembered_route(&self) -> Option<String> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_numbers_are_the_edges_and_nothing_else_is() {
        let edges = Edges { top: 24.0, right: 5.0, bottom: 47.619_05, left: 0.0 };
        assert_eq!(Edges::parse("24.0 5.0 47.61905 0.0"), Some(edges));
        for text in ["", "24.0", "24.0 5.0 48.0", "24.0 5.0 48.0 0.0 1.0", "24.0 5.0 48.0 x"] {
            assert_eq!(Edges::parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_event_reads_as_the_phone_writes_it() {
        let written = include_str!("../../android/bridge/events.jsonl");
        let read: Vec<PhoneEvent> = written.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
        let mut kinds: Vec<_> = read.iter().map(std::mem::discriminant).collect();
        kinds.dedup();
        assert_eq!(kinds.len(), 9, "one of each kind: {read:?}");
        assert!(read.contains(&PhoneEvent::Photo { outcome: Handover::Denied }));
        assert!(read.contains(&PhoneEvent::Network { state: Network::Unmetered }));
        let fix = PhoneEvent::Fix {
            latitude: -4.80213,
            longitude: 104.91377,
            accuracy_m: 6.5,
            at: 1_618_453_860_000,
            age_ms: 900,
            mock: true,
        };
        assert!(read.contains(&fix));
    }
}
