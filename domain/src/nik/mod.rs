//! The population number (Nomor Induk Kependudukan).
//!
//! Sixteen digits: province, regency and district of residence **when it was issued** (6), birth
//! date with 40 added to a woman's day (6), serial from 0001 (4). Source: PP 37/2007 article 37.
//! The number is for life: it follows neither a move nor a corrected birth date, and it has no
//! check digit. So only what can never be a NIK is an error; everything else is a warning made by
//! [`crate::check()`].

mod birth;

pub use birth::{Birth, CARD_AGE, Sex, age_on};

use std::fmt;

use serde::{Deserialize, Serialize};

/// A well-formed NIK. `Debug` and `Display` show it masked; [`Nik::digits`] gives it whole.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Nik([u8; 16]);

/// Why sixteen digits cannot be a NIK.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NikError {
    /// Not exactly sixteen digits once spaces, dots and hyphens are taken out.
    #[error("a NIK has 16 digits, this has {digits}")]
    Length {
        /// How many digits there were.
        digits: usize,
    },
    /// A character that is neither digit nor separator.
    #[error("a NIK holds digits only")]
    NotDigits,
    /// The birth date exists in no century.
    #[error("the birth date in this NIK exists in no century")]
    ImpossibleDate,
    /// SIAK counts serials from 0001.
    #[error("a NIK has no serial 0000")]
    SerialZero,
}

impl Nik {
    /// Reads a NIK as people write it: spaces, dots and hyphens between the digits are ignored.
    ///
    /// # Errors
    /// See [`NikError`]; the digits are never part of the error.
    pub fn parse(text: &str) -> Result<Self, NikError> {
        let digits = sixteen_digits(text)?;
        let nik = Self(digits);
        if !nik.birth_digits().exists_in_some_century() {
            return Err(NikError::ImpossibleDate);
        }
        if nik.serial() == 0 {
            return Err(NikError::SerialZero);
        }
        Ok(nik)
    }

    /// All sixteen digits. Showing them to a person is logged by the caller.
    #[must_use]
    pub fn digits(&self) -> String {
        String::from_utf8_lossy(&self.0).into_owned()
    }

    /// The digits in the groups people read: `180302 500287 9003`.
    #[must_use]
    pub fn grouped(&self) -> String {
        group(&self.digits())
    }

    /// The form for lists and receipts: `1803••••••••9003`.
    #[must_use]
    pub fn masked(&self) -> String {
        mask(&self.digits())
    }

    /// Province, regency and district as one number, e.g. `180302`.
    #[must_use]
    pub fn prefix(&self) -> u32 {
        self.number(0, 6)
    }

    /// The serial, 1 to 9999.
    #[must_use]
    pub fn serial(&self) -> u32 {
        self.number(12, 4)
    }

    /// The birth date and sex, see [`Birth`].
    #[must_use]
    pub fn birth_digits(&self) -> Birth {
        Birth::from_digits(self.number(6, 2), self.number(8, 2), self.number(10, 2))
    }

    fn number(&self, start: usize, len: usize) -> u32 {
        self.0.iter().skip(start).take(len).fold(0, |sum, d| sum * 10 + u32::from(d - b'0'))
    }
}

fn sixteen_digits(text: &str) -> Result<[u8; 16], NikError> {
    let kept: Vec<u8> = text.bytes().filter(|b| !matches!(b, b' ' | b'.' | b'-')).collect();
    if !kept.iter().all(u8::is_ascii_digit) {
        return Err(NikError::NotDigits);
    }
    let digits = kept.len();
    kept.try_into().map_err(|_| NikError::Length { digits })
}

/// Groups up to sixteen typed digits as 6-6-4; anything else in `text` is dropped.
#[must_use]
pub fn group(text: &str) -> String {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).take(16).collect();
    let mut out = String::with_capacity(18);
    for (i, digit) in digits.into_iter().enumerate() {
        if i == 6 || i == 12 {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// Hides digits 5 to 12 (district and birth date) of a sixteen-digit number, a NIK or a family
/// card number; shorter text is hidden whole.
#[must_use]
pub fn mask(digits: &str) -> String {
    let chars: Vec<char> = digits.chars().collect();
    let shown = |i: usize| chars.len() == 16 && !(4..12).contains(&i);
    chars.iter().enumerate().map(|(i, c)| if shown(i) { *c } else { '•' }).collect()
}

impl fmt::Debug for Nik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Nik({})", self.masked())
    }
}

impl fmt::Display for Nik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl TryFrom<String> for Nik {
    type Error = NikError;
    fn try_from(text: String) -> Result<Self, NikError> {
        Self::parse(&text)
    }
}

impl From<Nik> for String {
    fn from(nik: Nik) -> String {
        nik.digits()
    }
}

#[cfg(test)]
mod tests;
