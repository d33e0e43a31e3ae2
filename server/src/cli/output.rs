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

/// Prints lines of comma-separated values. A closed pipe is no failure.
pub(super) fn rows<const N: usize>(rows: &[[String; N]]) -> Outcome {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row)?;
    }
    let text = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    let _ = std::io::stdout().lock().write_all(&text);
    Ok(())
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
