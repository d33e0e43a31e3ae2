//! Settings about what stays on the phone and for how long.

use dioxus::prelude::*;
use sambang_domain::people::Role;

use super::rows::read;
use crate::ui::components::{Banner, ListItem, Segment, Segments};
use crate::ui::i18n::{t, t_with};
use crate::ui::route::Route;
use crate::ui::session::{error_text, use_device, use_notices, use_role};

/// Choices of days, and "never" behind them.
const DAYS: [u16; 3] = [7, 30, 90];
const NEVER: &str = "never";

/// The section of the settings screen.
#[component]
pub fn Retention() -> Element {
    use_notices();
    let device = use_device();
    let navigator = use_navigator();
    let visits = !matches!(use_role(), Role::Supervisor | Role::Province | Role::Auditor);
    let mut problem = use_signal(|| None::<String>);
    let keep = device.settings().ok().and_then(|settings| settings.keep_days);
    let binned = read("the bin", device.bin()).len();
    let choose = move |word: String| {
        let changed = device.settings().and_then(|mut settings| {
            settings.keep_days = word.parse().ok();
            device.save_settings(&settings)
        });
        problem.set(changed.err().map(|error| error_text(&error)));
    };
    let mut options: Vec<_> = DAYS
        .into_iter()
        .map(|days| Segment::new(format!("keep-{days}"), days.to_string(), t_with("days", &[("n", days.into())])))
        .collect();
    options.push(Segment::new("keep-never", NEVER, t("keep-never")));
    rsx! {
        section { class: "stack stack--2",
            h2 { {t("retention-title")} }
            if let Some(text) = problem() {
                Banner { "{text}" }
            }
            if visits {
                div { class: "panel stack stack--2",
                    h3 { {t("keep-title")} }
                    Segments { label: t("keep-title"), options, selected: keep.map_or_else(|| NEVER.to_owned(), |days| days.to_string()), on_select: choose }
                    p { class: "small muted", {t("keep-about")} }
                }
            }
            ul { class: "panel panel--flush list--panel",
                if visits {
                    li {
                        ListItem { id: "settings-bin", title: t("bin-title"), subtitle: t_with("bin-link", &[("n", binned.into())]), onclick: move |()| { navigator.push(Route::Bin {}); } }
                    }
                }
                li {
                    ListItem { id: "settings-backup", title: t("backup-title"), subtitle: t("backup-sub"), onclick: move |()| { navigator.push(Route::Backup {}); } }
                }
                li {
                    ListItem { id: "settings-log", title: t("log-title"), subtitle: t("log-sub"), onclick: move |()| { navigator.push(Route::AppLog {}); } }
                }
            }
        }
    }
}
