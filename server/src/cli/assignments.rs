//! Lists of applicants to visit.

use std::path::Path;

use sambang_server::{ImportOptions, Registry};

use super::args::AssignmentsCommand;
use super::{Outcome, output};

/// Imports a list and prints what came of it; a list of which nothing was taken is an error.
pub(super) async fn import(registry: &Registry, file: &Path, options: ImportOptions) -> Outcome {
    let bytes = std::fs::read(file)?;
    let report = registry.import_assignments(&bytes, &options).await?;
    let counts = [
        ("lines", report.lines),
        ("added", report.added),
        ("updated", report.updated),
        ("unchanged", report.unchanged),
        ("refused", report.refused()),
    ];
    for (name, count) in counts {
        output::line(&format!("{name}\t{count}"));
    }
    for (line, issue) in &report.issues {
        output::line(&format!("line {line}\t{}\t{issue}", issue.code()));
    }
    if options.dry_run {
        output::line("dry run: nothing was stored");
    }
    if report.accepted() == 0 {
        return Err("nothing was accepted".into());
    }
    Ok(())
}

pub(super) async fn assignments(registry: &Registry, command: AssignmentsCommand) -> Outcome {
    match command {
        AssignmentsCommand::List => {
            for assignment in registry.assignments().await? {
                let state = if assignment.withdrawn { "withdrawn" } else { "active" };
                let village = assignment.village.map(|code| code.to_string()).unwrap_or_default();
                let (id, person) = (assignment.id.to_string(), assignment.assigned_to.to_string());
                output::line(&[&id, state, &assignment.programme, &person, &village, &assignment.name].join("\t"));
            }
        }
        AssignmentsCommand::Withdraw { assignment } => registry.withdraw_assignment(assignment).await?,
        AssignmentsCommand::Restore { assignment } => registry.restore_assignment(assignment).await?,
    }
    Ok(())
}
