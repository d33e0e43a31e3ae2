//! What the command line prints: results to standard output, complaints and the log to the error
//! output.

use std::error::Error;
use std::io::Write;

/// Prints a line of result. A reader that is gone is no failure.
pub(super) fn line(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
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
