//! What came of an import, line by line. A report names lines and never people, so it may be
//! passed on; the office looks the line up in its own file.

use sambang_domain::nik::NikError;
use sambang_domain::region::RegionLevel;

/// What came of an import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportReport {
    /// Lines below the headings that hold anything.
    pub lines: u32,
    /// Assignments that are on the list for the first time.
    pub added: u32,
    /// Assignments of an earlier import that changed.
    pub updated: u32,
    /// Assignments of an earlier import that are as they were.
    pub unchanged: u32,
    /// What deserves a look, in the order of the lines.
    pub issues: Vec<(u32, ImportIssue)>,
}

impl ImportReport {
    /// Lines that became or are assignments.
    #[must_use]
    pub fn accepted(&self) -> u32 {
        self.added + self.updated + self.unchanged
    }

    /// Lines that did not.
    #[must_use]
    pub fn refused(&self) -> u32 {
        self.lines.saturating_sub(self.accepted())
    }
}

/// Something about a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
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
    #[error("the same NIK stands on line {first}")]
    Repeated {
        /// On which line.
        first: u32,
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
    /// This assignment was withdrawn before.
    #[error("this assignment was withdrawn before and stays so; restore it to have it back")]
    Withdrawn,
    /// The family card number is no sixteen digits and was left out.
    #[error("the family card number is damaged and was left out")]
    FamilyCardDamaged,
    /// The place's names lead to no village.
    #[error("no {} of this name; the place is shown in the words of the list", level_word(.0))]
    PlaceUnknown(RegionLevel),
    /// The place's names lead to several villages.
    #[error("{0} villages have this name; name the district and the regency too")]
    PlaceAmbiguous(u32),
    /// The village lies outside of the facilitator's work area: what is brought from there will be refused.
    #[error("the village lies outside of the facilitator's work area")]
    OutsideArea,
}

impl ImportIssue {
    /// Whether the line did not become an assignment because of it.
    #[must_use]
    pub fn refuses(&self) -> bool {
        !matches!(self, Self::FamilyCardDamaged | Self::PlaceUnknown(_) | Self::PlaceAmbiguous(_) | Self::OutsideArea)
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
            Self::FamilyCardDamaged => "family_card_damaged",
            Self::PlaceUnknown(_) => "place_unknown",
            Self::PlaceAmbiguous(_) => "place_ambiguous",
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
