//! What the province has and what still waits, on every screen; opens the sync screen. Gold only
//! when all has arrived.

use dioxus::prelude::*;

use super::Icon;
use crate::device::{Device, Phase, SyncStatus};
use crate::ui::i18n::{t, t_with};
use crate::ui::route::Route;
use crate::ui::session::use_tick;

/// What the badge shows.
#[derive(Debug, PartialEq, Eq)]
struct Face {
    class: &'static str,
    icon: &'static str,
    state: &'static str,
    lines: Vec<String>,
}

/// The badge; nothing before the lock opens.
#[component]
pub fn SyncBadge() -> Element {
    use_tick();
    let device = use_hook(try_consume_context::<Device>);
    let Some(Ok(status)) = device.map(|device| device.sync_status()) else { return VNode::empty() };
    let face = face(&status);
    let spoken = t_with("sync-badge-label", &[("state", face.lines.join(", ").into())]);
    rsx! {
        Link { to: Route::Sync {}, id: "sync-badge", class: face.class, "aria-label": spoken, "data-sync": face.state,
            Icon { name: face.icon }
            span { id: "open-sync",
                for (n, line) in face.lines.iter().enumerate() {
                    if n > 0 {
                        br {}
                    }
                    "{line}"
                }
            }
        }
    }
}

fn face(status: &SyncStatus) -> Face {
    let waiting = || t_with("sync-waiting", &[("n", status.waiting.into())]);
    let show = |class, icon, state, lines| Face { class, icon, state, lines };
    match &status.phase {
        Phase::Sending if status.current > 0 => {
            let count = t_with("sync-count", &[("n", status.current.into()), ("total", status.waiting.into())]);
            show("sync", "refresh-cw", "sending", vec![t("sync-sending"), count])
        }
        Phase::NeedsPerson(_) => show("sync sync--hold", "hand", "needs-person", vec![t("sync-needs-person")]),
        _ if status.blocked > 0 => {
            show("sync sync--hold", "hand", "blocked", vec![t_with("sync-blocked", &[("n", status.blocked.into())])])
        }
        Phase::Offline if status.waiting > 0 => {
            show("sync", "cloud-off", "offline", vec![t("sync-offline"), waiting()])
        }
        Phase::Offline => show("sync", "cloud-off", "offline", vec![t("sync-offline")]),
        _ if status.waiting > 0 => show("sync", "cloud-upload", "waiting", vec![waiting()]),
        _ => show("sync sync--all", "cloud-check", "all", vec![t("sync-all-1"), t("sync-all-2")]),
    }
}
