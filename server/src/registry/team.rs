//! The facilitators and the state of their devices.

use std::cmp::Reverse;

use sambang_domain::open::Unknown;
use sambang_domain::people::{Person, Role};
use sambang_domain::wire::v1::{Team, TeamDevice, TeamMember};

use super::{Caller, Device, Registry, RegistryError};
use crate::authorise::{Action, authorise};
use crate::store::{Conn, StoreError, devices, persons, reports};

impl Registry {
    /// All facilitators with their devices, by name.
    pub async fn team(&self) -> Result<Team, RegistryError> {
        self.team_where(|_| true).await
    }

    /// The facilitators whose work area meets the caller's; the province sees all.
    pub(crate) async fn team_of(&self, caller: &Caller) -> Result<Team, RegistryError> {
        authorise(&caller.person, Action::Team, None)?;
        let all = caller.person.role == Role::Province;
        self.team_where(|person| all || meet(&caller.person, person)).await
    }

    async fn team_where(&self, seen: impl Fn(&Person) -> bool) -> Result<Team, RegistryError> {
        let mut conn = self.0.store.read().await?;
        let mut persons = persons::all(&mut conn).await?;
        persons.retain(|person| person.role == Role::Facilitator && seen(person));
        persons.sort_by(|a, b| a.name.cmp(&b.name));
        let mut all = devices::all(&mut conn).await?;
        all.sort_by_key(|device| Reverse(device.enrolled_at));
        let mut people = Vec::with_capacity(persons.len());
        for person in persons {
            let mut own = Vec::new();
            for device in all.iter().filter(|device| device.person == person.id) {
                own.push(described(&mut conn, device).await?);
            }
            let Person { id, name, area, .. } = person;
            people.push(TeamMember { person: id, name, area, devices: own, unknown: Unknown::new() });
        }
        Ok(Team { people, server_time: self.0.clock.now(), unknown: Unknown::new() })
    }
}

async fn described(conn: &mut Conn, device: &Device) -> Result<TeamDevice, StoreError> {
    let (reported_at, report) = reports::find_report(conn, device.id).await?.unzip();
    Ok(TeamDevice {
        device: device.id,
        name: device.name.clone(),
        blocked: device.revoked_at.is_some(),
        reported_at,
        report,
        revisions: reports::revisions_of(conn, device.id).await?,
        unknown: Unknown::new(),
    })
}

/// Whether two work areas have a place in common.
fn meet(one: &Person, other: &Person) -> bool {
    one.area.iter().any(|code| other.covers(*code)) || other.area.iter().any(|code| one.covers(*code))
}
