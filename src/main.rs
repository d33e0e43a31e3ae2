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
    use sambang::ui::launch;
    use tracing_subscriber::EnvFilter;

    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,sambang=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    #[cfg(all(target_os = "linux", feature = "automation"))]
    sambang::platform::automation::enable_if_requested();

    std::fs::create_dir_all(&arguments.data)?;
    let setup = Setup::new(std::path::absolute(&arguments.data)?);
    if let Some(invitation) = &arguments.enrol {
        launch::enrol(&setup, invitation)?;
    }
    launch::run(setup, arguments);
    Ok(())
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
