//! One survey of the queue: picture, who and where, findings, who visited and when, and how it stands.

use dioxus::prelude::*;
use sambang_words::format;
use sambang_words::regions::village_in_district;

use super::words::{finds, status};
use crate::device::QueueRow;
use crate::ui::components::{Chip, Icon};
use crate::ui::i18n::name_or_unnamed;
use crate::ui::route::Route;
use crate::ui::screens::thumb::{Thumb, ThumbSize};
use crate::ui::session::use_setup;

/// The row; a tap or Enter opens the survey.
#[component]
pub(super) fn Case(
    /// What the store says about it.
    row: QueueRow,
    /// Its place in the whole list, from 1.
    position: u32,
    /// How long the whole list is.
    total: u32,
) -> Element {
    let setup = use_setup();
    let navigator = use_navigator();
    let village = row.village.and_then(village_in_district);
    let parts: Vec<_> =
        [Some(row.activity.clone()).filter(|text| !text.is_empty()), village].into_iter().flatten().collect();
    let survey = row.survey.to_string();
    let target = Route::Review { id: survey.clone() };
    let at = format::short_moment(row.received_at, setup.clock.local_offset_minutes());
    rsx! {
        li { "aria-setsize": "{total}", "aria-posinset": "{position}",
            a {
                class: "item case", href: "#", "data-case": survey, "data-state": row.state.as_str(),
                onclick: move |event| {
                    event.prevent_default();
                    navigator.push(target.clone());
                },
                // A loop over one element, because Dioxus compares keys only in lists: another photo gets a
                // fresh component.
                for digest in [row.thumbnail] {
                    Thumb { key: "{digest:?}", digest, size: ThumbSize::Row }
                }
                span { class: "case__who",
                    span { class: "item__title", {name_or_unnamed(&row.name)} }
                    span { class: "item__sub", {parts.join(" · ")} }
                }
                span { class: "case__finds",
                    for line in finds(&row) {
                        span { class: if line.warns { "row-find row-find--warn" } else { "row-find muted" },
                            Icon { name: line.icon }
                            span { "{line.text}" }
                        }
                    }
                }
                span { class: "case__foot",
                    span { class: "case__from",
                        span { class: "case__by", "{row.facilitator_name}" }
                        span { class: "num nowrap", "{at}" }
                    }
                    span { class: "case__chip",
                        if let Some((kind, text, icon)) = status(&row) {
                            Chip { kind, text, icon }
                        }
                    }
                }
                Icon { name: "chevron-right", class: "item__go" }
            }
        }
    }
}
