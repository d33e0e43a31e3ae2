//! The lock that only the province opens: a key together with whose it is, sealed to
//! [`Province::recovery_key`](super::Province::recovery_key).
//!
//! | part | bytes |
//! |---|---|
//! | `sambang lock 1\n` | 15 |
//! | what the key opens: `s` a device's store, `b` a backup | 1 |
//! | device, as UUID | 16 |
//! | person, as UUID | 16 |
//! | nonce | 16 |
//! | key | 32 |
//!
//! Apps before this sealed the 32 bytes of the key alone, which names nobody.

use uuid::Uuid;

use crate::ids::{DeviceId, PersonId};

const MAGIC: &[u8; 15] = b"sambang lock 1\n";
const LENGTH: usize = MAGIC.len() + 1 + 16 + 16 + 16 + 32;

/// What a key opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// The store of a device.
    Store,
    /// A backup that a device wrote.
    Backup,
}

impl Opens {
    fn letter(self) -> u8 {
        match self {
            Self::Store => b's',
            Self::Backup => b'b',
        }
    }
}

/// What a device seals to the province. It holds a key, so it is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Lock {
    /// What the key opens.
    pub opens: Opens,
    /// The device whose key it is.
    pub device: DeviceId,
    /// Whose device it is.
    pub person: PersonId,
    /// Random, so that no two locks are alike.
    pub nonce: [u8; 16],
    /// The key.
    pub key: [u8; 32],
}

/// What was found in a sealed lock.
#[derive(Clone, PartialEq, Eq)]
pub enum Unsealed {
    /// A lock that says whose it is.
    Named(Lock),
    /// A key alone, sealed by an app that named nobody.
    Nameless([u8; 32]),
}

impl Lock {
    /// The bytes that are sealed.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let parts: [&[u8]; 6] =
            [MAGIC, &[self.opens.letter()], self.device.0.as_bytes(), self.person.0.as_bytes(), &self.nonce, &self.key];
        parts.concat()
    }
}

impl Unsealed {
    /// Reads what was sealed; none when it is no lock.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        if let Ok(key) = bytes.try_into() {
            return Some(Self::Nameless(key));
        }
        if bytes.len() != LENGTH {
            return None;
        }
        let (letter, rest) = bytes.strip_prefix(MAGIC)?.split_first()?;
        let opens = [Opens::Store, Opens::Backup].into_iter().find(|opens| opens.letter() == *letter)?;
        let (device, rest) = rest.split_first_chunk::<16>()?;
        let (person, rest) = rest.split_first_chunk::<16>()?;
        let (nonce, rest) = rest.split_first_chunk::<16>()?;
        Some(Self::Named(Lock {
            opens,
            device: DeviceId(Uuid::from_bytes(*device)),
            person: PersonId(Uuid::from_bytes(*person)),
            nonce: *nonce,
            key: rest.try_into().ok()?,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock(opens: Opens) -> Lock {
        let (device, person) = (DeviceId(Uuid::from_bytes([1; 16])), PersonId(Uuid::from_bytes([2; 16])));
        Lock { opens, device, person, nonce: [3; 16], key: [4; 32] }
    }

    #[test]
    fn the_bytes_are_those_that_phones_have_sealed() {
        let names = ["01", "02", "03"].map(|byte| byte.repeat(16)).concat();
        for (opens, letter) in [(Opens::Store, "73"), (Opens::Backup, "62")] {
            let written = format!("{}{letter}{names}{}", hex::encode(b"sambang lock 1\n"), "04".repeat(32));
            assert_eq!(hex::encode(lock(opens).to_bytes()), written);
            assert!(Unsealed::read(&lock(opens).to_bytes()) == Some(Unsealed::Named(lock(opens))));
        }
    }

    #[test]
    fn a_key_alone_names_nobody_and_everything_else_is_no_lock() {
        assert!(Unsealed::read(&[7; 32]) == Some(Unsealed::Nameless([7; 32])));
        let bytes = lock(Opens::Store).to_bytes();
        for length in (0..bytes.len()).filter(|length| *length != 32) {
            assert!(Unsealed::read(&bytes[..length]).is_none(), "{length}");
        }
        for at in 0..=MAGIC.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 4;
            assert!(Unsealed::read(&changed).is_none(), "{at}");
        }
        assert!(Unsealed::read(&[bytes, vec![0]].concat()).is_none());
    }
}
