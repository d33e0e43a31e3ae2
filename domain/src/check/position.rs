//! Where the visit was made: whether the receiver can be right, and whether the point can belong to the
//! village.

use chrono::{Days, NaiveDate};

use super::{FindingCode, Findings};
use crate::geo::{self, Spot};
use crate::region::{RegionCode, lies_south, middle};
use crate::survey::{Position, Survey, fields};

const PATH: &str = fields::POSITION.path;

/// Above this radius in metres a position gets a warning; it is still accepted.
const POOR_ACCURACY_M: f64 = 100.0;
/// So near to where both coordinates are nought, in degrees, a receiver knows nothing.
const NOWHERE: f64 = 0.1;
/// Latitudes and longitudes of Indonesia, in degrees, with some sea around it.
const INDONESIA: ((f64, f64), (f64, f64)) = ((-11.5, 6.5), (94.5, 141.5));
/// The middle of a village is worked out of at least this many surveys.
const FEWEST_FOR_A_MIDDLE: usize = 3;
/// How far a village reaches from the middle of its surveys, in metres.
const VILLAGE_REACH_M: f64 = 15_000.0;
/// A correction may take a new point this many days after the visit.
const LATEST_DAYS: u64 = 366;

/// Name of the value that says how far the middle is.
pub(super) const FROM_MIDDLE: &str = "from_middle";

pub(super) fn check(survey: &Survey, village: Option<Spot>, findings: &mut Findings) {
    let Some(position) = &survey.position else {
        // A missing position is only a warning: the applicant cannot help hills and old phones.
        findings.warn(PATH, FindingCode::PositionMissing);
        return;
    };
    if !position.is_valid() {
        findings.error(PATH, FindingCode::PositionImpossible);
        return;
    }
    // Another place weighs more than a rough one.
    place(position, survey, village, findings);
    receiver(position, survey.visited_on, findings);
}

/// What the receiver says about itself.
fn receiver(position: &Position, visited_on: NaiveDate, findings: &mut Findings) {
    if position.mock == Some(true) {
        findings.warn(PATH, FindingCode::PositionMock);
    }
    if position.accuracy_m > POOR_ACCURACY_M {
        findings.warn(PATH, FindingCode::PositionPoor).with("metres", format!("{:.0}", position.accuracy_m));
    }
    if position.accuracy_m <= 0.0 {
        findings.warn(PATH, FindingCode::PositionAccuracyNone);
    }
    // Days are local and the instant is not, so that the day before is right still.
    let day = position.at.local(0).date_naive();
    let earliest = visited_on.checked_sub_days(Days::new(1)).unwrap_or(visited_on);
    let latest = visited_on.checked_add_days(Days::new(LATEST_DAYS)).unwrap_or(visited_on);
    if !(earliest..=latest).contains(&day) {
        findings.warn(PATH, FindingCode::PositionOtherTime).with("day", day.format("%d-%m-%Y").to_string());
    }
}

/// The one thing that says most about why the point cannot be right.
fn place(position: &Position, survey: &Survey, village: Option<Spot>, findings: &mut Findings) {
    let code = survey.business_village();
    if let Some(wrong) = wrong_side(position.spot(), code) {
        findings.warn(PATH, wrong);
    } else if let Some((code, metres)) = code.zip(code.and_then(|code| far(position.spot(), code, village))) {
        findings
            .warn(PATH, FindingCode::PositionFar)
            .with("village", code.to_string())
            .with(FROM_MIDDLE, format!("{metres:.0}"));
    }
}

/// Why a place can be in no village at all, or not in this one's province.
fn wrong_side((north, east): Spot, code: Option<RegionCode>) -> Option<FindingCode> {
    let ((south_end, north_end), (west_end, east_end)) = INDONESIA;
    if north.abs() < NOWHERE && east.abs() < NOWHERE {
        Some(FindingCode::PositionNowhere)
    } else if !(south_end..=north_end).contains(&north) || !(west_end..=east_end).contains(&east) {
        Some(FindingCode::PositionOutside)
    } else {
        (north > 0.0 && code.is_some_and(lies_south)).then_some(FindingCode::PositionNorth)
    }
}

/// Whether [`FindingCode::PositionFar`] is found of a survey there, given the middle of the others.
#[must_use]
pub fn is_far(spot: Spot, code: RegionCode, village: Option<Spot>) -> bool {
    wrong_side(spot, Some(code)).is_none() && far(spot, code, village).is_some()
}

/// The middle of a village by where its other surveys were made; none when there are fewer than three.
#[must_use]
pub fn middle_of_village(others: &[Spot]) -> Option<Spot> {
    geo::middle(others).filter(|_| others.len() >= FEWEST_FOR_A_MIDDLE)
}

/// Metres from the middle of the village, or else of the district, regency or province around it.
#[must_use]
pub fn distance_from(spot: Spot, code: RegionCode, village: Option<Spot>) -> Option<f64> {
    Some(geo::metres(spot, middle_and_reach(code, village)?.0))
}

fn far(spot: Spot, code: RegionCode, village: Option<Spot>) -> Option<f64> {
    let (middle, reach_m) = middle_and_reach(code, village)?;
    Some(geo::metres(spot, middle)).filter(|metres| *metres > reach_m)
}

fn middle_and_reach(code: RegionCode, village: Option<Spot>) -> Option<(Spot, f64)> {
    let around = || middle(code).map(|middle| (middle.spot, middle.reach_m));
    village.map(|village| (village, VILLAGE_REACH_M)).or_else(around)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::{STARTED, complete, p2021};
    use crate::check::{Severity, check_among, confirm, confirmation};
    use crate::ids::Timestamp;

    const DAY_MS: i64 = 86_400_000;

    /// Codes found about the position after `change`, and their values; all of them are warnings.
    fn found(among: Option<Spot>, change: impl FnOnce(&mut Position)) -> Vec<(String, Vec<String>)> {
        let programme = p2021();
        let mut survey = complete(&programme);
        change(survey.position.as_mut().unwrap());
        let all = check_among(&survey, &programme, among, []);
        assert!(all.iter().all(|finding| finding.severity == Severity::Warning), "{all:?}");
        all.into_iter().map(|finding| (finding.code.into(), finding.args.into_values().collect())).collect()
    }

    fn codes(change: impl FnOnce(&mut Position)) -> Vec<String> {
        found(None, change).into_iter().map(|(code, _)| code).collect()
    }

    fn at(latitude: f64, longitude: f64) -> Vec<String> {
        codes(|position| (position.latitude, position.longitude) = (latitude, longitude))
    }

    #[test]
    fn null_island_london_and_a_forgotten_minus_are_each_named() {
        assert_eq!(at(0.0, 0.0), ["position.nowhere"]);
        assert_eq!(at(0.0001, -0.0001), ["position.nowhere"]);
        assert_eq!(at(51.5, -0.12), ["position.outside"]);
        assert_eq!(at(-4.80213, -104.91377), ["position.outside"]);
        assert_eq!(at(4.80213, 104.91377), ["position.north"]);
        assert_eq!(at(-4.80213, 104.91377), [""; 0]);
    }

    #[test]
    fn a_receiver_that_is_exact_to_nothing_is_asked_about() {
        assert_eq!(codes(|position| position.accuracy_m = 0.0), ["position.accuracy_none"]);
        assert_eq!(codes(|position| position.accuracy_m = 120.0), ["position.poor"]);
    }

    #[test]
    fn a_fix_of_another_year_is_found_and_one_of_a_later_correction_is_not() {
        let taken = |at: Timestamp| codes(|position| position.at = at);
        assert_eq!(taken(Timestamp(998_000_000_000)), ["position.other_time"], "2001");
        assert_eq!(taken(STARTED.plus_ms(-1024 * 7 * DAY_MS)), ["position.other_time"], "a receiver's week came round");
        assert_eq!(taken(STARTED.plus_ms(3 * 366 * DAY_MS)), ["position.other_time"]);
        assert_eq!(taken(STARTED.plus_ms(-DAY_MS)), [""; 0]);
        assert_eq!(taken(STARTED.plus_ms(90 * DAY_MS)), [""; 0]);
    }

    #[test]
    fn a_point_in_another_province_is_far_from_the_village_and_says_how_far() {
        let jakarta = found(None, |position| (position.latitude, position.longitude) = (-6.2, 106.82));
        let (code, args) = &jakarta[0];
        assert_eq!((jakarta.len(), code.as_str()), (1, "position.far"));
        let metres: f64 = args[0].parse().unwrap();
        assert!((255_000.0..270_000.0).contains(&metres), "{metres}");
    }

    #[test]
    fn the_other_surveys_of_the_village_say_more_than_its_district() {
        let near = |position: &mut Position| position.latitude = -4.96;
        assert_eq!(found(None, near), [], "18 km away, within the district");
        let among = Some((-4.80, 104.91));
        assert_eq!(found(among, near)[0].0, "position.far");
        assert_eq!(middle_of_village(&[(-4.8, 104.9), (-4.8, 104.9)]), None, "two surveys have no middle");
    }

    #[test]
    fn another_survey_of_the_village_does_not_undo_a_confirmation() {
        let programme = p2021();
        let mut survey = complete(&programme);
        survey.position.as_mut().unwrap().latitude = -4.5;
        let far = |survey: &Survey, among| check_among(survey, &programme, Some(among), []).remove(0);
        let finding = far(&survey, (-4.80, 104.91));
        confirm(&mut survey, &finding, "Kebun di seberang sungai", STARTED);
        assert!(confirmation(&survey, &far(&survey, (-4.81, 104.92))).is_some());
        survey.position.as_mut().unwrap().latitude = -4.4;
        assert!(confirmation(&survey, &far(&survey, (-4.80, 104.91))).is_none(), "another point is another answer");
    }
}
