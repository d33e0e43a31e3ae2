//! The Kemendagri code of a region.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::RegionCodeError;

/// How deep a region lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegionLevel {
    /// Provinsi, 2 digits.
    Province,
    /// Kabupaten or kota, 4 digits.
    Regency,
    /// Kecamatan, 6 digits.
    District,
    /// Desa or kelurahan, 10 digits.
    Village,
}

impl RegionLevel {
    /// What the last digit of a code of this level is worth in the ten-digit form.
    const fn unit(self) -> u64 {
        match self {
            Self::Province => 100_000_000,
            Self::Regency => 1_000_000,
            Self::District => 10_000,
            Self::Village => 1,
        }
    }

    const fn digits(self) -> usize {
        match self {
            Self::Province => 2,
            Self::Regency => 4,
            Self::District => 6,
            Self::Village => 10,
        }
    }
}

/// The Kemendagri code of a province (2 digits), regency (4), district (6) or village (10).
///
/// It need not be in any list. Codes sort as their digits do, a region right before what lies in
/// it. Written, shown and serialized as digits without dots.
// Kept as ten digits, filled up with zeros: no group of digits is ever zero, so the zeros tell the
// level.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode(u64);

impl RegionCode {
    /// Reads digits with or without dots: `1803022001` or `18.03.02.2001`.
    ///
    /// # Errors
    /// [`RegionCodeError`] when the text has another shape.
    pub fn parse(text: &str) -> Result<Self, RegionCodeError> {
        let mut value = 0_u64;
        let mut digits = 0_usize;
        let mut dots = 0_usize;
        for character in text.chars() {
            match character.to_digit(10) {
                Some(_) if digits == 10 => return Err(RegionCodeError::Length),
                Some(digit) => {
                    value = value * 10 + u64::from(digit);
                    digits += 1;
                }
                None if character == '.' && digits == 2 * (dots + 1) && dots < 3 => dots += 1,
                None => return Err(RegionCodeError::NotDigits),
            }
        }
        let level = match digits {
            2 => RegionLevel::Province,
            4 => RegionLevel::Regency,
            6 => RegionLevel::District,
            10 => RegionLevel::Village,
            _ => return Err(RegionCodeError::Length),
        };
        if dots != 0 && dots != level as usize {
            return Err(RegionCodeError::NotDigits);
        }
        let code = Self(value * level.unit());
        if code.level() == level && code.is_well_formed() { Ok(code) } else { Err(RegionCodeError::ZeroGroup) }
    }

    /// From six digits whose trailing pairs may be zero: 180300 is regency 18.03.
    pub(super) fn from_stem(stem: u32) -> Option<Self> {
        let code = Self(u64::from(stem) * RegionLevel::District.unit());
        (stem <= 999_999 && code.is_well_formed()).then_some(code)
    }

    /// The village of this district with these last four digits.
    pub(super) fn with_village(self, part: u16) -> Self {
        Self(self.0 - self.0 % RegionLevel::District.unit() + u64::from(part))
    }

    /// The first six digits, filled up with zeros.
    pub(super) fn stem(self) -> u32 {
        // Ten digits less four always fit.
        (self.0 / RegionLevel::District.unit()) as u32
    }

    /// The last four digits of a village's code.
    pub(super) fn village_part(self) -> Option<u16> {
        let part = (self.0 % RegionLevel::District.unit()) as u16;
        (part != 0).then_some(part)
    }

    /// Which kind of region the code belongs to.
    pub fn level(self) -> RegionLevel {
        [RegionLevel::Province, RegionLevel::Regency, RegionLevel::District]
            .into_iter()
            .find(|level| self.0.is_multiple_of(level.unit()))
            .unwrap_or(RegionLevel::Village)
    }

    /// The region this one lies in; `None` for a province.
    pub fn parent(self) -> Option<Self> {
        match self.level() {
            RegionLevel::Province => None,
            RegionLevel::Regency => self.province(),
            RegionLevel::District => self.regency(),
            RegionLevel::Village => self.district(),
        }
    }

    /// The province of this region, itself if it is one; every code has it.
    pub fn province(self) -> Option<Self> {
        self.at(RegionLevel::Province)
    }

    /// The regency of this region, itself if it is one; `None` for a province.
    pub fn regency(self) -> Option<Self> {
        self.at(RegionLevel::Regency)
    }

    /// The district of this region, itself if it is one; `None` above districts.
    pub fn district(self) -> Option<Self> {
        self.at(RegionLevel::District)
    }

    /// Whether `other` is this region or lies in it.
    pub fn contains(self, other: Self) -> bool {
        other.at(self.level()) == Some(self)
    }

    fn at(self, level: RegionLevel) -> Option<Self> {
        (self.level() >= level).then_some(Self(self.0 - self.0 % level.unit()))
    }

    /// Whether every group down to the level is other than zero.
    fn is_well_formed(self) -> bool {
        let groups = [self.0 / 100_000_000, self.0 / 1_000_000 % 100, self.0 / 10_000 % 100, self.0 % 10_000];
        groups.iter().take(self.level() as usize + 1).all(|group| *group != 0)
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = self.level();
        write!(f, "{:0width$}", self.0 / level.unit(), width = level.digits())
    }
}

impl fmt::Debug for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RegionCode({self})")
    }
}

impl FromStr for RegionCode {
    type Err = RegionCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for RegionCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RegionCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
