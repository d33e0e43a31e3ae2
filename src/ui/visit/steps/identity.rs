//! Step 2: the identity card. The photo comes first, so that the digits are typed from it.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::check::FindingCode;
use sambang_domain::nik::{Nik, Sex};
use sambang_domain::phone::normalise;
use sambang_domain::survey::{EvidenceKind, Step, fields};
use sambang_words::format;

use crate::device::Opened;
use crate::ui::components::{ChoiceOption, Choices, FieldMessage, InputMode, Mask, Message, MessageKind};
use crate::ui::i18n::{field_name, t, t_with};
use crate::ui::visit::answer::{Answer, Digits, use_touched};
use crate::ui::visit::context::{View, Visit};
use crate::ui::visit::duplicate::Duplicates;
use crate::ui::visit::nik_field::{LastFour, NikField, use_typed_nik};
use crate::ui::visit::photo_tile::PhotoTiles;
use crate::ui::visit::photo_viewer::Retake;
use crate::ui::visit::picker::PickField;
use crate::ui::visit::picking::{Choice, PickList};
use crate::ui::visit::typed::{TypedDate, digits, read_date};
use crate::ui::visit::village_picker::VillageField;

/// The step. Showing the NIK or the card of an earlier visit in full is logged as an opening.
#[component]
pub(in crate::ui::visit) fn IdentityStep(
    /// What is stored.
    view: Rc<View>,
) -> Element {
    let visit = use_context::<Visit>();
    let identity = view.survey.identity.clone();
    let has_card = view.survey.photos(&EvidenceKind::IdentityCard).next().is_some();
    let (opening, has_nik) = (visit.clone(), !identity.nik.is_empty());
    use_hook(move || {
        let shown = [(has_nik, Opened::Nik), (has_card, Opened::Card)];
        for (_, what) in shown.into_iter().filter(|(shown, _)| *shown) {
            if opening.device.note_opening(opening.id, what).is_err() {
                tracing::warn!("an opening was not recorded");
            }
        }
    });
    let is_past = visit.is_past(Step::Identity);
    let nik = use_typed_nik(&view);
    let sex = identity.sex.map(|sex| sex.as_str().to_owned());
    let [names, places, addresses, rts, rws, phones, dialled, sexes, villages] = std::array::from_fn(|_| visit.clone());
    rsx! {
        div { class: "stack stack--5",
            CardPhoto { view: view.clone() }
            NikField { view: view.clone(), nik }
            Duplicates { view: view.clone() }
            LastFour { view: view.clone(), nik }
            FamilyCard { view: view.clone() }
            Answer {
                view: view.clone(), field: &fields::NAME, hint: t("visit-name-hint"),
                value: identity.name, input_mode: InputMode::Words,
                on_text: move |text: String| names.save_later("name", move |survey| survey.identity.name = text),
            }
            Answer {
                view: view.clone(), field: &fields::BIRTH_PLACE, hint: t("visit-birth-place-hint"),
                value: identity.birth_place, input_mode: InputMode::Words,
                on_text: move |text: String| places.save_later("birth_place", move |survey| survey.identity.birth_place = text),
            }
            BirthDate { view: view.clone() }
            Choices {
                legend: t("answer-sex"), name: "sex", selected: sex,
                options: vec![ChoiceOption::new("female", t("visit-female")), ChoiceOption::new("male", t("visit-male"))],
                message: view.verdict(fields::SEX.path, is_past),
                on_select: move |value: String| {
                    let sex = if value == "female" { Sex::Female } else { Sex::Male };
                    sexes.save_now(move |survey| survey.identity.sex = Some(sex));
                },
            }
            Answer {
                view: view.clone(), field: &fields::ADDRESS, hint: t("visit-address-hint"),
                value: identity.address, multiline: true, max_len: 200,
                on_text: move |text: String| addresses.save_later("address", move |survey| survey.identity.address = text),
            }
            div { class: "rtrw",
                Block {
                    id: "rt", label: t("answer-rt"), value: identity.rt,
                    on_text: move |text: String| rts.save_later("rt", move |survey| survey.identity.rt = text),
                }
                Block {
                    id: "rw", label: t("answer-rw"), value: identity.rw,
                    on_text: move |text: String| rws.save_later("rw", move |survey| survey.identity.rw = text),
                }
            }
            VillageField {
                id: "village", label: t("answer-village"), chosen: identity.village,
                message: view.message(fields::VILLAGE.path, is_past || identity.village.is_some(), t("visit-village-hint")),
                on_choose: move |code| villages.save_now(move |survey| survey.identity.village = Some(code)),
            }
            Occupation { view: view.clone() }
            Answer {
                view: view.clone(), field: &fields::PHONE, hint: t("visit-phone-hint"),
                value: identity.phone, optional: true, input_mode: InputMode::Tel, mask: Mask::Phone, max_len: 40,
                on_text: move |text: String| phones.save_later("phone", move |survey| survey.identity.phone = text),
                on_left: move |()| one_spelling(&dialled),
            }
        }
    }
}

/// A whole phone number is kept in one spelling once its field is left.
fn one_spelling(visit: &Visit) {
    let Ok(survey) = visit.device.survey(visit.id) else { return };
    if let Some(number) = normalise(&survey.identity.phone).filter(|number| *number != survey.identity.phone) {
        visit.save_now(move |survey| survey.identity.phone = number);
    }
}

/// The occupation on the card, from the list or in other words.
#[component]
fn Occupation(view: Rc<View>) -> Element {
    let visit = use_context::<Visit>();
    let occupation = view.survey.identity.occupation.clone();
    let given = !occupation.trim().is_empty();
    rsx! {
        PickField {
            id: "occupation", label: t("answer-occupation"), list: PickList::Occupations, optional: true,
            chosen: given.then(|| occupation.clone()), shown: given.then(|| (occupation.clone(), String::new())),
            empty: t("visit-occupation-none"),
            message: view.message(fields::OCCUPATION.path, true, t("visit-occupation-hint")),
            on_choose: move |choice| {
                let (Choice::Listed(occupation, _) | Choice::Words(occupation)) = choice;
                visit.save_now(move |survey| survey.identity.occupation = occupation);
            },
        }
    }
}

#[component]
fn CardPhoto(view: Rc<View>) -> Element {
    let visit = use_context::<Visit>();
    let kind = EvidenceKind::IdentityCard;
    let card = view.survey.photos(&kind).next().map(|photo| photo.size_bytes);
    let message = match card {
        Some(size) => (MessageKind::Ok, t_with("visit-card-ready", &[("size", format::bytes(size).into())])),
        None => view.message(fields::IDENTITY_CARD.path, visit.is_past(Step::Identity), ""),
    };
    rsx! {
        section { class: "stack stack--2",
            h2 { {t("visit-card-photo")} }
            PhotoTiles { view: view.clone(), kind: kind.clone(), shape: "photo--card", full: true }
            div { class: "split",
                span { class: message.0.field_class(),
                    Message { kind: message.0, text: message.1.clone() }
                }
                if card.is_some() && crate::ui::visit::photo_jobs::job(visit.id, &kind).is_none() {
                    Retake { id: "photo-{kind.as_str()}", kind: kind.clone(), label: field_name(&view.programme, &fields::EVIDENCE.of(kind.as_str())) }
                }
            }
        }
    }
}

#[component]
fn FamilyCard(view: Rc<View>) -> Element {
    let visit = use_context::<Visit>();
    let touched = use_touched();
    let value = view.survey.identity.family_card.clone();
    let shown = touched.shown(!value.is_empty(), visit.is_past(Step::Identity));
    let leaving = visit.clone();
    rsx! {
        Digits {
            id: "family_card", label: t("answer-family-card"), mask: Mask::Sixteen, value,
            optional: !view.programme.rules.family_card_required,
            message: view.message(fields::FAMILY_CARD.path, shown, t("visit-family-card-hint")),
            on_text: move |text: String| {
                touched.typed();
                let number = digits(&text);
                visit.save_later("family_card", move |survey| survey.identity.family_card = number);
            },
            on_left: move |()| {
                leaving.autosave.flush();
                touched.left();
            },
        }
    }
}

/// RT or RW: up to three digits, often 001.
#[component]
fn Block(id: &'static str, label: String, value: String, on_text: EventHandler<String>) -> Element {
    let visit = use_context::<Visit>();
    rsx! {
        Digits {
            id, label, mask: Mask::Three, value, optional: true, message: (MessageKind::Hint, String::new()),
            on_text, on_left: move |()| visit.autosave.flush(),
        }
    }
}

/// Only a whole date is stored; an unfinished one stays in its field and is asked for when left.
#[component]
fn BirthDate(view: Rc<View>) -> Element {
    let visit = use_context::<Visit>();
    let stored = view.survey.identity.birth_date;
    let value = stored.map(format::date).unwrap_or_default();
    let mut text = use_signal(|| value.clone());
    let touched = use_touched();
    let shown = touched.shown(stored.is_some(), visit.is_past(Step::Identity));
    let message = message(&view, &text.read(), shown);
    let leaving = visit.clone();
    // An unfinished date is not in the store; the field keeps showing what was typed.
    let kept = if stored.is_some() { value } else { text.read().clone() };
    rsx! {
        Digits {
            id: "birth_date", label: t("answer-birth-date"), mask: Mask::Date, value: kept, message,
            placeholder: t("visit-birth-date-placeholder"),
            on_text: move |typed: String| {
                touched.typed();
                let day = match read_date(&typed) {
                    TypedDate::Day(day) => Some(day),
                    _ => None,
                };
                text.set(typed);
                visit.save_later("birth_date", move |survey| survey.identity.birth_date = day);
            },
            on_left: move |()| {
                leaving.autosave.flush();
                touched.left();
            },
        }
    }
}

fn message(view: &View, typed: &str, shown: bool) -> FieldMessage {
    let hint = (MessageKind::Hint, t("visit-birth-date-hint"));
    match read_date(typed) {
        TypedDate::Impossible => (MessageKind::Error, t_with("visit-date-impossible", &[("date", typed.into())])),
        TypedDate::Incomplete if shown => (MessageKind::Error, t("visit-date-incomplete")),
        TypedDate::Incomplete => hint,
        TypedDate::Empty => view.message(fields::BIRTH_DATE.path, shown, hint.1),
        TypedDate::Day(day) => match view.message(fields::BIRTH_DATE.path, shown, hint.1) {
            (MessageKind::Hint, words) => {
                let birth = Nik::parse(&view.survey.identity.nik).map(|nik| nik.birth_digits());
                match birth {
                    Ok(birth) if birth.matches(day) => (MessageKind::Ok, t("visit-birth-date-matches")),
                    Ok(_)
                        if view
                            .finding(fields::NIK.path)
                            .is_some_and(|found| found.code == FindingCode::NikBirthDateDiffers) =>
                    {
                        view.message(fields::NIK.path, true, words)
                    }
                    _ => (MessageKind::Hint, words),
                }
            }
            found => found,
        },
    }
}
