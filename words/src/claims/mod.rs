//! Claims: the answers that a supervisor judges, each with its name, its value in words and its path.
//!
//! A supervisor's page, the count of what was judged, the list of answers to comment on and the
//! comparison of duplicates all read it from here. Which answers these are is in the table of answers.

mod reader;

use sambang_domain::Language;
use sambang_domain::check::Finding;
use sambang_domain::programme::Programme;
use sambang_domain::survey::fields::{self, EVIDENCE, Judged, is_within};
use sambang_domain::survey::{EvidenceKind, Step, Survey};

use self::reader::Reader;

/// A part of the page with answers to judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
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
    pub const ALL: [Self; 6] =
        [Self::Identity, Self::Business, Self::Place, Self::Statement, Self::Eligibility, Self::Extra];

    /// The part that shows the answers of a step; none for the notice.
    fn of(step: Step) -> Option<Self> {
        match step {
            Step::Notice => None,
            Step::Identity => Some(Self::Identity),
            Step::Business | Step::Photos => Some(Self::Business),
            Step::Position => Some(Self::Place),
            Step::Statement => Some(Self::Statement),
            Step::Eligibility => Some(Self::Eligibility),
            Step::Summary => Some(Self::Extra),
        }
    }
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The answer that a tick or a comment is about.
    pub path: String,
    /// Its name, short.
    pub label: String,
    /// The answer; "none yet" where there is none.
    pub value: String,
    /// It keeps the applicant from being proposed, or it is missing.
    pub warns: bool,
}

impl Claim {
    /// Whether the answer at `path` is judged with this one.
    #[must_use]
    pub fn holds(&self, path: &str) -> bool {
        let head = fields::of(path).judged_as();
        is_within(path, &self.path) || head.is_some_and(|head| head.path == self.path)
    }

    /// Whether a finding is about this answer.
    #[must_use]
    pub fn concerns(&self, finding: &Finding) -> bool {
        self.holds(&finding.path)
    }
}

/// The answers of one part, in the order in which they are read.
#[must_use]
pub fn claims(language: Language, part: Part, survey: &Survey, programme: &Programme) -> Vec<Claim> {
    let reader = Reader { language, survey, programme };
    let judged = fields::ALL.iter().filter(|field| field.judged == Judged::Alone && Part::of(field.step) == Some(part));
    judged.flat_map(|field| reader.claims(field)).collect()
}

/// The answers of all parts.
#[must_use]
pub fn all(language: Language, survey: &Survey, programme: &Programme) -> Vec<Claim> {
    Part::ALL.into_iter().flat_map(|part| claims(language, part, survey, programme)).collect()
}

/// The kinds of photos of the business that are asked for or there.
#[must_use]
pub fn business_photos(survey: &Survey, programme: &Programme) -> Vec<EvidenceKind> {
    let of_business = |kind: &EvidenceKind| {
        let step = fields::of(&EVIDENCE.of(kind.as_str())).step;
        !matches!(step, Step::Identity | Step::Statement)
    };
    let wanted = |kind: &EvidenceKind| {
        programme.evidence_rule(kind).is_some_and(|rule| rule.minimum > 0) || survey.photos(kind).next().is_some()
    };
    let mut kinds = EvidenceKind::KNOWN.to_vec();
    for photo in &survey.evidence {
        if !kinds.contains(&photo.kind) {
            kinds.push(photo.kind.clone());
        }
    }
    kinds.retain(|kind| of_business(kind) && wanted(kind));
    kinds
}

#[cfg(test)]
mod tests {
    use sambang_domain::survey::fields::ELIGIBILITY;
    use serde_json::Value;

    use super::*;

    fn claim(path: &str) -> Claim {
        Claim { path: path.to_owned(), label: String::new(), value: "x".to_owned(), warns: false }
    }

    #[test]
    fn an_answer_holds_its_parts_and_nothing_that_only_begins_alike() {
        let address = claim("business.same_as_home");
        assert!(address.holds("business.village") && !address.holds("business.villages"));
        let position = claim("position");
        assert!(position.holds("position") && position.holds("position.latitude"));
        assert!(!position.holds("positions"));
        assert!(claim("statement").holds("evidence.drawn_signature"));
        assert!(
            claim("sections.aid").holds("sections.aid.kemensos") && !claim("sections.aid").holds("sections.digital")
        );
    }

    #[test]
    fn every_answer_that_is_judged_alone_is_listed_once_with_all_that_is_judged_with_it() {
        let programme = Programme::shipped().unwrap().remove(1);
        let recorded: Value = serde_json::from_str(include_str!("../../../domain/vectors/revision-1.json")).unwrap();
        let mut survey: Survey = serde_json::from_value(recorded["survey"].clone()).unwrap();
        survey.identity.occupation = "pedagang".to_owned();
        for section in sambang_domain::survey::Section::KNOWN {
            survey.sections.unknown.insert(section.as_str().to_owned(), Value::Null);
        }
        let claims = all(Language::Id, &survey, &programme);
        let judged = fields::ALL.iter().filter(|field| field.part_of.is_none() && field.section.is_none());
        for field in judged.filter(|field| field.judged != Judged::No && **field != EVIDENCE && **field != ELIGIBILITY)
        {
            assert_eq!(claims.iter().filter(|claim| claim.holds(field.path)).count(), 1, "{}", field.path);
        }
    }
}
