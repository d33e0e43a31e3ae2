//! Notice, business, eligibility and statement.

use chrono::Datelike;

use super::{FindingCode, Findings};
use crate::programme::Programme;
use crate::region::RegionLevel;
use crate::survey::{Legality, Survey, fields};

pub(super) fn notice(survey: &Survey, findings: &mut Findings) {
    findings.require(fields::NOTICE.path, survey.notice.is_none());
}

pub(super) fn business(survey: &Survey, programme: &Programme, findings: &mut Findings) {
    let business = &survey.business;
    findings.require(fields::LINE.path, business.line.is_none());
    findings.require_text(fields::ACTIVITY.path, &business.activity);
    findings.require(fields::PREMISES.path, business.premises.is_none());
    match business.since_year {
        None => findings.require(fields::SINCE_YEAR.path, true),
        Some(year) if year < 1900 => {
            findings.error(fields::SINCE_YEAR.path, FindingCode::SinceYearImpossible);
        }
        // It may be the phone's clock that is wrong.
        Some(year) if year > survey.last_day().year() => {
            findings.warn(fields::SINCE_YEAR.path, FindingCode::SinceYearFuture);
        }
        Some(_) => {}
    }
    match business.workers {
        None => findings.require(fields::WORKERS.path, true),
        Some(0) => {
            findings.warn(fields::WORKERS.path, FindingCode::WorkersNone);
        }
        // UU 20/2008 knows no head count; BPS counts up to 4 as micro and up to 19 as small.
        Some(many) if many > 19 => {
            findings.warn(fields::WORKERS.path, FindingCode::WorkersMany).with("count", many.to_string());
        }
        Some(_) => {}
    }
    legality(survey, programme, findings);
    findings.require(fields::SAME_AS_HOME.path, business.same_as_home.is_none());
    if business.same_as_home == Some(false) {
        findings.require_text(fields::BUSINESS_ADDRESS.path, &business.address);
        let missing = business.village.is_none_or(|code| code.level() != RegionLevel::Village);
        findings.require(fields::BUSINESS_VILLAGE.path, missing);
    }
}

fn legality(survey: &Survey, programme: &Programme, findings: &mut Findings) {
    const PATH: &str = fields::LEGALITY.path;
    let elsewhere = survey.business.same_as_home == Some(false);
    match &survey.business.legality {
        None => findings.require(PATH, true),
        Some(Legality::None) if programme.rules.legality_required => {
            findings.warn(PATH, FindingCode::LegalityMissing);
        }
        Some(Legality::None) if programme.rules.certificate_when_elsewhere && elsewhere => {
            findings.warn(PATH, FindingCode::LegalityCertificateWhenElsewhere);
        }
        Some(_) => {}
    }
}

pub(super) fn eligibility(survey: &Survey, programme: &Programme, findings: &mut Findings) {
    for question in &programme.questions {
        let path = fields::ELIGIBILITY.of(&question.id);
        let Some(answer) = survey.eligibility.get(&question.id) else {
            findings.error(path, FindingCode::Required);
            continue;
        };
        if question.asks_year && answer.yes {
            match answer.year {
                None => {
                    findings.error(path.clone(), FindingCode::YearRequired);
                }
                Some(year) if !(2020..=survey.last_day().year()).contains(&year) => {
                    findings.warn(path.clone(), FindingCode::YearImpossible);
                }
                Some(_) => {}
            }
        }
        if question.eligible.is_some_and(|eligible| eligible != answer.yes) {
            findings.warn(path, FindingCode::EligibilityExcluded).with("question", question.id.clone());
        }
    }
}

pub(super) fn statement(survey: &Survey, programme: &Programme, findings: &mut Findings) {
    let Some(statement) = &survey.statement else {
        findings.error(fields::STATEMENT.path, FindingCode::Required);
        return;
    };
    findings.require_text(fields::SIGNING_PLACE.path, &statement.place);
    if statement.signature.is_empty() && !statement.thumb_print {
        findings.error(fields::SIGNATURE.path, FindingCode::SignatureMissing);
    }
    let current = crate::statement::render(survey, programme, &statement.place).text();
    if statement.signed_at.is_some() && statement.text != current {
        findings.error(fields::SIGNATURE.path, FindingCode::StatementChangedSinceSigned);
    }
}
