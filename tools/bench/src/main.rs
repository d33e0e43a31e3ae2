//! Measures the budgets of Sambang, each beside a yardstick that runs in the same minutes on the
//! same machine. Figures of one run compare with each other; figures of two machines do not.
//!
//! `./bench` at the root builds and runs it. It uses the app's own store, photos and sync, the real
//! server as a process of its own, and for the yardsticks plain SQLite, libvips and bare system
//! calls. It must not be part of the app or of the server, and nothing of it ships.

mod figures;
mod filling;
mod link;
mod measure;
mod phone;
mod photographs;
mod process;
mod province;
mod report;

use std::error::Error;
use std::io::Write;
use std::process::ExitCode;

/// An error ends the run and is printed.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

const USAGE: &str = "\
bench [--strict] [PART...]   measures every part, or those named
bench parts                  lists the parts

  --strict   ends with code 1 when a budget is missed";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            tell(&format!("bench: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Outcome<ExitCode> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let ["prepare-photo", file] = words.as_slice() {
        say(&measure::memory::in_child(file)?);
        return Ok(ExitCode::SUCCESS);
    }
    let strict = words.contains(&"--strict");
    let named: Vec<&str> = words.into_iter().filter(|word| *word != "--strict").collect();
    if named == ["parts"] {
        measure::PARTS.iter().for_each(|part| say(part.name));
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(stranger) = named.iter().find(|name| measure::PARTS.iter().all(|part| part.name != **name)) {
        tell(&format!("bench: no part is called {stranger}\n{USAGE}"));
        return Ok(ExitCode::from(2));
    }
    let report = measure::all(&named)?;
    say(&report.table());
    let missed = report.missed();
    say(&format!("{missed} of {} budgets missed", report.budgets()));
    Ok(if strict && missed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Results, to standard output.
fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    // When the reader has closed the pipe, there is nobody to tell.
    let _ = writeln!(out, "{text}");
}

/// Progress and complaints, to the error output.
pub(crate) fn tell(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = writeln!(out, "{text}");
}
