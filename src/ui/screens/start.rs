//! The first screen behind the lock: a facilitator's visits, a supervisor's queue. Anybody
//! else is told that their work is done in the office's browser.

use dioxus::prelude::*;
use sambang_domain::people::Role;

use super::home::Home;
use super::queue::Queue;
use crate::ui::components::{Art, Bar, Empty, IconButton, Screen, SyncBadge};
use crate::ui::i18n::{t, t_code, t_with};
use crate::ui::route::Route;
use crate::ui::session::use_role;

/// The screen of the person's role.
#[component]
pub fn Start() -> Element {
    match use_role() {
        Role::Supervisor => rsx! { Queue {} },
        role @ (Role::Province | Role::Auditor) => rsx! { AtTheDesk { role } },
        _ => rsx! { Home {} },
    }
}

#[component]
fn AtTheDesk(role: Role) -> Element {
    let navigator = use_navigator();
    rsx! {
        Screen {
            name: "desk",
            bar: rsx! {
                Bar { title: "Sambang", subtitle: t_code("role", role.as_str()),
                    right: rsx! {
                        SyncBadge {}
                        IconButton { id: "open-settings", icon: "settings", label: t("settings-title"),
                            onclick: move |_| { navigator.push(Route::Settings {}); } }
                    },
                }
            },
            Empty { art: Art::Visit, title: t("desk-title"),
                p { {t_with("desk-about", &[("role", t_code("role", role.as_str()).into())])} }
            }
        }
    }
}
