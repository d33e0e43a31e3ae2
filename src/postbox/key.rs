//! The send key, and how the hardware key wraps it. Nothing else here knows the hardware.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use zeroize::Zeroizing;

use crate::platform::phone::HardwareKey;
use crate::platform::{random_bytes, write_whole};

/// Opens the files of the postbox, and nothing else. It is wiped from memory when dropped.
pub type SendKey = Zeroizing<[u8; 32]>;

/// The wrapped key.
pub(super) const FILE: &str = "key";

/// The key; none where there is none or the hardware does not unwrap it.
pub(super) fn open(folder: &Path, chip: &dyn HardwareKey) -> io::Result<Option<SendKey>> {
    let wrapped = match fs::read(folder.join(FILE)) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    let key = chip.unwrap(&wrapped).map(Zeroizing::new);
    Ok(key.and_then(|key| key.as_slice().try_into().ok()).map(Zeroizing::new))
}

/// A new key in the place of the one before; none when the hardware refuses.
pub(super) fn make(folder: &Path, chip: &dyn HardwareKey) -> io::Result<Option<SendKey>> {
    let key = Zeroizing::new(random_bytes::<32>());
    let Some(wrapped) = chip.wrap(key.as_slice()) else { return Ok(None) };
    write_whole(&folder.join(FILE), &wrapped)?;
    Ok(Some(key))
}
