//! People and their devices: adding, areas, blocking.

use sambang_domain::ids::{DeviceId, PersonId};
use sambang_domain::open::Unknown;
use sambang_domain::people::{Person, Role};
use sambang_domain::region::{RegionCode, RegionLevel, RegionTable};
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::KnownChange;

use super::{AuditAction, Device, Registry, RegistryError};
use crate::refusal::{OrRefuse, Refusal};
use crate::spreadsheet::is_unseen;
use crate::store::rows::RowKey;
use crate::store::{Conn, changes, codes, devices, persons};

/// A person to be added.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Full name.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// Work area: regencies or districts. Facilitators and supervisors need one.
    pub area: Vec<RegionCode>,
    /// The office the person works for.
    pub office: String,
}

impl Registry {
    /// Adds a person.
    ///
    /// # Errors
    /// A refusal when the name is empty, the role is unknown or the area is none; else when the
    /// store fails.
    pub async fn add_person(&self, new: NewPerson) -> Result<Person, RegistryError> {
        let id = PersonId(self.0.clock.mint()?);
        self.add_person_as(id, new).await
    }

    /// Adds a person under an id: one that a store knew which was put back from a backup since. What the
    /// person's devices hold names it.
    ///
    /// # Errors
    /// As [`Registry::add_person`]; a refusal too when somebody has the id.
    pub async fn add_person_as(&self, id: PersonId, new: NewPerson) -> Result<Person, RegistryError> {
        let NewPerson { name, role, area, office } = new;
        if name.trim().is_empty() {
            return Err(malformed("a person needs a name").into());
        }
        expect_seen(&[&name, &office])?;
        if matches!(role, Role::Other(_)) {
            return Err(malformed("the role is facilitator, supervisor, province or auditor").into());
        }
        check_area(&role, &area)?;
        let person = Person { id, name: name.trim().to_owned(), role, area, office, unknown: Unknown::new() };
        let now = self.0.clock.now();
        self.write(async |write| {
            if persons::find(write, id).await?.is_some() {
                return Err(malformed("somebody has this id").into());
            }
            persons::insert(write, &person, now).await?;
            let entry = self.act_at(now, AuditAction::PersonAdded, id).with("role", person.role.as_str());
            self.log_rows(write, entry.with("area", area_codes(&person.area)), &[RowKey::person(id)]).await?;
            Ok(())
        })
        .await?;
        Ok(person)
    }

    /// Gives a person another work area; the person's devices hear of it.
    ///
    /// # Errors
    /// A refusal for an unknown person or area; else when the store fails.
    pub async fn set_area(&self, id: PersonId, area: Vec<RegionCode>) -> Result<Person, RegistryError> {
        let now = self.0.clock.now();
        let person = self
            .write(async |write| {
                let mut person = person_of(write, id).await?;
                check_area(&person.role, &area)?;
                persons::set_area(write, id, &area).await?;
                person.area = area;
                let change = KnownChange::Person(Box::new(person.clone()));
                changes::write(write, Some(id), &id.to_string(), &change, now).await?;
                let entry = self.act_at(now, AuditAction::AreaSet, id).with("area", area_codes(&person.area));
                self.log_rows(write, entry, &[RowKey::person(id)]).await?;
                Ok(person)
            })
            .await?;
        Ok(person)
    }

    /// Everybody, in the order they were added.
    pub async fn people(&self) -> Result<Vec<Person>, RegistryError> {
        Ok(persons::all(&mut *self.0.store.read().await?).await?)
    }

    /// All devices, in the order they were enrolled.
    pub async fn devices(&self) -> Result<Vec<Device>, RegistryError> {
        Ok(devices::all(&mut *self.0.store.read().await?).await?)
    }

    /// Blocks a device. What it sent stays.
    ///
    /// # Errors
    /// A refusal when there is no such device; else when the store fails.
    pub async fn revoke_device(&self, id: DeviceId) -> Result<(), RegistryError> {
        let now = self.0.clock.now();
        self.write(async |write| {
            if !devices::revoke(write, id, now).await? {
                return Err(Refusal::new(ErrorCode::NotFound, "no such device").into());
            }
            let mut changed = self.end_recovery(write, id).await?;
            changed.push(RowKey::device(id));
            self.log_rows(write, self.act_at(now, AuditAction::DeviceBlocked, id), &changed).await?;
            Ok(())
        })
        .await
    }

    /// Blocks every device of a person who leaves, and ends the codes that were not used. What they sent stays. A
    /// later code lets the person in again.
    ///
    /// # Errors
    /// A refusal for an unknown person; else when the store fails.
    pub async fn withdraw_person(&self, id: PersonId) -> Result<(), RegistryError> {
        let now = self.0.clock.now();
        self.write(async |write| {
            person_of(write, id).await?;
            let mut changed = Vec::new();
            for device in devices::of_person(write, id).await?.iter().filter(|device| device.revoked_at.is_none()) {
                devices::revoke(write, device.id, now).await?;
                changed.push(RowKey::device(device.id));
            }
            let codes = codes::end_unused(write, id, now).await?;
            let mut codes: Vec<_> = codes.iter().map(|hash| RowKey::code(hash)).collect();
            codes.extend(self.end_recovery(write, id).await?);
            let entry = self.act_at(now, AuditAction::PersonWithdrawn, id).with("codes", codes.len());
            changed.extend(codes);
            self.log_rows(write, entry, &changed).await?;
            Ok(())
        })
        .await
    }

    /// Admits a device again that was blocked by mistake: its token holds again.
    ///
    /// # Errors
    /// A refusal when no such device is blocked; else when the store fails.
    pub async fn admit_device(&self, id: DeviceId) -> Result<(), RegistryError> {
        let now = self.0.clock.now();
        self.write(async |write| {
            if !devices::admit(write, id).await? {
                return Err(Refusal::new(ErrorCode::NotFound, "no such device is blocked").into());
            }
            self.log_rows(write, self.act_at(now, AuditAction::DeviceAdmitted, id), &[RowKey::device(id)]).await?;
            Ok(())
        })
        .await
    }
}

/// The person of this id, whom the caller named.
pub(super) async fn person_of(conn: &mut Conn, id: PersonId) -> Result<Person, RegistryError> {
    Ok(persons::find(conn, id).await?.or_refuse(ErrorCode::NotFound, "no such person")?)
}

/// Refuses words with signs that nobody sees, or that turn what stands around them.
pub(super) fn expect_seen(words: &[&str]) -> Result<(), Refusal> {
    if words.iter().any(|words| words.contains(is_unseen)) {
        return Err(malformed("there are signs in it that nobody sees"));
    }
    Ok(())
}

fn area_codes(area: &[RegionCode]) -> Vec<String> {
    area.iter().map(ToString::to_string).collect()
}

fn check_area(role: &Role, area: &[RegionCode]) -> Result<(), Refusal> {
    if area.is_empty() && matches!(role, Role::Facilitator | Role::Supervisor) {
        return Err(malformed("a facilitator or supervisor needs a work area"));
    }
    expect_area(area)
}

/// Refuses everything but regencies and districts in force.
pub(super) fn expect_area(area: &[RegionCode]) -> Result<(), Refusal> {
    let fits = |code: &RegionCode| matches!(code.level(), RegionLevel::Regency | RegionLevel::District);
    if !area.iter().all(|code| fits(code) && RegionTable::shipped().find(*code).is_some()) {
        return Err(malformed("a work area is the code of a regency or district in force"));
    }
    Ok(())
}

pub(super) fn malformed(title: &'static str) -> Refusal {
    Refusal::new(ErrorCode::Malformed, title)
}
