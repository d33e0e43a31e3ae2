//! A survey's answers in words: several fields as one, as people say them.

use sambang_domain::Language;
use sambang_domain::nik::Sex;
use sambang_domain::region::RegionCode;
use sambang_domain::statement;
use sambang_domain::survey::{Business, Position, Survey};

use crate::format;
use crate::texts::{text, text_code, text_with};

/// Yes or no.
#[must_use]
pub fn yes_no(language: Language, yes: bool) -> String {
    text(language, if yes { "visit-yes" } else { "visit-no" })
}

/// An address, empty when nothing of it was given.
#[must_use]
pub fn address(street: &str, rt: &str, rw: &str, village: Option<RegionCode>) -> String {
    let given = village.is_some() || [street, rt, rw].iter().any(|part| !part.trim().is_empty());
    if given { statement::address(street, rt, rw, village) } else { String::new() }
}

/// The address of the identity card.
#[must_use]
pub fn home(survey: &Survey) -> String {
    let identity = &survey.identity;
    address(&identity.address, &identity.rt, &identity.rw, identity.village)
}

/// Where the business is: "the same as the card's" or an address of its own.
#[must_use]
pub fn business_address(language: Language, business: &Business) -> String {
    match business.same_as_home {
        Some(true) => text(language, "visit-same"),
        Some(false) => address(&business.address, "", "", business.village),
        None => String::new(),
    }
}

/// What it makes or sells, with its name and its code in the official classification.
#[must_use]
pub fn business(business: &Business) -> String {
    joined([business.name.clone(), business.activity.clone(), kbli(business)])
}

/// Code and edition of the official classification; empty when none was picked.
#[must_use]
pub fn kbli(business: &Business) -> String {
    business.kbli.as_ref().map(|kbli| format!("{} ({})", kbli.code, kbli.edition)).unwrap_or_default()
}

/// Birth place, date and sex.
#[must_use]
pub fn born(language: Language, survey: &Survey) -> String {
    let identity = &survey.identity;
    let date = identity.birth_date.map(format::date).unwrap_or_default();
    joined([identity.birth_place.clone(), date, identity.sex.map(|known| sex(language, known)).unwrap_or_default()])
}

/// Female or male, as in a sentence.
#[must_use]
pub fn sex(language: Language, sex: Sex) -> String {
    text_code(language, "sex", sex.as_str())
}

/// How exact a position is.
#[must_use]
pub fn accuracy(language: Language, position: &Position) -> String {
    if position.by_hand {
        return text(language, "visit-position-typed");
    }
    text_with(language, "visit-kv-accuracy", &[("metres", format::decimal(position.accuracy_m, 0).into())])
}

/// The paper that proves the business, with its number.
#[must_use]
pub fn legality(language: Language, business: &Business) -> String {
    let paper =
        business.legality.as_ref().map(|paper| text_code(language, "legality", paper.as_str())).unwrap_or_default();
    joined([paper, business.legality_number.clone()])
}

/// The parts that say something, with commas between them.
#[must_use]
pub fn joined(parts: impl IntoIterator<Item = String>) -> String {
    let given = parts.into_iter().filter(|part| !part.trim().is_empty());
    given.map(|part| part.trim().to_owned()).collect::<Vec<_>>().join(", ")
}
