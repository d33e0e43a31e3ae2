//! Findings and confirmations in words.

use sambang_domain::Language;
use sambang_domain::check::{Finding, FindingCode};
use sambang_domain::programme::Programme;
use sambang_domain::survey::Confirmation;
use sambang_domain::survey::fields::{self, ELIGIBILITY, EVIDENCE, Field, Kind, NIK, NOTICE, STATEMENT};

use crate::format;
use crate::names::{name, name_or_unnamed};
use crate::regions::region_name;
use crate::texts::{FluentValue, key, text, text_code, text_with};

/// What is found, and what to do about it.
#[must_use]
pub fn title_and_advice(language: Language, finding: &Finding, programme: &Programme) -> (String, String) {
    let asked = fields::question(&finding.path).filter(|_| finding.code == FindingCode::Required);
    let asked = asked.and_then(|id| programme.question(id)).map(|question| question.ask.in_language(language));
    let given = finding.args.iter().map(|(name, value)| (*name, argument(language, programme, name, value)));
    let field = ("field", name(language, programme, &finding.path));
    let question = asked.map(|asked| ("question", asked.to_owned()));
    let args = [field].into_iter().chain(given).chain(question).map(|(name, value)| (name, FluentValue::from(value)));
    let args: Vec<_> = args.collect();
    let key = key_of(finding);
    (text_with(language, &key, &args), text_with(language, &format!("{key}-do"), &args))
}

/// That a warning was confirmed, and why.
#[must_use]
pub fn confirmed(language: Language, confirmation: &Confirmation) -> String {
    text_with(language, "confirm-done", &[("reason", confirmation.reason.clone().into())])
}

/// A finding in a word or two, for lists. An eligibility question has its own words.
#[must_use]
pub fn brief(language: Language, path: &str, code: &FindingCode) -> String {
    match fields::question(path) {
        Some(question) if *code == FindingCode::EligibilityExcluded => text_code(language, "brief-question", question),
        _ => text_code(language, "brief", code.as_str()),
    }
}

/// The text of the link to the place where the answer is given.
#[must_use]
pub fn link(language: Language, finding: &Finding) -> String {
    let field = fields::of(&finding.path);
    let to = match field.kind {
        _ if field.section.is_some() => "section",
        _ if field.judged_as() == Some(&NIK) => NIK.id,
        Kind::Photos => "photos",
        _ => field.step.as_str(),
    };
    text(language, &key("visit-fix", to))
}

fn key_of(finding: &Finding) -> String {
    match finding.code {
        FindingCode::Required => required(fields::of(&finding.path)).to_owned(),
        ref code => key("finding", code.as_str()),
    }
}

fn required(field: &Field) -> &'static str {
    match *field {
        NOTICE => "finding-required-notice",
        STATEMENT => "finding-required-statement",
        ELIGIBILITY => "finding-required-question",
        field if field.kind.is_choice() => "finding-required-choice",
        _ => "finding-required",
    }
}

/// A value that a finding names, in words.
fn argument(language: Language, programme: &Programme, of: &str, value: &str) -> String {
    match of {
        "kind" | "other" => name(language, programme, &EVIDENCE.of(value)),
        "question" => {
            let question = programme.question(value);
            question.map(|question| question.warning.in_language(language).to_owned()).unwrap_or_default()
        }
        "name" => name_or_unnamed(language, value),
        "village" => value.parse().ok().and_then(region_name).unwrap_or_else(|| value.to_owned()),
        "distance" | "from_middle" => value.parse().map_or_else(|_| value.to_owned(), format::distance),
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use sambang_domain::check::Severity;

    use super::*;

    fn finding(path: &str, code: FindingCode) -> Finding {
        Finding { severity: Severity::Error, path: path.to_owned(), code, args: Default::default() }
    }

    #[test]
    fn a_missing_answer_is_asked_for_by_its_kind() {
        let key = |path: &str| key_of(&finding(path, FindingCode::Required));
        assert_eq!(key("notice"), "finding-required-notice");
        assert_eq!(key("statement"), "finding-required-statement");
        assert_eq!(key("eligibility.receives_kur"), "finding-required-question");
        assert_eq!(key("business.since_year"), "finding-required-choice");
        assert_eq!(key("identity.name"), "finding-required");
    }

    #[test]
    fn the_way_to_an_answer_is_named_by_where_it_is_given() {
        let words = |path: &str| link(Language::En, &finding(path, FindingCode::Required));
        assert_eq!(words("identity.nik_confirmed"), "Check the NIK");
        assert_eq!(words("identity.name"), "Check the card");
        assert_eq!(words("evidence.identity_card"), "Take photo");
        assert_eq!(words("evidence.product_photo"), "Open this section");
        assert_eq!(words("business.village"), "Check the position");
        assert_eq!(words("statement.place"), "Open the statement");
    }

    #[test]
    fn how_far_a_position_is_from_its_village_is_said_in_kilometres() {
        let args = [("village", "1803021001".to_owned()), ("from_middle", "260412".to_owned())];
        let far = Finding { args: args.into(), ..finding("position", FindingCode::PositionFar) };
        let programme = Programme::shipped().unwrap().remove(0);
        assert_eq!(title_and_advice(Language::Id, &far, &programme).0, "Titik 260 km dari Kotabumi Udik");
    }

    #[test]
    fn a_finding_of_a_newer_app_is_named_as_another_one() {
        let brief = |path: &str, code: &str| brief(Language::Id, path, &FindingCode::from(code.to_owned()));
        assert_eq!(brief("eligibility.receives_kur", "eligibility.excluded"), "KUR");
        assert_eq!(brief("identity.nik", "nik.district_differs"), "kecamatan NIK");
        assert_eq!(brief("x", "from.a_newer_app"), "temuan lain");
    }
}
