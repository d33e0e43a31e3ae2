//! Backups and putting them back.

use std::path::Path;

use sambang_server::{Config, Registry};

use super::{Outcome, output, verify};

pub(super) async fn backup(registry: &Registry, to: &Path) -> Outcome {
    let done = registry.backup(to).await?;
    output::columns(&["backup", &done.folder.display().to_string()]);
    output::columns(&["photos", &done.photos.to_string()]);
    output::columns(&["new photos", &done.new_photos.to_string()]);
    output::columns(&["receipts up to", &done.up_to.to_string()]);
    Ok(())
}

pub(super) async fn restore(config: &Config, from: &Path, keys: &Path) -> Outcome {
    let verified = Registry::restore(config, from, keys).await?;
    verify::print(&verified);
    output::line(&format!("the backup was put back into {}", config.store.display()));
    Ok(())
}
