//! Occupations as the identity card prints them, and those that the grant excludes.
//!
//! Civil servants, soldiers, police and employees of state-owned companies may not be proposed
//! (PermenKopUKM 6/2020 and 2/2021). A card may be older than the job it names, so an occupation
//! never decides anything: it asks the facilitator to ask. Free text is always allowed, for newer
//! cards print occupations beyond this list (Permendagri 109/2019).

use std::sync::OnceLock;

use crate::words;

/// What an occupation means for the grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bearing {
    /// Public employment or office: excluded if it still holds.
    Excluded,
    /// May be public employment, as a teacher's: ask for whom.
    Ask,
    /// Nothing to ask.
    Open,
}

/// One occupation of the shipped list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occupation {
    /// Number in the ministry's list.
    pub code: &'static str,
    /// As printed on the card, in capitals.
    pub name: &'static str,
    /// What it means for the grant.
    pub bearing: Bearing,
    /// Further words for it.
    words: Vec<&'static str>,
}

/// The shipped list, in the ministry's order.
#[must_use]
pub fn list() -> &'static [Occupation] {
    static LIST: OnceLock<Vec<Occupation>> = OnceLock::new();
    LIST.get_or_init(|| include_str!("jobs.tsv").lines().filter_map(read).collect())
}

/// Occupations that fit what was typed, best first; the whole list for an empty text.
#[must_use]
pub fn search(text: &str) -> Vec<&'static Occupation> {
    words::search(list(), text, |job, typed| {
        words::fit(typed, std::iter::once(job.name).chain(job.words.iter().copied()), "")
    })
}

/// What an occupation as typed means for the grant: that of the list's entry it is, or the gravest of
/// the entries whose words it contains ("guru PNS").
#[must_use]
pub fn bearing(text: &str) -> Bearing {
    let typed = words::fold(text);
    if let Some(job) = list().iter().find(|job| words::fold(job.name) == typed) {
        return job.bearing;
    }
    let padded = format!(" {typed} ");
    let says = |word: &&str| padded.contains(&format!(" {} ", words::fold(word)));
    let named = list().iter().filter(|job| says(&job.name) || job.words.iter().any(&says));
    named.map(|job| job.bearing).min().unwrap_or(Bearing::Open)
}

fn read(line: &'static str) -> Option<Occupation> {
    let mut columns = line.split('\t');
    let (code, kind, name) = (columns.next()?, columns.next()?, columns.next()?);
    let names = columns.next().unwrap_or_default();
    let bearing = match kind {
        "open" => Bearing::Open,
        "ask" => Bearing::Ask,
        _ => Bearing::Excluded,
    };
    let words = names.split(';').map(str::trim).filter(|word| !word.is_empty()).collect();
    Some(Occupation { code, name, bearing, words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_occupation_is_read() {
        let lines = include_str!("jobs.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!((list().len(), lines), (88, 88));
        assert!(list().iter().all(|job| job.name == job.name.to_uppercase()));
    }

    #[test]
    fn public_employment_is_recognised_as_printed_and_as_spoken() {
        for excluded in
            ["PEGAWAI NEGERI SIPIL", "pns", "Guru PNS", "anggota TNI AD", "Polisi", "KARYAWAN BUMN", "BUPATI"]
        {
            assert_eq!(bearing(excluded), Bearing::Excluded, "{excluded}");
        }
        for ask in ["GURU", "Guru honorer", "PERANGKAT DESA", "bidan"] {
            assert_eq!(bearing(ask), Bearing::Ask, "{ask}");
        }
        for open in ["", "MENGURUS RUMAH TANGGA", "WIRASWASTA", "pedagang gorengan", "pnsx"] {
            assert_eq!(bearing(open), Bearing::Open, "{open}");
        }
    }

    #[test]
    fn an_occupation_is_found_by_its_everyday_word() {
        let first = |text: &str| search(text).first().map(|job| job.name);
        assert_eq!(first("ibu rumah"), Some("MENGURUS RUMAH TANGGA"));
        assert_eq!(first("wiras"), Some("WIRASWASTA"));
        assert_eq!(first("jahit"), Some("TUKANG JAHIT"));
        assert_eq!(first("astronot"), None);
    }
}
