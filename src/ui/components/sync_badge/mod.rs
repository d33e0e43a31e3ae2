//! What the province has and what still waits, on every screen; opens the sync screen. Gold only
//! when all has arrived. A supervisor sees decisions, and how old the data on the tablet are.

use dioxus::prelude::*;
use sambang_domain::people::Role;
use sambang_words::format;

use super::Icon;
use crate::device::{Device, Phase, SyncStatus};
use crate::ui::i18n::{t, t_with};
use crate::ui::route::Route;
use crate::ui::session::{use_setup, use_tick};

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
    let setup = use_setup();
    let device = use_hook(try_consume_context::<Device>);
    let is_supervisor = |device: &Device| device.person().is_ok_and(|person| person.role == Role::Supervisor);
    let supervises = use_hook(|| device.as_ref().is_some_and(is_supervisor));
    let Some(Ok(status)) = device.as_ref().map(Device::sync_status) else { return VNode::empty() };
    let face = if supervises {
        let as_of =
            status.last_success_at.map(|at| format::when(at, setup.clock.now(), setup.clock.local_offset_minutes()));
        let held = device.and_then(|device| device.waiting_decisions().ok()).unwrap_or_default();
        let held = held.iter().filter(|decision| decision.blocked.is_some()).count();
        supervisors_face(&status, held, as_of)
    } else {
        face(&status)
    };
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

fn show(class: &'static str, icon: &'static str, state: &'static str, lines: Vec<String>) -> Face {
    Face { class, icon, state, lines }
}

/// Rows that cannot be read have nothing to do with the network; with them "all received" would be wrong.
fn needs_help() -> Face {
    show("sync sync--hold", "hand", "needs-help", vec![t("sync-needs-help")])
}

fn face(status: &SyncStatus) -> Face {
    let waiting = || t_with("sync-waiting", &[("n", status.waiting.into())]);
    match &status.phase {
        Phase::Sending if status.current > 0 => {
            let count = t_with("sync-count", &[("n", status.current.into()), ("total", status.waiting.into())]);
            show("sync", "refresh-cw", "sending", vec![t("sync-sending"), count])
        }
        Phase::NeedsPerson(_) => show("sync sync--hold", "hand", "needs-person", vec![t("sync-needs-person")]),
        _ if status.blocked > 0 => {
            show("sync sync--hold", "hand", "blocked", vec![t_with("sync-blocked", &[("n", status.blocked.into())])])
        }
        _ if status.unreadable > 0 => needs_help(),
        Phase::Offline if status.waiting > 0 => {
            show("sync", "cloud-off", "offline", vec![t("sync-offline"), waiting()])
        }
        Phase::Offline => show("sync", "cloud-off", "offline", vec![t("sync-offline")]),
        _ if status.waiting > 0 => show("sync", "cloud-upload", "waiting", vec![waiting()]),
        _ => show("sync sync--all", "cloud-check", "all", vec![t("sync-all-1"), t("sync-all-2")]),
    }
}

/// `held`: decisions that a person must look at. `as_of`: how old the data on the tablet are.
fn supervisors_face(status: &SyncStatus, held: usize, as_of: Option<String>) -> Face {
    let decisions =
        (status.decisions_waiting > 0).then(|| t_with("sync-decisions", &[("n", status.decisions_waiting.into())]));
    let with_time = |key: &str| as_of.clone().map(|when| t_with(key, &[("when", when.into())]));
    match &status.phase {
        Phase::NeedsPerson(_) => show("sync sync--hold", "hand", "needs-person", vec![t("sync-needs-person")]),
        _ if held > 0 => {
            show("sync sync--hold", "hand", "blocked", vec![t_with("sync-blocked", &[("n", held.into())])])
        }
        _ if status.unreadable > 0 => needs_help(),
        Phase::Offline => {
            let first = with_time("sync-offline-as-of").unwrap_or_else(|| t("sync-offline"));
            show("sync", "cloud-off", "offline", [first].into_iter().chain(decisions).collect())
        }
        Phase::Sending => {
            let second = decisions.or_else(|| with_time("sync-as-of"));
            show("sync", "refresh-cw", "sending", [t("sync-exchanging")].into_iter().chain(second).collect())
        }
        Phase::Idle => match decisions {
            Some(decisions) => show("sync", "cloud-upload", "waiting", vec![decisions]),
            None => {
                let first = format!("{} {}", t("sync-all-1"), t("sync-all-2"));
                show(
                    "sync sync--all",
                    "cloud-check",
                    "all",
                    [first].into_iter().chain(with_time("sync-as-of")).collect(),
                )
            }
        },
    }
}
