//! A queue without rows: why, and what can be done about it.

use dioxus::prelude::*;

use super::QueueMemory;
use super::memory::filters_on;
use crate::device::QueueGroup;
use crate::ui::components::{Art, Button, ButtonKind, Empty};
use crate::ui::i18n::t;

/// Why nothing is listed.
#[component]
pub(super) fn NothingListed(
    /// What was chosen.
    memory: QueueMemory,
    /// The tablet has surveys at all.
    ever: bool,
) -> Element {
    let filter = memory.filter();
    let narrowed = filters_on(&filter.read()) > 0 || !filter.read().text.trim().is_empty();
    let (art, title, text) = match (ever, narrowed, filter.read().group) {
        (false, ..) => (Art::NoSignal, t("queue-never-fetched-title"), t("queue-never-fetched")),
        (_, true, _) => (Art::Visit, t("queue-empty-title"), t("queue-empty-filtered")),
        (_, _, QueueGroup::Waiting) => (Art::Found, t("queue-empty-title"), t("queue-empty-waiting")),
        _ => (Art::Visit, t("queue-empty-title"), t("queue-empty-group")),
    };
    rsx! {
        Empty { art, title,
            p { "{text}" }
            if ever && narrowed {
                Button { id: "queue-clear", kind: ButtonKind::Quiet, icon: "x", onclick: move |_| memory.clear(), {t("queue-clear-filters")} }
            }
        }
    }
}
