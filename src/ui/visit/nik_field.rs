//! The NIK: one input under the picture of the card, and what its digits mean below it.
//!
//! Most money of the 2020 round went wrong at a NIK that matched nobody, so this field is the
//! largest thing on its page, is judged at the sixteenth digit, and its last four digits are typed
//! a second time from the card.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::survey::{EvidenceKind, Step, Survey, fields};
use sambang_words::answers;
use sambang_words::format;

use super::answer::{Digits, use_touched};
use super::context::{View, Visit};
use super::nik_reading::{BirthReading, Reading, read};
use super::photo_tile::Picture;
use super::typed::digits;
use crate::ui::components::{FieldMessage, Icon, LiveInput, Mask, Message, MessageKind, Refused};
use crate::ui::i18n::{language, t, t_with};
use crate::ui::session::{TICK_MS, vibrate};

/// How many digits a NIK has.
const WHOLE: usize = 16;

/// A changed NIK has to be confirmed again.
fn put(survey: &mut Survey, nik: String) {
    if survey.identity.nik != nik {
        survey.identity.nik = nik;
        survey.identity.nik_confirmed = false;
    }
}

/// The line under the field. Before the sixteenth digit only the count is told while typing.
fn message(view: &View, typed: &str, shown: bool) -> FieldMessage {
    let stored = digits(&view.survey.identity.nik) == typed;
    let hint = match typed.len() {
        0 => t("visit-nik-hint"),
        WHOLE => t("visit-nik-ok"),
        count => t_with("visit-nik-typed", &[("count", count.into())]),
    };
    if !stored || (typed.len() < WHOLE && !shown) {
        return (MessageKind::Hint, hint);
    }
    match view.message(fields::NIK.path, true, hint) {
        (MessageKind::Hint, words) if typed.len() == WHOLE => (MessageKind::Ok, words),
        other => other,
    }
}

/// The digits of the NIK as they stand in its field, a moment before they are stored.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct TypedNik(Signal<String>);

/// The NIK that is stored, to begin with.
pub(super) fn use_typed_nik(view: &View) -> TypedNik {
    TypedNik(use_signal(|| digits(&view.survey.identity.nik)))
}

/// The NIK and its reading.
#[component]
pub(super) fn NikField(
    /// What is stored.
    view: Rc<View>,
    /// What is typed.
    nik: TypedNik,
) -> Element {
    let visit = use_context::<Visit>();
    let mut text = nik.0;
    let touched = use_touched();
    let typed = text();
    let shown = touched.shown(!typed.is_empty(), visit.is_past(Step::Identity));
    let (kind, words) = message(&view, &typed, shown);
    let reading = read(&typed, view.survey.visited_on);
    let card = view.survey.photos(&EvidenceKind::IdentityCard).next().map(|photo| photo.sha256);
    let leaving = visit.clone();
    rsx! {
        div { class: "field nik {kind.field_class()}",
            label { class: "field__label", r#for: "nik",
                {t("answer-nik")}
                " "
                span { class: "field__opt", {t("visit-nik-digits")} }
            }
            div { class: "nik__box",
                if let Some(sha256) = card {
                    div { class: "nik__strip", "aria-hidden": "true",
                        Picture { key: "{sha256}", sha256, full: true, class: "nik__line", alt: "" }
                    }
                }
                LiveInput {
                    id: "nik", name: "nik", class: "nik__input", r#type: "text", inputmode: "numeric",
                    mask: Mask::Sixteen, value: typed,
                    "aria-describedby": "nik-message", "aria-invalid": (kind == MessageKind::Error).then_some("true"),
                    oninput: move |typed: String| {
                        let nik = digits(&typed);
                        text.set(nik.clone());
                        touched.typed();
                        if nik.len() == WHOLE {
                            if sambang_domain::nik::Nik::parse(&nik).is_ok() {
                                vibrate(TICK_MS);
                            }
                            visit.save_now(move |survey| put(survey, nik));
                        } else {
                            visit.save_later("nik", move |survey| put(survey, nik));
                        }
                    },
                    onblur: move |()| {
                        leaving.autosave.flush();
                        touched.left();
                    },
                }
                Threads { reading: reading.clone() }
                if reading.count > 0 {
                    Meaning { reading }
                }
            }
            Refused { control: "nik" }
            Message { id: "nik-message", kind, text: words }
        }
    }
}

/// One coloured line per part of the NIK; it gets its colour once the part is complete.
#[component]
fn Threads(reading: Reading) -> Element {
    let class = |on: bool, bad: bool| match (on, bad) {
        (true, true) => "on bad",
        (true, false) => "on",
        _ => "",
    };
    let birth_bad = reading.birth == BirthReading::Impossible;
    rsx! {
        div { class: "nik__threads", "aria-hidden": "true",
            i { class: class(reading.count >= 6, false) }
            i { class: class(reading.count >= 12, birth_bad) }
            i { class: class(reading.count >= WHOLE, reading.serial == "0000") }
        }
    }
}

/// The three rows; all are there from the first digit on, so that nothing moves.
#[component]
fn Meaning(reading: Reading) -> Element {
    let region = match &reading.unknown {
        Some(code) => {
            let unknown = t_with("visit-nik-region-bad", &[("code", code.as_str().into())]);
            if reading.region.is_empty() { unknown } else { format!("{} › {unknown}", reading.region) }
        }
        None => reading.region.clone(),
    };
    let birth = match reading.birth {
        BirthReading::Unread => String::new(),
        BirthReading::Impossible => t("visit-nik-birth-bad"),
        BirthReading::Read(date, sex, age) => {
            let sex = answers::sex(language(), sex);
            let args = [("date", format::date(date).into()), ("sex", sex.into()), ("age", age.into())];
            t_with("visit-nik-birth-read", &args)
        }
    };
    let rows = [
        ("r1", t("visit-nik-region"), region),
        ("r2", t("visit-nik-birth"), birth),
        ("r3", t("visit-nik-serial"), reading.serial.clone()),
    ];
    rsx! {
        dl { class: "nik__read", "aria-live": "polite",
            for (class, term, value) in rows {
                div { key: "{class}", class,
                    dt { "{term} " }
                    dd { if value.is_empty() { "…" } else { "{value}" } }
                }
            }
        }
    }
}

/// The last four digits once more, anew for each NIK. What is typed here is never stored, only that it agreed.
///
/// Which NIK it is says the field, not the store: the store answers later, and what was typed here meanwhile
/// would go with the digits of the NIK before.
#[component]
pub(super) fn LastFour(
    /// What is stored.
    view: Rc<View>,
    /// What is typed above.
    nik: TypedNik,
) -> Element {
    rsx! {
        // A loop over one element, because Dioxus compares keys only in lists.
        for nik in [(nik.0)()] {
            Again { key: "{nik}", view: view.clone(), nik }
        }
    }
}

#[component]
fn Again(view: Rc<View>, nik: String) -> Element {
    let visit = use_context::<Visit>();
    let mut text = use_signal(String::new);
    let touched = use_touched();
    let confirmed = view.survey.identity.nik_confirmed;
    let last_four = nik.get(12..WHOLE).unwrap_or_default().to_owned();
    let differs = text.read().len() == 4 && *text.read() != last_four;
    let message = if confirmed {
        (MessageKind::Hint, t("visit-nik4-hint"))
    } else if differs {
        (MessageKind::Error, t("visit-nik4-differs"))
    } else {
        let shown = touched.shown(false, visit.is_past(Step::Identity));
        view.message(fields::NIK_CONFIRMED.path, shown, t("visit-nik4-hint"))
    };
    rsx! {
        Digits {
            id: "nik4", label: t("answer-nik4"), mask: Mask::Four, value: text(), message,
            beside: rsx! {
                if confirmed {
                    span { class: "chip chip--setuju", role: "status",
                        Icon { name: "check" }
                        {t("visit-nik4-same")}
                    }
                }
            },
            on_text: move |typed: String| {
                touched.typed();
                let agrees = typed.len() == 4 && typed == last_four;
                text.set(typed);
                if agrees != confirmed {
                    if agrees {
                        vibrate(TICK_MS);
                    }
                    visit.save_now(move |survey| survey.identity.nik_confirmed = agrees);
                }
            },
            on_left: move |()| touched.left(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sambang_domain::ids::Timestamp;
    use sambang_domain::programme::Programme;

    #[test]
    fn another_nik_has_to_be_confirmed_again() {
        let programme = Programme::shipped().unwrap().remove(1);
        let day = chrono::NaiveDate::from_ymd_opt(2021, 4, 15).unwrap();
        let id = "01900000-0000-7000-8000-000000000001";
        let mut survey =
            Survey::start(id.parse().unwrap(), programme.reference.clone(), id.parse().unwrap(), Timestamp(0), day);
        put(&mut survey, "1803025002879003".into());
        survey.identity.nik_confirmed = true;
        put(&mut survey, "1803025002879003".into());
        assert!(survey.identity.nik_confirmed);
        put(&mut survey, "1803025002879004".into());
        assert!(!survey.identity.nik_confirmed);
    }
}
