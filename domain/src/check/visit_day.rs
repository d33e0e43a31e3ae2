//! The day of the visit: a device whose clock was reset writes any day.

use chrono::Datelike;

use super::{FindingCode, Findings};
use crate::programme::Programme;
use crate::survey::{Survey, fields};

/// Years after that of the programme in which somebody visits for it: from the one before, when it is prepared,
/// to long after, because a programme may go on under its old name.
const YEARS: std::ops::RangeInclusive<i32> = -1..=20;

pub(super) fn check(survey: &Survey, programme: &Programme, findings: &mut Findings) {
    if !is_plausible(survey, programme) {
        let day = survey.visited_on.format("%d-%m-%Y").to_string();
        findings.warn(fields::VISITED_ON.path, FindingCode::VisitDay).with("day", day);
    }
}

/// Whether the day can be that of a visit for the programme.
pub(super) fn is_plausible(survey: &Survey, programme: &Programme) -> bool {
    YEARS.contains(&(survey.visited_on.year() - programme.year))
}
