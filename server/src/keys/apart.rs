//! The recovery key made apart: on a machine that holds no store, whole or as three shares of which any two give it.
//!
//! Each pair of shares has a piece of its own: one holds random bytes, the other the key XOR these bytes. So two
//! shares give the key by one XOR, and one alone holds nothing but random bytes.

use std::fs;
use std::path::Path;

use crypto_box::SecretKey;
use serde::{Deserialize, Serialize};

use super::{KeyError, RECOVERY, find};
use crate::folders::{create_private, write_whole};
use crate::random;

/// The only form there is so far.
const FORMAT: &str = "sambang recovery share 1";
/// The pairs of shares.
const PAIRS: [(u8, u8); 3] = [(1, 2), (1, 3), (2, 3)];

/// What a file of a share holds.
#[derive(Serialize, Deserialize)]
struct Share {
    format: String,
    /// 1, 2 or 3.
    share: u8,
    /// Public half of the key, 64 hexadecimal digits.
    public: String,
    /// What this share has in common with another: the other's number, and 64 hexadecimal digits.
    pieces: Vec<(u8, String)>,
}

/// Makes a recovery key and writes it into `folder`: as one file, or as three shares. Gives the public half, which a
/// store is made with.
///
/// # Errors
/// When a file of such a name is there, the folder cannot be written, or there are no random bytes.
pub fn make_recovery_key(folder: &Path, shares: bool) -> Result<String, KeyError> {
    let failed = |source| KeyError::Io { path: folder.to_owned(), source };
    create_private(folder).map_err(failed)?;
    let secret = random::bytes::<32>()?;
    let public = public_half(&secret);
    let files = if shares {
        let shares = split(&secret, &public)?;
        let named = |share: &Share| Ok((format!("recovery-{}.share", share.share), serde_json::to_vec_pretty(share)?));
        let named = shares.iter().map(named).collect::<Result<Vec<_>, serde_json::Error>>();
        named.map_err(|error| failed(error.into()))?
    } else {
        vec![(RECOVERY.to_owned(), secret.to_vec())]
    };
    let paths: Vec<_> = files.iter().map(|(name, _)| folder.join(name)).collect();
    if let Some(there) = paths.iter().find(|path| path.exists()) {
        return Err(KeyError::There(there.clone()));
    }
    for (path, (_, bytes)) in paths.iter().zip(&files) {
        write_whole(path, bytes).map_err(|source| KeyError::Io { path: path.clone(), source })?;
    }
    Ok(public)
}

/// Puts two shares together and writes the key to `file`. Gives the public half.
///
/// # Errors
/// When they are not two shares of one key, `file` is there, or a file cannot be read or written.
pub fn join_recovery_key(shares: [&Path; 2], file: &Path) -> Result<String, KeyError> {
    let secret = join(shares)?;
    if file.exists() {
        return Err(KeyError::There(file.to_owned()));
    }
    write_whole(file, &secret).map_err(|source| KeyError::Io { path: file.to_owned(), source })?;
    Ok(public_half(&secret))
}

fn join(shares: [&Path; 2]) -> Result<[u8; 32], KeyError> {
    let [one, other] = shares.map(Share::read);
    let (one, other) = (one?, other?);
    let secret = joined(&one, &other).filter(|secret| public_half(secret) == one.public && one.public == other.public);
    secret.ok_or(KeyError::Strangers)
}

/// A recovery key that was brought for one answer. It is held in memory alone.
pub struct BroughtKey(SecretKey);

impl BroughtKey {
    /// Reads the key in a file, or puts two shares together.
    ///
    /// # Errors
    /// When a file cannot be read or is no key, or two are not two shares of one key.
    pub fn read(file: &Path, other: Option<&Path>) -> Result<Self, KeyError> {
        let secret = match other {
            Some(other) => join([file, other])?,
            None if Share::read(file).is_ok() => return Err(KeyError::Alone(file.to_owned())),
            None => find(file)?.ok_or_else(|| KeyError::Missing(file.to_owned()))?,
        };
        Ok(Self(SecretKey::from_bytes(secret)))
    }

    /// Public half, 64 hexadecimal digits.
    pub(crate) fn public(&self) -> String {
        hex::encode(self.0.public_key().as_bytes())
    }

    /// Opens what was sealed to it.
    pub(crate) fn unseal(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        self.0.unseal(sealed).ok()
    }
}

impl Share {
    fn read(file: &Path) -> Result<Self, KeyError> {
        let bytes = fs::read(file).map_err(|source| KeyError::Io { path: file.to_owned(), source })?;
        let share: Option<Self> = serde_json::from_slice(&bytes).ok();
        share.filter(|share| share.format == FORMAT).ok_or_else(|| KeyError::NoShare(file.to_owned()))
    }

    fn piece(&self, other: u8) -> Option<[u8; 32]> {
        let (_, digits) = self.pieces.iter().find(|(with, _)| *with == other)?;
        let mut piece = [0; 32];
        hex::decode_to_slice(digits, &mut piece).ok()?;
        Some(piece)
    }
}

fn split(secret: &[u8; 32], public: &str) -> Result<[Share; 3], KeyError> {
    let share = |share| Share { format: FORMAT.to_owned(), share, public: public.to_owned(), pieces: Vec::new() };
    let mut shares = [share(1), share(2), share(3)];
    for (one, other) in PAIRS {
        let noise = random::bytes::<32>()?;
        for share in &mut shares {
            if share.share == one {
                share.pieces.push((other, hex::encode(noise)));
            } else if share.share == other {
                share.pieces.push((one, hex::encode(xor(secret, &noise))));
            }
        }
    }
    Ok(shares)
}

fn joined(one: &Share, other: &Share) -> Option<[u8; 32]> {
    Some(xor(&one.piece(other.share)?, &other.piece(one.share)?))
}

fn xor(one: &[u8; 32], other: &[u8; 32]) -> [u8; 32] {
    let mut both = *one;
    both.iter_mut().zip(other).for_each(|(byte, with)| *byte ^= with);
    both
}

fn public_half(secret: &[u8; 32]) -> String {
    hex::encode(SecretKey::from_bytes(*secret).public_key().as_bytes())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn made(folder: &Path) -> (String, [PathBuf; 3]) {
        let public = make_recovery_key(folder, true).unwrap();
        (public, [1, 2, 3].map(|number| folder.join(format!("recovery-{number}.share"))))
    }

    #[test]
    fn any_two_shares_give_the_key_in_either_order() {
        let dir = tempfile::tempdir().unwrap();
        let (public, files) = made(dir.path());
        let mut keys = Vec::new();
        for (at, (one, other)) in [(0, 1), (2, 0), (1, 2)].into_iter().enumerate() {
            let file = dir.path().join(format!("joined-{at}.key"));
            assert_eq!(join_recovery_key([&files[one], &files[other]], &file).unwrap(), public);
            keys.push(fs::read(file).unwrap());
        }
        assert!(keys.iter().all(|key| *key == keys[0] && key.len() == 32));
        for file in &files {
            let text = fs::read_to_string(file).unwrap();
            assert!(!text.contains(&hex::encode(&keys[0])), "no share holds the key");
        }
    }

    #[test]
    fn a_key_is_brought_whole_or_as_two_shares_and_never_as_one() {
        let (shared, whole) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (public, [one, other, _]) = made(shared.path());
        assert_eq!(BroughtKey::read(&one, Some(&other)).unwrap().public(), public);
        assert!(matches!(BroughtKey::read(&one, None), Err(KeyError::Alone(_))));
        assert!(matches!(BroughtKey::read(&one, Some(&one)), Err(KeyError::Strangers)));
        let public = make_recovery_key(whole.path(), false).unwrap();
        let file = whole.path().join(RECOVERY);
        assert_eq!(BroughtKey::read(&file, None).unwrap().public(), public);
        assert!(matches!(BroughtKey::read(&whole.path().join("none"), None), Err(KeyError::Missing(_))));
        assert_eq!(fs::read_dir(shared.path()).unwrap().count(), 3, "nothing is written");
    }

    #[test]
    fn one_share_twice_another_keys_and_what_is_no_share_give_nothing() {
        let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let ((_, files), (_, strange)) = (made(dir.path()), made(other.path()));
        let file = dir.path().join("joined.key");
        for pair in [[&files[0], &files[0]], [&files[0], &strange[1]]] {
            let refused = join_recovery_key(pair.map(PathBuf::as_path), &file);
            assert!(matches!(refused, Err(KeyError::Strangers)), "{refused:?}");
        }
        fs::write(&strange[2], "x").unwrap();
        assert!(matches!(join_recovery_key([&files[0], &strange[2]], &file), Err(KeyError::NoShare(_))));
        assert!(!file.exists());
        assert!(matches!(make_recovery_key(dir.path(), true), Err(KeyError::There(_))), "none is overwritten");
    }
}
