//! Numbers, dates and sizes as they are written in Indonesia, in both screen languages: a date on
//! the screen must equal the date on the papers.

use chrono::NaiveDate;
use sambang_domain::ids::Timestamp;

/// `15-04-2021`.
#[must_use]
pub fn date(date: NaiveDate) -> String {
    date.format("%d-%m-%Y").to_string()
}

/// The calendar day: `15-04-2021`.
#[must_use]
pub fn day(at: Timestamp, offset: i32) -> String {
    date(at.local(offset).date_naive())
}

/// The time of day: `09.58`.
#[must_use]
pub fn clock(at: Timestamp, offset: i32) -> String {
    at.local(offset).format("%H.%M").to_string()
}

/// The time of day with its zone: `09.58 WIB`.
#[must_use]
pub fn clock_zone(at: Timestamp, offset: i32) -> String {
    let zone = match offset {
        420 => "WIB".to_owned(),
        480 => "WITA".to_owned(),
        540 => "WIT".to_owned(),
        0 => "UTC".to_owned(),
        _ => {
            let sign = if offset < 0 { '-' } else { '+' };
            format!("UTC{sign}{}.{:02}", offset.abs() / 60, offset.abs() % 60)
        }
    };
    format!("{} {zone}", clock(at, offset))
}

/// `15-04-2021 09.58 WIB`.
#[must_use]
pub fn moment(at: Timestamp, offset: i32) -> String {
    format!("{} {}", day(at, offset), clock_zone(at, offset))
}

/// Day and time without the year, for lists of what is at hand: `15-04 09.58`.
#[must_use]
pub fn short_moment(at: Timestamp, offset: i32) -> String {
    at.local(offset).format("%d-%m %H.%M").to_string()
}

/// `09.58` for today, `15-04-2021` for any other day.
#[must_use]
pub fn when(at: Timestamp, now: Timestamp, offset: i32) -> String {
    let day = self::day(at, offset);
    if day == self::day(now, offset) { clock(at, offset) } else { day }
}

/// The text with hyphens at which no line may break: for a date in a sentence.
#[must_use]
pub fn unbroken(text: &str) -> String {
    text.replace('-', "\u{2060}-\u{2060}")
}

/// Whole number in groups of three: `2.400.000`.
#[must_use]
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// `Rp2.400.000`.
#[must_use]
pub fn rupiah(amount: u64) -> String {
    format!("Rp{}", thousands(amount))
}

/// A number with a decimal comma.
#[must_use]
pub fn decimal(number: f64, digits: usize) -> String {
    format!("{number:.digits$}").replace('.', ",")
}

/// `640 B`, `741 KB`, `1,4 MB`, `1,2 GB`; thousands, not 1024.
#[must_use]
pub fn bytes(count: u64) -> String {
    match count {
        0..=999 => format!("{count} B"),
        1_000..=999_499 => format!("{} KB", (count + 500) / 1_000),
        999_500..=999_949_999 => tenths(count, 1_000_000, "MB"),
        _ => tenths(count, 1_000_000_000, "GB"),
    }
}

fn tenths(count: u64, unit: u64, name: &str) -> String {
    let tenths = (count.saturating_mul(10).saturating_add(unit / 2)) / unit;
    format!("{},{} {name}", thousands(tenths / 10), tenths % 10)
}

/// `-4,80213 · 104,91377`: five digits are about one metre.
#[must_use]
pub fn coordinates(latitude: f64, longitude: f64) -> String {
    format!("{} · {}", decimal(latitude, 5), decimal(longitude, 5))
}

/// `640 m`, `1,4 km` or `260 km`.
#[must_use]
pub fn distance(metres: f64) -> String {
    match metres {
        ..999.5 => format!("{metres:.0} m"),
        ..9_950.0 => format!("{} km", decimal(metres / 1000.0, 1)),
        _ => format!("{:.0} km", metres / 1000.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_the_indonesian_way() {
        assert_eq!(rupiah(2_400_000), "Rp2.400.000");
        assert_eq!(rupiah(0), "Rp0");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(41_872), "41.872");
        assert_eq!(date(NaiveDate::from_ymd_opt(2021, 4, 15).unwrap()), "15-04-2021");
        assert_eq!(coordinates(-4.802_131, 104.913_77), "-4,80213 · 104,91377");
        assert_eq!(distance(640.4), "640 m");
        assert_eq!(distance(999.7), "1,0 km");
        assert_eq!(distance(1_400.0), "1,4 km");
        assert_eq!((distance(9_960.0), distance(260_412.0)), ("10 km".to_owned(), "260 km".to_owned()));
    }

    #[test]
    fn sizes_never_reach_a_thousand_of_their_unit() {
        let written = [0, 999, 1_000, 741_200, 999_499, 999_500, 1_449_000, 999_949_999, 999_950_000, 1_200_000_000];
        let expected = ["0 B", "999 B", "1 KB", "741 KB", "999 KB", "1,0 MB", "1,4 MB", "999,9 MB", "1,0 GB", "1,2 GB"];
        assert_eq!(written.map(bytes), expected);
    }

    #[test]
    fn times_name_the_three_zones_of_indonesia() {
        let at = Timestamp(1_618_455_480_000);
        assert_eq!(moment(at, 420), "15-04-2021 09.58 WIB");
        assert_eq!(clock_zone(at, 480), "10.58 WITA");
        assert_eq!(clock_zone(at, 540), "11.58 WIT");
        assert_eq!(clock_zone(at, 330), "08.28 UTC+5.30");
        assert_eq!(day(Timestamp(1_618_506_000_000), 420), "16-04-2021");
    }

    #[test]
    fn a_moment_of_today_shows_its_time_and_any_other_its_day() {
        let noon = Timestamp(1_618_462_800_000);
        assert_eq!(when(noon, noon.plus_ms(3_600_000), 420), "12.00");
        assert_eq!(when(noon, noon.plus_ms(86_400_000), 420), "15-04-2021");
    }
}
