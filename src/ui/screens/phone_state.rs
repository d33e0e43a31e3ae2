//! Lines under the bar about the phone itself: no room left, a clock that is wrong, a lock that the office opened or
//! that lacks the phone's hardware.

use dioxus::prelude::*;
use sambang_domain::ids::Timestamp;
use sambang_words::format;

use crate::device::{ClockWarning, Room};
use crate::platform::Clock;
use crate::ui::components::{Banner, Button, ButtonKind, Notice, NoticeKind};
use crate::ui::i18n::{t, t_with};
use crate::ui::session::{use_device, use_notices, use_setup};

/// How much room there is, when it is little.
#[component]
pub fn RoomBanner() -> Element {
    use_notices();
    let device = use_device();
    let (key, free) = match device.room() {
        Room::Enough => return VNode::empty(),
        Room::Low(free) => ("room-low", free),
        Room::TooLow(free) => ("room-too-low", free),
    };
    rsx! {
        div { id: "room-banner", "data-room": key,
            Banner { {t_with(key, &[("free", format::bytes(free).into())])} }
        }
    }
}

/// That the phone's clock was wrong when the province last answered.
#[component]
pub fn ClockBanner() -> Element {
    use_notices();
    let device = use_device();
    let warning = device.clock_warning().inspect_err(|error| tracing::error!(%error, "cannot compare the clocks"));
    let Ok(Some(ClockWarning { ahead, minutes })) = warning else { return VNode::empty() };
    let key = if ahead { "clock-ahead" } else { "clock-behind" };
    rsx! {
        div { id: "clock-banner",
            Banner { icon: "clock", {t_with(key, &[("time", span(minutes).into())])} " " {t("clock-repair")} }
        }
    }
}

/// That the office opened this device's lock, until the person has seen it.
#[component]
pub fn ReopenedNotice() -> Element {
    use_notices();
    let device = use_device();
    let setup = use_setup();
    let known =
        device.reopenings().inspect_err(|error| tracing::error!(%error, "cannot read the openings of the lock"));
    let known = known.unwrap_or_default();
    let Some(at) = known.at.last().filter(|_| !known.acknowledged) else { return VNode::empty() };
    let seen = move |_| {
        if let Err(error) = device.acknowledge_reopening() {
            tracing::error!(%error, "cannot keep that the opening of the lock was seen");
        }
    };
    rsx! {
        div { class: "gut", id: "reopened",
            Notice { kind: NoticeKind::Warn, title: reopened_on(&*setup.clock, *at),
                p { {t("reopened-about")} }
                Button { id: "reopened-seen", kind: ButtonKind::Quiet, onclick: seen, {t("reopened-seen")} }
            }
        }
    }
}

/// That somebody asks the office to open this device's lock, until the person objects or it is over.
#[component]
pub fn OpeningAskedNotice() -> Element {
    use_notices();
    let device = use_device();
    let setup = use_setup();
    let known = device.opening_asked();
    let known = known.inspect_err(|error| tracing::error!(%error, "cannot read who asks for the lock")).ok().flatten();
    let Some(asked) = known.filter(|asked| !asked.is_objected) else { return VNode::empty() };
    let number = asked.request.number;
    let day = asked.request.asked_at.local(setup.clock.local_offset_minutes()).date_naive();
    let object = move |_| {
        if let Err(error) = device.object_to_opening(number) {
            tracing::error!(%error, "cannot keep the objection");
        }
    };
    rsx! {
        div { class: "gut", id: "opening-asked",
            Notice { kind: NoticeKind::Warn, title: t_with("opening-asked", &[("date", format::date(day).into())]),
                p { {t("opening-asked-about")} }
                Button { id: "opening-object", kind: ButtonKind::Second, onclick: object, {t("opening-object")} }
            }
        }
    }
}

/// That the phone's hardware takes no part in the lock, until the person has seen it.
#[component]
pub fn MissedChipNotice() -> Element {
    use_notices();
    let device = use_device();
    let missed =
        device.chip_is_missed().inspect_err(|error| tracing::error!(%error, "cannot read the state of the lock"));
    if !missed.unwrap_or(false) {
        return VNode::empty();
    }
    let seen = move |_| {
        if let Err(error) = device.acknowledge_missed_chip() {
            tracing::error!(%error, "cannot keep that the state of the lock was seen");
        }
    };
    rsx! {
        div { class: "gut", id: "chip-missed",
            Notice { kind: NoticeKind::Warn, title: t("chip-missed"),
                p { {t("chip-missed-about")} }
                Button { id: "chip-missed-seen", kind: ButtonKind::Quiet, onclick: seen, {t("reopened-seen")} }
            }
        }
    }
}

/// The sentence with its date.
pub fn reopened_on(clock: &dyn Clock, at: Timestamp) -> String {
    let day = at.local(clock.local_offset_minutes()).date_naive();
    t_with("reopened", &[("date", format::date(day).into())])
}

fn span(minutes: u64) -> String {
    let (unit, n) = rounded(minutes);
    t_with(unit, &[("n", n.into())])
}

/// The largest unit that is still exact enough, and how many of it.
fn rounded(minutes: u64) -> (&'static str, u64) {
    match minutes {
        0..=119 => ("minutes", minutes),
        120..=2_849 => ("hours", (minutes + 30) / 60),
        _ => ("days", (minutes + 720) / 1_440),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_rounded_to_the_nearest_of_its_unit() {
        assert_eq!([10, 119].map(rounded), [("minutes", 10), ("minutes", 119)]);
        assert_eq!([120, 179, 2_849].map(rounded), [("hours", 2), ("hours", 3), ("hours", 47)]);
        assert_eq!([2_850, 10_000].map(rounded), [("days", 2), ("days", 7)]);
    }
}
