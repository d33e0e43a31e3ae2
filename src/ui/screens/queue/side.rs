//! The groups with their counts, and the way to the team: a column on a tablet, a strip on a phone.

use dioxus::prelude::*;

use super::QueueMemory;
use crate::device::{QueueCounts, QueueGroup};
use crate::ui::components::Icon;
use crate::ui::i18n::t;
use crate::ui::route::Route;

/// The column.
#[component]
pub(super) fn Side(
    /// What was chosen.
    memory: QueueMemory,
    /// How many there are of each.
    counts: ReadSignal<QueueCounts>,
    /// The shortcuts are asked for.
    on_help: EventHandler<()>,
) -> Element {
    let chosen = memory.filter().read().group;
    let facet = |group: QueueGroup, id: &'static str, icon: &'static str, label: String, count: u32| {
        rsx! {
            button {
                r#type: "button", class: "facet", id: "queue-{id}", "aria-pressed": if chosen == group { "true" } else { "false" },
                onclick: move |_| memory.choose(|filter| filter.group = group),
                Icon { name: icon }
                span { "{label}" }
                span { class: "num", "{count}" }
            }
        }
    };
    let counts = counts.read();
    rsx! {
        nav { class: "queue__side stack stack--1", "aria-label": t("queue-groups"),
            {facet(QueueGroup::Waiting, "waiting", "inbox", t("queue-group-waiting"), counts.waiting)}
            {facet(QueueGroup::NewVersion, "new-version", "history", t("queue-group-new-version"), counts.new_version)}
            {facet(QueueGroup::Duplicates, "duplicates", "copy", t("queue-group-duplicates"), counts.duplicates)}
            {facet(QueueGroup::Returned, "returned", "undo-2", t("queue-group-returned"), counts.returned)}
            {facet(QueueGroup::Approved, "approved", "check", t("queue-group-approved"), counts.approved)}
            {facet(QueueGroup::Rejected, "rejected", "x", t("queue-group-rejected"), counts.rejected)}
            hr { class: "rule queue__rule" }
            {facet(QueueGroup::All, "all", "layers", t("queue-group-all"), counts.all)}
            hr { class: "rule queue__rule" }
            Link { class: "facet", id: "open-team", to: Route::Team {},
                Icon { name: "users" }
                span { {t("team-title")} }
            }
            button { r#type: "button", class: "facet facet--keys", id: "open-keys", onclick: move |_| on_help.call(()),
                Icon { name: "info" }
                span { {t("keys-title")} }
            }
        }
    }
}
