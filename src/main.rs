//! The app: in a desktop window (`sambang --help` lists the options), or inside Android's activity.

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
    launch::start_log(AppLog::open(&arguments.data));
    let setup = Setup::new(std::path::absolute(&arguments.data)?);
    if let Some(first) = &arguments.enrol {
        launch::enrol(&setup, first)?;
    }
    launch::run(setup, arguments);
    Ok(())
}

/// Called by the library itself once the activity has made its event loop; there are no arguments.
#[cfg(all(feature = "mobile", target_os = "android"))]
fn main() -> ExitCode {
    match sambang::ui::launch::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("sambang: {error}"));
            // Returning would leave the splash on the screen for ever.
            std::process::exit(1)
        }
    }
}

#[cfg(any(feature = "desktop", target_os = "android"))]
#[expect(clippy::print_stderr, reason = "the answer to a command line, and to logcat")]
fn say(text: &str) {
    eprintln!("{text}");
}

#[cfg(not(any(feature = "desktop", all(feature = "mobile", target_os = "android"))))]
fn main() -> ExitCode {
    ExitCode::FAILURE
}
