//! Lists of applicants to visit.

use std::path::Path;

use sambang_server::{AuditAction, ImportOptions, Registry};

use super::args::AssignmentsCommand;
use super::{Outcome, lists, output};

/// Imports a list and prints what came of it; a list of which nothing was taken is an error.
pub(super) async fn import(
    registry: &Registry,
    file: &Path,
    options: ImportOptions,
    report_file: Option<&Path>,
) -> Outcome {
    lists::check_report_file(file, report_file)?;
    let bytes = std::fs::read(file)?;
    let report = registry.import_assignments_telling(&bytes, &options, output::progress).await?;
    let told = lists::told(&report.sheets, &report.issues);
    lists::print_columns(&told);
    let counts = [
        ("lines", report.lines),
        ("added", report.added),
        ("updated", report.updated),
        ("unchanged", report.unchanged),
        ("refused", report.refused()),
        ("left out", u32::try_from(report.left_out()).unwrap_or(u32::MAX)),
    ];
    for (name, count) in counts {
        output::columns(&[name, &count.to_string()]);
    }
    lists::print_lines(&told, report.some_rounded);
    lists::write_report(&told, report_file)?;
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
            registry.note_command(AuditAction::ListShown, "assignments").await?;
            for assignment in registry.assignments().await? {
                let state = if assignment.withdrawn { "withdrawn" } else { "active" };
                let village = assignment.village.map(|code| code.to_string()).unwrap_or_default();
                let (id, person) = (assignment.id.to_string(), assignment.assigned_to.to_string());
                output::columns(&[&id, state, &assignment.programme, &person, &village, &assignment.name]);
            }
        }
        AssignmentsCommand::Withdraw { assignment } => registry.withdraw_assignment(assignment).await?,
        AssignmentsCommand::Restore { assignment } => registry.restore_assignment(assignment).await?,
    }
    Ok(())
}
