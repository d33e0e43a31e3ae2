//! The eight steps of a visit.

/// One step. They may be filled in any order; this is the order in which they are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The privacy notice.
    Notice,
    /// The identity card.
    Identity,
    /// The business.
    Business,
    /// Where the business is.
    Position,
    /// Photos of the business.
    Photos,
    /// The programme's questions.
    Eligibility,
    /// The signed statement.
    Statement,
    /// What is missing, the optional sections, and everything that was answered.
    Summary,
}

impl Step {
    /// All of them, in order.
    pub const ALL: [Self; 8] = [
        Self::Notice,
        Self::Identity,
        Self::Business,
        Self::Position,
        Self::Photos,
        Self::Eligibility,
        Self::Statement,
        Self::Summary,
    ];
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// From 1 for the first; what is stored and shown.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The step of a stored number; one that is out of range leads to the nearest.
    #[must_use]
    pub fn from_number(number: u8) -> Self {
        let at = usize::from(number.saturating_sub(1));
        Self::ALL.get(at).copied().unwrap_or(Self::Summary)
    }

    /// The one after it; none after the last.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|step| *step > self)
    }

    /// The one before it; none before the first.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        Self::ALL.into_iter().rfind(|step| *step < self)
    }

    /// Names its texts.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Identity => "identity",
            Self::Business => "business",
            Self::Position => "position",
            Self::Photos => "photos",
            Self::Eligibility => "eligibility",
            Self::Statement => "statement",
            Self::Summary => "summary",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_number_leads_back_to_its_step_and_a_strange_one_to_the_nearest() {
        for step in Step::ALL {
            assert_eq!(Step::from_number(step.number()), step);
        }
        assert_eq!((Step::from_number(0), Step::from_number(200)), (Step::Notice, Step::Summary));
        assert_eq!((Step::Notice.previous(), Step::Summary.next()), (None, None));
        assert_eq!((Step::Photos.previous(), Step::Photos.next()), (Some(Step::Position), Some(Step::Eligibility)));
    }
}
