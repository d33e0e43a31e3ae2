//! Where the phone is. The receiver starts warming up when the visit opens, long before the
//! position is asked for, and rests once a position is stored.

use std::sync::Arc;

use dioxus::prelude::*;
use sambang_domain::ids::Timestamp;
use sambang_domain::survey::Position;
use serde::Deserialize;

use crate::platform::Phone;
use crate::platform::phone::{NoFix, PhoneEvent};
use crate::ui::session::{use_phone, use_phone_events};

const PAGE: &str = include_str!("position.js");

/// A position this exact needs no better one, in metres.
pub(super) const GOOD_M: f64 = 15.0;
/// Up to here it is fair.
pub(super) const FAIR_M: f64 = 50.0;

/// A fix older than this, in milliseconds, no longer says where the phone is.
const STALE_MS: i64 = 120_000;

/// Whether `fix` still says where the phone is at `now`.
pub(super) fn is_fresh(fix: &Position, now: Timestamp) -> bool {
    now.0.saturating_sub(fix.at.0) <= STALE_MS
}

/// What the receiver says at the moment.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Live {
    /// Not asked.
    Resting,
    /// Asked, no answer yet.
    Searching,
    /// A fix.
    Fix(Position),
    /// The person or the phone's settings said no.
    Denied,
    /// No receiver, or no signal.
    Unavailable,
}

/// What the page sends.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Heard {
    Trouble { trouble: String },
    Fix { latitude: f64, longitude: f64, accuracy_m: f64, at: i64 },
}

impl From<Heard> for Live {
    fn from(heard: Heard) -> Self {
        match heard {
            Heard::Trouble { trouble } if trouble == "denied" => Self::Denied,
            Heard::Trouble { .. } => Self::Unavailable,
            // A WebView cannot tell whether another app supplied the position.
            Heard::Fix { latitude, longitude, accuracy_m, at } => Self::fix(latitude, longitude, accuracy_m, at, None),
        }
    }
}

impl Live {
    /// What the phone told of its receiver; none when it spoke of something else.
    fn told(event: &PhoneEvent) -> Option<Self> {
        match *event {
            PhoneEvent::Fix { latitude, longitude, accuracy_m, at, mock } => {
                Some(Self::fix(latitude, longitude, accuracy_m, at, Some(mock)))
            }
            PhoneEvent::NoFix { reason: NoFix::Denied } => Some(Self::Denied),
            PhoneEvent::NoFix { reason: NoFix::Unavailable } => Some(Self::Unavailable),
            _ => None,
        }
    }

    fn fix(latitude: f64, longitude: f64, accuracy_m: f64, at: i64, mock: Option<bool>) -> Self {
        let unknown = serde_json::Map::new();
        Self::Fix(Position { latitude, longitude, accuracy_m, at: Timestamp(at), mock, by_hand: false, unknown })
    }
}

/// The receiver of one visit: the phone's own, or the page's where the platform has none.
#[derive(Clone, Copy)]
pub(super) struct Tracker {
    /// What it says.
    pub(super) live: Signal<Live>,
    phone: CopyValue<Arc<dyn Phone>>,
    page: document::Eval,
}

impl Tracker {
    /// Starts the receiver; it runs until [`Self::rest`].
    pub(super) fn start(mut self) {
        self.live.set(Live::Searching);
        if !self.phone.peek().locate(true) {
            let _ = self.page.send("start");
        }
    }

    /// Stops the receiver.
    pub(super) fn rest(self) {
        if !self.phone.peek().locate(false) {
            let _ = self.page.send("rest");
        }
    }

    fn hear(mut self, heard: Live) {
        // A passing loss of signal does not undo a fix.
        let keeps = matches!((&*self.live.peek(), &heard), (Live::Fix(_), Live::Unavailable));
        if !keeps {
            self.live.set(heard);
        }
    }
}

/// A receiver that starts at once when `wanted`.
pub(super) fn use_tracker(wanted: bool) -> Tracker {
    let live = use_signal(|| Live::Resting);
    let phone = use_phone();
    let tracker = use_hook(|| {
        let tracker = Tracker { live, phone: CopyValue::new(phone), page: document::eval(PAGE) };
        if wanted {
            tracker.start();
        }
        let mut page = tracker.page;
        spawn(async move {
            while let Ok(heard) = page.recv::<Heard>().await {
                tracker.hear(heard.into());
            }
        });
        tracker
    });
    use_phone_events(move |event| {
        if let Some(heard) = Live::told(&event) {
            tracker.hear(heard);
        }
    });
    use_drop(move || {
        tracker.phone.peek().locate(false);
        let _ = tracker.page.send("stop");
    });
    tracker
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(json: &str) -> Live {
        serde_json::from_str::<Heard>(json).unwrap().into()
    }

    #[test]
    fn a_fix_and_a_refusal_are_told_apart() {
        let fix = heard(r#"{"latitude":-4.80213,"longitude":104.91377,"accuracy_m":6.0,"at":1618453860000}"#);
        let Live::Fix(position) = fix else { panic!("no fix") };
        assert!(position.is_valid() && !position.by_hand && position.mock.is_none());
        assert!(
            is_fresh(&position, position.at.plus_ms(STALE_MS))
                && !is_fresh(&position, position.at.plus_ms(STALE_MS + 1))
        );
        assert_eq!(heard(r#"{"trouble":"denied"}"#), Live::Denied);
        assert_eq!(heard(r#"{"trouble":"unavailable"}"#), Live::Unavailable);
    }

    #[test]
    fn a_position_that_another_app_supplied_is_marked() {
        let fix =
            PhoneEvent::Fix { latitude: -4.8, longitude: 104.9, accuracy_m: 6.0, at: 1_618_453_860_000, mock: true };
        let Some(Live::Fix(position)) = Live::told(&fix) else { panic!("no fix") };
        assert_eq!(position.mock, Some(true));
        assert_eq!(Live::told(&PhoneEvent::NoFix { reason: NoFix::Denied }), Some(Live::Denied));
        assert_eq!(Live::told(&PhoneEvent::Back), None);
    }
}
