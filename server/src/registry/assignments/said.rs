//! What a list says of a visit, and what becomes of what was known.

use sambang_domain::ids::{AssignmentId, PersonId};
use sambang_domain::open::Unknown;
use sambang_domain::region::RegionCode;
use sambang_domain::wire::v1::{Assignment, KnownChange};

use super::{Registry, RegistryError};
use crate::store::{Conn, assignments, changes};

/// An applicant to be visited. What is none was not said, and stays as it is known.
#[derive(Clone, PartialEq, Eq)]
pub struct NewAssignment {
    /// Key of the programme.
    pub programme: String,
    /// Name as the office wrote it.
    pub name: String,
    /// Sixteen digits.
    pub nik: String,
    /// Family card number; may be empty.
    pub family_card: Option<String>,
    /// Where.
    pub place: Option<NewPlace>,
    /// Street or hamlet; may be empty.
    pub address: Option<String>,
    /// Telephone number; may be empty.
    pub phone: Option<String>,
    /// What the facilitator should know; may be empty.
    pub note: Option<String>,
    /// Who is to go there.
    pub to: PersonId,
}

/// A place as a list names it.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPlace {
    /// Village, when it is known.
    pub village: Option<RegionCode>,
    /// The office's words.
    pub words: String,
    /// The list has columns for village, district and regency.
    pub whole: bool,
}

impl NewPlace {
    /// Whether it says less of the same place than is known: a village without its district.
    fn is_part_of(&self, known: &Assignment) -> bool {
        let words: Vec<&str> = known.place.split(", ").collect();
        let village = self.village.is_none_or(|village| known.village == Some(village));
        !self.whole && village && self.words.split(", ").all(|word| word.is_empty() || words.contains(&word))
    }
}

/// What came of one assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Added,
    Updated,
    Unchanged,
    /// The office took it back before; it stays so.
    Withdrawn,
}

/// An assignment as it is to be from now on.
pub(super) struct Decided {
    pub(super) outcome: Outcome,
    assignment: Assignment,
    /// Whose phone has to forget it.
    pub(super) moved_from: Option<PersonId>,
}

impl Registry {
    pub(super) async fn known(
        &self,
        conn: &mut Conn,
        programme: &str,
        nik: &str,
    ) -> Result<Option<Assignment>, RegistryError> {
        Ok(assignments::find_by_nik(conn, programme, &self.0.keys.hidden("nik", nik)?).await?)
    }

    /// Puts what is said over what is known. Nothing is stored yet.
    pub(super) fn put_over(&self, new: NewAssignment, known: Option<Assignment>) -> Result<Decided, RegistryError> {
        let id = match &known {
            Some(known) => known.id,
            None => AssignmentId(self.0.clock.mint()?),
        };
        let assignment = over(new, known.as_ref(), id);
        let moved_from = known.as_ref().map(|known| known.assigned_to).filter(|from| *from != assignment.assigned_to);
        let outcome = match known {
            None => Outcome::Added,
            Some(known) if known.withdrawn => Outcome::Withdrawn,
            Some(known) if known == assignment => Outcome::Unchanged,
            Some(_) => Outcome::Updated,
        };
        Ok(Decided { outcome, assignment, moved_from: moved_from.filter(|_| outcome == Outcome::Updated) })
    }

    /// Stores what was decided and tells the devices.
    pub(super) async fn carry_out(&self, write: &mut Conn, all: Vec<Decided>) -> Result<(), RegistryError> {
        let now = self.0.clock.now();
        let mut told = Vec::new();
        for Decided { outcome, assignment, moved_from } in all {
            match outcome {
                Outcome::Unchanged | Outcome::Withdrawn => continue,
                Outcome::Updated => assignments::update(write, &assignment, now).await?,
                Outcome::Added => {
                    let hidden = self.0.keys.hidden("nik", &assignment.nik)?;
                    assignments::insert(write, &assignment, &hidden, now).await?;
                }
            }
            if let Some(from) = moved_from {
                let gone = Assignment { withdrawn: true, assigned_to: from, ..assignment.clone() };
                told.push((from, gone.id.to_string(), KnownChange::Assignment(Box::new(gone))));
            }
            let (person, subject) = (assignment.assigned_to, assignment.id.to_string());
            told.push((person, subject, KnownChange::Assignment(Box::new(assignment))));
        }
        Ok(changes::write_all(write, &told, now).await?)
    }
}

fn over(new: NewAssignment, known: Option<&Assignment>, id: AssignmentId) -> Assignment {
    let kept = |said: Option<String>, field: fn(&Assignment) -> &String| {
        said.unwrap_or_else(|| known.map(field).cloned().unwrap_or_default())
    };
    let (village, place) = match (new.place, known) {
        (None, Some(known)) => (known.village, known.place.clone()),
        (Some(place), Some(known)) if place.is_part_of(known) => (known.village, known.place.clone()),
        (Some(place), _) => (place.village, place.words),
        (None, None) => (None, String::new()),
    };
    Assignment {
        id,
        programme: new.programme,
        name: new.name,
        nik: new.nik,
        family_card: kept(new.family_card, |known| &known.family_card),
        village,
        place,
        address: kept(new.address, |known| &known.address),
        phone: kept(new.phone, |known| &known.phone),
        note: kept(new.note, |known| &known.note),
        assigned_to: new.to,
        withdrawn: false,
        unknown: known.map_or_else(Unknown::new, |known| known.unknown.clone()),
    }
}
