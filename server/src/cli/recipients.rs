//! Lists of recipients.

use sambang_domain::ids::Timestamp;
use sambang_server::{NewList, Registry};

use super::args::RecipientsArgs;
use super::{Outcome, lists, output};

pub(super) async fn import(registry: &Registry, list: RecipientsArgs) -> Outcome {
    let RecipientsArgs { source, programme, as_of, others, dry_run, report: report_file, file } = list;
    let report_file = report_file.as_deref();
    lists::check_report_file(&file, report_file)?;
    let as_of = match as_of.and_then(|day| day.and_hms_opt(0, 0, 0)) {
        Some(midnight) => Timestamp(midnight.and_utc().timestamp_millis()),
        None => registry.now(),
    };
    let list = NewList { source, programme, as_of, others, file: std::fs::read(file)? };
    let (report, counts) = if dry_run {
        (list.report(&registry.province().code)?, false)
    } else {
        registry.import_list_telling(list, output::progress).await?
    };
    let told = lists::told(&report.sheets, &report.issues);
    lists::print_columns(&told);
    output::columns(&["entries", &report.entries.to_string()]);
    output::columns(&["repeated", &report.repeated().to_string()]);
    let more = [("damaged", report.damaged()), ("rejected", report.rejected()), ("elsewhere", report.elsewhere())];
    for (name, count) in more {
        output::columns(&[name, &count.to_string()]);
    }
    lists::print_lines(&told, report.some_rounded);
    lists::write_report(&told, report_file)?;
    if report.rounded() {
        return Err("the NIKs end in 0: a spreadsheet took the last digit of all; nothing was brought in".into());
    }
    match counts {
        _ if report.entries == 0 => return Err("no line has a NIK; nothing was brought in".into()),
        _ if report.entries == report.elsewhere() => {
            return Err("nobody lives in this province; nothing was brought in. See --others".into());
        }
        _ if dry_run => output::line("dry run: nothing was stored"),
        true => output::line("stored: the running server builds its filters, see `filter list`"),
        false => output::line("unchanged"),
    }
    Ok(())
}
