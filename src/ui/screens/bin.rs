//! The bin: drafts that were discarded, each with the days it still waits and a way back.

use dioxus::prelude::*;

use super::rows::read;
use crate::device::{BIN_DAYS, SurveyRow};
use crate::ui::components::{Art, Banner, Bar, Button, ButtonKind, Empty, Icon, Screen};
use crate::ui::i18n::{name_or_unnamed, t, t_with};
use crate::ui::route::{Route, leave};
use crate::ui::session::{error_text, use_device, use_notices};

/// The screen.
#[component]
pub fn BinScreen() -> Element {
    use_notices();
    let device = use_device();
    let navigator = use_navigator();
    let mut told = use_signal(|| None::<(bool, String)>);
    let rows = read("the bin", device.bin());
    let restore = move |row: SurveyRow| {
        let outcome = match device.restore(row.id) {
            Ok(()) => (true, t_with("bin-restored", &[("name", name_or_unnamed(&row.name).into())])),
            Err(error) => (false, error_text(&error)),
        };
        told.set(Some(outcome));
    };
    rsx! {
        Screen {
            name: "bin",
            flush: true,
            bar: rsx! {
                Bar { title: t("bin-title"), on_back: move |()| leave(&navigator) }
            },
            if let Some((good, text)) = told() {
                div { class: "banners", id: "bin-told",
                    if good {
                        Banner { info: true, icon: "check", "{text}" }
                    } else {
                        Banner { "{text}" }
                    }
                }
            }
            if rows.is_empty() {
                Empty { art: Art::Found, title: t("bin-empty-title"),
                    p { {t_with("bin-empty", &[("days", BIN_DAYS.into())])} }
                }
            } else {
                div { class: "stack",
                    p { class: "gut small muted", {t_with("bin-about", &[("days", BIN_DAYS.into())])} }
                    ul { class: "list",
                        for row in rows {
                            Thrown { key: "{row.id}", row, on_restore: restore.clone() }
                        }
                    }
                }
            }
        }
    }
}

#[component]
fn Thrown(row: SurveyRow, on_restore: EventHandler<SurveyRow>) -> Element {
    let device = use_device();
    let (id, name) = (row.id, name_or_unnamed(&row.name));
    let days = row.binned_at.map_or(0, |at| device.bin_days_left(at));
    let files = t_with("files", &[("n", row.files.into())]);
    let activity = row.activity.clone();
    let label = t_with("bin-restore-of", &[("name", name.clone().into())]);
    rsx! {
        li {
            div { class: "item item--act", "data-binned": "{id}",
                div { class: "item__main",
                    span { class: "item__title", "{name}" }
                    if !activity.is_empty() {
                        span { class: "item__sub", "{activity}" }
                    }
                    span { class: "item__foot",
                        span { {t_with("bin-days", &[("n", days.into())])} }
                        span { "{files}" }
                    }
                }
                Button { kind: ButtonKind::Second, small: true, icon: "undo-2", label, onclick: move |_| on_restore.call(row.clone()), {t("bin-restore")} }
            }
        }
    }
}

/// The way to the bin, at the end of the home screen; nothing while the bin is empty.
#[component]
pub fn BinLink() -> Element {
    use_notices();
    let count = read("the bin", use_device().bin()).len();
    if count == 0 {
        return VNode::empty();
    }
    rsx! {
        p { class: "gut bin-link",
            Link { class: "link", id: "open-bin", to: Route::Bin {},
                Icon { name: "trash-2" }
                {t_with("bin-link", &[("n", count.into())])}
            }
        }
    }
}
