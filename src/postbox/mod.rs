//! The postbox: sealed surveys and photos that the province has not received, once more, for sending while nobody has
//! unlocked the app. The store stays the truth: what is lost here is sent from there.
//!
//! Every file is encrypted under a send key that is no key of the store, and that the phone's hardware alone gives;
//! on a platform without one there is no postbox. The courier's label says where to send and with which key: not the
//! device's own, and not its token (`docs/adr/0029`).

mod envelope;
mod item;
mod journal;
mod key;
mod label;
mod turn;

pub use item::{Item, Kind};
pub(crate) use journal::{Journal, Noted};
pub use key::SendKey;
pub use label::Label;
pub(crate) use turn::{Held, Turn};

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use sambang_domain::ids::Digest;
use zeroize::Zeroizing;

use crate::platform::phone::HardwareKey;
use crate::platform::{UNFINISHED, write_whole};

/// Name of the folder, in the app's own.
const FOLDER: &str = "postbox";

/// The postbox of a device, open.
#[derive(Debug)]
pub struct Postbox {
    folder: PathBuf,
    key: SendKey,
}

impl Postbox {
    /// Where it lies in the app's folder.
    #[must_use]
    pub fn folder(app: &Path) -> PathBuf {
        app.join(FOLDER)
    }

    /// The postbox in the app's folder, made where there is none; none where the hardware makes no key. What another
    /// key sealed is thrown away.
    ///
    /// # Errors
    /// Those of the file system; where the hardware cannot be used at the moment the postbox stays as it is.
    pub fn open_or_make(app: &Path, chip: &dyn HardwareKey) -> io::Result<Option<Self>> {
        let folder = Self::folder(app);
        fs::create_dir_all(&folder)?;
        if let Some(key) = key::open(&folder, chip)? {
            return Ok(Some(Self { folder, key }));
        }
        let made = key::make(&folder, chip)?.map(|key| Self { folder, key });
        if let Some(postbox) = &made {
            postbox.empty()?;
        }
        Ok(made)
    }

    /// The postbox whose send key is known already.
    #[must_use]
    pub fn with(app: &Path, key: SendKey) -> Self {
        Self { folder: Self::folder(app), key }
    }

    /// The send key as the hardware key gives it; none without a postbox, or where the key is gone.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn find_key(app: &Path, chip: &dyn HardwareKey) -> io::Result<Option<SendKey>> {
        key::open(&Self::folder(app), chip)
    }

    /// Where to send and with which key; none before the device wrote it, or when somebody changed it.
    #[must_use]
    pub fn label(&self) -> Option<Label> {
        serde_json::from_slice(&self.read(label::FILE)?).ok()
    }

    /// Writes down where to send and with which key.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn write_label(&self, label: &Label) -> io::Result<()> {
        let text = Zeroizing::new(serde_json::to_vec(label).map_err(io::Error::other)?);
        self.write(label::FILE, &text)
    }

    /// What lies here, in the order in which it is sent: documents first, of each the oldest survey's first.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn items(&self) -> io::Result<Vec<Item>> {
        let mut items = Vec::new();
        for file in fs::read_dir(&self.folder)? {
            items.extend(file?.file_name().to_str().and_then(Item::parse));
        }
        items.sort();
        Ok(items)
    }

    /// Whether an item of so many bytes lies here whole.
    #[must_use]
    pub fn holds(&self, item: &Item, size: usize) -> bool {
        let stored = fs::metadata(self.folder.join(item.name())).map(|file| file.len());
        stored.is_ok_and(|stored| stored == (size + item.extra() + envelope::EXTRA) as u64)
    }

    /// Puts a sealed document in.
    ///
    /// # Errors
    /// Those of the file system; then nothing of it is here.
    pub fn put_document(&self, item: &Item, bytes: &[u8], signature: &[u8; 64]) -> io::Result<()> {
        self.write(&item.name(), &[signature, bytes].concat())
    }

    /// Puts a photo in.
    ///
    /// # Errors
    /// Those of the file system; then nothing of it is here.
    pub fn put_photo(&self, item: &Item, bytes: &[u8]) -> io::Result<()> {
        self.write(&item.name(), bytes)
    }

    /// The bytes of a document and their signature; none when they are not whole or not the ones that were put in.
    #[must_use]
    pub fn document(&self, item: &Item) -> Option<(Vec<u8>, [u8; 64])> {
        let plain = self.read(&item.name())?;
        let (signature, bytes) = plain.split_first_chunk::<64>()?;
        Some((bytes.to_vec(), *signature))
    }

    /// The bytes of a photo; none when they are not whole or have another digest.
    #[must_use]
    pub fn photo(&self, item: &Item, sha256: Digest) -> Option<Vec<u8>> {
        let bytes = self.read(&item.name())?;
        (Digest::of(&bytes) == sha256).then(|| bytes.to_vec())
    }

    /// Takes an item out; one that is not here is none.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn remove(&self, item: &Item) -> io::Result<()> {
        remove(&self.folder.join(item.name()))
    }

    /// Removes what a kill left half written.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn drop_unfinished(&self) -> io::Result<()> {
        for file in fs::read_dir(&self.folder)? {
            let path = file?.path();
            let item = path.file_stem().and_then(|stem| stem.to_str()).and_then(Item::parse);
            if path.extension().is_some_and(|ending| ending == UNFINISHED) && item.is_some() {
                remove(&path)?;
            }
        }
        Ok(())
    }

    /// Takes out all items, what was noted about them, and the label. The key stays, and opens nothing any more.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn empty(&self) -> io::Result<()> {
        for file in fs::read_dir(&self.folder)? {
            let path = file?.path();
            let stays = [key::FILE, turn::APP, turn::SENDING].map(|name| self.folder.join(name));
            if !stays.contains(&path) {
                remove(&path)?;
            }
        }
        Ok(())
    }

    /// What the courier noted.
    pub(crate) fn journal(&self) -> Journal {
        Journal::load(&self.folder)
    }

    /// Who may send.
    pub(crate) fn turn(&self) -> Turn {
        Turn::of(&self.folder)
    }

    fn write(&self, name: &str, plain: &[u8]) -> io::Result<()> {
        let sealed = envelope::seal(&self.key, name, plain).ok_or_else(|| io::Error::other("it cannot be sealed"))?;
        let path = self.folder.join(name);
        write_whole(&path, &sealed).inspect_err(|_| {
            // A full disk must not keep half of it.
            let mut unfinished = path.into_os_string();
            unfinished.push(".");
            unfinished.push(UNFINISHED);
            let _gone = remove(Path::new(&unfinished));
        })
    }

    fn read(&self, name: &str) -> Option<Zeroizing<Vec<u8>>> {
        envelope::open(&self.key, name, &fs::read(self.folder.join(name)).ok()?)
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests;
