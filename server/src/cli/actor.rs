//! Who gives a command.

use super::args::{
    Command, DeviceCommand, FilterCommand, KeysCommand, NeighboursCommand, OfficeCommand, QuarantineCommand,
    RecoveryCommand,
};

/// Names who acts when `--as` is not given.
const VARIABLE: &str = "SAMBANG_AS";
/// Who acts in the demonstration.
const DEMO: &str = "demo";

/// A command that a person must answer for was given by nobody.
#[derive(Debug, thiserror::Error)]
#[error("who gives this command? Name yourself with --as NAME, or in SAMBANG_AS; the name goes into the audit log")]
pub(super) struct Nobody;

/// Who acts; none for a command that nobody has to answer for.
///
/// # Errors
/// When somebody has to and is not named.
pub(super) fn of(command: &Command, named: Option<String>) -> Result<Option<String>, Nobody> {
    let named = named.or_else(|| std::env::var(VARIABLE).ok()).filter(|name| !name.trim().is_empty());
    match command {
        Command::Serve { .. } => Ok(None),
        Command::Keys { command } if !matches!(command, KeysCommand::Rotate { .. }) => Ok(named),
        Command::Office(OfficeCommand::Demo { .. }) => Ok(Some(named.unwrap_or_else(|| DEMO.to_owned()))),
        Command::Office(command) if is_nobodys(command) => Ok(named),
        Command::Init { .. } | Command::Restore { .. } | Command::Keys { .. } | Command::Office(_) => {
            named.map(Some).ok_or(Nobody)
        }
    }
}

/// Whether it only reads, and shows nobody's name.
fn is_nobodys(command: &OfficeCommand) -> bool {
    matches!(
        command,
        OfficeCommand::ReceiptsHead
            | OfficeCommand::Verify { .. }
            | OfficeCommand::Audit
            | OfficeCommand::Device { command: DeviceCommand::List }
            | OfficeCommand::Filter { command: FilterCommand::List }
            | OfficeCommand::Neighbours { command: NeighboursCommand::List }
            | OfficeCommand::Quarantine { command: QuarantineCommand::List }
            | OfficeCommand::Recovery {
                command: RecoveryCommand::Rules { delay: None, days: None, two_persons: None }
            }
    )
}
