//! The review page (pemeriksaan): evidence at the left, what was claimed at the right, a verdict for
//! every answer, and the decision in the dock.
//!
//! The page shows the version with which it was opened. When a newer one arrives, the page says so and does
//! not replace what is shown; until the supervisor has looked at it, nothing can be decided.

mod acts;
mod banners;
mod conversation;
mod decide;
mod dock;
mod history;
mod judgement;
mod left;
mod order;
mod page_events;
mod parts;
mod photo_zoom;
mod photos;
mod reject;
mod return_dialog;
mod row;
mod shown;
mod toast;

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::ids::SurveyId;
use sambang_words::claims::{self, Part};
use sambang_words::regions::region_name;

use self::acts::{Acts, Asking};
use self::banners::Banners;
use self::conversation::Conversation;
use self::decide::use_decider;
use self::dock::ReviewDock;
use self::history::History;
use self::judgement::{Judgement, use_judgement};
use self::left::Left;
use self::order::Order;
use self::page_events::{go_to_part, use_keys, use_part_on_screen};
use self::parts::{BusinessPart, IdentityPart, PlacePart, PlainPart, StatementPart};
use self::shown::{Shown, use_shown};
use crate::device::{Case, Closed, Device, LeftCase};
use crate::ui::components::{Bar, IconButton, Notice, NoticeKind, Screen};
use crate::ui::i18n::{language, name_or_unnamed, t, t_with};
use crate::ui::route::{Route, leave};
use crate::ui::screens::closed::{ClosedWords, use_closed};
use crate::ui::screens::needs_help::NeedsHelp;
use crate::ui::screens::queue::QueueMemory;
use crate::ui::session::use_device;

pub(in crate::ui::screens) use self::banners::open_duplicates;
pub(in crate::ui::screens) use self::conversation::{CaseChip, StateChip};
pub(in crate::ui::screens) use self::decide::decided_words;
pub(in crate::ui::screens) use self::judgement::say;
pub(in crate::ui::screens) use self::photos::{PhotoTile, note};
pub use self::toast::DecisionLine;
pub(in crate::ui::screens) use self::toast::say_held;

/// The screen of one survey of the area.
#[component]
pub fn ReviewScreen(
    /// The survey's id.
    id: String,
) -> Element {
    // Asked at every notice, so that a page closes that is open.
    match use_closed() {
        Some(closed) => rsx! { ClosedReview { closed } },
        None => rsx! { OpenReview { id } },
    }
}

/// The same while the area is open. Read once, and not at every notice: what is on the page stays there.
#[component]
fn OpenReview(id: String) -> Element {
    let device = use_device();
    let mut fetched = use_signal(|| 0_u32);
    // Read again when the documents were fetched.
    fetched();
    let id = id.parse::<SurveyId>().ok();
    if let Some(left) = id.and_then(|id| left(&device, id)) {
        return rsx! { Left { left, on_fetched: move |()| fetched += 1 } };
    }
    match id.and_then(|id| read(&device, id)) {
        Some(case) => rsx! {
            // A loop over one element, because Dioxus compares keys only in lists: another survey gets hooks
            // of its own.
            for case in [case] {
                Reviewing { key: "{case.survey.id}", first: case }
            }
        },
        None => rsx! { Gone {} },
    }
}

/// What is left of a survey whose documents left this tablet.
fn left(device: &Device, id: SurveyId) -> Option<LeftCase> {
    device.left_case(id).inspect_err(|error| tracing::error!(%error, "what is left cannot be read")).ok().flatten()
}

/// The survey as the store has it; none when it is not of the area (any more).
pub(in crate::ui::screens) fn read(device: &Device, id: SurveyId) -> Option<Rc<Case>> {
    device
        .case(id)
        .inspect_err(|error| tracing::info!(%error, "a survey of the area cannot be shown"))
        .ok()
        .map(Rc::new)
}

/// The area is closed.
#[component]
fn ClosedReview(closed: Closed) -> Element {
    let navigator = use_navigator();
    rsx! {
        Screen {
            name: "review-closed", wide: true,
            bar: rsx! { Bar { title: t("queue-title"), on_back: move |()| leave(&navigator) } },
            ClosedWords { closed }
        }
    }
}

/// The survey left the area, or never was in it.
#[component]
pub(in crate::ui::screens) fn Gone() -> Element {
    let navigator = use_navigator();
    rsx! {
        Screen {
            name: "review-gone", wide: true,
            bar: rsx! { Bar { title: t("case-gone"), on_back: move |()| leave(&navigator) } },
            NeedsHelp {}
            Notice { kind: NoticeKind::Info, {t("case-gone-more")} }
        }
    }
}

#[component]
fn Reviewing(first: Rc<Case>) -> Element {
    let id = first.survey.id;
    let navigator = use_navigator();
    let judgement = use_judgement(id);
    let shown = use_shown(&first, &judgement);
    let acts =
        Acts { asking: use_signal(|| None), again: use_signal(|| false), decider: use_decider(&judgement, shown) };
    use_context_provider(|| judgement.clone());
    use_context_provider(|| acts.clone());
    let (device, memory) = (use_device(), use_context::<QueueMemory>());
    let order = use_hook(|| Rc::new(Order::read(&device, memory.filter().peek().clone())));
    let go = use_callback(move |to: Option<SurveyId>| {
        if let Some(to) = to {
            navigator.replace(Route::Review { id: to.to_string() });
        }
    });
    use_page_keys(shown, &judgement, &acts, &order, go);
    let case = shown.case();
    let (newer, gone) = (shown.newer(), shown.gone());
    rsx! {
        Screen {
            name: "review", wide: true, subject: id.to_string(),
            bar: rsx! {
                Bar {
                    title: name_or_unnamed(&case.survey.identity.name), subtitle: subtitle(&case),
                    on_back: move |()| leave(&navigator),
                    right: rsx! { Way { order, id, on_go: go, on_help: move |()| acts.ask(Asking::Keys) } },
                }
            },
            dock: rsx! {
                if !gone {
                    ReviewDock { case: case.clone(), newer: newer.is_some() }
                }
            },
            Tabs { case: case.clone() }
            div { class: "stack review-page",
                if gone {
                    Notice { kind: NoticeKind::Hold, id: "left-area", title: t("case-gone"), {t("case-gone-more")} }
                }
                Banners { case: case.clone(), newer, on_newer: move |()| shown.look(&judgement) }
                IdentityPart { case: case.clone() }
                BusinessPart { case: case.clone() }
                PlacePart { case: case.clone() }
                StatementPart { case: case.clone() }
                PlainPart { case: case.clone(), id: "eligibility", title: t("case-part-eligibility"), claims: claims::claims(language(), Part::Eligibility, &case.survey, &case.programme) }
                if !case.survey.sections.is_empty() {
                    PlainPart { case: case.clone(), id: "extra", title: t("case-part-extra"), claims: claims::claims(language(), Part::Extra, &case.survey, &case.programme) }
                }
                History { case: case.clone() }
                Conversation { case }
            }
        }
    }
}

/// What a supervisor with a keyboard does without the mouse.
fn use_page_keys(shown: Shown, judgement: &Judgement, acts: &Acts, order: &Rc<Order>, go: Callback<Option<SurveyId>>) {
    let navigator = use_navigator();
    let (judgement, acts, order) = (judgement.clone(), acts.clone(), order.clone());
    let id = judgement.id;
    use_keys(move |key| {
        let case = shown.peek();
        let may = acts.hindrance(&case, shown.waits()).is_none();
        match key.as_str() {
            "a" if may => acts.approve(&case, &judgement, navigator),
            "r" if may => acts.ask(Asking::Return),
            "t" if may => acts.ask(Asking::Reject),
            "n" => go.call(order.after(id)),
            "p" => go.call(order.before(id)),
            "?" => acts.ask(Asking::Keys),
            digit => {
                let at = digit.parse::<usize>().ok().and_then(|digit| digit.checked_sub(1));
                if let Some((part, _)) = at.and_then(|at| parts(&case).into_iter().nth(at)) {
                    go_to_part(part);
                }
            }
        }
    });
}

/// The way to each part; the one on the screen is marked.
#[component]
fn Tabs(case: Rc<Case>) -> Element {
    let mut part = use_signal(|| "identity".to_owned());
    use_part_on_screen(move |id| part.set(id));
    rsx! {
        nav { class: "tabs review-tabs", "aria-label": t("case-parts"),
            for (id, title) in parts(&case) {
                button {
                    key: "{id}", r#type: "button", "aria-current": (part() == id).then_some("page"), "data-part": "{id}",
                    onclick: move |_| go_to_part(id),
                    "{title}"
                }
            }
        }
    }
}

/// Id and title of every part that the page has.
fn parts(case: &Case) -> Vec<(&'static str, String)> {
    let said: usize = case.reviews.iter().map(|notice| notice.review.comments.len()).sum();
    let mut parts = vec![
        ("identity", t("case-part-identity")),
        ("business", t("case-part-business")),
        ("place", t("case-part-place")),
        ("statement", t("case-part-statement")),
        ("eligibility", t("case-part-eligibility")),
    ];
    if !case.survey.sections.is_empty() {
        parts.push(("extra", t("case-part-extra")));
    }
    parts.push(("history", t("case-part-history")));
    let conversation = if said == 0 {
        t("case-part-conversation")
    } else {
        t_with("case-part-conversation-count", &[("count", said.into())])
    };
    parts.push(("conversation", conversation));
    parts
}

/// Business, place, version and facilitator in one line.
fn subtitle(case: &Case) -> String {
    let survey = &case.survey;
    let parts = [
        survey.business.activity.clone(),
        survey.business_village().and_then(region_name).unwrap_or_default(),
        t_with("case-version-short", &[("number", case.revision.into())]),
        t_with("case-by", &[("name", case.facilitator_name.clone().into())]),
    ];
    parts.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Which survey of how many, and the way to the ones around it.
#[component]
fn Way(order: Rc<Order>, id: SurveyId, on_go: EventHandler<Option<SurveyId>>, on_help: EventHandler<()>) -> Element {
    let (before, after) = (order.before(id), order.after(id));
    rsx! {
        if let Some((at, total)) = order.place(id) {
            span { class: "small nowrap way__count", {t_with("case-place", &[("at", at.into()), ("total", total.into())])} }
        }
        span { class: "way__help",
            IconButton { id: "keys", icon: "info", label: t("keys-title"), onclick: move |_| on_help.call(()) }
        }
        if before.is_some() {
            IconButton { id: "previous", icon: "chevron-left", label: t("case-key-previous"), onclick: move |_| on_go.call(before) }
        }
        if after.is_some() {
            IconButton { id: "next", icon: "chevron-right", label: t("case-key-next"), onclick: move |_| on_go.call(after) }
        }
    }
}
