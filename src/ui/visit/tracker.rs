//! Where the phone is. The receiver starts warming up when the visit opens, long before the
//! position is asked for, and rests once a position is stored.

use std::sync::Arc;

use dioxus::prelude::*;
use sambang_domain::ids::Timestamp;
use sambang_domain::survey::Position;
use serde::Deserialize;

use crate::device::Device;
use crate::platform::phone::{NoFix, PhoneEvent};
use crate::platform::{Phone, running_ms};
use crate::ui::session::{use_phone, use_phone_events};

const PAGE: &str = include_str!("position.js");

/// A position this exact needs no better one, in metres.
pub(super) const GOOD_M: f64 = 15.0;
/// Up to here it is fair.
pub(super) const FAIR_M: f64 = 50.0;

/// A fix older than this, in milliseconds, no longer says where the phone is.
const STALE_MS: i64 = 120_000;

/// Receiver and phone are told apart when their clocks differ by more than this, in milliseconds.
const CLOCKS_DIFFER_MS: i64 = 60_000;

/// A position and when it was measured, in milliseconds since the machine started.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fix {
    pub(super) position: Position,
    measured_ms: i64,
}

impl Fix {
    /// Whether it still says where the phone is, `running_ms` after the machine started. The calendar of
    /// neither the phone nor the receiver counts: either may be years away.
    pub(super) fn is_fresh(&self, running_ms: i64) -> bool {
        running_ms.saturating_sub(self.measured_ms) <= STALE_MS
    }
}

/// Now, by both clocks of the device.
#[derive(Debug, Clone, Copy)]
struct Moment {
    now: Timestamp,
    running_ms: i64,
}

/// What the receiver says at the moment.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Live {
    /// Not asked.
    Resting,
    /// Asked, no answer yet.
    Searching,
    /// A fix.
    Fix(Fix),
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
    Fix { latitude: f64, longitude: f64, accuracy_m: f64, at: i64, age_ms: i64 },
}

impl Live {
    /// What the page told of its receiver.
    fn heard(heard: Heard, moment: Moment) -> Self {
        match heard {
            Heard::Trouble { trouble } if trouble == "denied" => Self::Denied,
            Heard::Trouble { .. } => Self::Unavailable,
            // A WebView cannot tell whether another app supplied the position.
            Heard::Fix { latitude, longitude, accuracy_m, at, age_ms } => {
                Self::fix([latitude, longitude, accuracy_m], (at, age_ms), None, moment)
            }
        }
    }

    /// What the phone told of its receiver; none when it spoke of something else.
    fn told(event: &PhoneEvent, moment: Moment) -> Option<Self> {
        match *event {
            PhoneEvent::Fix { latitude, longitude, accuracy_m, at, age_ms, mock } => {
                Some(Self::fix([latitude, longitude, accuracy_m], (at, age_ms), Some(mock), moment))
            }
            PhoneEvent::NoFix { reason: NoFix::Denied } => Some(Self::Denied),
            PhoneEvent::NoFix { reason: NoFix::Unavailable } => Some(Self::Unavailable),
            _ => None,
        }
    }

    fn fix(
        [latitude, longitude, accuracy_m]: [f64; 3],
        measured: (i64, i64),
        mock: Option<bool>,
        moment: Moment,
    ) -> Self {
        let (by_receiver, age_ms) = (measured.0, measured.1.max(0));
        let at = moment.now.plus_ms(-age_ms);
        let ahead = by_receiver.saturating_sub(at.0);
        let receiver_ahead_ms = (ahead.saturating_abs() > CLOCKS_DIFFER_MS).then_some(ahead);
        let unknown = serde_json::Map::new();
        let position =
            Position { latitude, longitude, accuracy_m, at, mock, by_hand: false, receiver_ahead_ms, unknown };
        Self::Fix(Fix { position, measured_ms: moment.running_ms.saturating_sub(age_ms) })
    }
}

/// The receiver of one visit: the phone's own, or the page's where the platform has none.
#[derive(Clone, Copy)]
pub(super) struct Tracker {
    /// What it says.
    pub(super) live: Signal<Live>,
    phone: CopyValue<Arc<dyn Phone>>,
    page: document::Eval,
    device: CopyValue<Device>,
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

    fn moment(self) -> Moment {
        Moment { now: self.device.peek().now(), running_ms: running_ms() }
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
pub(super) fn use_tracker(device: &Device, wanted: bool) -> Tracker {
    let live = use_signal(|| Live::Resting);
    let phone = use_phone();
    let tracker = use_hook(|| {
        let device = CopyValue::new(device.clone());
        let tracker = Tracker { live, phone: CopyValue::new(phone), page: document::eval(PAGE), device };
        if wanted {
            tracker.start();
        }
        let mut page = tracker.page;
        spawn(async move {
            while let Ok(heard) = page.recv::<Heard>().await {
                tracker.hear(Live::heard(heard, tracker.moment()));
            }
        });
        tracker
    });
    use_phone_events(move |event| {
        if let Some(heard) = Live::told(&event, tracker.moment()) {
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

    const MOMENT: Moment = Moment { now: Timestamp(1_618_453_860_000), running_ms: 5_000_000 };
    const DAY_MS: i64 = 86_400_000;

    fn fix_of(at: i64, age_ms: i64) -> Fix {
        let event = PhoneEvent::Fix { latitude: -4.8, longitude: 104.9, accuracy_m: 6.0, at, age_ms, mock: true };
        let Some(Live::Fix(fix)) = Live::told(&event, MOMENT) else { panic!("no fix") };
        fix
    }

    #[test]
    fn a_fix_and_a_refusal_are_told_apart() {
        let heard = |json: &str| Live::heard(serde_json::from_str(json).unwrap(), MOMENT);
        let fix =
            heard(r#"{"latitude":-4.80213,"longitude":104.91377,"accuracy_m":6.0,"at":1618453860000,"age_ms":0}"#);
        let Live::Fix(Fix { position, .. }) = fix else { panic!("no fix") };
        assert!(position.is_valid() && !position.by_hand && position.mock.is_none());
        assert_eq!(heard(r#"{"trouble":"denied"}"#), Live::Denied);
        assert_eq!(heard(r#"{"trouble":"unavailable"}"#), Live::Unavailable);
        assert_eq!(Live::told(&PhoneEvent::NoFix { reason: NoFix::Denied }, MOMENT), Some(Live::Denied));
        assert_eq!(Live::told(&PhoneEvent::Back, MOMENT), None);
    }

    #[test]
    fn a_position_that_another_app_supplied_is_marked() {
        assert_eq!(fix_of(MOMENT.now.0, 0).position.mock, Some(true));
    }

    #[test]
    fn a_fix_is_as_old_as_the_clock_says_that_nobody_sets() {
        for receiver in
            [MOMENT.now.0, MOMENT.now.0 - 180_000, MOMENT.now.0 - 1024 * 7 * DAY_MS, MOMENT.now.0 + DAY_MS, 0]
        {
            let fix = fix_of(receiver, 1_000);
            assert!(fix.is_fresh(MOMENT.running_ms), "{receiver}");
            assert!(fix.is_fresh(MOMENT.running_ms - 1_000 + STALE_MS));
            assert!(!fix.is_fresh(MOMENT.running_ms - 1_000 + STALE_MS + 1));
            assert!(!fix_of(receiver, 3_600_000).is_fresh(MOMENT.running_ms), "an hour old: {receiver}");
        }
    }

    #[test]
    fn the_position_bears_the_phones_time_and_how_far_the_receiver_was_from_it() {
        let seconds_apart = fix_of(MOMENT.now.0 - 2_000, 1_000).position;
        assert_eq!((seconds_apart.at, seconds_apart.receiver_ahead_ms), (MOMENT.now.plus_ms(-1_000), None));
        let weeks = 1024 * 7 * DAY_MS;
        let years_apart = fix_of(MOMENT.now.0 - weeks, 0).position;
        assert_eq!((years_apart.at, years_apart.receiver_ahead_ms), (MOMENT.now, Some(-weeks)));
    }
}
