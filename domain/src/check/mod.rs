//! What is wrong with a survey, and what deserves a second look.
//!
//! Errors keep a survey from being finished; warnings never do, and each can be confirmed with a
//! reason; notes explain something that looks odd and is not. The list is short on purpose: an
//! auditor found identity numbers that match nobody two hundred times more often than duplicate
//! payment, so the NIK gets the closest look, but a place code that is not in the table is a
//! warning only, and moves, split regencies and the Papua provinces are lawful and a note.

mod answers;
mod code;
mod confirm;
mod evidence;
mod family_card;
mod identity;
mod issued;
mod position;
mod sections;
mod sendable;
mod visit_day;

pub use code::FindingCode;
pub use confirm::{confirm, confirmation, key};
pub use position::{distance_from, is_far, middle_of_village};
pub use sendable::{LARGEST_AMOUNT, LARGEST_REVISION, MOST_POINTS};

use std::collections::BTreeMap;

use crate::geo::Spot;
use crate::programme::Programme;
use crate::survey::{EvidenceKind, Survey, fields};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The survey cannot be finished with it.
    Error,
    /// Worth a look; one may go on.
    Warning,
    /// Explains what looks odd; nothing is to be done.
    Note,
}

/// One thing about one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Error, warning or note.
    pub severity: Severity,
    /// The answer, see [`crate::survey::fields`].
    pub path: String,
    /// What is found; the faces have texts for each.
    pub code: FindingCode,
    /// Values the text needs, by name (places, dates, counts; never a NIK).
    pub args: BTreeMap<&'static str, String>,
}

/// The findings of one check while they are collected.
#[derive(Debug, Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn error(&mut self, path: impl Into<String>, code: FindingCode) -> &mut Finding {
        self.add(Severity::Error, path.into(), code)
    }

    fn warn(&mut self, path: impl Into<String>, code: FindingCode) -> &mut Finding {
        self.add(Severity::Warning, path.into(), code)
    }

    fn note(&mut self, path: impl Into<String>, code: FindingCode) -> &mut Finding {
        self.add(Severity::Note, path.into(), code)
    }

    /// An error when the text has no letter and no digit: white space and invisible marks are no answer.
    fn require_text(&mut self, path: &str, text: &str) {
        self.require(path, !text.chars().any(char::is_alphanumeric));
    }

    /// An error when `missing`.
    fn require(&mut self, path: &str, missing: bool) {
        if missing {
            self.error(path, FindingCode::Required);
        }
    }

    fn add(&mut self, severity: Severity, path: String, code: FindingCode) -> &mut Finding {
        self.0.push(Finding { severity, path, code, args: BTreeMap::new() });
        let last = self.0.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "the element was pushed one line above")]
        &mut self.0[last]
    }
}

impl Finding {
    fn with(&mut self, name: &'static str, value: impl Into<String>) -> &mut Self {
        self.args.insert(name, value.into());
        self
    }
}

/// Everything there is to say about `survey` under the rules of `programme`, errors first and
/// within that in the order of the steps.
#[must_use]
pub fn check(survey: &Survey, programme: &Programme) -> Vec<Finding> {
    check_among(survey, programme, None, [])
}

/// The same among other surveys: the middle of those of its village where it is known (see
/// [`middle_of_village`]), and each picture of the business that stands for another applicant too, by what it
/// shows here and a name for the other.
#[must_use]
pub fn check_among<'a>(
    survey: &Survey,
    programme: &Programme,
    village: Option<Spot>,
    shared: impl IntoIterator<Item = (&'a EvidenceKind, String)>,
) -> Vec<Finding> {
    let mut findings = Findings::default();
    for (kind, name) in shared {
        findings.warn(fields::EVIDENCE.of(kind.as_str()), FindingCode::PhotoOfAnother).with("name", name);
    }
    answers::notice(survey, &mut findings);
    identity::check(survey, programme, &mut findings);
    answers::business(survey, programme, &mut findings);
    position::check(survey, village, &mut findings);
    evidence::check(survey, programme, &mut findings);
    answers::eligibility(survey, programme, &mut findings);
    answers::statement(survey, programme, &mut findings);
    sections::check(survey, &mut findings);
    visit_day::check(survey, programme, &mut findings);
    sendable::check(survey, &mut findings);
    let mut all = findings.0;
    all.sort_by_key(|finding| finding.severity);
    all
}

/// Whether nothing keeps the survey from being finished.
#[must_use]
pub fn may_finish(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.severity != Severity::Error)
}

#[cfg(test)]
mod gate_tests;
#[cfg(test)]
mod sendable_tests;
#[cfg(test)]
pub(crate) mod tests;
