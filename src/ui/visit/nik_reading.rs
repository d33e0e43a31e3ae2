//! What the digits of a NIK say while they are typed: region, birth, serial.
//!
//! The reading helps the facilitator to see a wrong digit. It refuses nothing; what is wrong is
//! said by `sambang_domain::check`.

use chrono::NaiveDate;
use sambang_domain::nik::{Birth, Sex, age_on};
use sambang_domain::region::RegionTable;

/// The birth digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum BirthReading {
    /// Fewer than twelve digits so far.
    Unread,
    /// No century has this date.
    Impossible,
    /// Date in the likely century, sex, and age on the day of the visit.
    Read(NaiveDate, Sex, i32),
}

/// The three parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ui) struct Reading {
    /// "Lampung › Lampung Utara › Kotabumi" as far as typed; empty before two digits.
    pub(in crate::ui) region: String,
    /// The first code that is in no list, such as `18.99`.
    pub(in crate::ui) unknown: Option<String>,
    /// Digits 7 to 12.
    pub(in crate::ui) birth: BirthReading,
    /// Digits 13 to 16; empty until all are there.
    pub(in crate::ui) serial: String,
    /// How many digits there are.
    pub(in crate::ui) count: usize,
}

/// Reads up to sixteen digits. `visited_on` is the day from which the age is counted.
pub(in crate::ui) fn read(digits: &str, visited_on: NaiveDate) -> Reading {
    let (region, unknown) = region(digits);
    Reading {
        region,
        unknown,
        birth: birth(digits, visited_on),
        serial: digits.get(12..16).unwrap_or_default().to_owned(),
        count: digits.len(),
    }
}

fn number(digits: &str, from: usize, to: usize) -> Option<u32> {
    digits.get(from..to)?.parse().ok()
}

fn birth(digits: &str, visited_on: NaiveDate) -> BirthReading {
    let parts = (number(digits, 6, 8), number(digits, 8, 10), number(digits, 10, 12));
    let (Some(day), Some(month), Some(year)) = parts else { return BirthReading::Unread };
    let birth = Birth::from_digits(day, month, year);
    match birth.date(visited_on) {
        Some(date) => BirthReading::Read(date, birth.sex(), age_on(date, visited_on)),
        None => BirthReading::Impossible,
    }
}

fn region(digits: &str) -> (String, Option<String>) {
    let whole = digits.get(..6).unwrap_or(digits);
    let padded = format!("{whole:0<6}").parse().unwrap_or(0);
    let found = RegionTable::shipped().nik_prefix(padded);
    let mut names: Vec<&str> = Vec::new();
    let levels = [(2, found.province), (4, found.regency), (6, found.district)];
    for (length, region) in levels {
        let Some(code) = digits.get(..length) else { break };
        match region {
            Some(region) => names.push(region.name.strip_prefix("Kabupaten ").unwrap_or(region.name)),
            None => return (names.join(" › "), Some(dotted(code))),
        }
    }
    (names.join(" › "), None)
}

/// `1803` as `18.03`, the way officials write it.
fn dotted(code: &str) -> String {
    let pairs = code.as_bytes().chunks(2).map(String::from_utf8_lossy);
    pairs.collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2021, 4, 15).unwrap()
    }

    #[test]
    fn a_whole_nik_tells_place_birth_and_serial() {
        let reading = read("1803025002879003", day());
        assert_eq!(reading.region, "Lampung › Lampung Utara › Kotabumi");
        let born = NaiveDate::from_ymd_opt(1987, 2, 10).unwrap();
        assert_eq!(reading.birth, BirthReading::Read(born, Sex::Female, 34));
        assert_eq!((reading.serial.as_str(), reading.unknown), ("9003", None));
    }

    #[test]
    fn the_reading_grows_with_the_digits() {
        assert_eq!(read("", day()).region, "");
        assert_eq!(read("1", day()).region, "");
        assert_eq!(read("18", day()).region, "Lampung");
        assert_eq!(read("1803", day()).region, "Lampung › Lampung Utara");
        assert_eq!(read("18030250028", day()).birth, BirthReading::Unread);
        assert_eq!(read("180302500287900", day()).serial, "");
    }

    #[test]
    fn an_unknown_code_and_an_impossible_date_are_named() {
        assert_eq!(read("189902", day()).unknown.as_deref(), Some("18.99"));
        assert_eq!(read("1803023102879003", day()).birth, BirthReading::Impossible);
    }
}
