//! All surveys, by group and by a part of the name or activity.

use dioxus::prelude::*;

use super::closed::{ClosedWords, use_closed};
use super::rows::{Row, list};
use crate::device::Group;
use crate::ui::components::{Art, Bar, Button, ButtonKind, Empty, Screen, SearchField};
use crate::ui::i18n::{t, t_with};
use crate::ui::route::leave;
use crate::ui::session::{use_device, use_notices};

/// Rows at first, and with every wish for more: a long list in one page is slow on a cheap phone.
const PAGE: u32 = 50;

/// The groups with their word in the address, in the order of the chips.
const GROUPS: [(&str, Group); 5] = [
    ("all", Group::All),
    ("returned", Group::Returned),
    ("todo", Group::ToDo),
    ("waiting", Group::Waiting),
    ("received", Group::Received),
];

fn group_name(word: &str) -> String {
    match word {
        "returned" => t("group-returned"),
        "todo" => t("group-todo"),
        "waiting" => t("group-waiting"),
        "received" => t("group-received"),
        _ => t("group-all"),
    }
}

/// The list with its search field.
#[component]
pub fn Search(
    /// Which group first.
    group: String,
) -> Element {
    use_notices();
    let device = use_device();
    let closed = use_closed();
    let navigator = use_navigator();
    let mut chosen = use_signal(|| group);
    let mut text = use_signal(String::new);
    let mut shown = use_signal(|| PAGE);
    let word = chosen();
    let of = GROUPS.into_iter().find(|(name, _)| *name == word).map_or(Group::All, |(_, group)| group);
    // One more than is shown tells whether there are more.
    let mut rows = list(&device, of, text.read().trim(), shown().saturating_add(1));
    let more = u32::try_from(rows.len()).is_ok_and(|found| found > shown());
    rows.truncate(shown() as usize);
    let count = t_with(if more { "search-count-more" } else { "search-count" }, &[("n", rows.len().into())]);
    rsx! {
        Screen {
            name: "search",
            flush: true,
            bar: rsx! {
                Bar { title: t("search-title"), on_back: move |()| leave(&navigator) }
            },
            div { class: "stack",
                div { class: "gut stack stack--3",
                    SearchField { id: "search-input", label: t("search-label"), value: text(), oninput: move |typed| {
                        text.set(typed);
                        shown.set(PAGE);
                    } }
                    div { class: "cluster", role: "group", "aria-label": t("search-groups"),
                        for (name, _) in GROUPS {
                            button {
                                key: "{name}", r#type: "button", class: "chip chip--btn", id: "group-{name}",
                                "aria-pressed": if word == name { "true" } else { "false" },
                                onclick: move |_| {
                                    chosen.set(name.to_owned());
                                    shown.set(PAGE);
                                },
                                {group_name(name)}
                            }
                        }
                    }
                    p { class: "small muted", role: "status", id: "search-count", "{count}" }
                }
                if let Some(closed) = closed {
                    ClosedWords { closed }
                }
                if rows.is_empty() && closed.is_none() {
                    Empty { art: Art::Visit, title: t("search-empty-title"),
                        p { {t("search-empty")} }
                    }
                } else {
                    ul { class: "list",
                        for row in rows {
                            Row { key: "{row.id}", row }
                        }
                    }
                    if more {
                        div { class: "gut",
                            Button { id: "search-more", kind: ButtonKind::Second, block: true, onclick: move |_| shown += PAGE, {t("search-more")} }
                        }
                    }
                }
            }
        }
    }
}
