//! Photos that lie in the inbox while nobody can attach them are sealed.
//!
//! The public half of a key lies beside the inbox, so that sealing needs no unlock; its secret half is in the store.
//! A photo keeps its name: what begins with [`MAGIC`] is sealed. The sealed bytes are durable under another name before
//! they replace the photo, so an app that is killed meanwhile loses nothing.

use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use crypto_box::{PublicKey, SecretKey};
use sambang_domain::ids::Timestamp;
use zeroize::Zeroizing;

use super::{Device, DeviceError};
use crate::platform::{UNFINISHED, random_bytes, write_whole};
use crate::store::{Key, StoreError};

/// Folder of the photos, in the app's folder.
pub(super) const FOLDER: &str = "inbox";
/// Where the phone's camera writes, in that folder; `Camera.kt` knows it, too, and empties it when the app starts.
const CAMERA: &str = "camera";
/// The public half of the key, 64 hexadecimal digits.
const PUBLIC: &str = "inbox.key";
/// How a sealed photo begins; no picture does.
const MAGIC: &[u8] = b"sambang inbox 1\n";
/// A larger file is no photo of a camera.
pub(super) const LARGEST: u64 = 64 * 1024 * 1024;
/// A file that was not finished for so long never will be.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// A photo is sealed or attached, one after the other.
static AT_WORK: Mutex<()> = Mutex::new(());

/// Waits until nobody else moves photos.
pub(super) fn alone() -> MutexGuard<'static, ()> {
    AT_WORK.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Seals every photo that lies open in the inbox of an app's folder, and removes what was never finished before `now`.
/// Needs no unlock. Returns how many were sealed.
///
/// # Errors
/// When the file system fails; what was not sealed stays as it was.
pub fn seal_inbox(folder: &Path, now: Timestamp) -> Result<usize, StoreError> {
    let key = public_key(folder)?;
    let mut sealed = 0;
    for path in files(&folder.join(FOLDER))? {
        let ending = path.extension().and_then(OsStr::to_str);
        if ending == Some(UNFINISHED) {
            remove_abandoned(&path, now)?;
        } else if let Some(key) = &key {
            sealed += usize::from(seal_one(&path, key)?);
        }
    }
    for path in files(&folder.join(FOLDER).join(CAMERA))? {
        remove_abandoned(&path, now)?;
    }
    if sealed > 0 {
        tracing::info!(sealed, "photos in the inbox were sealed");
    }
    Ok(sealed)
}

/// The files of the inbox by name; none without one.
pub(super) fn files(inbox: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let folder = match fs::read_dir(inbox) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let mut files = Vec::new();
    for file in folder {
        let path = file?.path();
        if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// A key that cannot be read is as good as none: the next unlock writes it anew.
fn public_key(folder: &Path) -> Result<Option<PublicKey>, StoreError> {
    let text = match fs::read_to_string(folder.join(PUBLIC)) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) => return Ok(None),
        other => other?,
    };
    let mut key = [0; 32];
    Ok(hex::decode_to_slice(text.trim(), &mut key).ok().map(|()| PublicKey::from(key)))
}

fn remove_abandoned(path: &Path, now: Timestamp) -> Result<(), StoreError> {
    let written = match fs::metadata(path).and_then(|file| file.modified()) {
        // It was finished meanwhile.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        other => other?,
    };
    let now = SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(now.0).unwrap_or(0));
    if now.duration_since(written).is_ok_and(|age| age >= ABANDONED) {
        remove(path)?;
    }
    Ok(())
}

fn seal_one(path: &Path, key: &PublicKey) -> Result<bool, StoreError> {
    let _alone = alone();
    let file = match fs::metadata(path) {
        // It was attached meanwhile.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        other => other?,
    };
    if file.len() > LARGEST {
        tracing::warn!("a file in the inbox is too large for a photo");
        remove(path)?;
        return Ok(false);
    }
    let photo = Zeroizing::new(fs::read(path)?);
    if photo.starts_with(MAGIC) {
        return Ok(false);
    }
    let sealed = key.seal(&mut crypto_box::aead::OsRng, &photo).map_err(|_| std::io::Error::other("cannot seal"))?;
    // The file is of this moment then: what would keep its time does not link for 32-bit Android.
    write_whole(path, &[MAGIC, &sealed].concat())?;
    Ok(true)
}

fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => Ok(other?),
    }
}

impl Device {
    /// Sees to it that photos can be sealed while the app is locked.
    pub(super) fn prepare_inbox(&self) -> Result<(), DeviceError> {
        let secret = match self.inbox_secret()? {
            Some(secret) => secret,
            None => {
                let secret = Zeroizing::new(random_bytes::<32>());
                self.inner.store.set_value(Key::InboxSecret, &Zeroizing::new(hex::encode(secret.as_slice())))?;
                SecretKey::from(*secret)
            }
        };
        let public = hex::encode(secret.public_key().as_bytes());
        let path = self.inner.folder.join(PUBLIC);
        if fs::read_to_string(&path).ok().as_deref() != Some(public.as_str()) {
            write_whole(&path, public.as_bytes()).map_err(StoreError::from)?;
        }
        Ok(())
    }

    fn inbox_secret(&self) -> Result<Option<SecretKey>, DeviceError> {
        let text = self.inner.store.value_if_sound::<Zeroizing<String>>(Key::InboxSecret)?;
        let mut secret = Zeroizing::new([0; 32]);
        let known = text.is_some_and(|text| hex::decode_to_slice(text.as_str(), secret.as_mut_slice()).is_ok());
        Ok(known.then(|| SecretKey::from(*secret)))
    }

    /// Seals what lies open in the inbox.
    pub(super) fn seal_inbox(&self) -> Result<(), DeviceError> {
        seal_inbox(&self.inner.folder, self.inner.clock.now())?;
        Ok(())
    }

    /// The bytes of a photo in the inbox. What cannot be opened, because it was sealed to the key of a store that was
    /// set aside, comes as it is, and is no picture.
    pub(super) fn read_inbox(&self, path: &Path) -> Result<Vec<u8>, DeviceError> {
        let bytes = fs::read(path).map_err(StoreError::from)?;
        let Some(sealed) = bytes.strip_prefix(MAGIC) else { return Ok(bytes) };
        let opened = self.inbox_secret()?.and_then(|secret| secret.unseal(sealed).ok());
        Ok(opened.unwrap_or(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_618_453_860_000);

    fn long_ago() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_millis(1_618_453_860_000)
    }

    fn written(path: &Path) {
        fs::File::options().write(true).open(path).unwrap().set_modified(long_ago()).unwrap();
    }

    fn inbox(folder: &tempfile::TempDir) -> (SecretKey, PathBuf) {
        let secret = SecretKey::from([7; 32]);
        fs::write(folder.path().join(PUBLIC), hex::encode(secret.public_key().as_bytes())).unwrap();
        fs::create_dir(folder.path().join(FOLDER)).unwrap();
        (secret, folder.path().join(FOLDER))
    }

    #[test]
    fn photos_are_sealed_once_in_their_place_and_open_with_the_secret_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (secret, inbox) = inbox(&folder);
        for name in ["a.jpg", "b.unclaimed"] {
            fs::write(inbox.join(name), b"a card").unwrap();
        }
        assert_eq!(seal_inbox(folder.path(), NOW).unwrap(), 2);
        assert_eq!(seal_inbox(folder.path(), NOW).unwrap(), 0);
        for name in ["a.jpg", "b.unclaimed"] {
            let bytes = fs::read(inbox.join(name)).unwrap();
            assert!(!bytes.windows(6).any(|part| part == b"a card"));
            assert_eq!(secret.unseal(bytes.strip_prefix(MAGIC).unwrap()).unwrap(), b"a card");
        }
    }

    #[test]
    fn what_the_camera_is_writing_is_left_alone_and_what_it_gave_up_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let (_, inbox) = inbox(&folder);
        // The app died while it sealed: the photo is still whole.
        fs::write(inbox.join("a.jpg"), b"a card").unwrap();
        fs::write(inbox.join("a.jpg.part"), b"half").unwrap();
        seal_inbox(folder.path(), NOW).unwrap();
        fs::write(inbox.join("b.jpg.part"), b"half").unwrap();
        written(&inbox.join("b.jpg.part"));
        let camera = inbox.join(CAMERA).join("c.jpg");
        fs::create_dir(inbox.join(CAMERA)).unwrap();
        fs::write(&camera, b"a card").unwrap();
        written(&camera);
        seal_inbox(folder.path(), NOW.plus_ms(59 * 60_000)).unwrap();
        assert!(inbox.join("b.jpg.part").exists() && camera.exists());
        seal_inbox(folder.path(), NOW.plus_ms(60 * 60_000)).unwrap();
        let left: Vec<_> = files(&inbox).unwrap().iter().map(|path| path.file_name().unwrap().to_owned()).collect();
        assert_eq!(left, ["a.jpg"]);
        assert!(!camera.exists());
    }

    #[test]
    fn without_a_key_nothing_is_touched() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(seal_inbox(folder.path(), NOW).unwrap(), 0, "no inbox");
        let (_, inbox) = inbox(&folder);
        fs::write(folder.path().join(PUBLIC), "nonsense").unwrap();
        fs::write(inbox.join("a.jpg"), b"a card").unwrap();
        assert_eq!(seal_inbox(folder.path(), NOW).unwrap(), 0);
        assert_eq!(fs::read(inbox.join("a.jpg")).unwrap(), b"a card");
    }
}
