//! Lists of applicants to visit.

use std::path::Path;

use sambang_server::{ImportOptions, Office};

use super::args::AssignmentsCommand;
use super::{Outcome, output};

/// Imports a list and prints what came of it; a list of which nothing was taken is an error.
pub(super) async fn import(office: &Office, file: &Path, options: ImportOptions) -> Outcome {
    let bytes = std::fs::read(file)?;
    let report = office.import_assignments(&bytes, &options).await?;
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

pub(super) async fn assignments(office: &Office, command: AssignmentsCommand) -> Outcome {
    match command {
        AssignmentsCommand::List => {
            for assignment in office.assignments().await? {
                let state = if assignment.withdrawn { "withdrawn" } else { "active" };
                let village = assignment.village.map(|code| code.to_string()).unwrap_or_default();
                let (id, person) = (assignment.id.to_string(), assignment.assigned_to.to_string());
                output::line(&[&id, state, &assignment.programme, &person, &village, &assignment.name].join("\t"));
            }
        }
        AssignmentsCommand::Withdraw { assignment } => office.withdraw_assignment(assignment).await?,
        AssignmentsCommand::Restore { assignment } => office.restore_assignment(assignment).await?,
    }
    Ok(())
}
