//! Changing the province's keys.

use sambang_server::{Config, Registry, Rotation};

use super::args::{KeysCommand, RotateCommand};
use super::{Outcome, output};

/// Prints the number of the statement and the public keys that hold from it on.
pub(super) async fn keys(config: &Config, command: KeysCommand) -> Outcome {
    let KeysCommand::Rotate { key } = command;
    let rotation = match key {
        RotateCommand::Receipt => Rotation::Receipt,
        RotateCommand::Recovery { public } => Rotation::Recovery(public),
    };
    let province = Registry::rotate(config, rotation).await?;
    output::columns(&["statement", &province.changes.to_string()]);
    output::columns(&["receipt key", &province.receipt_key]);
    output::columns(&["recovery key", &province.recovery_key]);
    output::line("keep a copy of the folder `keys` as it is now: earlier copies do not open this store any more");
    Ok(())
}
