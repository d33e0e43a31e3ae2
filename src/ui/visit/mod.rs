//! The visit: eight steps that may be filled in any order, left at any moment, and taken up again.
//!
//! Every answer goes to the store when it is given; the screen shows what the store holds. Nothing
//! here decides what is right: findings come from `sambang_domain::check`.

mod answer;
mod confirming;
mod context;
mod duplicate;
mod findings;
mod list_pickers;
pub(in crate::ui) mod map;
mod nik_field;
pub(in crate::ui) mod nik_reading;
mod photo_jobs;
mod photo_tile;
mod photo_viewer;
mod picker;
mod pickers;
mod picking;
mod progress;
mod remarks;
mod sections;
pub(in crate::ui) mod sign_pad;
mod steps;
mod tracker;
mod typed;
mod unclaimed;
mod village_picker;

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::ids::SurveyId;
use sambang_domain::survey::Step;

use self::context::{Change, View, Visit, use_view};
pub use self::findings::target;
pub(in crate::ui) use self::photo_jobs::handed_over as photo_handed_over;
use self::pickers::Picker;
use self::progress::VisitBar;
use self::remarks::StepRemarks;
pub use self::remarks::photo_under_way;
use self::sections::SectionPage;
use self::steps::{
    BusinessStep, EligibilityStep, IdentityStep, NoticeStep, PhotosStep, PositionStep, StatementStep, SummaryDock,
    SummaryStep, unanswered,
};
use self::tracker::use_tracker;
use crate::ui::autosave::use_autosave;
use crate::ui::back_key::use_back;
use crate::ui::components::{Banner, Button, ButtonKind, Dock, Notice, NoticeKind, SaveState};
use crate::ui::i18n::{t, t_with};
use crate::ui::route::{Route, leave};
use crate::ui::session::{TICK_MS, use_device, use_setup, vibrate};

/// The screen of one visit, at the step where it was left.
#[component]
pub fn VisitScreen(
    /// The survey's id.
    id: String,
) -> Element {
    match id.parse::<SurveyId>() {
        Ok(survey) => rsx! {
            // A loop over one element, because Dioxus compares keys only in lists: another visit gets hooks
            // of its own.
            for survey in [survey] {
                Visiting { key: "{survey}", id: survey }
            }
        },
        Err(_) => rsx! {
            Closed { title: t("visit-gone"), advice: t("visit-gone-do") }
        },
    }
}

#[component]
fn Visiting(id: SurveyId) -> Element {
    let device = use_device();
    let setup = use_setup();
    let view = use_view(&device, id, setup.clock.local_offset_minutes());
    let view = view.read().clone();
    let draft = view.as_ref().is_some_and(|view| !view.sealed);
    let mut was_open = use_hook(|| CopyValue::new(false));
    // A draft that was just finished or deleted has nothing more to show.
    let over = !draft && *was_open.peek();
    let navigator = use_navigator();
    use_effect(use_reactive!(|over| {
        if over {
            vibrate(TICK_MS);
            navigator.replace(Route::Home {});
        }
    }));
    match view {
        _ if over => rsx! {},
        None if device.survey(id).is_err_and(|error| error.needs_help()) => rsx! {
            Closed { title: t("visit-unreadable"), advice: t("needs-help-do") }
        },
        None => rsx! {
            Closed { title: t("visit-gone"), advice: t("visit-gone-do") }
        },
        Some(view) if view.sealed => rsx! {
            Closed { title: t("visit-sealed"), advice: t("visit-sealed-do") }
        },
        Some(view) => {
            was_open.set(true);
            rsx! {
                Open { view }
            }
        }
    }
}

/// A draft.
#[component]
fn Open(view: Rc<View>) -> Element {
    let device = use_device();
    let id = view.survey.id;
    let saver = device.clone();
    let autosave = use_autosave(move |changes: Vec<Change>| {
        let all = move |survey: &mut _| changes.into_iter().for_each(|change| change(survey));
        saver.edit(id, all).is_ok()
    });
    let left_at = use_hook(|| device.step(id).unwrap_or(Step::Notice));
    let step = use_signal(|| left_at);
    let furthest = use_signal(|| left_at);
    let failed = use_signal(|| false);
    let picking = use_signal(|| None);
    let section = use_signal(|| None);
    let visit = use_context_provider(|| Visit {
        device: device.clone(),
        id,
        autosave,
        step,
        furthest,
        failed,
        picking,
        section,
    });
    photo_jobs::use_picker(&device, id);
    duplicate::use_question(&device, &view);
    let tracker = use_tracker(&device, view.survey.position.is_none());
    use_context_provider(|| tracker);
    let navigator = use_navigator();
    let earlier = visit.clone();
    // A correction was opened at one field, and goes back to the list of them.
    let corrects = !view.points.is_empty();
    let back = use_callback(move |()| {
        let here = (earlier.step)();
        match here.previous().filter(|_| !corrects || here != left_at) {
            Some(before) => earlier.go(before),
            None => {
                earlier.autosave.flush();
                leave(&navigator);
            }
        }
    });
    use_back(move || back.call(()));
    let covered = picking.read().is_some() || section.read().is_some();
    let current = step();
    rsx! {
        div { class: "app visit", inert: covered.then_some("true"),
            VisitBar { view: view.clone(), on_back: back }
            if visit.save_state() == SaveState::Failed {
                Banner { {t("visit-save-failed")} }
            }
            main {
                class: if current == Step::Summary { "app__main app__main--flush" } else { "app__main" },
                "data-screen": "visit", "data-step": "{current.number()}",
                StepRemarks { view: view.clone(), step: current }
                StepBody { view: view.clone(), step: current }
            }
            match current.next() {
                Some(next) => rsx! { StepDock { view: view.clone(), step: current, next, on_back: back } },
                None => rsx! { SummaryDock { view: view.clone() } },
            }
        }
        if let Some(picking) = picking() {
            Picker { picking }
        }
        if let Some(section) = section() {
            SectionPage { view: view.clone(), section }
        }
    }
}

#[component]
fn StepBody(view: Rc<View>, step: Step) -> Element {
    match step {
        Step::Notice => rsx! { NoticeStep { view } },
        Step::Identity => rsx! { IdentityStep { view } },
        Step::Business => rsx! { BusinessStep { view } },
        Step::Position => rsx! { PositionStep { view } },
        Step::Photos => rsx! { PhotosStep { view } },
        Step::Eligibility => rsx! { EligibilityStep { view } },
        Step::Statement => rsx! { StatementStep { view } },
        Step::Summary => rsx! { SummaryStep { view } },
    }
}

#[component]
fn StepDock(view: Rc<View>, step: Step, next: Step, on_back: EventHandler<()>) -> Element {
    let visit = use_context::<Visit>();
    let open = if step == Step::Eligibility { unanswered(&view) } else { 0 };
    let note = (open > 0).then(|| t_with("visit-unanswered", &[("count", open.into())]));
    rsx! {
        Dock { note,
            if step > Step::Notice {
                Button { id: "dock-back", kind: ButtonKind::Second, class: "dock__back", onclick: move |_| on_back.call(()), {t("visit-back")} }
            }
            Button { id: "next", onclick: move |_| visit.go(next), {t(&format!("visit-next-{}", step.number()))} }
        }
    }
}

/// Nothing to fill: the visit is finished or was deleted.
#[component]
fn Closed(title: String, advice: String) -> Element {
    let navigator = use_navigator();
    rsx! {
        div { class: "app",
            main { class: "app__main", "data-screen": "visit-closed",
                div { class: "stack",
                    h1 { id: "screen-title", tabindex: "-1", "{title}" }
                    Notice { kind: NoticeKind::Info, "{advice}" }
                    Button { id: "go-home", onclick: move |_| { navigator.replace(Route::Home {}); }, {t("visit-home")} }
                }
            }
        }
    }
}
