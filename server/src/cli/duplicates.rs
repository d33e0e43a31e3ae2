//! Imported lists of recipients, filters, and the quarantine.

use std::path::Path;

use sambang_domain::ids::Timestamp;
use sambang_domain::wire::v1::FilterInfo;
use sambang_server::{AuditAction, NewList, Registry};

use super::args::QuarantineCommand;
use super::{Outcome, lists, output};

/// A list of recipients as the command line names it.
pub(super) struct Recipients {
    pub(super) source: String,
    pub(super) programme: Option<String>,
    pub(super) as_of: Option<chrono::NaiveDate>,
    pub(super) dry_run: bool,
}

pub(super) async fn import_recipients(
    registry: &Registry,
    list: Recipients,
    file: &Path,
    report_file: Option<&Path>,
) -> Outcome {
    lists::check_report_file(file, report_file)?;
    let Recipients { source, programme, as_of, dry_run } = list;
    let as_of = match as_of.and_then(|day| day.and_hms_opt(0, 0, 0)) {
        Some(midnight) => Timestamp(midnight.and_utc().timestamp_millis()),
        None => registry.now(),
    };
    let file = std::fs::read(file)?;
    let (report, info) = if dry_run {
        (Registry::read_list(&file)?, None)
    } else {
        registry.import_list(NewList { source, programme, as_of, file }).await?
    };
    let told = lists::told(&report.sheets, &report.issues);
    lists::print_columns(&told);
    output::columns(&["entries", &report.entries.to_string()]);
    output::columns(&["repeated", &report.repeated().to_string()]);
    for (name, count) in [("damaged", report.damaged()), ("rejected", report.rejected())] {
        output::columns(&[name, &count.to_string()]);
    }
    lists::print_lines(&told, report.some_rounded);
    lists::write_report(&told, report_file)?;
    if report.rounded() {
        return Err("the NIKs end in 0: a spreadsheet took the last digit of all; nothing was brought in".into());
    }
    match info {
        _ if report.entries == 0 => return Err("no line has a NIK; nothing was brought in".into()),
        _ if dry_run => output::line("dry run: nothing was stored"),
        Some(info) => output::line(&filter(&info)),
        None => output::line("unchanged"),
    }
    Ok(())
}

pub(super) async fn build_filters(registry: &Registry) -> Outcome {
    let built = registry.build_filters().await?;
    registry.note_command(AuditAction::FiltersBuilt, &built.len().to_string()).await?;
    built.iter().for_each(|info| output::line(&filter(info)));
    Ok(())
}

pub(super) async fn quarantine(registry: &Registry, command: QuarantineCommand) -> Outcome {
    match command {
        QuarantineCommand::List => {
            for entry in registry.quarantined().await? {
                let state = if entry.released_at.is_some() { "released" } else { "waits" };
                let parts = [
                    entry.id.to_string(),
                    state.to_owned(),
                    entry.survey.to_string(),
                    entry.number.to_string(),
                    entry.device.to_string(),
                    entry.person.to_string(),
                ];
                output::line(&parts.join("\t"));
            }
        }
        QuarantineCommand::Release { id } => output::line(&registry.release_quarantined(id).await?.payload.number),
    }
    Ok(())
}

fn filter(info: &FilterInfo) -> String {
    let day = info.as_of.utc().format("%Y-%m-%d").to_string();
    let parts = [
        "filter".to_owned(),
        info.subject(),
        day,
        info.version.to_string(),
        info.entries.to_string(),
        info.size_bytes.to_string(),
    ];
    output::joined(&parts.each_ref().map(String::as_str))
}
