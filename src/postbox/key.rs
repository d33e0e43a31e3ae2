//! The send key: what a key of the phone's hardware answers. Nothing else here knows the hardware.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use zeroize::Zeroizing;

use crate::platform::phone::{HardwareKey, HardwareTrouble};
use crate::platform::{random_bytes, write_whole};

/// Opens the files of the postbox, and nothing else. It is wiped from memory when dropped.
pub type SendKey = Zeroizing<[u8; 32]>;

/// Names the hardware's key, then [`NONCE_BYTES`] to which it answers. `SendJob.kt` reads it as well.
pub(super) const FILE: &str = "key";

const NONCE_BYTES: usize = 32;
/// How the names of such keys begin; none is used twice.
const ALIAS: &str = "sambang.postbox";

/// The key; none where there is none, or where the hardware lost it.
///
/// # Errors
/// Those of the file system; [`ErrorKind::WouldBlock`] where the hardware cannot be used at the moment.
pub(super) fn open(folder: &Path, chip: &dyn HardwareKey) -> io::Result<Option<SendKey>> {
    let file = match fs::read(folder.join(FILE)) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    let Some((alias, nonce)) = file.split_last_chunk::<NONCE_BYTES>() else { return Ok(None) };
    let Ok(alias) = str::from_utf8(alias) else { return Ok(None) };
    match answer(chip, alias, nonce) {
        Ok(key) => Ok(key),
        Err(HardwareTrouble::Gone) => Ok(None),
        Err(trouble @ HardwareTrouble::Passing) => Err(io::Error::new(ErrorKind::WouldBlock, trouble)),
    }
}

/// A new key in the place of the one before; none when the hardware refuses.
pub(super) fn make(folder: &Path, chip: &dyn HardwareKey) -> io::Result<Option<SendKey>> {
    let (alias, nonce) = (format!("{ALIAS}.{}", hex::encode(random_bytes::<8>())), random_bytes::<NONCE_BYTES>());
    let Ok(Some(key)) = chip.make(&alias).and_then(|()| answer(chip, &alias, &nonce)) else { return Ok(None) };
    write_whole(&folder.join(FILE), &[alias.as_bytes(), &nonce].concat())?;
    Ok(Some(key))
}

fn answer(chip: &dyn HardwareKey, alias: &str, nonce: &[u8]) -> Result<Option<SendKey>, HardwareTrouble> {
    let answer = Zeroizing::new(chip.tag(alias, nonce)?);
    Ok(answer.as_slice().try_into().ok().map(Zeroizing::new))
}
