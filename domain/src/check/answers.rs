//! Notice, business, position, eligibility and statement.

use chrono::Datelike;

use super::Findings;
use crate::programme::Programme;
use crate::region::RegionLevel;
use crate::survey::{Legality, Survey};

/// Beyond this radius the position says little; still accepted.
const POOR_ACCURACY_M: f64 = 100.0;

pub(super) fn notice(survey: &Survey, findings: &mut Findings) {
    findings.require("notice", survey.notice.is_none());
}

pub(super) fn business(survey: &Survey, programme: &Programme, findings: &mut Findings) {
    let business = &survey.business;
    findings.require("business.line", business.line.is_none());
    findings.require("business.activity", business.activity.trim().is_empty());
    findings.require("business.premises", business.premises.is_none());
    match business.since_year {
        None => findings.require("business.since_year", true),
        Some(year) if year < 1900 => {
            findings.error("business.since_year", "since_year.impossible");
        }
        // It may be the phone's clock that is wrong.
        Some(year) if year > survey.visited_on.year() => {
            findings.warn("business.since_year", "since_year.future");
        }
        Some(_) => {}
    }
    match business.workers {
        None => findings.require("business.workers", true),
        Some(0) => {
            findings.warn("business.workers", "workers.none");
        }
        // UU 20/2008 knows no head count; BPS counts up to 4 as micro and up to 19 as small.
        Some(many) if many > 19 => {
            findings.warn("business.workers", "workers.many").with("count", many.to_string());
        }
        Some(_) => {}
    }
    legality(survey, programme, findings);
    findings.require("business.same_as_home", business.same_as_home.is_none());
    if business.same_as_home == Some(false) {
        findings.require("business.address", business.address.trim().is_empty());
        let missing = business.village.is_none_or(|code| code.level() != RegionLevel::Village);
        findings.require("business.village", missing);
    }
}

fn legality(survey: &Survey, programme: &Programme, findings: &mut Findings) {
    const PATH: &str = "business.legality";
    let elsewhere = survey.business.same_as_home == Some(false);
    match &survey.business.legality {
        None => findings.require(PATH, true),
        Some(Legality::None) if programme.rules.legality_required => {
            findings.warn(PATH, "legality.missing");
        }
        Some(Legality::None) if programme.rules.certificate_when_elsewhere && elsewhere => {
            findings.warn(PATH, "legality.certificate_when_elsewhere");
        }
        Some(_) => {}
    }
}

pub(super) fn position(survey: &Survey, findings: &mut Findings) {
    match &survey.position {
        // A missing fix is never a gate: hills and old phones are no fault of the applicant.
        None => {
            findings.warn("position", "position.missing");
        }
        Some(position) if !position.is_valid() => {
            findings.error("position", "position.impossible");
        }
        Some(position) => {
            if position.mock == Some(true) {
                findings.warn("position", "position.mock");
            }
            if position.accuracy_m > POOR_ACCURACY_M {
                findings.warn("position", "position.poor").with("metres", format!("{:.0}", position.accuracy_m));
            }
        }
    }
}

pub(super) fn eligibility(survey: &Survey, programme: &Programme, findings: &mut Findings) {
    for question in &programme.questions {
        let path = format!("eligibility.{}", question.id);
        let Some(answer) = survey.eligibility.get(&question.id) else {
            findings.error(path, "required");
            continue;
        };
        if question.asks_year && answer.yes {
            match answer.year {
                None => {
                    findings.error(path.clone(), "year.required");
                }
                Some(year) if !(2020..=survey.visited_on.year()).contains(&year) => {
                    findings.warn(path.clone(), "year.impossible");
                }
                Some(_) => {}
            }
        }
        if question.eligible.is_some_and(|eligible| eligible != answer.yes) {
            findings.warn(path, "eligibility.excluded").with("question", question.id.clone());
        }
    }
}

pub(super) fn statement(survey: &Survey, programme: &Programme, findings: &mut Findings) {
    let Some(statement) = &survey.statement else {
        findings.error("statement", "required");
        return;
    };
    findings.require("statement.place", statement.place.trim().is_empty());
    if statement.signature.is_empty() && !statement.thumb_print {
        findings.error("statement.signature", "signature.missing");
    }
    let current = crate::statement::render(survey, programme, &statement.place).text();
    if statement.signed_at.is_some() && statement.text != current {
        findings.error("statement.signature", "statement.changed_since_signed");
    }
}
