//! What a person types, read: digits, dates, coordinates. Pure; nothing here knows a screen.

use chrono::NaiveDate;

/// Only the digits of `text`.
pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A birth date as it stands in its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TypedDate {
    /// Nothing typed.
    Empty,
    /// A part of it is missing.
    Incomplete,
    /// A day that no calendar has.
    Impossible,
    /// A day.
    Day(NaiveDate),
}

/// Reads day, month and year in this order: `10021987`, `10-02-1987` or `1-5-1990`.
pub(super) fn read_date(text: &str) -> TypedDate {
    let all = digits(text);
    if all.is_empty() {
        return TypedDate::Empty;
    }
    let parts: Vec<String> = match text.trim().split('-').collect::<Vec<_>>()[..] {
        [day, month, year] => [day, month, year].map(digits).into(),
        [_] if all.len() == 8 => {
            [0..2, 2..4, 4..8].iter().filter_map(|at| Some(all.get(at.clone())?.to_owned())).collect()
        }
        _ => return TypedDate::Incomplete,
    };
    let [day, month, year] = &parts[..] else { return TypedDate::Incomplete };
    let (Ok(day), Ok(month), Ok(year), 4) = (day.parse(), month.parse(), year.parse::<i32>(), year.len()) else {
        return TypedDate::Incomplete;
    };
    // A card holder was born in one of these centuries; year 0198 is a typing error.
    if !(1850..2150).contains(&year) {
        return TypedDate::Impossible;
    }
    NaiveDate::from_ymd_opt(year, month, day).map_or(TypedDate::Impossible, TypedDate::Day)
}

/// A coordinate as typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Coordinate {
    /// Degrees.
    pub(super) degrees: f64,
    /// Digits after the point or comma.
    pub(super) decimals: u32,
}

/// Reads `-4,80213` and `-4.80213`; none for anything else or beyond `limit` degrees.
pub(super) fn read_coordinate(text: &str, limit: f64) -> Option<Coordinate> {
    let text = text.trim().replace(',', ".").replace('−', "-");
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    let degrees = text.parse::<f64>().ok().filter(|value| plain && value.abs() <= limit)?;
    let decimals = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    Some(Coordinate { degrees, decimals: u32::try_from(decimals).unwrap_or(0) })
}

/// How far a typed position may lie from the true one, in metres: half of its last digit, and never
/// better than a good receiver.
pub(super) fn typed_accuracy_m(latitude: Coordinate, longitude: Coordinate) -> f64 {
    const METRES_PER_DEGREE: f64 = 111_320.0;
    const RECEIVER_M: f64 = 5.0;
    let decimals = latitude.decimals.min(longitude.decimals).min(9);
    (METRES_PER_DEGREE * 0.5 / 10_f64.powi(i32::try_from(decimals).unwrap_or(0))).max(RECEIVER_M)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_day_only_when_the_calendar_has_it() {
        assert_eq!(read_date("10-02-1987"), TypedDate::Day(NaiveDate::from_ymd_opt(1987, 2, 10).unwrap()));
        assert_eq!(read_date("29-02-2000"), TypedDate::Day(NaiveDate::from_ymd_opt(2000, 2, 29).unwrap()));
        assert_eq!(read_date("31-02-1987"), TypedDate::Impossible);
        assert_eq!(read_date("10-02-0198"), TypedDate::Impossible);
        assert_eq!(read_date("10-02-87"), TypedDate::Incomplete);
        assert_eq!(read_date("1-5-1990"), TypedDate::Day(NaiveDate::from_ymd_opt(1990, 5, 1).unwrap()));
        assert_eq!(read_date("10021987"), read_date("10-02-1987"));
        assert_eq!(read_date("-05-1990"), TypedDate::Incomplete);
        assert_eq!(read_date("0-05-1990"), TypedDate::Impossible);
        assert_eq!(read_date(" "), TypedDate::Empty);
    }

    #[test]
    fn a_coordinate_is_read_with_comma_or_point() {
        let lat = read_coordinate(" -4,80213 ", 90.0).unwrap();
        assert!((lat.degrees + 4.80213).abs() < 1e-9 && lat.decimals == 5);
        assert_eq!(read_coordinate("104.9", 180.0).unwrap().decimals, 1);
        for text in ["", "-", "4,8,0", "1e2", "nan", "91", "4 8"] {
            assert_eq!(read_coordinate(text, 90.0), None, "{text}");
        }
    }

    #[test]
    fn few_decimals_make_a_typed_position_rough() {
        let at = |text| read_coordinate(text, 180.0).unwrap();
        assert!((typed_accuracy_m(at("4.80213"), at("104.91377")) - 5.0).abs() < 1e-9);
        assert!(typed_accuracy_m(at("4.8"), at("104.91377")) > 5_000.0);
    }
}
