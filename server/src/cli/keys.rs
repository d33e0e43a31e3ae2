//! The province's keys, and changing them.

use sambang_domain::wire::v1::Province;
use sambang_server::{Config, Registry, Rotation, join_recovery_key, make_recovery_key};

use super::args::{KeysCommand, RotateCommand};
use super::{Outcome, output};

pub(super) async fn keys(config: &Config, command: KeysCommand) -> Outcome {
    match command {
        KeysCommand::Show => show(config).await,
        KeysCommand::Rotate { key } => rotate(config, key).await,
        KeysCommand::Recovery { out, shares } => made(&make_recovery_key(&out, shares)?),
        KeysCommand::Join { shares, out } => match shares.as_slice() {
            [one, other] => made(&join_recovery_key([one, other], &out)?),
            _ => Err("two shares are needed".into()),
        },
    }
}

/// Prints the public half of a recovery key.
fn made(public: &str) -> Outcome {
    output::line(public);
    Ok(())
}

async fn show(config: &Config) -> Outcome {
    let registry = Registry::open(config).await?;
    print(registry.province());
    output::columns(&["letters to compare", &registry.fingerprint()?.compared()]);
    for device in registry.locked_before().await? {
        output::columns(&["locked before", &device.to_string()]);
    }
    registry.close().await;
    Ok(())
}

async fn rotate(config: &Config, key: RotateCommand) -> Outcome {
    let rotation = match key {
        RotateCommand::Receipt => Rotation::Receipt,
        RotateCommand::Recovery { public } => Rotation::Recovery(public),
    };
    print(&Registry::rotate(config, rotation).await?);
    output::line("keep a copy of the folder `keys` as it is now: earlier copies do not open this store any more");
    Ok(())
}

/// The number of the last statement, and the public keys that hold since.
fn print(province: &Province) {
    output::columns(&["statement", &province.changes.to_string()]);
    output::columns(&["receipt key", &province.receipt_key]);
    output::columns(&["recovery key", &province.recovery_key]);
}
