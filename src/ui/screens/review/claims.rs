//! What is judged: the survey's answers, each with its field, its words and its verdict's place.
//!
//! The page, the count of what was judged, the list of fields to comment on and the comparison of
//! duplicates all read it from here.

use sambang_domain::check::Finding;
use sambang_domain::nik;
use sambang_domain::programme::Programme;
use sambang_domain::survey::{EvidenceKind, Section, Survey};
use serde_json::Value;

use crate::ui::answer_words::{self as words, joined, yes_no};
use crate::ui::field_names::field_name;
use crate::ui::format;
use crate::ui::i18n::{t, t_code, t_with};
use crate::ui::value_words::value_words;

/// A part of the page with answers to judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui::screens) enum Part {
    /// The identity card beside what was typed from it.
    Identity,
    /// The business and its photos.
    Business,
    /// Where it is.
    Place,
    /// The statement on paper and on the screen.
    Statement,
    /// The programme's questions.
    Eligibility,
    /// The optional sections.
    Extra,
}

impl Part {
    /// All of them, in the order of the page.
    pub(in crate::ui::screens) const ALL: [Self; 6] =
        [Self::Identity, Self::Business, Self::Place, Self::Statement, Self::Eligibility, Self::Extra];
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ui::screens) struct Claim {
    /// The field that a tick or a comment is about.
    pub(in crate::ui::screens) path: String,
    /// Its name, short.
    pub(in crate::ui::screens) label: String,
    /// The answer; "none yet" where there is none.
    pub(in crate::ui::screens) value: String,
    /// Further fields whose answers are part of it.
    with: &'static [&'static str],
    /// It keeps the applicant from being proposed, or it is missing.
    pub(in crate::ui::screens) warns: bool,
}

impl Claim {
    fn new(path: impl Into<String>, label: String, value: String) -> Self {
        let missing = value.trim().is_empty();
        let value = if missing { t("visit-kv-missing") } else { value };
        Self { path: path.into(), label, value, with: &[], warns: false }
    }

    fn with(self, with: &'static [&'static str]) -> Self {
        Self { with, ..self }
    }

    /// Whether the answer at `path` is part of this one.
    pub(in crate::ui::screens) fn holds(&self, path: &str) -> bool {
        let under = |field: &str| path.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        under(&self.path) || self.with.iter().any(|field| under(field))
    }

    /// Whether a finding is about this answer.
    pub(in crate::ui::screens) fn concerns(&self, finding: &Finding) -> bool {
        self.holds(&finding.path)
    }
}

/// The answers of one part, in the order in which they are read.
pub(in crate::ui::screens) fn claims(part: Part, survey: &Survey, programme: &Programme) -> Vec<Claim> {
    match part {
        Part::Identity => identity(survey, programme),
        Part::Business => business(survey, programme),
        Part::Place => place(survey),
        Part::Statement => statement(survey, programme),
        Part::Eligibility => eligibility(survey, programme),
        Part::Extra => extra(survey, programme),
    }
}

/// The answers of all parts.
pub(in crate::ui::screens) fn all(survey: &Survey, programme: &Programme) -> Vec<Claim> {
    Part::ALL.into_iter().flat_map(|part| claims(part, survey, programme)).collect()
}

fn photos(survey: &Survey, programme: &Programme, kind: &EvidenceKind) -> Claim {
    let path = format!("evidence.{}", kind.as_str());
    let count = survey.photos(kind).count();
    let value = if count == 0 { String::new() } else { t_with("value-photos", &[("count", count.into())]) };
    Claim { warns: count == 0, ..Claim::new(path.clone(), field_name(programme, &path), value) }
}

fn identity(survey: &Survey, programme: &Programme) -> Vec<Claim> {
    let identity = &survey.identity;
    let mut rows = vec![
        Claim::new("identity.nik", t("visit-kv-nik"), nik::group(&identity.nik)).with(&["identity.nik_confirmed"]),
        Claim::new("identity.name", t("visit-kv-name"), identity.name.clone()),
        Claim::new("identity.birth_date", t("visit-kv-born"), words::born(survey))
            .with(&["identity.birth_place", "identity.sex"]),
        Claim::new("identity.address", t("visit-address"), words::home(survey)).with(&[
            "identity.rt",
            "identity.rw",
            "identity.village",
        ]),
        Claim::new("identity.phone", t("visit-kv-phone"), identity.phone.clone()),
        photos(survey, programme, &EvidenceKind::IdentityCard),
    ];
    if !identity.family_card.is_empty() || programme.rules.family_card_required {
        rows.insert(
            1,
            Claim::new("identity.family_card", t("visit-kv-family-card"), nik::group(&identity.family_card)),
        );
    }
    if !identity.occupation.is_empty() {
        rows.insert(
            rows.len().saturating_sub(2),
            Claim::new("identity.occupation", t("visit-occupation"), identity.occupation.clone()),
        );
    }
    rows
}

fn business(survey: &Survey, programme: &Programme) -> Vec<Claim> {
    let business = &survey.business;
    let premises = business.premises.as_ref().map(|place| t_code("visit-premises", place.as_str()));
    let since = business.since_year.map(|year| t_with("case-since", &[("year", year.to_string().into())]));
    let line = business.line.as_ref().map(|line| t_code("visit-line", line.as_str())).unwrap_or_default();
    let workers = business.workers.map(|count| count.to_string()).unwrap_or_default();
    let mut rows = vec![
        Claim::new("business.activity", t("visit-kv-business"), joined([words::business(business), line])).with(&[
            "business.name",
            "business.line",
            "business.kbli",
        ]),
        Claim::new("business.since_year", t("case-premises-since"), joined([premises, since].into_iter().flatten()))
            .with(&["business.premises"]),
        Claim::new("business.workers", t("visit-workers"), workers),
        Claim::new("business.legality", t("visit-legality"), words::legality(business))
            .with(&["business.legality_number"]),
    ];
    rows.extend(business_photos(survey, programme).iter().map(|kind| photos(survey, programme, kind)));
    rows
}

/// The kinds of photos of the business that are asked for or there.
pub(in crate::ui::screens) fn business_photos(survey: &Survey, programme: &Programme) -> Vec<EvidenceKind> {
    let elsewhere = [EvidenceKind::IdentityCard, EvidenceKind::SignedStatement, EvidenceKind::DrawnSignature];
    let wanted = |kind: &EvidenceKind| {
        programme.evidence_rule(kind).is_some_and(|rule| rule.minimum > 0) || survey.photos(kind).next().is_some()
    };
    let mut kinds: Vec<_> = EvidenceKind::KNOWN.iter().filter(|kind| !elsewhere.contains(kind)).cloned().collect();
    for photo in &survey.evidence {
        if !kinds.contains(&photo.kind) && !elsewhere.contains(&photo.kind) {
            kinds.push(photo.kind.clone());
        }
    }
    kinds.retain(wanted);
    kinds
}

fn place(survey: &Survey) -> Vec<Claim> {
    let accuracy = survey.position.as_ref().map(words::accuracy).unwrap_or_default();
    let where_it_is = words::business_address(&survey.business);
    vec![
        Claim { warns: survey.position.is_none(), ..Claim::new("position", t("visit-kv-position"), accuracy) },
        Claim::new("business.same_as_home", t("visit-kv-where"), where_it_is)
            .with(&["business.address", "business.village"]),
        Claim::new("business.landmark", t("visit-landmark"), survey.business.landmark.clone()),
    ]
}

fn statement(survey: &Survey, programme: &Programme) -> Vec<Claim> {
    let signed = survey.statement.as_ref().map(|statement| {
        let drawn = (!statement.signature.is_empty()).then(|| t("case-signed-screen"));
        let thumb = statement.thumb_print.then(|| t("name-thumb-print"));
        joined([drawn, thumb].into_iter().flatten().chain([statement.place.clone()]))
    });
    vec![
        photos(survey, programme, &EvidenceKind::SignedStatement),
        Claim::new("statement", t("evidence-drawn-signature"), signed.unwrap_or_default())
            .with(&["evidence.drawn_signature"]),
    ]
}

fn eligibility(survey: &Survey, programme: &Programme) -> Vec<Claim> {
    let asked = programme.questions.iter().map(|question| {
        let answer = survey.eligibility.get(&question.id);
        let year = |year: i32| t_with("case-in-year", &[("year", year.to_string().into())]);
        let value =
            answer.map(|answer| joined([Some(yes_no(answer.yes)), answer.year.map(year)].into_iter().flatten()));
        let path = format!("eligibility.{}", question.id);
        let excluded = answer.is_some_and(|answer| question.eligible.is_some_and(|fits| fits != answer.yes));
        Claim { warns: excluded, ..Claim::new(path.clone(), field_name(programme, &path), value.unwrap_or_default()) }
    });
    asked.collect()
}

/// One row for each optional section that holds an answer, whole: its parts are judged together.
fn extra(survey: &Survey, programme: &Programme) -> Vec<Claim> {
    let sections = serde_json::to_value(&survey.sections).unwrap_or_default();
    let answered = Section::KNOWN.iter().filter(|section| survey.sections.has(section));
    let row = |section: &Section| {
        let path = format!("sections.{}", section.as_str());
        let answers = sections.get(section.as_str()).and_then(Value::as_object);
        let told = answers.into_iter().flatten().map(|(field, value)| {
            let path = format!("{path}.{field}");
            format!("{}: {}", field_name(programme, &path).trim_end_matches('?'), value_words(&path, value, 0))
        });
        let words = told.collect::<Vec<_>>().join("; ");
        Claim::new(path.clone(), field_name(programme, &path), words)
    };
    answered.map(row).collect()
}

/// How far two positions are apart, in words; none when one is missing.
pub(in crate::ui::screens) fn apart(a: &Survey, b: &Survey) -> Option<String> {
    use crate::ui::visit::map::{distance_m, spot};
    let (a, b) = (a.position.as_ref()?, b.position.as_ref()?);
    Some(format::distance(distance_m(spot(a), spot(b))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(path: &str, with: &'static [&'static str]) -> Claim {
        Claim::new(path, String::new(), "x".to_owned()).with(with)
    }

    #[test]
    fn an_answer_holds_its_parts_and_nothing_that_only_begins_alike() {
        let address = claim("business.same_as_home", &["business.address", "business.village"]);
        assert!(address.holds("business.village"));
        assert!(!address.holds("business.villages"));
        let position = claim("position", &[]);
        assert!(position.holds("position") && position.holds("position.latitude"));
        assert!(!position.holds("positions"));
    }
}
