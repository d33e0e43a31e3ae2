//! The recovery key, made apart.

use sambang_server::{join_recovery_key, make_recovery_key};

use super::args::KeysCommand;
use super::{Outcome, output};

pub(super) fn keys(command: KeysCommand) -> Outcome {
    let public = match command {
        KeysCommand::Recovery { out, shares } => make_recovery_key(&out, shares)?,
        KeysCommand::Join { shares, out } => match shares.as_slice() {
            [one, other] => join_recovery_key([one, other], &out)?,
            _ => return Err("two shares are needed".into()),
        },
    };
    output::line(&public);
    Ok(())
}
