//! The slow step: a guess at a NIK costs as much as an honest question.

use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};

use super::FilterSecret;
use crate::nik::Nik;

/// The cost of the slow step. A later campaign may ask for more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cost {
    /// Memory in KiB, at least 8.
    pub memory_kib: u32,
    /// Passes over it, at least 1.
    pub passes: u32,
}

impl Cost {
    /// A quarter of what opens a phone's store (32 MiB, three passes, about half a second on a cheap phone):
    /// about 125 ms there. See `docs/adr/0018`.
    pub const USUAL: Self = Self { memory_kib: 12 * 1024, passes: 2 };

    /// Four times [`Cost::USUAL`], half a second on a cheap phone: in KiB times passes.
    const MOST_WORK_KIB: u64 = 96 * 1024;
    /// What a cheap phone can lend beside the camera.
    const MOST_MEMORY_KIB: u32 = 64 * 1024;

    /// Whether a phone should do this at all. More is an attack on its memory and its time, not a setting.
    #[must_use]
    pub fn is_bearable(self) -> bool {
        self.memory_kib <= Self::MOST_MEMORY_KIB
            && u64::from(self.memory_kib) * u64::from(self.passes) <= Self::MOST_WORK_KIB
    }
}

/// How NIKs are made slow for a province: Argon2id with one lane.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stretch {
    /// What each NIK costs.
    #[serde(flatten)]
    pub cost: Cost,
    /// The province's salt. The same for every filter, so that one question costs one slow step.
    pub salt: FilterSecret,
}

/// The cost is none that Argon2id knows, or more than a phone should bear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a filter asks for a slow step that is not done")]
pub struct StretchError;

impl Stretch {
    /// What stands for a NIK: 32 bytes of Argon2id over its sixteen digits. Takes its time, see [`Cost`].
    ///
    /// # Errors
    /// [`StretchError`] when the cost is unbearable or makes no sense.
    pub fn slow(&self, nik: &Nik) -> Result<SlowNik, StretchError> {
        let Cost { memory_kib, passes } = self.cost;
        if !self.cost.is_bearable() {
            return Err(StretchError);
        }
        let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(|_| StretchError)?;
        let mut slow = [0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(nik.digits().as_bytes(), self.salt.bytes(), &mut slow)
            .map_err(|_| StretchError)?;
        Ok(SlowNik(slow))
    }
}

/// A NIK after the slow step. `Debug` does not show it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SlowNik([u8; 32]);

impl SlowNik {
    /// One that was kept.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// To be kept.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for SlowNik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SlowNik")
    }
}
