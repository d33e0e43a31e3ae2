//! The app in a desktop window. `sambang --help` lists the options.

use std::process::ExitCode;

#[cfg(feature = "desktop")]
fn main() -> ExitCode {
    use sambang::ui::launch::arguments::{Arguments, HELP};

    match Arguments::parse(std::env::args().skip(1)) {
        Ok(arguments) if arguments.help => {
            say(HELP);
            ExitCode::SUCCESS
        }
        Ok(arguments) => match open(&arguments) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                say(&format!("sambang: {error}"));
                ExitCode::FAILURE
            }
        },
        Err(error) => {
            say(&format!("sambang: {error}"));
            ExitCode::from(2)
        }
    }
}

#[cfg(feature = "desktop")]
fn open(arguments: &sambang::ui::launch::arguments::Arguments) -> Result<(), Box<dyn std::error::Error>> {
    use sambang::device::Setup;
    use sambang::platform::log::AppLog;
    use sambang::ui::launch;

    #[cfg(all(target_os = "linux", feature = "automation"))]
    sambang::platform::automation::enable_if_requested();
    std::fs::create_dir_all(&arguments.data)?;
    start_log(AppLog::open(&arguments.data)?);
    let setup = Setup::new(std::path::absolute(&arguments.data)?);
    if let Some(invitation) = &arguments.enrol {
        launch::enrol(&setup, invitation)?;
    }
    launch::run(setup, arguments);
    Ok(())
}

/// Traces to the terminal and into the app's own log. A panic is written down by its place alone: its
/// message may hold what was typed.
#[cfg(feature = "desktop")]
fn start_log(log: sambang::platform::log::AppLog) {
    use sambang::platform::log::FILTER;
    use tracing_subscriber::prelude::*;
    use tracing_subscriber::{EnvFilter, fmt};

    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(FILTER));
    let terminal = fmt::layer().with_writer(std::io::stderr).with_filter(filter);
    // Its own filter: what RUST_LOG lets other crates say is not for a file that is shared.
    let file = fmt::layer().with_ansi(false).with_writer(move || log.clone()).with_filter(EnvFilter::new(FILTER));
    tracing_subscriber::registry().with(terminal).with(file).init();
    let earlier = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "the app met a bug and stopped what it was doing");
        earlier(panic);
    }));
}

#[cfg(feature = "desktop")]
#[expect(clippy::print_stderr, reason = "the answer to a command line")]
fn say(text: &str) {
    eprintln!("{text}");
}

#[cfg(not(feature = "desktop"))]
fn main() -> ExitCode {
    ExitCode::FAILURE
}
