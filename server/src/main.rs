//! The command line of the provincial server.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
