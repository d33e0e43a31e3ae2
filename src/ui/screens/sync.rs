//! What is being sent, what waits and what is held, with bytes and files that can be counted.

use dioxus::prelude::*;
use sambang_domain::people::Role;
use sambang_words::format;

use super::decisions::Decisions;
use super::needs_help::NeedsHelp;
use super::phone_state::ClockBanner;
use super::province_store::{AskedAgain, NoBackup};
use super::rows::{chip_of, read};
use super::witness::LogContradicted;
use crate::device::{Delivery, LastError, OutboxRow, Phase, SyncStatus};
use crate::ui::components::meter::percent;
use crate::ui::components::{
    Art, Banner, Bar, Beads, Button, Chip, Dock, Empty, Meter, MeterKind, Notice, NoticeKind, Screen, Switch,
};
use crate::ui::i18n::{name_or_unnamed, t, t_code, t_with};
use crate::ui::route::{Route, leave};
use crate::ui::session::{error_text, use_device, use_notices, use_role, use_setup};

/// The sync screen.
#[component]
pub fn SyncScreen() -> Element {
    use_notices();
    let device = use_device();
    let setup = use_setup();
    let navigator = use_navigator();
    let mut problem = use_signal(|| None::<String>);
    let status = device.sync_status().inspect_err(|error| tracing::error!(%error, "cannot read the sync status")).ok();
    let rows = read("the outbox", device.outbox());
    let decisions = read("the decisions", device.waiting_decisions());
    let supervises = use_role() == Role::Supervisor;
    let difference =
        device.own_report_difference().inspect_err(|error| tracing::error!(%error, "cannot compare the counts"));
    let sending = status.as_ref().is_some_and(|status| status.phase == Phase::Sending);
    let last = match status.as_ref().and_then(|status| status.last_success_at) {
        Some(at) => {
            let when = format::when(at, setup.clock.now(), setup.clock.local_offset_minutes());
            t_with("sync-last", &[("when", when.into())])
        }
        None => t("sync-never"),
    };
    let automatic = device.settings().is_ok_and(|settings| settings.auto_sync);
    let switcher = device.clone();
    let switch = move |on: bool| {
        let changed = switcher.settings().and_then(|mut settings| {
            settings.auto_sync = on;
            switcher.save_settings(&settings)
        });
        problem.set(changed.err().map(|error| error_text(&error)));
    };
    rsx! {
        Screen {
            name: "sync",
            flush: true,
            bar: rsx! {
                Bar { title: t("sync-title"), subtitle: last, on_back: move |()| leave(&navigator) }
            },
            dock: rsx! {
                Dock {
                    Button { id: "sync-now", icon: "refresh-cw", busy: sending, onclick: move |_| problem.set(device.sync_now().err().map(|error| error_text(&error))),
                        {if sending { t("sync-busy") } else { t("sync-now") }}
                    }
                }
            },
            div { class: "banners",
                if let Some(text) = problem() {
                    Banner { "{text}" }
                }
                ClockBanner {}
            }
            div { class: "stack stack--5",
                NeedsHelp {}
                LogContradicted {}
                NoBackup {}
                AskedAgain { unsure: status.as_ref().map_or(0, |status| status.unsure) }
                if let Some(status) = status {
                    Overall { supervises, empty: rows.is_empty() && decisions.is_empty() && status.unreadable == 0, status }
                }
                if let Ok(Some(missing @ 1..)) = difference {
                    div { class: "gut", id: "sync-difference",
                        Notice { kind: NoticeKind::Hold, title: t_with("sync-difference", &[("n", missing.into())]), {t("sync-difference-about")} }
                    }
                }
                if !decisions.is_empty() {
                    Decisions { decisions }
                }
                if !rows.is_empty() {
                    ul { class: "list",
                        for row in rows {
                            Entry { key: "{row.survey}", row }
                        }
                    }
                }
                section { class: "gut",
                    Switch { id: "sync-auto", label: t("auto-sync"), sub: t("auto-sync-sub"), checked: automatic, onchange: switch }
                }
            }
        }
    }
}

#[component]
fn Overall(status: SyncStatus, supervises: bool, empty: bool) -> Element {
    let navigator = use_navigator();
    let (offline, all_in) = if supervises {
        let offline = match status.decisions_waiting {
            0 => t("sync-offline-review"),
            n => t_with("sync-offline-decisions", &[("n", n.into())]),
        };
        (offline, t("sync-decisions-none"))
    } else {
        (t_with("sync-offline-text", &[("n", status.waiting.into())]), t("sync-empty"))
    };
    match &status.phase {
        Phase::NeedsPerson(error) => rsx! {
            div { class: "gut",
                Notice { kind: NoticeKind::Hold, id: "sync-trouble", title: t("sync-needs-person-title"), {t_code("trouble", error.as_str())} }
                if *error == LastError::SignInAgain {
                    Button { id: "sync-enrol-again", onclick: move |_| { navigator.push(Route::EnrolAgain {}); }, {t("enrol-again-title")} }
                }
            }
        },
        Phase::Sending if status.waiting > 0 => {
            let share = percent(status.bytes_sent, status.bytes_total);
            rsx! {
                section { class: "gut",
                    div { class: "panel stack stack--3", id: "sync-progress",
                        div { class: "split",
                            h2 { {t("sync-sending")} }
                            span { class: "num",
                                b { {format::bytes(status.bytes_sent)} }
                                " "
                                {t_with("of-bytes", &[("total", format::bytes(status.bytes_total).into())])}
                            }
                        }
                        Meter { percent: share, label: t_with("sync-percent", &[("percent", share.into())]) }
                        p { class: "small muted", {t("sync-resumes")} }
                    }
                }
            }
        }
        Phase::Offline if status.last_error.as_ref().is_none_or(is_weak_signal) => rsx! {
            Empty { art: Art::NoSignal, title: t("sync-offline-title"),
                p { id: "sync-trouble", "{offline}" }
            }
        },
        Phase::Idle | Phase::Sending if empty => rsx! {
            Empty { art: Art::Found, title: t("sync-empty-title"),
                p { "{all_in}" }
            }
        },
        _ => match &status.last_error {
            Some(error) => rsx! {
                div { class: "gut",
                    Notice { kind: NoticeKind::Warn, id: "sync-trouble", icon: trouble_icon(error), {t_code("trouble", error.as_str())} }
                }
            },
            None => VNode::empty(),
        },
    }
}

/// Waiting helps; everything else has an advice of its own.
fn is_weak_signal(error: &LastError) -> bool {
    matches!(error, LastError::Offline | LastError::Cut | LastError::TimedOut)
}

fn trouble_icon(error: &LastError) -> &'static str {
    if is_weak_signal(error) { "cloud-off" } else { "triangle-alert" }
}

#[component]
fn Entry(row: OutboxRow) -> Element {
    let name = name_or_unnamed(&row.name);
    let share = percent(row.bytes_sent, row.bytes);
    let started = row.bytes_sent > 0;
    let sending = row.delivery == Delivery::Sending;
    let word = sending.then(|| t_with("status-kirim-percent", &[("percent", share.into())]));
    let size = if started && share < 100 {
        t_with(
            "bytes-of",
            &[("done", format::bytes(row.bytes_sent).into()), ("total", format::bytes(row.bytes).into())],
        )
    } else {
        format::bytes(row.bytes)
    };
    let held = matches!(row.delivery, Delivery::Blocked(_));
    rsx! {
        li {
            div { class: "item", "data-outbox": "{row.survey}", "data-delivery": row.delivery.as_str(),
                div { class: "item__main",
                    div { class: "split",
                        span { class: "item__title", "{name}" }
                        Chip { kind: chip_of(&row.delivery), text: word }
                    }
                    div { class: "stack stack--2 item__more",
                        if started || sending {
                            Meter {
                                percent: share, kind: if held { MeterKind::Hold } else { MeterKind::Plain },
                                label: t_with("sent-percent", &[("name", name.into()), ("percent", share.into())]),
                            }
                        }
                        div { class: "split small muted",
                            span { class: "row",
                                Beads { done: row.files_sent, total: row.files, sending: sending && row.document_sent }
                                span { {t_with("files-short", &[("done", row.files_sent.into()), ("total", row.files.into())])} }
                            }
                            span { class: "num", "{size}" }
                        }
                        if let Delivery::Blocked(reason) = &row.delivery {
                            Notice { kind: NoticeKind::Hold, title: t_code("blocked", reason.as_str()), {t("blocked-do")} }
                        } else if let Some(error) = row.last_error.as_ref().filter(|_| !sending) {
                            p { class: "small muted", {t_code("trouble", error.as_str())} " " {t_with("attempts", &[("n", row.attempts.into())])} }
                        }
                    }
                }
            }
        }
    }
}
