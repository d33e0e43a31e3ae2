//! What blocked devices brought.

use sambang_server::Registry;

use super::args::QuarantineCommand;
use super::{Outcome, output};

pub(super) async fn quarantine(registry: &Registry, command: QuarantineCommand) -> Outcome {
    match command {
        QuarantineCommand::List => {
            for entry in registry.quarantined().await? {
                let state = if entry.released_at.is_some() { "released" } else { "waits" };
                let village = registry.find_quarantined_village(&entry).await?;
                let parts = [
                    entry.id.to_string(),
                    state.to_owned(),
                    entry.survey.to_string(),
                    entry.number.to_string(),
                    entry.device.to_string(),
                    entry.person.to_string(),
                    village.map_or_else(|| "-".to_owned(), |village| village.to_string()),
                ];
                output::line(&parts.join("\t"));
            }
        }
        QuarantineCommand::Release { id, village } => {
            output::line(&registry.release_quarantined(id, village).await?.payload.number);
        }
    }
    Ok(())
}
