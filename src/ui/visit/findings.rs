//! Findings and comments on the form: the line under a field, and the way to it.

use sambang_domain::check::{Finding, FindingCode, Severity};
use sambang_domain::programme::Programme;
use sambang_domain::survey::Confirmation;
use sambang_domain::survey::fields::{self, Kind};
use sambang_words::findings::{confirmed, title_and_advice};

use crate::device::Point;
use crate::ui::components::{FieldMessage, MessageKind};
use crate::ui::i18n::{language, t_with};

/// The id of the element that takes the focus for a finding.
pub(super) fn target_of(finding: &Finding) -> String {
    match fields::question(&finding.path) {
        Some(question) if finding.code.topic() == "year" => format!("year-{question}"),
        _ => target(&finding.path),
    }
}

/// The id of the element that takes the focus for the answer at `path`.
#[must_use]
pub fn target(path: &str) -> String {
    let field = fields::of(path);
    if let Some(section) = field.section {
        return format!("section-{}", section.as_str());
    }
    match *field {
        fields::NOTICE => "notice-ok".to_owned(),
        fields::POSITION => "locate".to_owned(),
        fields::STATEMENT | fields::SIGNATURE | fields::DRAWN_SIGNATURE => "sign-pad".to_owned(),
        fields::WHOLE | fields::UNKNOWN => "screen-title".to_owned(),
        _ => match (field.kind, fields::photo(path), fields::question(path)) {
            (Kind::Photos, Some(kind), _) => format!("photo-{}", kind.as_str()),
            (Kind::Question, _, Some(question)) => format!("q-{question}"),
            _ => field.part_of.unwrap_or(field).id.to_owned(),
        },
    }
}

/// That the applicant was probably visited before: told in a notice below the NIK, not in the line
/// under it.
pub(super) fn is_duplicate(finding: &Finding) -> bool {
    matches!(finding.code, FindingCode::NikOwnDuplicate | FindingCode::NikMaybeKnown | FindingCode::NikMaybeListed)
}

/// Title and advice in one line; after a confirmation its reason.
pub(super) fn message(finding: &Finding, programme: &Programme, confirmation: Option<&Confirmation>) -> FieldMessage {
    let (title, advice) = title_and_advice(language(), finding, programme);
    if let Some(confirmation) = confirmation {
        return (MessageKind::Hint, format!("{title}. {}", confirmed(language(), confirmation)));
    }
    let kind = match finding.severity {
        Severity::Error => MessageKind::Error,
        Severity::Warning => MessageKind::Warn,
        Severity::Note => MessageKind::Hint,
    };
    (kind, format!("{title}. {advice}"))
}

/// What a supervisor asks, as the line under its field.
pub(super) fn remark(point: &Point) -> FieldMessage {
    let text = [("text", point.asked.clone().into())];
    let kind = if point.is_settled() { MessageKind::Hint } else { MessageKind::Warn };
    let key = if point.changes.is_empty() { "remark" } else { "remark-changed" };
    (kind, t_with(key, &text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_leads_to_the_field_it_is_about() {
        let target = |path: &str, code| {
            target_of(&Finding { severity: Severity::Error, path: path.to_owned(), code, args: Default::default() })
        };
        assert_eq!(target("identity.nik_confirmed", FindingCode::NikNotConfirmed), "nik4");
        assert_eq!(target("identity.family_card", FindingCode::Required), "family_card");
        assert_eq!(target("business.village", FindingCode::Required), "business_village");
        assert_eq!(target("eligibility.received_before", FindingCode::YearRequired), "year-received_before");
        assert_eq!(target("eligibility.received_before", FindingCode::Required), "q-received_before");
        assert_eq!(target("evidence.business_front", FindingCode::PhotoMissing), "photo-business_front");
        assert_eq!(target("statement", FindingCode::Required), "sign-pad");
        assert_eq!(target("evidence.product_photo", FindingCode::PhotoProductWithoutConsent), "section-promotion");
    }

    #[test]
    fn a_remark_leads_to_the_field_it_is_about() {
        assert_eq!(target("identity.name"), "name");
        assert_eq!(target("position"), "locate");
        assert_eq!(target("sections.turnover.now_rupiah"), "section-turnover");
        assert_eq!((target(""), target("identity.iris")), ("screen-title".to_owned(), "screen-title".to_owned()));
    }
}
