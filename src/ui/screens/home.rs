//! Home: what is to do first, then what waits, then what arrived. No dashboard.

use dioxus::prelude::*;
use sambang_words::format;

use super::assignments::AssignmentsLink;
use super::begin::{PickProgramme, use_begin};
use super::bin::BinLink;
use super::closed::{ClosedWords, use_closed};
use super::needs_help::NeedsHelp;
use super::phone_state::{ClockBanner, MissedChipNotice, OpeningAskedNotice, ReopenedNotice, RoomBanner};
use super::rows::{Row, list};
use crate::device::{Counts, Group, SurveyRow};
use crate::ui::components::{
    Art, Banner, Bar, Button, ButtonKind, Dock, Empty, IconButton, Screen, SumHeader, SyncBadge, Tally, TallyItem,
};
use crate::ui::i18n::{t, t_code, t_with};
use crate::ui::route::Route;
use crate::ui::session::{use_device, use_notices, use_setup};

/// Rows of each group before "see all".
const TO_DO: u32 = 50;
const WAITING: u32 = 20;
const RECEIVED: u32 = 5;

/// The first screen behind the lock.
#[component]
pub fn Home() -> Element {
    use_notices();
    let device = use_device();
    let setup = use_setup();
    let navigator = use_navigator();
    let begin = use_begin();
    let closed = use_closed();
    let counts = device.counts().inspect_err(|error| tracing::error!(%error, "cannot count")).unwrap_or_default();
    let (returned, drafts, waiting, received) = (
        list(&device, Group::Returned, "", TO_DO),
        list(&device, Group::ToDo, "", TO_DO),
        list(&device, Group::Waiting, "", WAITING),
        list(&device, Group::Received, "", RECEIVED),
    );
    let to_do = [returned, drafts].concat();
    let nothing = to_do.is_empty() && waiting.is_empty() && received.is_empty() && closed.is_none();
    let today = setup.clock.now().local(setup.clock.local_offset_minutes());
    let weekday = t_code("weekday", &today.format("%u").to_string());
    rsx! {
        Screen {
            name: "home",
            flush: true,
            bar: rsx! {
                Bar { title: "Sambang", subtitle: format!("{weekday} {}", format::unbroken(&format::date(today.date_naive()))),
                    right: rsx! {
                        SyncBadge {}
                        IconButton { id: "open-settings", icon: "settings", label: t("settings-title"),
                            onclick: move |_| { navigator.push(Route::Settings {}); } }
                    },
                }
            },
            dock: rsx! {
                Dock {
                    if !nothing {
                        Button { id: "search", kind: ButtonKind::Second, icon: "search", class: "dock__small",
                            onclick: move |_| { navigator.push(Route::Search { group: "all".to_owned() }); }, {t("search")} }
                    }
                    Button { id: "new-visit", icon: "plus", onclick: move |_| begin.begin(), {t("new-visit")} }
                }
            },
            div { class: "banners",
                if let Some(text) = (begin.problem)() {
                    Banner { "{text}" }
                }
                RoomBanner {}
                ClockBanner {}
            }
            ReopenedNotice {}
            OpeningAskedNotice {}
            MissedChipNotice {}
            NeedsHelp {}
            if nothing {
                AssignmentsLink {}
                Empty { art: Art::Visit, title: t("home-empty-title"),
                    p { {t("home-empty")} }
                }
            } else {
                div { class: "stack stack--5",
                    div { class: "gut", Counted { counts } }
                    AssignmentsLink {}
                    Rows { title: t("home-to-do"), rows: to_do,
                        span { class: "muted small num", "{counts.returned + counts.drafts}" }
                    }
                    Rows { title: t("home-waiting"), rows: waiting,
                        Link { class: "link", id: "see-queue", to: Route::Sync {}, {t("home-see-queue")} }
                    }
                    if let Some(closed) = closed {
                        ClosedWords { closed }
                    }
                    Rows { title: t("home-received"), rows: received,
                        SeeReceived { count: counts.received }
                    }
                }
            }
            BinLink {}
            PickProgramme { begin }
        }
    }
}

/// Rows under a heading with something beside it; nothing without rows.
#[component]
fn Rows(title: String, rows: Vec<SurveyRow>, children: Element) -> Element {
    if rows.is_empty() {
        return VNode::empty();
    }
    rsx! {
        section {
            SumHeader { title, {children} }
            ul { class: "list",
                for row in rows {
                    Row { key: "{row.id}", row }
                }
            }
        }
    }
}

#[component]
fn SeeReceived(count: u32) -> Element {
    let navigator = use_navigator();
    rsx! {
        a {
            class: "link", id: "see-received", href: "#",
            onclick: move |event| {
                event.prevent_default();
                navigator.push(Route::Search { group: "received".to_owned() });
            },
            {t_with("home-see-all", &[("n", count.into())])}
        }
    }
}

#[component]
fn Counted(counts: Counts) -> Element {
    let navigator = use_navigator();
    let item = |id: &str, count: u32, label: String, to: Route| TallyItem {
        id: id.to_owned(),
        count,
        label,
        onclick: EventHandler::new(move |()| {
            navigator.push(to.clone());
        }),
    };
    rsx! {
        Tally {
            items: vec![
                item("tally-today", counts.today, t("tally-today"), Route::Search { group: "all".to_owned() }),
                item("tally-waiting", counts.waiting, t("tally-waiting"), Route::Sync {}),
                item("tally-received", counts.received, t("tally-received"), Route::Search { group: "received".to_owned() }),
            ],
        }
    }
}
