//! Where the phone is. The receiver starts warming up when the visit opens, long before the
//! position is asked for, and rests once a position is stored.

use dioxus::prelude::*;
use sambang_domain::ids::Timestamp;
use sambang_domain::survey::Position;
use serde::Deserialize;

const PAGE: &str = include_str!("position.js");

/// A position this exact needs no better one, in metres.
pub(super) const GOOD_M: f64 = 15.0;
/// Up to here it is fair.
pub(super) const FAIR_M: f64 = 50.0;

/// A fix older than this says where the phone was, in milliseconds.
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
            Heard::Fix { latitude, longitude, accuracy_m, at } => Self::Fix(Position {
                latitude,
                longitude,
                accuracy_m,
                at: Timestamp(at),
                // A WebView cannot tell whether another app supplied the position.
                mock: None,
                by_hand: false,
                unknown: serde_json::Map::new(),
            }),
        }
    }
}

/// The receiver of one visit.
#[derive(Clone, Copy)]
pub(super) struct Tracker {
    /// What it says.
    pub(super) live: Signal<Live>,
    page: document::Eval,
}

impl Tracker {
    /// Asks for positions until [`Self::rest`].
    pub(super) fn start(mut self) {
        self.live.set(Live::Searching);
        let _ = self.page.send("start");
    }

    /// Enough.
    pub(super) fn rest(self) {
        let _ = self.page.send("rest");
    }
}

/// A receiver that starts at once when `wanted`.
pub(super) fn use_tracker(wanted: bool) -> Tracker {
    let mut live = use_signal(|| Live::Resting);
    let page = use_hook(|| {
        let mut page = document::eval(PAGE);
        if wanted {
            live.set(Live::Searching);
            let _ = page.send("start");
        }
        spawn(async move {
            while let Ok(heard) = page.recv::<Heard>().await {
                let heard = Live::from(heard);
                // A passing loss of signal does not undo a fix.
                let keeps = matches!((&*live.peek(), &heard), (Live::Fix(_), Live::Unavailable));
                if !keeps {
                    live.set(heard);
                }
            }
        });
        page
    });
    use_drop(move || {
        let _ = page.send("stop");
    });
    Tracker { live, page }
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
}
