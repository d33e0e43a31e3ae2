//! One applicant on the list: one target that starts the visit, continues it or shows its receipt.

use dioxus::prelude::*;

use crate::device::{AssignmentRow, VisitState};
use crate::ui::components::{Chip, ChipKind, Icon};
use crate::ui::i18n::t;

/// The row.
#[component]
pub(super) fn Visit(
    /// What the device says about it.
    row: AssignmentRow,
    /// Tapped.
    on_open: EventHandler<()>,
) -> Element {
    let parts: Vec<_> =
        [row.address.clone(), row.nik_masked.clone()].into_iter().filter(|part| !part.is_empty()).collect();
    rsx! {
        li {
            a {
                class: "item", href: "#", "data-assignment": "{row.id}", "data-state": row.state.as_str(),
                onclick: move |event| { event.prevent_default(); on_open.call(()) },
                span { class: "item__main",
                    span { class: "item__title", "{row.name}" }
                    span { class: "item__sub", {parts.join(" · ")} }
                    if !row.note.is_empty() {
                        span { class: "item__sub", "{row.note}" }
                    }
                    span { class: "item__foot",
                        match row.state {
                            VisitState::NotVisited => rsx! { span { {t("assignments-not-visited")} } },
                            VisitState::Draft(_) => rsx! { Chip { kind: ChipKind::Draft } },
                            VisitState::Done(_) => rsx! {
                                span { class: "row done-mark",
                                    Icon { name: "circle-check" }
                                    span { {t("assignments-done")} }
                                }
                            },
                        }
                        if row.withdrawn {
                            span { {t("assignments-withdrawn")} }
                        }
                    }
                }
                Icon { name: "chevron-right", class: "item__go" }
            }
        }
    }
}
