//! Who may do what: the one function that decides by role and work area.

use crate::refusal::Refusal;
use sambang_domain::ids::PersonId;
use sambang_domain::people::{Person, Role};
use sambang_domain::region::RegionCode;
use sambang_domain::wire::ErrorCode;

/// What a person wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// Hand in a sealed revision of a survey.
    Send,
    /// Hand in again what the province once gave out about the area and has lost since: a tablet has it.
    Offer,
    /// Bring the bytes of a photo.
    Upload,
    /// Read a survey, its photos and its receipt.
    Read,
    /// Fetch filters that tell whose NIK was perhaps seen before: those of the work area and its neighbours.
    Filter,
    /// Hand in a decision about a survey. Which area it lies in decides what becomes of the decision,
    /// not whether it is taken: decisions wait on a tablet while areas change.
    Review,
    /// Follow the surveys of an area.
    Area,
    /// Tell how much waits on a device.
    Report,
    /// Tell what was opened on a device.
    Openings,
    /// See the state of the facilitators' devices in the work area.
    Team,
}

/// The survey it is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject {
    /// Whose survey it is.
    pub(crate) owner: PersonId,
    /// The village that decides which area it belongs to.
    pub(crate) village: RegionCode,
}

/// Whether `person` may do `action`; `subject` is none where no survey is concerned.
pub(crate) fn authorise(person: &Person, action: Action, subject: Option<Subject>) -> Result<(), Refusal> {
    let own = subject.is_none_or(|subject| subject.owner == person.id);
    let inside = subject.is_none_or(|subject| person.covers(subject.village));
    match (&person.role, action) {
        (Role::Facilitator, Action::Read | Action::Upload) => own.then_some(()).ok_or(ROLE),
        (Role::Facilitator, Action::Send) if !own => Err(ROLE),
        (Role::Facilitator, Action::Send) | (Role::Supervisor, Action::Read | Action::Offer) => {
            inside.then_some(()).ok_or(AREA)
        }
        (Role::Province | Role::Auditor, Action::Read)
        | (Role::Supervisor, Action::Review)
        | (Role::Supervisor | Role::Province | Role::Auditor, Action::Area)
        | (Role::Facilitator | Role::Supervisor, Action::Filter)
        | (Role::Supervisor | Role::Province, Action::Team)
        | (Role::Facilitator | Role::Supervisor | Role::Province | Role::Auditor, Action::Report | Action::Openings) => {
            Ok(())
        }
        _ => Err(ROLE),
    }
}

const ROLE: Refusal = Refusal::new(ErrorCode::RoleForbidden, "the role may not do this");
const AREA: Refusal = Refusal::new(ErrorCode::OutsideArea, "the place lies outside the work area");

#[cfg(test)]
mod tests {
    use super::*;

    const ME: PersonId = PersonId(uuid::Uuid::from_u128(1));
    const OTHER: PersonId = PersonId(uuid::Uuid::from_u128(2));

    fn verdict(role: &Role, action: Action, owner: PersonId, village: &str) -> &'static str {
        let person = Person {
            id: ME,
            name: "CONTOH".into(),
            role: role.clone(),
            area: vec!["1803".parse().unwrap()],
            office: String::new(),
            unknown: Default::default(),
        };
        let subject = Subject { owner, village: village.parse().unwrap() };
        match authorise(&person, action, Some(subject)) {
            Ok(()) => "yes",
            Err(refusal) if refusal.code == ErrorCode::OutsideArea => "area",
            Err(_) => "role",
        }
    }

    #[test]
    fn every_role_may_do_what_the_table_says_and_nothing_else() {
        let (inside, outside) = ("1803022001", "1804012001");
        // role, action, [own inside, own outside, other's inside, other's outside]
        let table = [
            (Role::Facilitator, Action::Send, ["yes", "area", "role", "role"]),
            (Role::Facilitator, Action::Upload, ["yes", "yes", "role", "role"]),
            (Role::Facilitator, Action::Read, ["yes", "yes", "role", "role"]),
            (Role::Supervisor, Action::Send, ["role"; 4]),
            (Role::Supervisor, Action::Upload, ["role"; 4]),
            (Role::Supervisor, Action::Read, ["yes", "area", "yes", "area"]),
            (Role::Facilitator, Action::Offer, ["role"; 4]),
            (Role::Supervisor, Action::Offer, ["yes", "area", "yes", "area"]),
            (Role::Province, Action::Offer, ["role"; 4]),
            (Role::Auditor, Action::Offer, ["role"; 4]),
            (Role::Province, Action::Send, ["role"; 4]),
            (Role::Province, Action::Upload, ["role"; 4]),
            (Role::Province, Action::Read, ["yes"; 4]),
            (Role::Auditor, Action::Send, ["role"; 4]),
            (Role::Auditor, Action::Upload, ["role"; 4]),
            (Role::Auditor, Action::Read, ["yes"; 4]),
            (Role::Other("minister".into()), Action::Send, ["role"; 4]),
            (Role::Other("minister".into()), Action::Upload, ["role"; 4]),
            (Role::Other("minister".into()), Action::Read, ["role"; 4]),
            (Role::Facilitator, Action::Filter, ["yes"; 4]),
            (Role::Supervisor, Action::Filter, ["yes"; 4]),
            (Role::Province, Action::Filter, ["role"; 4]),
            (Role::Auditor, Action::Filter, ["role"; 4]),
            (Role::Other("minister".into()), Action::Filter, ["role"; 4]),
            (Role::Facilitator, Action::Review, ["role"; 4]),
            (Role::Supervisor, Action::Review, ["yes"; 4]),
            (Role::Province, Action::Review, ["role"; 4]),
            (Role::Auditor, Action::Review, ["role"; 4]),
            (Role::Other("minister".into()), Action::Review, ["role"; 4]),
            (Role::Facilitator, Action::Area, ["role"; 4]),
            (Role::Supervisor, Action::Area, ["yes"; 4]),
            (Role::Province, Action::Area, ["yes"; 4]),
            (Role::Auditor, Action::Area, ["yes"; 4]),
            (Role::Other("minister".into()), Action::Area, ["role"; 4]),
            (Role::Facilitator, Action::Team, ["role"; 4]),
            (Role::Supervisor, Action::Team, ["yes"; 4]),
            (Role::Province, Action::Team, ["yes"; 4]),
            (Role::Auditor, Action::Team, ["role"; 4]),
            (Role::Facilitator, Action::Report, ["yes"; 4]),
            (Role::Supervisor, Action::Openings, ["yes"; 4]),
            (Role::Auditor, Action::Openings, ["yes"; 4]),
            (Role::Other("minister".into()), Action::Report, ["role"; 4]),
            (Role::Other("minister".into()), Action::Openings, ["role"; 4]),
        ];
        for (role, action, expected) in table {
            let cases = [(ME, inside), (ME, outside), (OTHER, inside), (OTHER, outside)];
            let found = cases.map(|(owner, village)| verdict(&role, action, owner, village));
            assert_eq!(found, expected, "{role:?} {action:?}");
        }
    }
}
