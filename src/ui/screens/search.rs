//! All surveys, by group and by a part of the name or activity.

use dioxus::prelude::*;

use super::rows::{Row, list};
use crate::device::Group;
use crate::ui::components::{Art, Bar, Empty, Screen, SearchField};
use crate::ui::i18n::{t, t_with};
use crate::ui::route::leave;
use crate::ui::session::{use_device, use_notices};

/// The most rows on one screen; who has more types a name.
const LIMIT: u32 = 200;

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
    let navigator = use_navigator();
    let mut chosen = use_signal(|| group);
    let mut text = use_signal(String::new);
    let word = chosen();
    let of = GROUPS.into_iter().find(|(name, _)| *name == word).map_or(Group::All, |(_, group)| group);
    let rows = list(&device, of, text.read().trim(), LIMIT);
    rsx! {
        Screen {
            name: "search",
            flush: true,
            bar: rsx! {
                Bar { title: t("search-title"), on_back: move |()| leave(&navigator) }
            },
            div { class: "stack",
                div { class: "gut stack stack--3",
                    SearchField { id: "search-input", label: t("search-label"), value: text(), oninput: move |typed| text.set(typed) }
                    div { class: "cluster", role: "group", "aria-label": t("search-groups"),
                        for (name, _) in GROUPS {
                            button {
                                key: "{name}", r#type: "button", class: "chip chip--btn", id: "group-{name}",
                                "aria-pressed": if word == name { "true" } else { "false" },
                                onclick: move |_| chosen.set(name.to_owned()),
                                {group_name(name)}
                            }
                        }
                    }
                    p { class: "small muted", role: "status", id: "search-count", {t_with("search-count", &[("n", rows.len().into())])} }
                }
                if rows.is_empty() {
                    Empty { art: Art::Visit, title: t("search-empty-title"),
                        p { {t("search-empty")} }
                    }
                } else {
                    ul { class: "list",
                        for row in rows {
                            Row { key: "{row.id}", row }
                        }
                    }
                }
            }
        }
    }
}
