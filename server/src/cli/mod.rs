//! What an operator can do from the command line, with or without a server running.

mod args;
mod assignments;
mod audit;
mod device;
mod duplicates;
mod lists;
mod output;
mod people;
mod serve;
mod team;
mod verify;

use std::error::Error;
use std::process::ExitCode;

use clap::Parser;
use sambang_server::{Config, Registry, StartError};

use args::{Args, Command};

/// Exit code when the server could not listen.
const CANNOT_LISTEN: u8 = 2;

type Outcome = Result<(), Box<dyn Error>>;

/// Runs the command.
pub(crate) fn run() -> ExitCode {
    let args = Args::parse();
    let done = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(request_threads())
        .enable_all()
        .build()
        .map_err(Into::into)
        .and_then(|runtime| runtime.block_on(dispatch(args)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(error.as_ref());
            match error.downcast_ref() {
                Some(StartError::Listen { .. }) => ExitCode::from(CANNOT_LISTEN),
                _ => ExitCode::FAILURE,
            }
        }
    }
}

/// Half of the processors: each request goes to the threads of the database and of the files and back,
/// and these need the other half. With more, threads wake each other for nothing.
fn request_threads() -> usize {
    std::thread::available_parallelism().map_or(1, |processors| processors.get().div_ceil(2))
}

async fn dispatch(args: Args) -> Outcome {
    let mut config = Config::new(args.store);
    if let Some(province) = args.province {
        config.province = province;
    }
    if let Some(office) = args.office_name {
        config.office = office;
    }
    if let Command::Serve { listen, behind_proxy } = args.command {
        config.listen = listen;
        config.behind_proxy = behind_proxy;
        return serve::serve(config).await;
    }
    let registry = Registry::open(&config).await?;
    let done = match args.command {
        Command::Serve { .. } => Ok(()),
        Command::Person { command } => people::person(&registry, command).await,
        Command::Move { to } => people::moved(&registry, to).await,
        Command::EnrolCode { person } => people::enrol_code(&registry, person).await,
        Command::Device { command } => device::device(&registry, command).await,
        Command::Demo { json } => people::demo(&registry, json).await,
        Command::ImportAssignments { programme, to, dry_run, report, file } => {
            let options = sambang_server::ImportOptions { programme, to, dry_run };
            assignments::import(&registry, &file, options, report.as_deref()).await
        }
        Command::Assignments { command } => assignments::assignments(&registry, command).await,
        Command::ImportRecipients { source, programme, as_of, dry_run, report, file } => {
            let list = duplicates::Recipients { source, programme, as_of, dry_run };
            duplicates::import_recipients(&registry, list, &file, report.as_deref()).await
        }
        Command::BuildFilters => duplicates::build_filters(&registry).await,
        Command::Quarantine { command } => duplicates::quarantine(&registry, command).await,
        Command::Verify { audit_head } => verify::verify(&registry, audit_head).await,
        Command::Audit => audit::audit(&registry).await,
        Command::Team => team::team(&registry).await,
    };
    registry.close().await;
    done
}
