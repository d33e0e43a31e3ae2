//! Enrolled devices.

use sambang_server::Registry;

use super::args::DeviceCommand;
use super::{Outcome, output};

pub(super) async fn device(registry: &Registry, command: DeviceCommand) -> Outcome {
    match command {
        DeviceCommand::List => {
            for device in registry.devices().await? {
                let state = if device.revoked_at.is_some() { "revoked" } else { "active" };
                let report = registry.last_report(device.id).await?;
                let unreadable = report.and_then(|report| report.unreadable).map(|rows| rows.to_string());
                let unreadable = unreadable.unwrap_or_default();
                let line = [&device.id.to_string(), state, &device.person.to_string(), &device.name, &unreadable];
                output::line(&line.join("\t"));
            }
        }
        DeviceCommand::Revoke { device } => registry.revoke_device(device).await?,
        DeviceCommand::Admit { device } => registry.admit_device(device).await?,
    }
    Ok(())
}
