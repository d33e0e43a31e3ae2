//! The team (pendamping): when each phone last reported, what waits on it, and whether the province
//! has everything that was sealed there.

use dioxus::prelude::*;
use sambang_domain::wire::v1::{DeviceReport, Team, TeamDevice, TeamMember};
use sambang_words::format;
use sambang_words::regions::area_names;

use crate::ui::components::{Art, Bar, Chip, ChipKind, Empty, Icon, Notice, NoticeKind, Screen};
use crate::ui::i18n::{t, t_with};
use crate::ui::route::leave;
use crate::ui::session::{use_device, use_notices, use_setup};

/// The screen.
#[component]
pub fn TeamScreen() -> Element {
    use_notices();
    let device = use_device();
    let setup = use_setup();
    let navigator = use_navigator();
    let team = device.team().inspect_err(|error| tracing::error!(%error, "cannot read the team")).ok().flatten();
    let shown = |at| format::when(at, setup.clock.now(), setup.clock.local_offset_minutes());
    let as_of = team.as_ref().map(|team| t_with("team-as-of", &[("when", shown(team.server_time).into())]));
    rsx! {
        Screen {
            name: "team",
            wide: true,
            bar: rsx! {
                Bar { title: t("team-title"), subtitle: as_of, on_back: move |()| leave(&navigator) }
            },
            match team {
                None => rsx! {
                    Empty { art: Art::NoSignal, title: t("team-none-title"), p { {t("team-none")} } }
                },
                Some(Team { people, .. }) if people.is_empty() => rsx! {
                    Empty { art: Art::Visit, title: t("team-empty-title"), p { {t("team-empty")} } }
                },
                Some(Team { people, .. }) => rsx! {
                    // Nothing in it can take the focus, so it takes the focus itself: otherwise a keyboard
                    // could not scroll it.
                    div { class: "team cols-2", tabindex: "0", role: "group", "aria-label": t("team-title"),
                        for member in people {
                            Member { key: "{member.person}", member }
                        }
                    }
                },
            }
        }
    }
}

/// One person with all devices, the newest first.
#[component]
fn Member(member: TeamMember) -> Element {
    let TeamMember { person, name, area, devices, .. } = member;
    let total = devices.len();
    rsx! {
        section { class: "panel stack stack--3", "data-person": "{person}",
            div {
                h2 { "{name}" }
                p { class: "small muted", {area_names(&area)} }
            }
            if devices.is_empty() {
                p { class: "muted", {t("team-no-device")} }
            }
            for (n, device) in devices.into_iter().enumerate() {
                Phone { key: "{device.device}", device, number: total - n }
            }
        }
    }
}

/// One device. A phone without a name is counted from the oldest.
#[component]
fn Phone(device: TeamDevice, number: usize) -> Element {
    let setup = use_setup();
    let TeamDevice { name, blocked, reported_at, report, revisions, .. } = device.clone();
    let name = if name.trim().is_empty() { t_with("team-device", &[("n", number.into())]) } else { name };
    let reported = match reported_at {
        Some(at) => {
            let when = format::when(at, setup.clock.now(), setup.clock.local_offset_minutes());
            t_with("team-reported", &[("when", when.into())])
        }
        None => t("team-never"),
    };
    rsx! {
        div { class: "stack stack--2 team__device", "data-device": "{device.device}",
            div { class: "split",
                span {
                    b { "{name}" }
                    " "
                    span { class: "small muted", "{reported}" }
                }
                if blocked {
                    Chip { kind: ChipKind::Held, text: t("team-blocked-device"), icon: "lock" }
                }
            }
            if let Some(report) = report {
                Counted { missing: device.missing().unwrap_or(0), held: revisions, report }
            }
        }
    }
}

/// What the device reported, beside the province's own count.
#[component]
fn Counted(report: DeviceReport, held: u64, missing: u64) -> Element {
    let counts =
        [(report.drafts, t("team-drafts")), (report.waiting, t("team-waiting")), (report.blocked, t("team-held"))];
    // What the phone itself counts as waiting will still be sent; anything beyond that needs a person.
    let on_its_way = missing <= u64::from(report.waiting);
    rsx! {
        div { class: "tally",
            for (count, label) in counts {
                div { key: "{label}",
                    b { "{count}" }
                    "{label}"
                }
            }
        }
        p { class: "small muted num",
            {t_with("team-count", &[("sealed", report.sealed.into()), ("held", held.into()), ("version", report.app_version.into())])}
        }
        if missing == 0 {
            p { class: "row-find", "data-missing": "0",
                Icon { name: "circle-check" }
                span { {t("team-all-in")} }
            }
        } else {
            div { "data-missing": "{missing}",
                Notice {
                    kind: if on_its_way { NoticeKind::Warn } else { NoticeKind::Hold },
                    title: t_with("team-missing", &[("n", missing.into())]),
                    {if on_its_way { t("team-missing-waiting") } else { t("team-missing-lost") }}
                }
            }
        }
        if let Some(rows @ 1..) = report.unreadable {
            div { "data-unreadable": "{rows}",
                Notice { kind: NoticeKind::Hold, title: t_with("team-unreadable", &[("n", rows.into())]), {t("team-unreadable-do")} }
            }
        }
        if report.blocked > 0 {
            p { class: "row-find row-find--warn",
                Icon { name: "hand" }
                span { {t_with("team-held-about", &[("n", report.blocked.into())])} }
            }
        }
    }
}
