//! Backups: a folder with every photo once, and one folder for each backup with the database as it was at one
//! moment. The manifest is written last, so what did not finish is never taken for a backup.
//!
//! The database goes first. A photo is stored before it is recorded, so the photos that are copied afterwards
//! are at least those the database names. The keys are kept apart: whoever finds a backup
//! cannot open what is hidden in it.

mod error;
mod manifest;
mod restore;

use std::fs;
use std::path::{Path, PathBuf};

pub use error::BackupError;
use manifest::Manifest;
use sambang_domain::ids::Digest;

use super::{Registry, RegistryError};
use crate::files::measure;
use crate::folders::{DATABASE, Lock, create_private, private_file, sync};
use crate::store::{Conn, Store, attachments, audit, history, settings};

/// Folder of a backup's place that holds every photo once.
const PHOTOS: &str = "photos";
/// How the name of a backup begins that did not finish.
const UNFINISHED: &str = ".unfinished-";
/// So many times the database is copied anew because photos turned out to be lost meanwhile.
const TRIES: u32 = 3;

/// A backup that is finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// Where it lies.
    pub folder: PathBuf,
    /// Photos it holds.
    pub photos: u64,
    /// Those that no earlier backup held.
    pub new_photos: u64,
    /// Up to which number of a kept receipt it holds documents and photos.
    pub up_to: u64,
}

impl Registry {
    /// Writes a backup below `place` while the server goes on, and notes that it is finished. Earlier ones stay.
    ///
    /// # Errors
    /// When `place` lies in the store or cannot be written, another backup is being made, or the store fails.
    pub async fn backup(&self, place: &Path) -> Result<BackedUp, RegistryError> {
        let root = &self.0.root;
        if lies_in(place, root)? || lies_in(root, place)? {
            return Err(BackupError::Inside(place.to_owned()).into());
        }
        let failed = BackupError::at(place);
        create_private(&place.join(PHOTOS)).map_err(&failed)?;
        let _one_here = Lock::take(place)?;
        let _one_of_this_store = Lock::take(&root.join(ATTACHMENTS))?;
        let draft = place.join(format!("{UNFINISHED}{}", std::process::id()));
        clear(place).and_then(|()| create_private(&draft)).map_err(&failed)?;
        let (mut manifest, new_photos) = self.copy(place, &draft).await?;
        let file = draft.join(DATABASE);
        let measured = tokio::task::spawn_blocking(move || measure(&file)).await.map_err(|_| RegistryError::Stopped)?;
        (manifest.sha256, manifest.size) = measured.map_err(&failed)?;
        manifest.write(&draft).map_err(&failed)?;
        let folder = place.join(manifest.name());
        fs::rename(&draft, &folder).and_then(|()| sync(place)).map_err(&failed)?;
        self.note_backup(manifest.receipts).await?;
        Ok(BackedUp { folder, photos: manifest.photos, new_photos, up_to: manifest.receipts })
    }

    /// Copies database and photos. A photo that is lost must not be promised by the copy, so it is made anew then.
    async fn copy(&self, place: &Path, draft: &Path) -> Result<(Manifest, u64), RegistryError> {
        let (failed, file) = (BackupError::at(place), draft.join(DATABASE));
        let mut new = 0;
        for _ in 0..TRIES {
            if file.exists() {
                fs::remove_file(&file).map_err(&failed)?;
            }
            private_file().create_new(true).open(&file).map_err(&failed)?;
            self.0.store.copy_to(&file).await?;
            let (manifest, photos) = self.describe(draft).await?;
            let pool = place.join(PHOTOS);
            let copied = self.with_files(move |files| files.copy_to(&pool, &photos)).await?;
            new += copied.new;
            if copied.lost.is_empty() {
                fs::File::open(&file).and_then(|file| file.sync_all()).map_err(&failed)?;
                return Ok((manifest, new));
            }
            for sha256 in copied.lost {
                self.lose_unless_whole(sha256).await?;
            }
        }
        Err(BackupError::PhotosLost.into())
    }

    /// What the copy of the database in `folder` holds.
    async fn describe(&self, folder: &Path) -> Result<(Manifest, Vec<(Digest, u64)>), RegistryError> {
        let copy = Store::open(folder, &[], 0).await?;
        let mut conn = copy.read().await?;
        let photos = held(&mut conn).await?;
        let manifest = Manifest {
            made_at: self.0.clock.now(),
            epoch: history::epoch(&mut conn).await?,
            receipts: settings::drawn(&mut conn, "receipt").await?,
            audit_head: audit::head(&mut conn).await?.to_string(),
            photos: photos.len() as u64,
            ..Manifest::default()
        };
        drop(conn);
        copy.close().await;
        Ok((manifest, photos))
    }
}

/// The folder of a store whose lock keeps a second backup away.
const ATTACHMENTS: &str = "attachments";

/// The photos that a database says are held.
async fn held(conn: &mut Conn) -> Result<Vec<(Digest, u64)>, RegistryError> {
    let all = attachments::all(conn).await?.into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok(all.iter().filter(|known| !known.lost).map(|known| (known.sha256, known.size)).collect())
}

/// Takes away what backups left here that did not finish.
fn clear(place: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(place)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// Whether `path`, which need not be there, is `folder` or lies below it.
fn lies_in(path: &Path, folder: &Path) -> Result<bool, BackupError> {
    let whole = |path: &Path| {
        let path = std::path::absolute(path)?;
        let there = path.ancestors().find(|above| above.exists()).unwrap_or(&path);
        let rest = path.strip_prefix(there).unwrap_or(Path::new(""));
        Ok(there.canonicalize()?.join(rest))
    };
    let (path, folder) = (whole(path).map_err(BackupError::at(path))?, whole(folder).map_err(BackupError::at(folder))?);
    Ok(path.starts_with(folder))
}
