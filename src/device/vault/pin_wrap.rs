//! The key under the PIN and, on a phone that has one, under a key of its hardware.

use serde::{Deserialize, Serialize};

use super::chip::{Chip, ChipShare, patiently};
use super::pin::Pin;
use super::wrap::{SecretWrap, WrapError};
use crate::platform::phone::{FIRST_HARDWARE_KEY, HardwareKey};
use crate::store::StoreKey;

/// One of three forms: the PIN alone, the PIN with the chip in every guess, or as an earlier app wrote it, what the PIN
/// sealed encrypted by the chip once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PinWrap {
    #[serde(flatten)]
    wrap: SecretWrap,
    /// What the PIN sealed is encrypted by the chip's first key; read and never written.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    hardware: bool,
    /// The chip takes part in every guess.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    chip: Option<ChipShare>,
}

impl PinWrap {
    /// Leaves the chip out when it refuses: a PIN alone is better than a phone that never opens.
    pub(super) fn new(key: &StoreKey, pin: &Pin, chip: Chip<'_>) -> Result<Self, WrapError> {
        let Some(chip) = chip else { return Self::without_chip(key, pin) };
        Self::with_chip(key, pin, chip).or_else(|error| {
            tracing::warn!(?error, "the hardware refused; the PIN is the only lock for now");
            Self::without_chip(key, pin)
        })
    }

    fn without_chip(key: &StoreKey, pin: &Pin) -> Result<Self, WrapError> {
        Ok(Self { wrap: SecretWrap::new(key, pin.bytes())?, hardware: false, chip: None })
    }

    /// With a new key of the chip, which is asked twice: one that answers differently would never open again.
    pub(super) fn with_chip(key: &StoreKey, pin: &Pin, chip: &dyn HardwareKey) -> Result<Self, WrapError> {
        let share = ChipShare::make(chip)?;
        let wrap = SecretWrap::new_with(key, pin.bytes(), |stretched| {
            let mixed = share.mix(chip, &stretched)?;
            if share.mix(chip, &stretched)? == mixed { Ok(mixed) } else { Err(WrapError::ChipTrouble) }
        });
        let wrap = wrap.inspect_err(|_| chip.forget(&share.alias))?;
        Ok(Self { wrap, hardware: false, chip: Some(share) })
    }

    /// The key, if the PIN is right. Where the chip does not answer, no PIN was looked at.
    pub(crate) fn open(&self, pin: &Pin, chip: Chip<'_>) -> Result<StoreKey, WrapError> {
        match &self.chip {
            Some(share) => self.open_by(share, pin, chip.ok_or(WrapError::ChipGone)?),
            None if self.hardware => self.decrypted(chip.ok_or(WrapError::ChipGone)?)?.open(pin.bytes()),
            None => self.wrap.open(pin.bytes()),
        }
    }

    fn open_by(&self, share: &ChipShare, pin: &Pin, chip: &dyn HardwareKey) -> Result<StoreKey, WrapError> {
        let stretched = self.wrap.stretch(pin.bytes())?;
        let mixed = share.mix(chip, &stretched)?;
        match self.wrap.unseal(&mixed) {
            // A chip that says something else the second time was wrong, and not the PIN.
            Err(WrapError::Wrong) if share.mix(chip, &stretched).is_ok_and(|again| again != mixed) => {
                Err(WrapError::ChipTrouble)
            }
            other => other,
        }
    }

    fn decrypted(&self, chip: &dyn HardwareKey) -> Result<SecretWrap, WrapError> {
        let encrypted = self.wrap.sealed()?;
        Ok(self.wrap.around(&patiently(chip, || chip.unwrap(&encrypted))?))
    }

    /// Whether every guess needs the chip.
    pub(super) fn needs_chip(&self) -> bool {
        self.chip.is_some()
    }

    /// The name of the chip's key that this lock needs.
    pub(super) fn alias(&self) -> Option<&str> {
        let share = self.chip.as_ref().map(|share| share.alias.as_str());
        share.or_else(|| self.hardware.then_some(FIRST_HARDWARE_KEY))
    }
}
