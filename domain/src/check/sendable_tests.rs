//! What the province would never take, and the day of the visit.

use chrono::NaiveDate;

use super::tests::{complete, error, found, p2021, warning};
use super::*;
use crate::survey::StrokePoint;

#[test]
fn an_amount_that_json_cannot_carry_is_refused() {
    let amount = |rupiah: u64| found(move |s| s.sections.turnover.now_rupiah = Some(rupiah));
    assert!(amount(LARGEST_AMOUNT).iter().all(|finding| finding.2 != "amount.too_large"));
    for rupiah in [LARGEST_AMOUNT + 1, 9_007_199_254_740_993, u64::MAX] {
        assert!(amount(rupiah).contains(&error("sections.turnover.now_rupiah", "amount.too_large")[0]), "{rupiah}");
    }
    let before = found(|s| s.sections.turnover.before_rupiah = Some(u64::MAX));
    assert!(before.contains(&error("sections.turnover.before_rupiah", "amount.too_large")[0]));
}

#[test]
fn a_name_needs_a_letter_that_can_be_seen() {
    let name = |text: &'static str| found(move |s| s.identity.name = text.into());
    for blank in ["", "  ", "\u{200B}", "\u{FEFF}\u{2060}", "...", "\u{00AD}"] {
        assert_eq!(name(blank), error("identity.name", "required"), "{blank:?}");
    }
    assert_eq!(name("9003"), error("identity.name", "name.no_letter"));
    for fine in ["Ma\u{2019}ruf", "Rene\u{301}", "\u{0639}\u{0644}\u{064A}", "Nur'aini"] {
        assert_eq!(name(fine), [], "{fine}");
    }
}

#[test]
fn texts_that_show_nothing_are_no_answers() {
    let blank = || "\u{200B} \u{2060}".to_owned();
    assert_eq!(found(|s| s.identity.birth_place = blank()), error("identity.birth_place", "required"));
    assert_eq!(found(|s| s.identity.address = blank()), error("identity.address", "required"));
    assert_eq!(found(|s| s.business.activity = blank()), error("business.activity", "required"));
}

#[test]
fn letters_that_hide_or_turn_others_are_refused_wherever_they_stand() {
    for letter in ['\0', '\u{1B}', '\u{7F}', '\u{202E}', '\u{200F}', '\u{2066}'] {
        let hidden = move |text: &str| format!("{text}{letter}x");
        assert_eq!(found(|s| s.identity.name = hidden("Siti")), error("identity.name", "text.hidden_letters"));
        assert_eq!(found(|s| s.business.landmark = hidden("depan")), error("business.landmark", "text.hidden_letters"));
        let problem = found(|s| s.sections.problem.say(hidden("macet")));
        assert_eq!(problem, error("sections.problem.text", "text.hidden_letters"));
    }
    assert_eq!(found(|s| s.business.landmark = "depan masjid,\nsebelah kiri".into()), []);
}

#[test]
fn a_survey_larger_than_the_province_takes_is_refused_at_its_longest_answer() {
    assert_eq!(found(|s| s.business.landmark = "x".repeat(900_000)), []);
    let found = found(|s| s.business.landmark = "x".repeat(LARGEST_REVISION));
    assert_eq!(found, error("business.landmark", "survey.too_large"));
}

#[test]
fn a_signature_with_too_many_points_is_refused() {
    let points = |count: usize| {
        found(move |s| {
            let statement = s.statement.as_mut().unwrap();
            statement.signature.strokes = vec![vec![StrokePoint { x: 9_999, y: 9_999, t_ms: 9 }; count]];
        })
    };
    assert_eq!(points(MOST_POINTS), []);
    assert_eq!(points(MOST_POINTS + 1), error("statement.signature", "signature.too_long"));
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn a_day_that_only_a_reset_clock_writes_is_asked_about_and_stops_nothing() {
    for year in [1970, 1980, 2010, 2106] {
        let findings = found(move |s| s.visited_on = day(year, 1, 6));
        assert!(findings.contains(&warning("visited_on", "visit.day")[0]), "{year}");
        assert!(findings.iter().all(|finding| finding.0 != Severity::Error), "{year}: {findings:?}");
    }
    for year in [2020, 2022, 2026] {
        assert!(found(move |s| s.visited_on = day(year, 4, 15)).iter().all(|finding| finding.2 != "visit.day"));
    }
}

#[test]
fn the_statement_bears_the_day_it_was_signed_and_papers_may_be_issued_until_then() {
    let programme = p2021();
    let mut survey = complete(&programme);
    survey.identity.family_card = "1803022004219001".into();
    let statement = survey.statement.as_mut().unwrap();
    statement.signed_on = Some(day(2021, 4, 27));
    let text = crate::statement::render(&survey, &programme, "Kotabumi").text();
    assert!(text.ends_with("Kotabumi, 27 April 2021"), "{text}");
    survey.statement.as_mut().unwrap().text = text;
    assert_eq!(check(&survey, &programme), []);
}

#[test]
fn a_statement_of_an_older_app_still_names_the_day_of_the_visit() {
    let programme = p2021();
    let mut survey = complete(&programme);
    survey.statement.as_mut().unwrap().signed_on = None;
    assert_eq!(check(&survey, &programme), []);
}
