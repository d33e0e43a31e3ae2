//! The list of applicants the province asks to visit, village by village; what is to do comes first.
//! An unplanned visit is one tap away, always.

mod row;
mod villages;

use dioxus::prelude::*;
use sambang_domain::ids::AssignmentId;

use self::row::Visit;
use self::villages::{Shown, Village, villages};
use super::begin::{PickProgramme, use_begin};
use super::rows::read;
use crate::device::{AssignmentCounts, AssignmentRow, VisitState};
use crate::ui::components::{
    Art, Banner, Bar, Button, ButtonKind, Dock, Empty, ListItem, Screen, SearchField, SumHeader,
};
use crate::ui::i18n::{t, t_with};
use crate::ui::route::{Route, leave};
use crate::ui::session::{error_text, use_device, use_notices};

/// Rows that are drawn at once; a cheap phone takes about a second for two hundred.
const PAGE: usize = 40;

/// The way to the list, on the home screen while there is one.
#[component]
pub fn AssignmentsLink() -> Element {
    use_notices();
    let navigator = use_navigator();
    let rows = read("the list of visits", use_device().assignments());
    if rows.is_empty() {
        return VNode::empty();
    }
    let AssignmentCounts { total, done } = AssignmentCounts::of(&rows);
    let left = total.saturating_sub(done);
    rsx! {
        ul { class: "list list--entry",
            li {
                ListItem {
                    id: "open-assignments",
                    title: t_with("assignments-entry", &[("done", done.into()), ("total", total.into())]),
                    onclick: move |()| { navigator.push(Route::Assignments {}); },
                    span { if left == 0 { {t("assignments-all-done")} } else { {t_with("assignments-left", &[("n", left.into())])} } }
                }
            }
        }
    }
}

/// The screen.
#[component]
pub fn AssignmentsScreen() -> Element {
    use_notices();
    let device = use_device();
    let navigator = use_navigator();
    let begin = use_begin();
    let text = use_signal(String::new);
    let shown = use_signal(|| Shown::All);
    let mut most = use_signal(|| PAGE);
    use_effect(follow_bar);
    let rows = read("the list of visits", device.assignments());
    let AssignmentCounts { total, done } = AssignmentCounts::of(&rows);
    let found = villages(&rows, text.read().trim(), shown());
    let matching: usize = found.iter().map(|village| village.rows.len()).sum();
    let hidden = matching.saturating_sub(most());
    let open = use_open(begin.problem);
    rsx! {
        Screen {
            name: "assignments",
            flush: true,
            bar: rsx! {
                Bar {
                    title: t("assignments-title"),
                    subtitle: t_with("assignments-visited", &[("done", done.into()), ("total", total.into())]),
                    on_back: move |()| leave(&navigator),
                }
            },
            dock: rsx! {
                Dock {
                    Button { id: "new-visit", icon: "plus", kind: ButtonKind::Second, onclick: move |_| begin.begin(), {t("assignments-unplanned")} }
                }
            },
            if let Some(text) = (begin.problem)() {
                div { class: "banners",
                    Banner { "{text}" }
                }
            }
            div { class: "stack",
                Narrow { total, done, text, shown, on_change: move |()| most.set(PAGE) }
                if rows.is_empty() {
                    Empty { art: Art::Visit, title: t("assignments-empty-title"),
                        p { {t("assignments-empty")} }
                    }
                } else if found.is_empty() {
                    Empty { art: Art::Visit, title: t("search-empty-title"),
                        p { {t("search-empty")} }
                    }
                } else {
                    for village in cut(found, most()) {
                        VillageSection { key: "{village.key}", village, on_open: open }
                    }
                    if hidden > 0 {
                        div { class: "gut",
                            Button { id: "assignments-more", kind: ButtonKind::Quiet, block: true, onclick: move |_| most += PAGE,
                                {t_with("assignments-more", &[("n", hidden.into())])}
                            }
                        }
                    }
                }
            }
            PickProgramme { begin }
        }
    }
}

/// Opens what a row stands for: its receipt, its place in the outbox, or its visit.
fn use_open(mut problem: Signal<Option<String>>) -> Callback<(AssignmentId, VisitState)> {
    let device = use_device();
    let navigator = use_navigator();
    use_callback(move |(id, state)| {
        let target = match state {
            VisitState::Done(survey) => match device.receipt(survey) {
                Ok(Some(receipt)) if receipt.complete => Ok(Route::Receipt { id: survey.to_string() }),
                other => other.map(|_| Route::Sync {}),
            },
            _ => device.start_assigned(id).map(|survey| Route::Visit { id: survey.to_string() }),
        };
        match target {
            Ok(route) => {
                navigator.push(route);
            }
            Err(error) => problem.set(Some(error_text(&error))),
        }
    })
}

/// What narrows the list down.
#[component]
fn Narrow(total: u32, done: u32, text: Signal<String>, shown: Signal<Shown>, on_change: EventHandler<()>) -> Element {
    rsx! {
        div { class: "gut stack stack--3",
            SearchField { id: "assignments-search", label: t("assignments-search"), value: text(),
                oninput: move |typed| { text.set(typed); on_change.call(()); } }
            div { class: "cluster", role: "group", "aria-label": t("assignments-groups"),
                for (id, kind, label) in chips(total, done) {
                    button {
                        key: "{id}", r#type: "button", class: "chip chip--btn", id: "assignments-{id}",
                        "aria-pressed": if shown() == kind { "true" } else { "false" },
                        onclick: move |_| { shown.set(kind); on_change.call(()); },
                        "{label}"
                    }
                }
            }
        }
    }
}

/// A village with its heading, which stays visible while its rows scroll.
#[component]
fn VillageSection(village: Village, on_open: EventHandler<(AssignmentId, VisitState)>) -> Element {
    let counts = t_with("assignments-of", &[("done", village.done.into()), ("total", village.total.into())]);
    let nameless = village.name.is_empty();
    let name = if nameless { t("assignments-no-place") } else { village.name };
    let above = match village.above {
        Some(district) => district,
        None if nameless => String::new(),
        None => t("assignments-place-unknown"),
    };
    rsx! {
        section { "data-village": "{village.key}",
            div { class: "village-h",
                SumHeader { title: name,
                    span { class: "small muted num nowrap", "{counts}" }
                }
                if !above.is_empty() {
                    p { class: "small muted village-h__above", "{above}" }
                }
            }
            ul { class: "list",
                for row in village.rows {
                    Visit { key: "{row.id}", row: row.clone(), on_open: move |()| on_open.call((row.id, row.state)) }
                }
            }
        }
    }
}

/// Only so many rows, whole villages first; a village without rows is left out.
fn cut(villages: Vec<Village>, most: usize) -> Vec<Village> {
    let mut left = most;
    let take = |mut village: Village| {
        village.rows.truncate(left);
        left -= village.rows.len();
        village
    };
    villages.into_iter().map(take).filter(|village| !village.rows.is_empty()).collect()
}

fn chips(total: u32, done: u32) -> [(&'static str, Shown, String); 3] {
    let with = |key: &str, n: u32| t_with(key, &[("n", n.into())]);
    [
        ("all", Shown::All, with("assignments-group-all", total)),
        ("open", Shown::Open, with("assignments-group-open", total.saturating_sub(done))),
        ("done", Shown::Done, with("assignments-group-done", done)),
    ]
}

/// Tells the style sheet how high the bar is: it grows with the text size, and village headings
/// stick right below it.
fn follow_bar() {
    document::eval(
        "const bar = () => document.querySelector('main[data-screen=assignments]') && document.querySelector('.bar');
        for (let i = 0; i < 20 && !bar(); i += 1) await new Promise((next) => requestAnimationFrame(next));
        const tell = () => {
            const height = bar() ? bar().getBoundingClientRect().height : 0;
            if (height) document.documentElement.style.setProperty('--bar-h', height + 'px');
        };
        if (bar()) { tell(); new ResizeObserver(tell).observe(bar()); }",
    );
}

/// Whether something is left to do.
fn is_open(row: &AssignmentRow) -> bool {
    !matches!(row.state, VisitState::Done(_))
}
