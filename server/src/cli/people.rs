//! People, codes and the demonstration.

use std::path::PathBuf;

use sambang_domain::ids::DeviceId;
use sambang_domain::people::Person;
use sambang_server::{AuditAction, ForLock, NewPerson, Registry};
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;

use super::args::PersonCommand;
use super::{Outcome, output};

pub(super) async fn person(registry: &Registry, command: PersonCommand) -> Outcome {
    match command {
        PersonCommand::Add { name, role, area, office: works_for, id } => {
            let new = NewPerson { name, role, area, office: works_for };
            let person = match id {
                Some(id) => registry.add_person_as(id, new).await?,
                None => registry.add_person(new).await?,
            };
            output::line(&person.id.to_string());
        }
        PersonCommand::List => {
            registry.note_command(AuditAction::ListShown, "people").await?;
            for person in registry.people().await? {
                output::line(&described(&person));
            }
        }
        PersonCommand::Withdraw { person } => registry.withdraw_person(person).await?,
        PersonCommand::Area { person, codes } => {
            output::line(&described(&registry.set_area(person, codes).await?));
        }
    }
    Ok(())
}

/// The code first, then whose device it opens, so that the office can ask the person on the telephone; then the text
/// for the device where the address is known.
pub(super) async fn recovery_code(
    registry: &Registry,
    device: DeviceId,
    lock: ForLock,
    address: Option<String>,
    issuer: Option<PathBuf>,
) -> Outcome {
    let issuer = issuer.map(CertificateDer::from_pem_file).transpose()?;
    let opening = registry.recovery_code(device, lock).await?;
    output::line(&opening.code);
    output::line(&described(&opening.person));
    if let Some(address) = address {
        output::line(&registry.invitation(&opening.code, &address, issuer.as_deref())?.to_string());
    }
    Ok(())
}

pub(super) async fn moved(registry: &Registry, to: String) -> Outcome {
    output::line(&registry.sign_move(to).await?);
    Ok(())
}

pub(super) async fn demo(registry: &Registry, json: bool) -> Outcome {
    let demo = registry.seed_demo().await?;
    let until = demo.code.expires_at.utc().to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    if json {
        let answer = serde_json::json!({
            "person": demo.facilitator.id,
            "name": demo.facilitator.name,
            "code": demo.code.code,
            "expires_at": until,
            "supervisor": demo.supervisor.id,
            "supervisor_name": demo.supervisor.name,
            "supervisor_code": demo.supervisor_code.code,
            "people": demo.people,
            "letters": registry.fingerprint()?.compared(),
        });
        output::line(&answer.to_string());
    } else {
        output::line(&format!("{} people", demo.people));
        for (person, code) in [(&demo.facilitator, &demo.code), (&demo.supervisor, &demo.supervisor_code)] {
            output::line(&described(person));
            output::line(&format!("code {} until {until}", code.code));
        }
        output::line(&format!("letters to compare {}", registry.fingerprint()?.compared()));
    }
    Ok(())
}

/// A person on one line: id, role, work area, name, office.
pub(super) fn described(person: &Person) -> String {
    let area: Vec<String> = person.area.iter().map(ToString::to_string).collect();
    output::joined(&[&person.id.to_string(), person.role.as_str(), &area.join(","), &person.name, &person.office])
}
