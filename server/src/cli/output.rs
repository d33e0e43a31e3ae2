//! What the command line prints: results to standard output, complaints and the log to the error
//! output.

use std::error::Error;
use std::io::Write;

use chrono::SecondsFormat;
use sambang_domain::ids::Timestamp;

use super::Outcome;

/// Prints a line of result. A closed pipe is no failure.
pub(super) fn line(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}

/// Prints a line of cells with tabs between.
pub(super) fn columns(cells: &[&str]) {
    line(&joined(cells));
}

/// Cells with tabs between. A sign that would break the line or hide in it is shown as its number.
pub(super) fn joined(cells: &[&str]) -> String {
    cells.iter().map(|cell| shown(cell)).collect::<Vec<_>>().join("\t")
}

fn shown(text: &str) -> String {
    let sign = |c: char| match c {
        c if sambang_server::is_unseen(c) => c.escape_unicode().to_string(),
        c => c.to_string(),
    };
    text.chars().map(sign).collect()
}

/// Shows on the error output how far a long work is.
pub(super) fn progress(done: usize, all: usize) {
    let _ = writeln!(std::io::stderr().lock(), "{done} of {all} lines");
}

/// Prints lines of comma-separated values. A closed pipe is no failure.
pub(super) fn rows<const N: usize>(rows: &[[String; N]]) -> Outcome {
    let _ = std::io::stdout().lock().write_all(&csv_of(rows)?);
    Ok(())
}

/// Lines of comma-separated values that a spreadsheet opens as text.
pub(super) fn csv_of<const N: usize>(rows: &[[String; N]]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.each_ref().map(|cell| harmless(cell)))?;
    }
    Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
}

/// What begins like a formula would be run by a spreadsheet; with an apostrophe before it, it is text.
fn harmless(cell: &str) -> String {
    let begins = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    let text = shown(cell);
    if cell.starts_with(begins) || text.trim_start().starts_with(begins) { format!("'{text}") } else { text }
}

/// An instant as people and spreadsheets read it, in UTC.
pub(super) fn time(at: Timestamp) -> String {
    at.utc().to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Prints what went wrong, with what was below it.
pub(super) fn complain(error: &(dyn Error + 'static)) {
    let mut out = std::io::stderr().lock();
    let _ = write!(out, "sambang-server: {error}");
    let mut below = error.source();
    while let Some(source) = below {
        let _ = write!(out, ": {source}");
        below = source.source();
    }
    let _ = writeln!(out);
}
