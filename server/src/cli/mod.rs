//! What an operator can do from the command line, with or without a server running.

mod actor;
mod args;
mod assignments;
mod audit;
mod backup;
mod device;
mod filters;
mod history;
mod init;
mod invite;
mod keys;
mod letter;
mod lists;
mod output;
mod people;
mod picture;
mod quarantine;
mod recipients;
mod recovery;
mod serve;
mod team;
mod verify;

use std::error::Error;
use std::process::ExitCode;

use clap::Parser;
use sambang_server::{Config, ForLock, Registry, StartError, keep_private};

use args::{Args, Command, OfficeCommand};

/// Exit code when the server could not listen.
const CANNOT_LISTEN: u8 = 2;

type Outcome = Result<(), Box<dyn Error>>;

/// Runs the command.
pub(crate) fn run() -> ExitCode {
    let args = Args::parse();
    keep_private();
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

/// As many as there are processors, and two at least: statements run in place, and one that has to read what is not in
/// memory waits for the disk on the thread of its request. Commits and files wait on threads of their own.
fn request_threads() -> usize {
    std::thread::available_parallelism().map_or(2, |processors| processors.get().max(2))
}

async fn dispatch(args: Args) -> Outcome {
    let mut config = Config::new(args.store);
    config.recovery_key = args.recovery_key;
    if let Some(actor) = actor::of(&args.command, args.actor)? {
        config.actor = actor;
    }
    match args.command {
        Command::Init { province, office_name, recovery_public } => {
            init::init(Config { province, office: office_name, recovery_public, ..config }).await
        }
        Command::Serve { listen, reach, without_backups, lease_days } => {
            config.listen = listen;
            (config.without_backups, config.lease_days) = (without_backups, lease_days);
            reach.configure(&mut config);
            serve::serve(config).await
        }
        Command::Restore { from, keys } => backup::restore(&config, &from, &keys).await,
        Command::Keys { command } => keys::keys(&config, command).await,
        Command::Office(command) => office(config, command).await,
    }
}

/// Commands that work with a store, whether a server runs on it or not.
async fn office(config: Config, command: OfficeCommand) -> Outcome {
    let registry = Registry::open(&config).await?;
    let done = match command {
        OfficeCommand::Person { command } => people::person(&registry, command).await,
        OfficeCommand::Move { to } => people::moved(&registry, to).await,
        OfficeCommand::EnrolCode(asked) => invite::enrol_code(&registry, asked).await,
        OfficeCommand::RecoveryCode { device, person, old_lock, address, issuer } => {
            let lock = ForLock { person, nameless: old_lock };
            people::recovery_code(&registry, device, lock, address, issuer).await
        }
        OfficeCommand::Device { command } => device::device(&registry, command).await,
        OfficeCommand::Demo { json } => people::demo(&registry, json).await,
        OfficeCommand::ImportAssignments { programme, to, dry_run, report, file } => {
            let options = sambang_server::ImportOptions { programme, to, dry_run };
            assignments::import(&registry, &file, options, report.as_deref()).await
        }
        OfficeCommand::Assignments { command } => assignments::assignments(&registry, command).await,
        OfficeCommand::ImportRecipients(list) => recipients::import(&registry, list).await,
        OfficeCommand::BackupDone { up_to } => registry.note_backup(up_to).await.map_err(Into::into),
        OfficeCommand::ReceiptsHead => history::receipts_head(&registry).await,
        OfficeCommand::Filter { command } => filters::filter(&registry, command).await,
        OfficeCommand::Neighbours { command } => filters::neighbours(&registry, command).await,
        OfficeCommand::Recovery { command } => recovery::recovery(&registry, command).await,
        OfficeCommand::Quarantine { command } => quarantine::quarantine(&registry, command).await,
        OfficeCommand::Verify { audit_head, witness } => {
            verify::verify(&registry, audit_head, witness.as_deref()).await
        }
        OfficeCommand::Backup { to } => backup::backup(&registry, &to).await,
        OfficeCommand::Audit => audit::audit(&registry).await,
        OfficeCommand::Team => team::team(&registry).await,
    };
    registry.close().await;
    done
}
