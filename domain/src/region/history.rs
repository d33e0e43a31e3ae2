//! Regencies that were split or moved to another province: why a NIK names an older one.
//!
//! A NIK keeps the code of the place where it was issued for life (PP 37/2007 article 37). Whoever
//! was registered in Kabupaten Tangerang before Kota Tangerang Selatan was made of it in 2008, or in
//! Merauke before it became part of Papua Selatan in 2022, rightly carries the older code. The list
//! holds the Papuan moves and the splits in Lampung, Banten and Bangka Belitung; it explains, and
//! must not be used to refuse anyone.

use std::sync::OnceLock;

use super::RegionCode;

/// One change of a regency's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The code in NIKs issued before.
    pub old: RegionCode,
    /// The code in force.
    pub new: RegionCode,
    /// Year of the law.
    pub year: u16,
    /// The law, e.g. `UU 51/2008`.
    pub law: &'static str,
    /// The whole regency got the new code; otherwise a part of it became a regency of its own.
    pub whole: bool,
}

/// Every known change.
#[must_use]
pub fn changes() -> &'static [Change] {
    static LIST: OnceLock<Vec<Change>> = OnceLock::new();
    LIST.get_or_init(|| include_str!("history.tsv").lines().filter_map(read).collect())
}

/// The code that the whole regency `old` got.
#[must_use]
pub fn moved(old: RegionCode) -> Option<&'static Change> {
    changes().iter().find(|change| change.whole && change.old == old)
}

/// The last regency that was split off `old`.
#[must_use]
pub fn last_split(old: RegionCode) -> Option<&'static Change> {
    changes().iter().filter(|change| !change.whole && change.old == old).max_by_key(|change| change.year)
}

/// How `new` came out of `old`, over one split or several; the change that made `new` is given.
#[must_use]
pub fn came_from(new: RegionCode, old: RegionCode) -> Option<&'static Change> {
    let made = changes().iter().find(|change| change.new == new)?;
    (made.old == old || came_from(made.old, old).is_some()).then_some(made)
}

fn read(line: &'static str) -> Option<Change> {
    let mut columns = line.split('\t');
    let mut code = || RegionCode::parse(columns.next()?).ok();
    let (old, new) = (code()?, code()?);
    Some(Change {
        old,
        new,
        year: columns.next()?.parse().ok()?,
        law: columns.next()?,
        whole: columns.next()? == "moved",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::{RegionLevel, RegionTable};

    fn code(text: &str) -> RegionCode {
        text.parse().unwrap()
    }

    #[test]
    fn every_line_is_read_and_names_regencies_of_the_table() {
        let lines = include_str!("history.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(changes().len(), lines);
        assert_eq!(changes().iter().filter(|change| change.whole).count(), 26);
        for change in changes() {
            assert_eq!((change.old.level(), change.new.level()), (RegionLevel::Regency, RegionLevel::Regency));
            assert!(RegionTable::shipped().find(change.new).is_some(), "{}", change.new);
            let old: u32 = format!("{}01", change.old).parse().unwrap();
            assert!(RegionTable::shipped().nik_prefix(old).regency.is_some(), "{}", change.old);
        }
    }

    #[test]
    fn a_split_is_followed_back_over_several_generations() {
        assert_eq!(came_from(code("3674"), code("3603")).unwrap().year, 2008);
        let grandchild = came_from(code("1812"), code("1803")).unwrap();
        assert_eq!((grandchild.old, grandchild.year), (code("1805"), 2008));
        assert_eq!(came_from(code("1803"), code("1805")), None);
        assert_eq!(came_from(code("1803"), code("1803")), None);
    }

    #[test]
    fn papuan_regencies_lead_to_their_new_codes() {
        assert_eq!(moved(code("9101")).unwrap().new, code("9301"));
        assert_eq!(moved(code("1803")), None);
        assert_eq!(last_split(code("1805")).unwrap().year, 2008);
        assert_eq!(last_split(code("1871")), None);
    }
}
