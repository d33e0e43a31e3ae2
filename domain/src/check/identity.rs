//! The identity card: the NIK gate and the card's other fields.

use super::{FindingCode, Findings, family_card, issued, sections, visit_day};
use crate::nik::{Nik, NikError, age_on};
use crate::programme::Programme;
use crate::region::RegionLevel;
use crate::survey::{Survey, fields};

/// Above this age a warning asks to compare with the card.
const OLDEST: i32 = 100;

pub(super) fn check(survey: &Survey, programme: &Programme, findings: &mut Findings) {
    let identity = &survey.identity;
    nik(survey, findings);
    family_card::check(survey, programme, findings);
    findings.require_text(fields::NAME.path, &identity.name);
    if identity.name.chars().any(char::is_alphanumeric) && !identity.name.chars().any(char::is_alphabetic) {
        findings.error(fields::NAME.path, FindingCode::NameNoLetter);
    } else if identity.name.chars().any(|c| c.is_ascii_digit()) {
        findings.warn(fields::NAME.path, FindingCode::NameDigits);
    }
    findings.require_text(fields::BIRTH_PLACE.path, &identity.birth_place);
    birth_date(survey, programme, findings);
    findings.require(fields::SEX.path, identity.sex.is_none());
    findings.require_text(fields::ADDRESS.path, &identity.address);
    findings.require(fields::VILLAGE.path, identity.village.is_none_or(|code| code.level() != RegionLevel::Village));
    phone(&identity.phone, findings);
    sections::occupation(survey, programme, findings);
}

fn nik(survey: &Survey, findings: &mut Findings) {
    const PATH: &str = fields::NIK.path;
    let identity = &survey.identity;
    let nik = match Nik::parse(&identity.nik) {
        Ok(nik) => nik,
        Err(NikError::Length { digits: 0 }) => {
            findings.error(PATH, FindingCode::Required);
            return;
        }
        Err(error) => {
            let finding = findings.error(PATH, error.into());
            if let NikError::Length { digits } = error {
                finding.with("digits", digits.to_string());
            }
            return;
        }
    };
    if !identity.nik_confirmed {
        findings.error(fields::NIK_CONFIRMED.path, FindingCode::NikNotConfirmed);
    }
    let birth = nik.birth_digits();
    if let Some(date) = identity.birth_date.filter(|date| !birth.matches(*date)) {
        let in_nik = birth.date(survey.visited_on).map(dmy).unwrap_or_default();
        findings.warn(PATH, FindingCode::NikBirthDateDiffers).with("nik", in_nik).with("card", dmy(date));
    }
    if identity.sex.is_some_and(|sex| sex != birth.sex()) {
        findings.warn(PATH, FindingCode::NikSexDiffers);
    }
    issued::check(nik, identity.village, findings);
}

fn birth_date(survey: &Survey, programme: &Programme, findings: &mut Findings) {
    const PATH: &str = fields::BIRTH_DATE.path;
    let Some(date) = survey.identity.birth_date else {
        findings.error(PATH, FindingCode::Required);
        return;
    };
    let age = age_on(date, survey.visited_on);
    if age < 0 && visit_day::is_plausible(survey, programme) {
        findings.error(PATH, FindingCode::BirthDateFuture);
    } else if age < 0 {
        // It is the day of the visit that is wrong, and that has a finding of its own.
        findings.warn(PATH, FindingCode::BirthDateFuture);
    } else if age < programme.rules.minimum_age {
        findings.warn(PATH, FindingCode::BirthDateTooYoung).with("age", age.to_string());
    } else if age > OLDEST {
        findings.warn(PATH, FindingCode::BirthDateTooOld).with("age", age.to_string());
    }
}

fn phone(text: &str, findings: &mut Findings) {
    if !text.trim().is_empty() && crate::phone::normalise(text).is_none() {
        findings.warn(fields::PHONE.path, FindingCode::PhoneUnusual);
    }
}

fn dmy(date: chrono::NaiveDate) -> String {
    date.format("%d-%m-%Y").to_string()
}
