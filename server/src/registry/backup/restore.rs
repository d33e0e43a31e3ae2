//! Putting a backup back into an empty folder.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::manifest::find;
use super::{BackupError, DATABASE, Manifest, PHOTOS, held};
use crate::config::Config;
use crate::files::{Files, measure};
use crate::folders::{self, KEYS, write_whole};
use crate::keys;
use crate::registry::{Registry, RegistryError, Verified};

/// The command that puts a backup back.
const RESTORE: &str = "restore";
/// So many photos are named when some are missing.
const FEW: usize = 5;

impl Registry {
    /// Makes a store in the configured folder, which must be new or empty, out of the newest finished backup
    /// below `place`, or the one that `place` is, and the keys in `key_folder`. Another epoch begins. The folder
    /// is a store only after everything in it was verified.
    ///
    /// # Errors
    /// A backup that is damaged or not finished is refused by what is wrong with it; so is a folder that is not
    /// empty.
    pub async fn restore(config: &Config, place: &Path, key_folder: &Path) -> Result<Verified, RegistryError> {
        let root = &config.store;
        let backup = find(place)?;
        let manifest = Manifest::read(&backup)?;
        let _alone = folders::begin(root, RESTORE)?;
        let (from, to, keys_from) = (backup.clone(), root.clone(), key_folder.to_owned());
        let copied = tokio::task::spawn_blocking(move || copy_back(&from, &manifest, &keys_from, &to)).await;
        copied.map_err(|_| RegistryError::Stopped)??;
        let registry = Self::open_in(config).await?;
        let photos = held(&mut *registry.0.store.read().await?).await?;
        let pool = backup.parent().unwrap_or(&backup).join(PHOTOS);
        let missing = registry.with_files(move |files| files.copy_from(&pool, &photos)).await?;
        if !missing.is_empty() {
            let names: Vec<_> = missing.iter().take(FEW).map(ToString::to_string).collect();
            let what = format!("{} photos are missing or have other bytes: {}", missing.len(), names.join(", "));
            return Err(BackupError::Damaged { folder: backup, what }.into());
        }
        let verified = registry.verify().await?;
        registry.renew_epoch().await?;
        registry.close().await;
        folders::finish(root)?;
        Ok(verified)
    }
}

/// Copies keys and database of a backup, and makes the folders of the photos.
fn copy_back(backup: &Path, manifest: &Manifest, key_folder: &Path, root: &Path) -> Result<(), RegistryError> {
    let failed = BackupError::at(root);
    let database = backup.join(DATABASE);
    let measured = measure(&database).map_err(BackupError::at(backup))?;
    if measured != (manifest.sha256, manifest.size) {
        let what = format!("{DATABASE} has other bytes than its manifest says");
        return Err(BackupError::Damaged { folder: backup.to_owned(), what }.into());
    }
    folders::create_private(&root.join(KEYS)).map_err(&failed)?;
    copy_keys(key_folder, &root.join(KEYS)).map_err(BackupError::at(key_folder))?;
    Files::make(root)?;
    for left in ["-wal", "-shm"].map(|end| root.join(format!("{DATABASE}{end}"))) {
        remove(&left).map_err(&failed)?;
    }
    let mut target = folders::private_file().create(true).truncate(true).open(root.join(DATABASE)).map_err(&failed)?;
    let copied = fs::File::open(&database).and_then(|mut source| io::copy(&mut source, &mut target));
    copied.and_then(|_| target.sync_all()).map_err(&failed)?;
    Ok(())
}

/// Copies the keys and the statements beside them. What is missing is told when the keys are read.
fn copy_keys(from: &Path, to: &Path) -> io::Result<()> {
    let all = match fs::read_dir(from) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        all => all?,
    };
    for file in all {
        let file = file?;
        if file.file_name().to_str().is_some_and(keys::belongs) {
            write_whole(&to.join(file.file_name()), &fs::read(file.path())?)?;
        }
    }
    Ok(())
}

fn remove(file: &PathBuf) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
