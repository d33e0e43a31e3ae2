//! A progress bar.

use dioxus::prelude::*;

/// Colour of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MeterKind {
    /// Under way.
    #[default]
    Plain,
    /// Done.
    Ok,
    /// Held.
    Hold,
}

/// The line.
#[component]
pub fn Meter(
    /// 0 to 100.
    percent: u8,
    /// Spoken, with the number.
    label: String,
    /// Colour.
    #[props(default)]
    kind: MeterKind,
) -> Element {
    let percent = percent.min(100);
    let class = match kind {
        MeterKind::Plain => "meter",
        MeterKind::Ok => "meter meter--ok",
        MeterKind::Hold => "meter meter--hold",
    };
    rsx! {
        span { class, role: "progressbar", "aria-valuenow": "{percent}", "aria-valuemin": "0", "aria-valuemax": "100", "aria-label": label,
            span { style: "width:{percent}%" }
        }
    }
}

/// `part` of `whole` in whole percent; nothing to do counts as done.
#[must_use]
pub fn percent(part: u64, whole: u64) -> u8 {
    let share = part.min(whole).saturating_mul(100).checked_div(whole).unwrap_or(100);
    u8::try_from(share).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_is_rounded_down_so_that_100_means_all() {
        assert_eq!(percent(999, 1000), 99);
        assert_eq!(percent(1000, 1000), 100);
        assert_eq!(percent(2000, 1000), 100);
        assert_eq!(percent(0, 0), 100);
    }
}
