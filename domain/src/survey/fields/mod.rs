//! The answers of a survey: one row each, see the file `table.rs`. Steps, names, words of values,
//! what a supervisor judges and where a finding leads are derived from these rows.
//!
//! An answer is named by its path in the record, e.g. `identity.nik`; findings, comments and the
//! history use the same names. Photos and the programme's questions are families, whose members come
//! from the programme: `evidence.business_front`, `eligibility.receives_kur`.

mod kind;
mod lookup;
mod table;

pub use kind::{Kind, List};
pub use lookup::{of, photo, question, stored};
pub use table::*;

use super::{Section, Step};

/// Whether a supervisor judges an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// It is not judged.
    No,
    /// It is judged, and may be commented.
    Alone,
    /// It is judged as part of another answer, as the village is with the address.
    With(&'static Field),
}

/// One answer, or one family of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Where it stands in the record; empty for the survey as a whole.
    pub path: &'static str,
    /// The id of its control; its texts are called by it too.
    pub id: &'static str,
    /// The step on which it is given.
    pub step: Step,
    /// The optional section in which it is given.
    pub section: Option<&'static Section>,
    /// What its value is.
    pub kind: Kind,
    /// Whether and with what it is judged.
    pub judged: Judged,
    /// The answer whose name it shares; none when it has a name of its own.
    pub part_of: Option<&'static Field>,
    /// The form has a line for messages under it; without one, a comment is shown at the top of the step.
    pub has_line: bool,
    /// A supervisor's page lists it only when it was given.
    pub when_given: bool,
    /// It tells how the survey was made; the history that people read leaves it out.
    pub aside: bool,
}

impl Field {
    const fn new(path: &'static str, id: &'static str, step: Step, kind: Kind) -> Self {
        Self {
            path,
            id,
            step,
            section: None,
            kind,
            judged: Judged::No,
            part_of: None,
            has_line: true,
            when_given: false,
            aside: false,
        }
    }

    /// A part of `whole`: it shares its name and is judged with it.
    const fn part(whole: &'static Self, path: &'static str, kind: Kind) -> Self {
        let judged = match whole.judged {
            Judged::Alone => Judged::With(whole),
            judged => judged,
        };
        Self { path, kind, judged, part_of: Some(whole), when_given: false, aside: whole.aside, ..*whole }
    }

    /// An answer of the optional section `whole`, which is judged as a whole.
    const fn optional(whole: &'static Self, path: &'static str, id: &'static str, kind: Kind) -> Self {
        let judged = Judged::With(whole);
        Self { section: whole.section, judged, ..Self::new(path, id, whole.step, kind) }
    }

    const fn section(path: &'static str, id: &'static str, section: &'static Section) -> Self {
        let row = Self::new(path, id, Step::Summary, Kind::Section);
        Self { section: Some(section), judged: Judged::Alone, ..row }
    }

    const fn judged(self) -> Self {
        Self { judged: Judged::Alone, ..self }
    }

    const fn judged_with(self, other: &'static Self) -> Self {
        Self { judged: Judged::With(other), ..self }
    }

    const fn without_line(self) -> Self {
        Self { has_line: false, ..self }
    }

    const fn when_given(self) -> Self {
        Self { when_given: true, ..self }
    }

    const fn aside(self) -> Self {
        Self { aside: true, ..self }
    }

    /// The path of a member of the family: `evidence.` and the kind of photo, `eligibility.` and the
    /// question.
    #[must_use]
    pub fn of(&self, member: &str) -> String {
        format!("{}.{member}", self.path)
    }

    /// The answer under which a supervisor judges it; none when it is not judged.
    #[must_use]
    pub fn judged_as(&'static self) -> Option<&'static Self> {
        match self.judged {
            Judged::No => None,
            Judged::Alone => Some(self),
            Judged::With(other) => Some(other),
        }
    }
}

/// Whether the answer at `path` is the one at `whole` or a part of it, as `position.latitude` is of
/// `position`.
#[must_use]
pub fn is_within(path: &str, whole: &str) -> bool {
    path.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || (rest.starts_with('.') && !whole.is_empty()))
}

#[cfg(test)]
mod filled;
#[cfg(test)]
mod tests;
