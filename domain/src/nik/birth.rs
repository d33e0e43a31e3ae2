//! The birth date and sex inside a NIK.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Sex as the card prints it (PEREMPUAN, LAKI-LAKI).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Perempuan; 40 is added to her birth day in the NIK.
    Female,
    /// Laki-laki.
    Male,
}

impl Sex {
    /// Both words that are stored.
    pub const WORDS: &'static [&'static str] = &["female", "male"];

    /// The word that is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
        }
    }
}

/// Age from which an identity card is issued (UU 24/2013 article 63), used to choose the century.
pub const CARD_AGE: i32 = 17;

/// Digits 7 to 12 of a NIK: day (plus 40 for a woman), month, year without century.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Birth {
    day: u32,
    month: u32,
    year: u32,
    sex: Sex,
}

impl Birth {
    /// Takes the three two-digit numbers as they stand in the NIK.
    #[must_use]
    pub fn from_digits(day: u32, month: u32, year: u32) -> Self {
        let (day, sex) = if day > 40 { (day - 40, Sex::Female) } else { (day, Sex::Male) };
        Self { day, month, year, sex }
    }

    /// Who the number was issued for.
    #[must_use]
    pub fn sex(&self) -> Sex {
        self.sex
    }

    /// Whether some century has this date; 29 February needs a leap year in one of them.
    #[must_use]
    pub fn exists_in_some_century(&self) -> bool {
        self.in_century(19).or(self.in_century(20)).is_some()
    }

    /// The date, with the century that gives a card holder on `today`: 20yy only when that makes
    /// the person at least 17, else 19yy. A date that exists in one century only takes that one.
    /// A birth date printed on the card overrides this guess.
    #[must_use]
    pub fn date(&self, today: NaiveDate) -> Option<NaiveDate> {
        match (self.in_century(19), self.in_century(20)) {
            (_, Some(new)) if age_on(new, today) >= CARD_AGE => Some(new),
            (Some(old), _) => Some(old),
            (None, new) => new,
        }
    }

    /// Whether `date` is this birth date in either century.
    #[must_use]
    pub fn matches(&self, date: NaiveDate) -> bool {
        self.day == date.day()
            && self.month == date.month()
            && i64::from(self.year) == i64::from(date.year().rem_euclid(100))
    }

    fn in_century(&self, century: i32) -> Option<NaiveDate> {
        let year = i32::try_from(self.year).ok()?;
        NaiveDate::from_ymd_opt(century * 100 + year, self.month, self.day)
    }
}

/// Completed years between `birth` and `today`; negative for a birth in the future.
#[must_use]
pub fn age_on(birth: NaiveDate, today: NaiveDate) -> i32 {
    let had_birthday = (today.month(), today.day()) >= (birth.month(), birth.day());
    today.year() - birth.year() - i32::from(!had_birthday)
}
