//! What the value of an answer is.

/// The kind of a value. It decides how the value is put into words, and how a missing answer is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Free text.
    Text,
    /// A number.
    Number,
    /// Rupiah.
    Money,
    /// A calendar day, `YYYY-MM-DD`.
    Date,
    /// Milliseconds since 1970.
    Instant,
    /// A calendar year.
    Year,
    /// Yes or no.
    YesNo,
    /// A NIK.
    Nik,
    /// The number of a family card.
    FamilyCard,
    /// A code of the region table.
    Region,
    /// A word of a list.
    Word(List),
    /// Several words of a list; empty when asked and there is none.
    Words(List),
    /// Running loans, each with a word of the list.
    Loans(List),
    /// Degrees of latitude or longitude.
    Degrees,
    /// Metres.
    Metres,
    /// The strokes of a drawn signature.
    Strokes,
    /// A family: photos of one kind.
    Photos,
    /// A family: yes or no to a question of the programme, some with a year.
    Question,
    /// An optional section as a whole; each of its answers has a row.
    Section,
    /// Several answers as a whole; each has a row.
    Group,
    /// Not an answer: data stored beside the answers, which comparisons leave out.
    Beside,
    /// An answer that this version does not know.
    Unknown,
}

impl Kind {
    /// Whether it is chosen and not typed.
    #[must_use]
    pub fn is_choice(self) -> bool {
        matches!(self, Self::Word(_) | Self::Region | Self::Year | Self::YesNo)
    }

    /// The list its words come from.
    #[must_use]
    pub fn list(self) -> Option<List> {
        match self {
            Self::Word(list) | Self::Words(list) | Self::Loans(list) => Some(list),
            _ => None,
        }
    }
}

/// A list of words to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List {
    /// Names its texts: `name-word` for each word, `name-other` for one of a newer version.
    pub name: &'static str,
    /// The words this version knows.
    pub words: &'static [&'static str],
}
