//! Lines under the bar about the phone itself: no room left, a clock that is wrong.

use dioxus::prelude::*;

use crate::device::{ClockWarning, Room};
use crate::ui::components::Banner;
use crate::ui::format;
use crate::ui::i18n::{t, t_with};
use crate::ui::session::{use_device, use_notices};

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

/// A time span in the largest unit that is still exact enough.
fn span(minutes: u64) -> String {
    match minutes {
        0..=119 => t_with("minutes", &[("n", minutes.into())]),
        120..=2_879 => t_with("hours", &[("n", (minutes / 60).into())]),
        _ => t_with("days", &[("n", (minutes / 1_440).into())]),
    }
}
