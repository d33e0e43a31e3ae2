//! Imported lists of recipients, filters, and the quarantine.

use std::path::Path;

use sambang_domain::ids::Timestamp;
use sambang_domain::wire::v1::FilterInfo;
use sambang_server::{ListReport, NewList, Registry};

use super::args::QuarantineCommand;
use super::{Outcome, output};

/// How many line numbers are printed.
const SHOWN: usize = 20;

pub(super) async fn import_recipients(
    registry: &Registry,
    source: String,
    programme: Option<String>,
    as_of: Option<chrono::NaiveDate>,
    file: &Path,
) -> Outcome {
    let as_of = match as_of.and_then(|day| day.and_hms_opt(0, 0, 0)) {
        Some(midnight) => Timestamp(midnight.and_utc().timestamp_millis()),
        None => registry.now(),
    };
    let list = NewList { source, programme, as_of, file: std::fs::read(file)? };
    let (report, info) = registry.import_list(list).await?;
    for line in described(&report) {
        output::line(&line);
    }
    if report.rounded {
        return Err("every NIK ends in 0: a spreadsheet took the last digit of all; nothing was brought in".into());
    }
    match info {
        Some(info) => output::line(&filter(&info)),
        None if report.entries == 0 => return Err("no line has a NIK; nothing was brought in".into()),
        None => output::line("unchanged"),
    }
    Ok(())
}

pub(super) async fn build_filters(registry: &Registry) -> Outcome {
    for info in registry.build_filters().await? {
        output::line(&filter(&info));
    }
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

fn described(report: &ListReport) -> Vec<String> {
    let lines = |numbers: &[u32]| {
        let shown: Vec<String> = numbers.iter().take(SHOWN).map(ToString::to_string).collect();
        let more = if numbers.len() > SHOWN { ",…" } else { "" };
        format!("{}\t{}{more}", numbers.len(), shown.join(","))
    };
    vec![
        format!("entries\t{}", report.entries),
        format!("repeated\t{}", report.repeated),
        format!("damaged\t{}", lines(&report.damaged)),
        format!("rejected\t{}", lines(&report.rejected)),
    ]
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
    parts.join("\t")
}
