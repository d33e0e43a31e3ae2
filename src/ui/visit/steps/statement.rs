//! Step 7: the statement. The paper signed over the duty stamp is the main evidence; the drawn
//! signature supports it and is never called certified.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::check::FindingCode;
use sambang_domain::nik;
use sambang_domain::region::RegionTable;
use sambang_domain::statement::{Rendered, render_on};
use sambang_domain::survey::{EvidenceKind, Signature, Statement, Step, Survey, fields};

use crate::device::Opened;
use crate::ui::components::{
    Button, ButtonKind, CheckChoice, InputMode, Kv, Message, MessageKind, Notice, NoticeKind, Sheet, TextField,
};
use crate::ui::i18n::{t, t_with};
use crate::ui::visit::answer::use_touched;
use crate::ui::visit::context::{View, Visit};
use crate::ui::visit::photo_tile::PhotoTiles;
use crate::ui::visit::sign_pad::SignPad;

/// How many clauses stand in the page; the rest is one tap away.
const SHOWN: usize = 4;

/// The step.
#[component]
pub(in crate::ui::visit) fn StatementStep(
    /// What is stored.
    view: Rc<View>,
) -> Element {
    let visit = use_context::<Visit>();
    let opening = visit.clone();
    let has_nik = !view.survey.identity.nik.is_empty();
    use_hook(move || {
        if has_nik && opening.device.note_opening(opening.id, Opened::Nik).is_err() {
            tracing::warn!("an opening was not recorded");
        }
    });
    let stored = view.survey.statement.as_ref();
    let mut place = use_signal(|| {
        let known = view.survey.statement.as_ref().map(|statement| statement.place.clone());
        known.filter(|place| !place.is_empty()).unwrap_or_else(|| likely_place(&view.survey))
    });
    let touched = use_touched();
    let places = visit.clone();
    let signed_on = view.survey.signed_on().or_else(|| visit.device.today().ok());
    let day = signed_on.unwrap_or(view.survey.visited_on);
    let rendered = render_on(&view.survey, &view.programme, &place.read(), day);
    let changed = view.findings.iter().any(|found| found.code == FindingCode::StatementChangedSinceSigned);
    let missing = view
        .findings
        .iter()
        .find(|found| [fields::STATEMENT.path, fields::SIGNATURE.path].contains(&found.path.as_str()));
    let unsigned = visit.is_past(Step::Statement) && !changed && missing.is_some();
    let thumb_print = stored.is_some_and(|statement| statement.thumb_print);
    let (typed, leaving) = (view.clone(), visit.clone());
    rsx! {
        div { class: "stack stack--5",
            Text { view: view.clone(), rendered }
            section { class: "stack stack--2",
                h2 { {t("visit-paper")} }
                p { class: "muted small", {t("visit-paper-more")} }
                PhotoTiles { view: view.clone(), kind: EvidenceKind::SignedStatement, shape: "photo--wide" }
                if let Some(found) = view.finding(fields::SIGNED_STATEMENT.path) {
                    Found { path: found.path.clone(), view: view.clone() }
                }
            }
            TextField {
                id: "place", label: t("answer-place"), value: place(), input_mode: InputMode::Words, max_len: 80,
                message: view.message(fields::SIGNING_PLACE.path, touched.shown(false, visit.is_past(Step::Statement)) && place.read().trim().is_empty(), t("visit-place-hint")),
                oninput: move |text: String| {
                    touched.typed();
                    place.set(text.clone());
                    let blank = blank(&typed);
                    places.save_later("place", move |survey| survey.statement.get_or_insert(blank).place = text.trim().to_owned());
                },
                onblur: move |()| {
                    leaving.autosave.flush();
                    touched.left();
                },
            }
            section { class: "stack stack--2",
                h2 { {t("visit-draw")} }
                if changed {
                    Notice { kind: NoticeKind::Warn, title: t("visit-sign-again"), {t("visit-sign-again-do")} }
                }
                SignPad { view: view.clone(), place: place() }
                if unsigned {
                    if let Some(found) = missing {
                        Found { path: found.path.clone(), view: view.clone() }
                    }
                }
            }
            CheckChoice {
                id: "thumb_print", label: t("visit-thumb-print"), sub: t("visit-thumb-print-more"), checked: thumb_print,
                onchange: move |on| {
                    visit.autosave.flush();
                    set_thumb_print(&visit, &view, &place.peek(), on);
                },
            }
        }
    }
}

/// Beginning of the statement, and the whole of it in a sheet.
#[component]
fn Text(view: Rc<View>, rendered: Rendered) -> Element {
    let mut open = use_signal(|| false);
    let identity = &view.survey.identity;
    let name = if identity.name.trim().is_empty() { "…".to_owned() } else { identity.name.clone() };
    let count = rendered.clauses.len();
    rsx! {
        div { class: "panel stack stack--3",
            h2 { "{rendered.title}" }
            p { class: "small muted",
                {t_with("visit-statement-says", &[("name", name.into()), ("nik", nik::group(&identity.nik).into())])}
            }
            ol { class: "stack stack--2 small clauses",
                for clause in rendered.clauses.iter().take(SHOWN) {
                    li { key: "{clause}", "{clause}" }
                }
            }
            Button { id: "read-all", kind: ButtonKind::Quiet, icon: "file-text", small: true, onclick: move |_| open.set(true),
                {t_with("visit-read-all", &[("count", count.into())])}
            }
        }
        if open() {
            Whole { rendered, on_close: move |()| open.set(false) }
        }
    }
}

#[component]
fn Whole(rendered: Rendered, on_close: EventHandler<()>) -> Element {
    rsx! {
        Sheet { title: rendered.title.clone(), on_close,
            div { class: "frame frame--text stack stack--3", tabindex: "0", id: "statement-text",
                p { "{rendered.opening}" }
                Kv { rows: rendered.particulars.clone() }
                ol { class: "stack stack--2 clauses",
                    for clause in rendered.clauses.iter() {
                        li { key: "{clause}", "{clause}" }
                    }
                }
                p { "{rendered.closing}" }
            }
        }
    }
}

#[component]
fn Found(view: Rc<View>, path: String) -> Element {
    let (kind, words) = view.message(&path, true, "");
    if kind == MessageKind::Hint {
        return rsx! {};
    }
    rsx! {
        div { class: kind.field_class(),
            Message { kind, text: words }
        }
    }
}

/// A statement that nobody signed: it holds the place only.
fn blank(view: &View) -> Statement {
    Statement {
        template: view.programme.statement.id.clone(),
        version: view.programme.statement.version,
        text: String::new(),
        place: String::new(),
        signed_at: None,
        signed_on: None,
        signature: Signature::default(),
        thumb_print: false,
        unknown: serde_json::Map::new(),
    }
}

/// The village of the business: most statements are signed there.
fn likely_place(survey: &Survey) -> String {
    let village = survey.business_village().and_then(|code| RegionTable::shipped().find(code));
    village.map(|village| village.name.to_owned()).unwrap_or_default()
}

/// Without a drawn signature the thumb print replaces it, so the text is stored with it.
fn set_thumb_print(visit: &Visit, view: &View, place: &str, on: bool) {
    let drawn = view.survey.statement.as_ref().is_some_and(|statement| !statement.signature.is_empty());
    if on && !drawn {
        let kept = visit.device.sign(visit.id, place, Signature::default(), true).is_ok();
        let mut failed = visit.failed;
        failed.set(!kept);
        return;
    }
    let blank = blank(view);
    visit.save_now(move |survey| survey.statement.get_or_insert(blank).thumb_print = on);
}
