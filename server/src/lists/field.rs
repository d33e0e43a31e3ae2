//! What a column may hold.

/// What a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Number of the person.
    Nik,
    /// Number of the family card.
    FamilyCard,
    /// Name of the person.
    Name,
    /// Street or hamlet.
    Address,
    /// Village or its code.
    Village,
    /// District (kecamatan).
    District,
    /// Regency or city.
    Regency,
    /// Telephone number.
    Phone,
    /// Name or id of the facilitator.
    Facilitator,
    /// What the facilitator should know.
    Note,
}

impl Field {
    /// A stable word for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Nik => "nik",
            Self::FamilyCard => "family_card",
            Self::Name => "name",
            Self::Address => "address",
            Self::Village => "village",
            Self::District => "district",
            Self::Regency => "regency",
            Self::Phone => "phone",
            Self::Facilitator => "facilitator",
            Self::Note => "note",
        }
    }

    /// One bit, for sets of fields.
    pub(super) fn bit(self) -> u16 {
        1 << self as u16
    }
}
