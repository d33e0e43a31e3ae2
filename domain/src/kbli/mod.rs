//! Lines of business with their KBLI code, found by everyday words.
//!
//! A short list of what micro-businesses do, not the whole classification: the proposal asks for the
//! "bidang usaha" in words, and a code helps only where somebody later looks for one. KBLI 2025
//! replaced KBLI 2020 (BPS regulation 7/2025) while earlier NIBs keep their codes, so a code is
//! always stored with the edition its title was checked in. Whatever is not on the list is typed.

use std::sync::OnceLock;

use crate::open::Unknown;
use crate::survey::{Kbli, Line};
use crate::words;

/// One line of business of the shipped list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Five digits.
    pub code: &'static str,
    /// The edition in which code and title were checked.
    pub edition: &'static str,
    /// The plain line of business it belongs to.
    pub line: Line,
    /// The classification's own title, in Indonesian.
    pub title: &'static str,
    /// What people call it; the first is the commonest.
    pub words: Vec<&'static str>,
}

impl Entry {
    /// The everyday name shown first.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.words.first().copied().unwrap_or(self.title)
    }

    /// The word of this entry that comes nearest to what was typed, for the survey's own wording.
    #[must_use]
    pub fn word_for(&self, typed: &str) -> &'static str {
        let typed = words::fold(typed);
        let near = self.words.iter().find(|word| !typed.is_empty() && words::fold(word).contains(&typed));
        near.copied().unwrap_or_else(|| self.name())
    }

    /// What a survey keeps of it.
    #[must_use]
    pub fn stored(&self) -> Kbli {
        Kbli { code: self.code.to_owned(), edition: self.edition.to_owned(), unknown: Unknown::new() }
    }
}

/// The shipped list, in code order.
#[must_use]
pub fn list() -> &'static [Entry] {
    static LIST: OnceLock<Vec<Entry>> = OnceLock::new();
    LIST.get_or_init(|| include_str!("kbli.tsv").lines().filter_map(read).collect())
}

/// The entry of a code.
#[must_use]
pub fn find(code: &str) -> Option<&'static Entry> {
    list().iter().find(|entry| entry.code == code)
}

/// Entries that fit what was typed, best first; the whole list for an empty text.
#[must_use]
pub fn search(text: &str) -> Vec<&'static Entry> {
    words::search(list(), text, |entry, typed| {
        if entry.code.starts_with(typed) {
            return Some(words::Fit::Begins);
        }
        words::fit(typed, entry.words.iter().copied(), entry.title)
    })
}

fn read(line: &'static str) -> Option<Entry> {
    let mut columns = line.split('\t');
    let (code, edition, kind, title, names) =
        (columns.next()?, columns.next()?, columns.next()?, columns.next()?, columns.next()?);
    let words = names.split(';').map(str::trim).filter(|word| !word.is_empty()).collect();
    Some(Entry { code, edition, line: Line::from(kind.to_owned()), title, words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_line_is_read_and_has_a_known_line_of_business() {
        let lines = include_str!("kbli.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(list().len(), lines);
        assert!(lines >= 60);
        for entry in list() {
            assert!(entry.code.len() == 5 && entry.code.bytes().all(|b| b.is_ascii_digit()), "{}", entry.code);
            assert!(["2015", "2020"].contains(&entry.edition) && Line::KNOWN.contains(&entry.line), "{}", entry.code);
            assert!(!entry.title.is_empty() && !entry.words.is_empty(), "{}", entry.code);
            assert_eq!(find(entry.code), Some(entry));
        }
        assert!(list().windows(2).all(|pair| pair[0].code < pair[1].code));
    }

    #[test]
    fn everyday_words_find_their_line_of_business() {
        let first = |text: &str| search(text).first().map(|entry| entry.code);
        assert_eq!(first("warung"), Some("47112"));
        assert_eq!(first("Gorengan"), Some("56104"));
        assert_eq!(first("jahit"), Some("14120"));
        assert_eq!(first("warung makan"), Some("56102"));
        assert_eq!(first("keripik pisang"), Some("10794"));
        assert_eq!(first("03111"), Some("03111"));
        assert_eq!(first("peternakan alpaka"), None);
        assert_eq!(search("").len(), list().len());
    }

    #[test]
    fn the_survey_keeps_the_word_that_was_meant() {
        let entry = find("56104").unwrap();
        assert_eq!(entry.word_for("goreng"), "gorengan");
        assert_eq!(entry.word_for(""), entry.name());
        assert_eq!(entry.stored().edition, "2020");
    }
}
