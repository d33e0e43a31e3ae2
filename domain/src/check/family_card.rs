//! The family card number (nomor KK): region of issue (6), day, month and year of issue (6), serial (4).
//!
//! No law was found that says so, only practice, so nothing but the length is an error.

use chrono::NaiveDate;

use super::{FindingCode, Findings};
use crate::programme::Programme;
use crate::region::RegionTable;
use crate::survey::{Survey, fields};

const PATH: &str = fields::FAMILY_CARD.path;

/// Sixteen-digit numbers came with the population registers of the nineties.
const FIRST_YEAR: i32 = 1990;

pub(super) fn check(survey: &Survey, programme: &Programme, findings: &mut Findings) {
    let text = survey.identity.family_card.as_str();
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-'));
    if text.trim().is_empty() {
        findings.require(PATH, programme.rules.family_card_required);
    } else if digits.len() != 16 || !plain {
        findings.error(PATH, FindingCode::FamilyCardLength).with("digits", digits.len().to_string());
    } else {
        plausible(&digits, survey, findings);
    }
}

fn plausible(digits: &[u32], survey: &Survey, findings: &mut Findings) {
    let number = |from: usize, count: usize| digits.iter().skip(from).take(count).fold(0, |sum, d| sum * 10 + d);
    let nik: Vec<u32> = survey.identity.nik.chars().filter_map(|c| c.to_digit(10)).collect();
    if nik == digits {
        findings.warn(PATH, FindingCode::FamilyCardSameAsNik);
        return;
    }
    let found = RegionTable::shipped().nik_prefix(number(0, 6));
    if found.regency.is_none() {
        findings.warn(PATH, FindingCode::FamilyCardRegionUnknown).with("code", format!("{:04}", number(0, 4)));
    }
    let (day, month, year) = (number(6, 2), number(8, 2), number(10, 2));
    let in_century = |century: i32| {
        let year = century + i32::try_from(year).ok()?;
        NaiveDate::from_ymd_opt(year, month, day).filter(|date| year >= FIRST_YEAR && *date <= survey.last_day())
    };
    if in_century(1900).or(in_century(2000)).is_none() {
        findings.warn(PATH, FindingCode::FamilyCardDate).with("date", format!("{day:02}-{month:02}-{year:02}"));
    }
}
