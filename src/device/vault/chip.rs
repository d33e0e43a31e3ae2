//! The part of the phone's hardware in a PIN's lock: every guess needs one of its answers.
//!
//! What Argon2id made of the PIN goes through HMAC-SHA256 under a key that never leaves the hardware, and both
//! together make the sealing key (HKDF-SHA256, RFC 5869). Who has the files alone lacks 256 random bits whatever the
//! PIN; who saw only the hardware's answer lacks what Argon2id made.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::wrap::{Stretched, WrapError, bytes};
use crate::platform::phone::{HardwareKey, HardwareTrouble};
use crate::platform::random_bytes;

/// The phone's hardware keys, where the phone has any.
pub(crate) type Chip<'a> = Option<&'a dyn HardwareKey>;

/// Begins the name of every key that takes part in a PIN's lock; random letters follow.
const ALIAS: &str = "sambang.pin";
/// Pauses before trouble that may pass is asked about again. Together with the calls they stay below what a person
/// takes for a hanging phone.
const RESTS: [Duration; 2] = [Duration::from_millis(150), Duration::from_millis(600)];
/// Put before what the hardware answers to, so that no answer to one question is one to another.
const CHECK: &[u8] = b"sambang chip check 1\n";
const PIN: &[u8] = b"sambang chip pin 1\n";
/// What the sealing key is for.
const SEALS: &[u8] = b"sambang pin lock 2";

/// Which key takes part, and by what it is known again without any PIN.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct ChipShare {
    pub(super) alias: String,
    nonce: String,
    /// The hardware's answer to the nonce. It tells a wrong PIN from another or a faulty chip, and nothing of the PIN.
    check: String,
}

impl ChipShare {
    /// Makes a key in the hardware. Its name is new, so no other key is ever written over.
    pub(super) fn make(chip: &dyn HardwareKey) -> Result<Self, HardwareTrouble> {
        let (alias, nonce) = (format!("{ALIAS}.{}", hex::encode(random_bytes::<8>())), random_bytes::<32>());
        let made = patiently(chip, || chip.make(&alias)).and_then(|()| tag(chip, &alias, CHECK, &nonce));
        let check = made.inspect_err(|_| chip.forget(&alias))?;
        Ok(Self { alias, nonce: STANDARD.encode(nonce), check: STANDARD.encode(check.as_slice()) })
    }

    /// The sealing key of what Argon2id made of a PIN.
    pub(super) fn mix(&self, chip: &dyn HardwareKey, stretched: &Stretched) -> Result<Stretched, WrapError> {
        let check = tag(chip, &self.alias, CHECK, &bytes(&self.nonce)?)?;
        if check.as_slice() != bytes(&self.check)? {
            return Err(WrapError::ChipGone);
        }
        let answer = tag(chip, &self.alias, PIN, stretched.as_slice())?;
        let both = Zeroizing::new([stretched.as_slice(), answer.as_slice()].concat());
        let extracted = keyed(&[], &both).ok_or(WrapError::Damaged)?;
        keyed(extracted.as_slice(), &[SEALS, &[1]].concat()).ok_or(WrapError::Damaged)
    }
}

fn tag(chip: &dyn HardwareKey, alias: &str, before: &[u8], message: &[u8]) -> Result<Stretched, HardwareTrouble> {
    let message = Zeroizing::new([before, message].concat());
    let answer = Zeroizing::new(patiently(chip, || chip.tag(alias, &message))?);
    // A key that answers something else than HMAC-SHA256 is none of ours.
    Ok(Zeroizing::new(answer.as_slice().try_into().map_err(|_| HardwareTrouble::Gone)?))
}

/// Asks again a few times where the trouble may pass.
pub(super) fn patiently<T>(
    chip: &dyn HardwareKey,
    ask: impl Fn() -> Result<T, HardwareTrouble>,
) -> Result<T, HardwareTrouble> {
    for time in RESTS {
        match ask() {
            Err(HardwareTrouble::Passing) => chip.rest(time),
            other => return other,
        }
    }
    ask()
}

/// HMAC-SHA256; no key is too long or too short for it.
fn keyed(key: &[u8], message: &[u8]) -> Option<Stretched> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(message);
    Some(Zeroizing::new(mac.finalize().into_bytes().into()))
}
