//! How far the filters of NIKs are, and which districts hear of each other's.

use sambang_domain::ids::Timestamp;
use sambang_server::Registry;

use super::args::{FilterCommand, NeighboursCommand};
use super::{Outcome, output};

pub(super) async fn filter(registry: &Registry, command: FilterCommand) -> Outcome {
    match command {
        FilterCommand::List => list(registry).await,
        FilterCommand::Refresh => Ok(registry.ask_for_filters().await?),
    }
}

async fn list(registry: &Registry) -> Outcome {
    let state = registry.filter_state().await?;
    output::columns(&["surveys waiting", &state.surveys_waiting.to_string()]);
    output::columns(&["districts waiting", &state.districts_waiting.to_string()]);
    for list in &state.lists {
        let programme = list.programme.as_deref().unwrap_or_default();
        let (entries, waiting) = (list.entries.to_string(), format!("{} waiting", list.waiting));
        output::columns(&["list", &list.source, programme, &day(list.as_of), &entries, &waiting]);
    }
    for info in &state.filters {
        let (version, entries, size) =
            (info.version.to_string(), info.entries.to_string(), info.size_bytes.to_string());
        output::columns(&["filter", &info.subject(), &day(info.as_of), &version, &entries, &size]);
    }
    Ok(())
}

pub(super) async fn neighbours(registry: &Registry, command: NeighboursCommand) -> Outcome {
    match command {
        NeighboursCommand::List => {
            for (area, neighbour) in registry.neighbours().await? {
                output::columns(&[&area.to_string(), &neighbour.to_string()]);
            }
            Ok(())
        }
        NeighboursCommand::Set { area, neighbours } => Ok(registry.set_neighbours(area, neighbours).await?),
    }
}

fn day(at: Timestamp) -> String {
    at.utc().format("%Y-%m-%d").to_string()
}
