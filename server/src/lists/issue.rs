//! What is said of single lines. It names lines and never people, so it may be passed on; the office
//! looks the line up in its own file.

use std::fmt;
use std::sync::Arc;

use sambang_domain::nik::NikError;
use sambang_domain::region::RegionLevel;

use super::field::Field;

/// Where a line stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The sheet of a workbook; a text has none.
    pub sheet: Option<Arc<str>>,
    /// Number of the line, from 1.
    pub line: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.sheet {
            Some(sheet) => write!(f, "sheet {sheet} line {}", self.line),
            None => write!(f, "line {}", self.line),
        }
    }
}

/// What an issue means for its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The line was taken, but deserves a look.
    Warning,
    /// The line is about a person and was not taken.
    Refused,
    /// The line is about nobody.
    LeftOut,
}

impl Outcome {
    /// A stable word for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Refused => "refused",
            Self::LeftOut => "left_out",
        }
    }
}

/// Something about a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportIssue {
    /// No NIK is there.
    #[error("no NIK")]
    NikMissing,
    /// A spreadsheet took digits of the NIK away.
    #[error("the spreadsheet has shortened this NIK: format the column as text and enter the NIK again")]
    NikDamaged,
    /// The NIK can never be one.
    #[error("this can never be a NIK: {0}")]
    NikInvalid(NikError),
    /// Not sixteen digits at all.
    #[error("the NIK is not made of 16 digits")]
    NikNotDigits,
    /// No name is there.
    #[error("no name")]
    NameMissing,
    /// The same NIK stands further up.
    #[error("the same NIK stands on {first}")]
    Repeated {
        /// Where.
        first: Place,
    },
    /// Nobody is named to go there, and no one was given for the whole file.
    #[error("no facilitator is named")]
    FacilitatorMissing,
    /// No facilitator has this name.
    #[error("no facilitator has this name")]
    FacilitatorUnknown,
    /// Several facilitators have this name.
    #[error("several facilitators have this name: use the id")]
    FacilitatorAmbiguous,
    /// The office took this assignment back before.
    #[error("this assignment was withdrawn before and stays so; restore it to have it back")]
    Withdrawn,
    /// Somebody else goes there from now on.
    #[error("goes to another facilitator from now on")]
    Moved,
    /// The family card number is no sixteen digits and was left out.
    #[error("the family card number is damaged and was left out")]
    FamilyCardDamaged,
    /// The telephone number is no number any more and was left out.
    #[error("the spreadsheet has shortened the telephone number; it was left out")]
    PhoneDamaged,
    /// A cell shows an error of the spreadsheet and was left out.
    #[error("the cell of the column {} shows an error of the spreadsheet and was left out", .0.code())]
    CellBroken(Field),
    /// A quotation mark was never closed.
    #[error("a quotation mark is never closed; it was left out")]
    OpenQuote,
    /// Headings stand there again.
    #[error("the headings again")]
    HeadingAgain,
    /// The columns are numbered there.
    #[error("numbers of the columns")]
    Numbering,
    /// Neither a NIK nor a name is there: a total, a note, a signature, an empty form.
    #[error("neither a NIK nor a name: no person")]
    NoPerson,
    /// The place's names lead to no village.
    #[error("no {} of this name; the place is shown in the words of the list", level_word(.0))]
    PlaceUnknown(RegionLevel),
    /// The place's names lead to several villages.
    #[error("{0} villages have this name; name the district and the regency too")]
    PlaceAmbiguous(u32),
    /// Neither the line nor the NIK names a district of the province.
    #[error("neither the place nor the NIK names a district of the province: no phone will warn of this person")]
    Elsewhere,
    /// The village lies outside of the facilitator's work area: what is brought from there will be refused.
    #[error("the village lies outside of the facilitator's work area")]
    OutsideArea,
}

impl ImportIssue {
    /// What it means for the line.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::HeadingAgain | Self::Numbering | Self::NoPerson => Outcome::LeftOut,
            Self::Moved
            | Self::FamilyCardDamaged
            | Self::PhoneDamaged
            | Self::CellBroken(_)
            | Self::OpenQuote
            | Self::PlaceUnknown(_)
            | Self::PlaceAmbiguous(_)
            | Self::Elsewhere
            | Self::OutsideArea => Outcome::Warning,
            Self::NikMissing
            | Self::NikDamaged
            | Self::NikInvalid(_)
            | Self::NikNotDigits
            | Self::NameMissing
            | Self::Repeated { .. }
            | Self::FacilitatorMissing
            | Self::FacilitatorUnknown
            | Self::FacilitatorAmbiguous
            | Self::Withdrawn => Outcome::Refused,
        }
    }

    /// A stable word for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NikMissing => "nik_missing",
            Self::NikDamaged => "nik_damaged",
            Self::NikInvalid(_) | Self::NikNotDigits => "nik_invalid",
            Self::NameMissing => "name_missing",
            Self::Repeated { .. } => "repeated",
            Self::FacilitatorMissing => "facilitator_missing",
            Self::FacilitatorUnknown => "facilitator_unknown",
            Self::FacilitatorAmbiguous => "facilitator_ambiguous",
            Self::Withdrawn => "withdrawn",
            Self::Moved => "moved",
            Self::FamilyCardDamaged => "family_card_damaged",
            Self::PhoneDamaged => "phone_damaged",
            Self::CellBroken(_) => "cell_broken",
            Self::OpenQuote => "open_quote",
            Self::HeadingAgain => "heading_again",
            Self::Numbering => "numbering",
            Self::NoPerson => "no_person",
            Self::PlaceUnknown(_) => "place_unknown",
            Self::PlaceAmbiguous(_) => "place_ambiguous",
            Self::Elsewhere => "elsewhere",
            Self::OutsideArea => "outside_area",
        }
    }
}

fn level_word(level: &RegionLevel) -> &'static str {
    match level {
        RegionLevel::Province => "province",
        RegionLevel::Regency => "regency",
        RegionLevel::District => "district",
        RegionLevel::Village => "village",
    }
}
