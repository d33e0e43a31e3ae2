//! Putting the rows of the list together by village.

use super::is_open;
use crate::device::{AssignmentCounts, AssignmentRow, VisitState};
use sambang_words::regions::region_name;

/// Which rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    All,
    /// Not finished.
    Open,
    /// Finished.
    Done,
}

/// One village and its rows that are shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Village {
    /// Its code, or the office's words for the place.
    pub(super) key: String,
    /// Its name; in the office's words when it is not known, empty when there are none.
    pub(super) name: String,
    /// The district; none when the village is not known.
    pub(super) above: Option<String>,
    /// Of all its visits, whatever is shown.
    pub(super) done: u32,
    pub(super) total: u32,
    /// What is to do comes first.
    pub(super) rows: Vec<AssignmentRow>,
}

/// The villages that have a row to show, in the order of the rows. Typed words are looked for in
/// name, address, note and place.
pub(super) fn villages(rows: &[AssignmentRow], text: &str, shown: Shown) -> Vec<Village> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let mut found = Vec::new();
    for group in rows.chunk_by(|a, b| key(a) == key(b)) {
        let Some(first) = group.first() else { continue };
        let (name, above) = heading(first);
        let place = format!("{name} {}", above.as_deref().unwrap_or_default()).to_lowercase();
        let mut fitting: Vec<_> = group.iter().filter(|row| fits(row, &place, &words, shown)).cloned().collect();
        if fitting.is_empty() {
            continue;
        }
        fitting.sort_by_key(rank);
        let AssignmentCounts { total, done } = AssignmentCounts::of(group);
        found.push(Village { key: key(first), name, above, done, total, rows: fitting });
    }
    found
}

fn key(row: &AssignmentRow) -> String {
    row.village.map_or_else(|| row.place.clone(), |code| code.to_string())
}

/// Begun, then not begun, then finished.
fn rank(row: &AssignmentRow) -> u8 {
    match row.state {
        VisitState::Draft(_) => 0,
        VisitState::NotVisited => 1,
        VisitState::Done(_) => 2,
    }
}

fn heading(row: &AssignmentRow) -> (String, Option<String>) {
    let known = row.village.and_then(|code| Some((region_name(code)?, code.district().and_then(region_name))));
    match known {
        Some((name, district)) => (name, Some(district.unwrap_or_default())),
        None => (row.place.clone(), None),
    }
}

fn fits(row: &AssignmentRow, place: &str, words: &[String], shown: Shown) -> bool {
    let wanted = match shown {
        Shown::All => true,
        Shown::Open => is_open(row),
        Shown::Done => !is_open(row),
    };
    let told = [row.name.to_lowercase(), row.address.to_lowercase(), row.note.to_lowercase()];
    wanted && words.iter().all(|word| place.contains(word) || told.iter().any(|part| part.contains(word)))
}

#[cfg(test)]
mod tests {
    use sambang_domain::ids::{AssignmentId, SurveyId};

    use super::*;

    fn row(n: u128, village: &str, name: &str, state: VisitState) -> AssignmentRow {
        AssignmentRow {
            id: AssignmentId(uuid::Uuid::from_u128(n)),
            name: format!("CONTOH {name}"),
            village: village.parse().ok(),
            place: "Suka Maju, Entah".into(),
            address: "Dusun II".into(),
            note: String::new(),
            nik_masked: String::new(),
            state,
            withdrawn: false,
        }
    }

    #[test]
    fn rows_stand_by_village_with_what_is_to_do_first_and_the_counts_of_all() {
        let survey = SurveyId(uuid::Uuid::from_u128(9));
        let rows = [
            row(1, "1803021001", "Ani", VisitState::Done(survey)),
            row(2, "1803021001", "Budi", VisitState::NotVisited),
            row(3, "1803021001", "Cici", VisitState::Draft(survey)),
            row(4, "", "Dedi", VisitState::NotVisited),
        ];
        let all = villages(&rows, "", Shown::All);
        let names = |village: &Village| village.rows.iter().map(|row| row.id.0.as_u128()).collect::<Vec<_>>();
        assert_eq!(all.iter().map(names).collect::<Vec<_>>(), [vec![3, 2, 1], vec![4]]);
        assert_eq!((all[0].done, all[0].total, all[0].above.as_deref()), (1, 3, Some("Kotabumi")));
        assert_eq!(all[1].name, "Suka Maju, Entah");
        let done = villages(&rows, "", Shown::Done);
        assert_eq!((done.len(), names(&done[0]), done[0].total), (1, vec![1], 3));
        assert_eq!(names(&villages(&rows, "dusun budi", Shown::All)[0]), [2]);
        assert_eq!(villages(&rows, "kotabumi", Shown::Open).len(), 1, "the place is searched too");
        assert!(villages(&rows, "zaenab", Shown::All).is_empty());
    }
}
