//! The name of an answer, for whoever speaks of it elsewhere than in the form: findings, comments,
//! the history of a survey.

use sambang_domain::programme::Programme;
use sambang_domain::survey::EvidenceKind;

use super::i18n::{t, t_code, text_of};

/// The label of the field at `path`, as the form writes it. The path is as findings and comments
/// name it, e.g. `identity.nik`; a part of a field (`position.latitude`) has the name of the field,
/// and the empty path is the survey as a whole.
#[must_use]
pub fn field_name(programme: &Programme, path: &str) -> String {
    let (part, field) = path.split_once('.').unwrap_or((path, ""));
    match part {
        "" => t("name-whole"),
        "notice" => t("visit-step-1"),
        "visited_on" | "started_at" => t("name-visit-time"),
        "identity" => identity(field),
        "business" => business(field),
        "position" => t("visit-kv-position"),
        "eligibility" => question(programme, field),
        "evidence" => photo(programme, field),
        "statement" => statement(field),
        "sections" => section(field),
        _ => path.to_owned(),
    }
}

fn identity(field: &str) -> String {
    match field {
        "nik" => t("visit-nik"),
        "nik_confirmed" => t("visit-nik4"),
        "family_card" => t("visit-family-card"),
        "name" => t("visit-name"),
        "birth_place" => t("visit-birth-place"),
        "birth_date" => t("visit-birth-date"),
        "sex" => t("visit-sex"),
        "address" => t("visit-address"),
        "rt" => t("visit-rt"),
        "rw" => t("visit-rw"),
        "village" => t("visit-village"),
        "phone" => t("visit-phone"),
        "occupation" => t("visit-occupation"),
        _ => t("visit-step-2"),
    }
}

fn business(field: &str) -> String {
    match field {
        "name" => t("visit-business-name"),
        "line" => t("visit-line"),
        "activity" => t("visit-activity"),
        "since_year" => t("visit-since-year"),
        "premises" => t("visit-premises"),
        "workers" => t("visit-workers"),
        "legality" => t("visit-legality"),
        "legality_number" => t("visit-legality-number"),
        "same_as_home" => t("visit-business-address"),
        "address" => t("visit-other-address"),
        "village" => t("visit-other-village"),
        "landmark" => t("visit-landmark"),
        field if field.starts_with("kbli") => t("visit-kv-kbli"),
        _ => t("visit-step-3"),
    }
}

fn statement(field: &str) -> String {
    match field {
        "place" => t("visit-place"),
        "thumb_print" => t("name-thumb-print"),
        field if field.starts_with("signature") => t("evidence-drawn-signature"),
        _ => t("visit-step-7"),
    }
}

fn question(programme: &Programme, field: &str) -> String {
    let id = field.split_once('.').map_or(field, |(id, _)| id);
    let asked = programme.questions.iter().find(|question| question.id == id);
    asked.map_or_else(|| t("visit-step-6"), |question| text_of(&question.ask))
}

/// The programme's name for a kind of photo.
fn photo(programme: &Programme, kind: &str) -> String {
    let rule = programme.evidence_rule(&EvidenceKind::from(kind.to_owned()));
    rule.map_or_else(|| t_code("evidence", kind), |rule| text_of(&rule.label))
}

fn section(field: &str) -> String {
    match field {
        "turnover.before_rupiah" => t("section-before"),
        "turnover.now_rupiah" => t("section-now"),
        "turnover.doing" => t("section-doing"),
        "turnover.changed" => t("section-changed"),
        "turnover.changed_from" => t("section-changed-from"),
        "aid.has_credit" => t("section-credit"),
        "aid.credits" => t("section-credit-kinds"),
        "aid.prakerja" => t("section-prakerja"),
        "aid.kemensos" => t("section-kemensos"),
        "aid.regional" => t("section-regional"),
        "aid.regional_name" => t("section-regional-name"),
        "cooperative.respondent" => t("section-respondent"),
        "cooperative.member" => t("section-member"),
        "cooperative.name" => t("section-cooperative-name"),
        "cooperative.card_number" => t("section-cooperative-card"),
        "digital.channels" => t("section-channels"),
        "digital.delivery" => t("section-delivery"),
        "interests.programmes" => t("section-interests-ask"),
        "interests.plut" => t("section-plut"),
        "problem.text" => t("section-problem-text"),
        "problem.status" => t("section-problem-status"),
        "problem.passed_to" => t("section-passed-to"),
        "promotion.consent" => t("section-consent"),
        "promotion.gallery" => t("section-gallery"),
        _ => t_code("section", field.split_once('.').map_or(field, |(name, _)| name)),
    }
}
