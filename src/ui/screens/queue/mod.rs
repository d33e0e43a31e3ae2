//! The queue (antrean pemeriksaan): what waits for the supervisor's decision, and how everything else
//! of the area stands. A tablet shows groups, filters and rows side by side, a phone one below the
//! other.

mod approve;
mod empty;
mod filters;
mod keys;
mod listed;
mod memory;
mod row;
mod side;
mod words;

use dioxus::prelude::*;

use self::approve::{ApproveButton, ApproveDialog, use_approving};
use self::empty::NothingListed;
use self::filters::Filters;
use self::keys::{keys, use_keys};
use self::listed::{Listed, use_listed};
use self::row::Case;
use self::side::Side;
use super::closed::{ClosedWords, use_closed};
use super::keys::KeysDialog;
use super::needs_help::NeedsHelp;
use super::phone_state::{ClockBanner, MissedChipNotice, OpeningAskedNotice, ReopenedNotice};
use super::rows::read;
use crate::device::{QueueFilter, QueueGroup};
use crate::ui::components::{Bar, Button, Dock, IconButton, Screen, SyncBadge, WindowList};
use crate::ui::i18n::{t, t_with};
use crate::ui::route::Route;
use crate::ui::session::use_device;

pub use self::memory::QueueMemory;

/// Rows that are read to find the next survey.
const FIRST_OF: u32 = 20;

/// Id of the list.
const LIST: &str = "queue-rows";

/// The supervisor's first screen behind the lock.
#[component]
pub fn Queue() -> Element {
    let device = use_device();
    let navigator = use_navigator();
    let memory = use_context::<QueueMemory>();
    let approving = use_approving(memory);
    let mut help = use_signal(|| false);
    use_keys(move || help.set(true));
    let person = use_hook(|| device.person().ok().map(|person| format!("{} · {}", person.name, person.office)));

    let closed = use_closed();
    let listed = use_listed(memory);
    let Listed { counts, total, .. } = listed;
    let group = memory.filter().read().group;
    let open_next = move |_| {
        // More than one: the first may be a row that cannot be read.
        let first = |filter: QueueFilter| {
            let filter = QueueFilter { group: QueueGroup::Waiting, offset: 0, limit: FIRST_OF, ..filter };
            read("the queue", device.queue(&filter)).into_iter().next()
        };
        if let Some(row) = first((memory.filter())()).or_else(|| first(QueueFilter::default())) {
            navigator.push(Route::Review { id: row.survey.to_string() });
        }
    };
    rsx! {
        Screen {
            name: "queue",
            flush: true,
            wide: true,
            bar: rsx! {
                Bar { title: t("queue-title"), subtitle: person,
                    right: rsx! {
                        SyncBadge {}
                        IconButton { id: "open-settings", icon: "settings", label: t("settings-title"),
                            onclick: move |_| { navigator.push(Route::Settings {}); } }
                    },
                }
            },
            dock: rsx! {
                Dock { wide: true, note: t("queue-note"),
                    if group == QueueGroup::Waiting && closed.is_none() {
                        ApproveButton { approving }
                    }
                    if counts.read().waiting > 0 && closed.is_none() {
                        Button { id: "queue-next", onclick: open_next, {t("queue-next")} }
                    }
                }
            },
            div { class: "banners",
                ClockBanner {}
                ReopenedNotice {}
                OpeningAskedNotice {}
                MissedChipNotice {}
                NeedsHelp {}
                if group == QueueGroup::Waiting {
                    ApproveDialog { approving }
                }
            }
            div { class: "queue",
                Side { memory, counts, on_help: move |()| help.set(true) }
                div { class: "queue__list",
                    Filters { memory }
                    p { class: "sr", role: "status", id: "queue-count", {t_with("queue-count", &[("n", total().into())])} }
                    if let Some(closed) = closed {
                        ClosedWords { closed }
                    } else if total() == 0 {
                        NothingListed { memory, ever: counts.read().all > 0 }
                    } else {
                        Cases { memory, listed }
                    }
                }
            }
            if help() {
                KeysDialog { keys: keys(), on_close: move |()| help.set(false) }
            }
        }
    }
}

/// The visible rows. Another group is another list, which starts at its top.
#[component]
fn Cases(memory: QueueMemory, listed: Listed) -> Element {
    let Listed { total, drawn, rows, .. } = listed;
    let group = memory.filter().read().group;
    rsx! {
        for group in [group] {
            WindowList {
                key: "{group:?}", id: LIST, class: "cases", label: t_with("queue-list", &[("n", total().into())]),
                total: total(), position: memory.position()(), on_scroll: move |position| memory.scrolled(position),
                for (n, row) in rows.read().iter().enumerate() {
                    Case {
                        key: "{row.survey}", row: row.clone(), total: total(),
                        position: u32::try_from(n).unwrap_or(0) + drawn.read().start + 1,
                    }
                }
            }
        }
    }
}
