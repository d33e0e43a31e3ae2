//! What came of an import, line by line.

use crate::lists::{ImportIssue, Outcome, Place, SheetReport};

/// What came of an import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportReport {
    /// What was taken for what.
    pub sheets: Vec<SheetReport>,
    /// Lines about people.
    pub lines: u32,
    /// Assignments that are on the list for the first time.
    pub added: u32,
    /// Assignments of an earlier import that changed.
    pub updated: u32,
    /// Assignments of an earlier import that are as they were.
    pub unchanged: u32,
    /// Some NIKs more than chance brings end in 0: a spreadsheet may have rounded a part of them.
    pub some_rounded: bool,
    /// What deserves a look, in the order of the lines.
    pub issues: Vec<(Place, ImportIssue)>,
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

    /// Lines about nobody: headings again, totals, signatures.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.issues.iter().filter(|(_, issue)| issue.outcome() == Outcome::LeftOut).count()
    }

    /// Puts the issues in the order of sheets and lines.
    pub(super) fn sort(&mut self) {
        let sheets = &self.sheets;
        let nth = |place: &Place| sheets.iter().position(|sheet| sheet.name == place.sheet);
        self.issues.sort_by_cached_key(|(place, _)| (nth(place), place.line));
    }
}
