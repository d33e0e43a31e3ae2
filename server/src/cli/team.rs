//! The state of the facilitators' devices.

use sambang_domain::wire::v1::{DeviceReport, TeamDevice, TeamMember};
use sambang_server::{AuditAction, Registry};

use super::{Outcome, output};

const COLUMNS: [&str; 13] = [
    "person",
    "name",
    "device",
    "state",
    "reported_at",
    "drafts",
    "waiting",
    "blocked",
    "received",
    "sealed",
    "held",
    "missing",
    "unreadable",
];

/// Prints every device of every facilitator as comma-separated values; a facilitator without one
/// has a line too.
pub(super) async fn team(registry: &Registry) -> Outcome {
    registry.note_command(AuditAction::ListShown, "team").await?;
    output::rows(&[COLUMNS.map(str::to_owned)])?;
    for member in registry.team().await?.people {
        if member.devices.is_empty() {
            output::rows(&[line(&member, None)])?;
        }
        for device in &member.devices {
            output::rows(&[line(&member, Some(device))])?;
        }
    }
    Ok(())
}

fn line(member: &TeamMember, device: Option<&TeamDevice>) -> [String; 13] {
    let report = device.and_then(|device| device.report.as_ref());
    let told = |count: fn(&DeviceReport) -> u64| shown(report.map(count));
    let state = device.map_or("none", |device| if device.blocked { "revoked" } else { "active" });
    [
        member.person.to_string(),
        member.name.clone(),
        shown(device.map(|device| device.device)),
        state.to_owned(),
        shown(device.and_then(|device| device.reported_at).map(output::time)),
        told(|report| report.drafts.into()),
        told(|report| report.waiting.into()),
        told(|report| report.blocked.into()),
        told(|report| report.received.into()),
        told(|report| report.sealed),
        shown(device.map(|device| device.revisions)),
        shown(device.and_then(TeamDevice::missing)),
        shown(report.and_then(|report| report.unreadable)),
    ]
}

fn shown(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
