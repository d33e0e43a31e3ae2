//! Findings on the screen: where each one leads, and the words for it.

use fluent_bundle::FluentValue;
use sambang_domain::check::{Finding, Severity};
use sambang_domain::programme::Programme;
use sambang_domain::survey::{Confirmation, Section};

use crate::ui::components::{FieldMessage, MessageKind};
use crate::ui::field_names::field_name;
use crate::ui::i18n::{t, t_with, text_of};
use crate::ui::screens::rows::name_or_unnamed;

/// The step on which the answer at `path` is given.
pub(super) fn step_of(path: &str) -> u8 {
    let (section, field) = path.split_once('.').unwrap_or((path, ""));
    match (section, field) {
        ("notice", _) => 1,
        ("identity", _) | ("evidence", "identity_card") => 2,
        ("business", "same_as_home" | "address" | "village" | "landmark") | ("position", _) => 4,
        ("business", _) => 3,
        ("evidence", "signed_statement" | "drawn_signature") | ("statement", _) => 7,
        ("evidence", "product_photo") => 8,
        ("evidence", _) => 5,
        ("eligibility", _) => 6,
        ("sections", _) | ("", _) => 8,
        _ => 1,
    }
}

/// The optional section in which the answer at `path` is given.
pub(super) fn section_of(path: &str) -> Option<Section> {
    match path.split_once('.')? {
        ("sections", name) => Some(Section::from(name.to_owned())),
        ("evidence", "product_photo") => Some(Section::Promotion),
        _ => None,
    }
}

/// The id of the element that takes the focus for a finding.
pub(super) fn target_of(finding: &Finding) -> String {
    match finding.path.strip_prefix("eligibility.") {
        Some(question) if finding.code.starts_with("year.") => format!("year-{question}"),
        _ => field_target(&finding.path),
    }
}

/// The id of the element that takes the focus for the answer at `path`.
pub(super) fn field_target(path: &str) -> String {
    if let Some(section) = section_of(path) {
        let name = section.as_str().split('.').next().unwrap_or_default();
        return format!("section-{name}");
    }
    let (section, field) = path.split_once('.').unwrap_or((path, ""));
    match (section, field) {
        ("notice", _) => "notice-ok".to_owned(),
        ("identity", "nik_confirmed") => "nik4".to_owned(),
        ("identity", field) => field.to_owned(),
        ("business", "name" | "address" | "village") => format!("business_{field}"),
        ("business", field) => field.to_owned(),
        ("position", _) => "locate".to_owned(),
        ("evidence", "drawn_signature") | ("statement", "" | "signature") => "sign-pad".to_owned(),
        ("evidence", kind) => format!("photo-{kind}"),
        ("eligibility", question) => format!("q-{question}"),
        ("statement", field) => field.to_owned(),
        _ => "screen-title".to_owned(),
    }
}

/// The link under a finding.
pub(super) fn fix_of(finding: &Finding) -> String {
    match finding.path.split_once('.').unwrap_or((&finding.path, "")) {
        ("notice", _) => t("visit-fix-notice"),
        ("identity", "nik" | "nik_confirmed") => t("visit-fix-nik"),
        ("identity", _) => t("visit-fix-identity"),
        ("business", "same_as_home" | "address" | "village") | ("position", _) => t("visit-fix-position"),
        ("business", _) => t("visit-fix-business"),
        ("sections", _) | ("evidence", "product_photo") => t("visit-fix-section"),
        ("evidence", _) => t("visit-fix-photo"),
        ("eligibility", _) => t("visit-fix-eligibility"),
        _ => t("visit-fix-statement"),
    }
}

/// Fields that are chosen, not typed.
fn is_choice(path: &str) -> bool {
    matches!(
        path,
        "identity.sex"
            | "identity.village"
            | "business.line"
            | "business.since_year"
            | "business.premises"
            | "business.legality"
            | "business.same_as_home"
            | "business.village"
    )
}

/// The Fluent key of a finding.
pub(super) fn key_of(finding: &Finding) -> String {
    match (finding.code, finding.path.as_str()) {
        ("required", "notice") => "finding-required-notice".to_owned(),
        ("required", "statement") => "finding-required-statement".to_owned(),
        ("required", path) if path.starts_with("eligibility.") => "finding-required-question".to_owned(),
        ("required", path) if is_choice(path) => "finding-required-choice".to_owned(),
        (code, _) => format!("finding-{}", code.replace(['.', '_'], "-")),
    }
}

/// Title and what to do.
pub(in crate::ui) fn words(finding: &Finding, programme: &Programme) -> (String, String) {
    let mut args: Vec<(&str, FluentValue<'static>)> = vec![("field", field_name(programme, &finding.path).into())];
    for (name, value) in &finding.args {
        let shown = match *name {
            "kind" | "other" => photo_label(programme, value),
            "question" => warning(programme, value),
            "name" => name_or_unnamed(value),
            _ => value.clone(),
        };
        args.push((*name, shown.into()));
    }
    if let Some(question) = finding.path.strip_prefix("eligibility.").filter(|_| finding.code == "required") {
        args.push(("question", ask(programme, question).into()));
    }
    let key = key_of(finding);
    (t_with(&key, &args), t_with(&format!("{key}-do"), &args))
}

/// Title and advice in one line, for the message of a field; after a confirmation its reason.
pub(super) fn message(finding: &Finding, programme: &Programme, confirmed: Option<&Confirmation>) -> FieldMessage {
    let (title, advice) = words(finding, programme);
    if let Some(confirmed) = confirmed {
        return (MessageKind::Hint, format!("{title}. {}", confirmed_words(confirmed)));
    }
    let kind = match finding.severity {
        Severity::Error => MessageKind::Error,
        Severity::Warning => MessageKind::Warn,
        Severity::Note => MessageKind::Hint,
    };
    (kind, format!("{title}. {advice}"))
}

/// That a warning was confirmed, and why.
pub(in crate::ui) fn confirmed_words(confirmed: &Confirmation) -> String {
    t_with("confirm-done", &[("reason", confirmed.reason.clone().into())])
}

/// The programme's name for a kind of photo.
pub(super) fn photo_label(programme: &Programme, kind: &str) -> String {
    field_name(programme, &format!("evidence.{kind}"))
}

fn ask(programme: &Programme, id: &str) -> String {
    programme.questions.iter().find(|question| question.id == id).map(|q| text_of(&q.ask)).unwrap_or_default()
}

fn warning(programme: &Programme, id: &str) -> String {
    programme.questions.iter().find(|question| question.id == id).map(|q| text_of(&q.warning)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every code that the checks can give, read from their source.
    fn codes() -> Vec<String> {
        const SOURCES: &[&str] = &[
            include_str!("../../../domain/src/check/answers.rs"),
            include_str!("../../../domain/src/check/evidence.rs"),
            include_str!("../../../domain/src/check/family_card.rs"),
            include_str!("../../../domain/src/check/identity.rs"),
            include_str!("../../../domain/src/check/issued.rs"),
            include_str!("../../../domain/src/check/sections.rs"),
            include_str!("../../../domain/src/nik/mod.rs"),
            include_str!("../../device/duplicates.rs"),
        ];
        const PATHS: [&str; 4] = ["identity.", "business.", "evidence.", "sections."];
        const FIELDS: [&str; 2] = ["statement.place", "statement.signature"];
        let is_code = |text: &&str| {
            text.split_once('.').is_some_and(|(a, b)| {
                [a, b].iter().all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
            }) && !PATHS.iter().any(|path| text.starts_with(path))
                && !FIELDS.contains(text)
        };
        let mut codes: Vec<String> =
            SOURCES.iter().flat_map(|source| source.split('"')).filter(is_code).map(str::to_owned).collect();
        codes.sort();
        codes.dedup();
        codes
    }

    #[test]
    fn every_finding_has_a_title_advice_and_a_brief_name_in_both_languages() {
        let codes = codes();
        assert!(codes.len() >= 30, "{codes:?}");
        let texts = [
            concat!(
                include_str!("../../../assets/texts/id/visit.ftl"),
                include_str!("../../../assets/texts/id/sections.ftl"),
                include_str!("../../../assets/texts/id/queue.ftl")
            ),
            concat!(
                include_str!("../../../assets/texts/en/visit.ftl"),
                include_str!("../../../assets/texts/en/sections.ftl"),
                include_str!("../../../assets/texts/en/queue.ftl")
            ),
        ];
        for code in codes.iter().map(|code| code.replace(['.', '_'], "-")) {
            for text in texts {
                let keys =
                    [format!("\nfinding-{code} = "), format!("\nfinding-{code}-do = "), format!("\nbrief-{code} = ")];
                for key in keys {
                    assert!(text.contains(&key), "{key}");
                }
            }
        }
    }

    #[test]
    fn every_step_can_be_led_to() {
        let paths = [
            ("notice", 1),
            ("identity.nik_confirmed", 2),
            ("evidence.identity_card", 2),
            ("business.line", 3),
            ("business.same_as_home", 4),
            ("position", 4),
            ("evidence.business_front", 5),
            ("eligibility.receives_kur", 6),
            ("statement.place", 7),
            ("evidence.signed_statement", 7),
            ("sections.aid", 8),
            ("evidence.product_photo", 8),
        ];
        for (path, step) in paths {
            assert_eq!(step_of(path), step, "{path}");
        }
    }

    #[test]
    fn a_finding_about_an_optional_answer_leads_to_its_section() {
        assert_eq!(section_of("sections.turnover"), Some(Section::Turnover));
        assert_eq!(section_of("evidence.product_photo"), Some(Section::Promotion));
        assert_eq!(section_of("evidence.business_front"), None);
        assert_eq!(section_of("position"), None);
    }

    #[test]
    fn a_finding_leads_to_the_field_it_is_about() {
        let target = |path: &str, code| {
            target_of(&Finding { severity: Severity::Error, path: path.to_owned(), code, args: Default::default() })
        };
        assert_eq!(target("identity.nik_confirmed", "nik.not_confirmed"), "nik4");
        assert_eq!(target("identity.family_card", "required"), "family_card");
        assert_eq!(target("business.village", "required"), "business_village");
        assert_eq!(target("eligibility.received_before", "year.required"), "year-received_before");
        assert_eq!(target("eligibility.received_before", "required"), "q-received_before");
        assert_eq!(target("evidence.business_front", "photo.missing"), "photo-business_front");
        assert_eq!(target("statement", "required"), "sign-pad");
    }
}
