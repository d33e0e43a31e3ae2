//! Opening by the PIN, and bringing its lock to the present form.
//!
//! A new lock stands beside the one before it until it has opened once; a kill, a full disk or a chip that loses the
//! new key leaves a lock that opens. Only then is the one before forgotten, and its key in the chip deleted.

use std::path::Path;

use sambang_domain::ids::Timestamp;

use super::chip::Chip;
use super::wrap::WrapError;
use super::{Pin, PinWrap, Vault, VaultError};
use crate::store::StoreKey;

/// Wrong PINs that cost no pause.
const FREE_TRIES: u32 = 3;

/// Whether every guess of the PIN needs the phone's hardware.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChipUse {
    /// The platform has no such hardware.
    Absent,
    /// It does.
    Used,
    /// It does from the next unlock on.
    FromNextUnlock,
    /// The hardware refused so far. It is tried again at every unlock.
    NotYet,
}

impl Vault {
    /// The key, if the PIN is right.
    pub(crate) fn unlock(
        &mut self,
        folder: &Path,
        pin: &Pin,
        now: Timestamp,
        chip: Chip<'_>,
    ) -> Result<StoreKey, VaultError> {
        let wait_ms = self.wait_ms(now);
        if wait_ms > 0 {
            if now < self.last_wrong_at {
                // The clock was ahead at the last try. The pause begins again now, so that it ends.
                self.last_wrong_at = now;
                self.save(folder)?;
            }
            return Err(VaultError::TooSoon { wait_ms });
        }
        let before = (self.wrong_pins, self.last_wrong_at);
        (self.wrong_pins, self.last_wrong_at) = (self.wrong_pins.saturating_add(1), now);
        self.save(folder)?;
        match self.open(pin, chip) {
            Ok((key, by_present)) => {
                self.wrong_pins = 0;
                if let Err(error) = self.settle(folder, by_present, chip) {
                    // The file is as it was, and the PIN is right.
                    tracing::error!(%error, "the key file keeps what is not needed any more");
                }
                self.renew(folder, &key, pin, chip);
                Ok(key)
            }
            Err(WrapError::Wrong) => Err(VaultError::WrongPin { wait_ms: self.wait_ms(now) }),
            // The PIN was not looked at, so it was not wrong.
            Err(error) => {
                (self.wrong_pins, self.last_wrong_at) = before;
                self.save(folder)?;
                Err(error.into())
            }
        }
    }

    /// The key, and whether the present lock gave it. A PIN that any lock could look at and found wrong is wrong; what
    /// the other lock says matters only where none could.
    fn open(&self, pin: &Pin, chip: Chip<'_>) -> Result<(StoreKey, bool), WrapError> {
        let present = match self.pin.open(pin, chip) {
            Ok(key) => return Ok((key, true)),
            Err(error) => error,
        };
        let Some(earlier) = &self.earlier else { return Err(present) };
        match (present, earlier.open(pin, chip)) {
            (_, Ok(key)) => Ok((key, false)),
            (WrapError::Wrong, _) | (_, Err(WrapError::Wrong)) => Err(WrapError::Wrong),
            (WrapError::ChipTrouble, _) | (_, Err(WrapError::ChipTrouble)) => Err(WrapError::ChipTrouble),
            (present, Err(_)) => Err(present),
        }
    }

    /// After a right PIN: the lock that did not open, or is not needed any more, is dropped. A key of the chip is
    /// deleted after that is written, and only when the present lock has just opened.
    fn settle(&mut self, folder: &Path, by_present: bool, chip: Chip<'_>) -> Result<(), VaultError> {
        if let Some(earlier) = self.earlier.take() {
            let dropped = if by_present { earlier } else { std::mem::replace(&mut self.pin, earlier) };
            self.retired.extend(dropped.alias().map(str::to_owned));
        }
        self.save(folder)?;
        if let Some(chip) = chip.filter(|_| by_present && !self.retired.is_empty()) {
            self.retired.drain(..).for_each(|alias| chip.forget(&alias));
            // Where this is not written they are deleted once more next time.
            self.save(folder)?;
        }
        Ok(())
    }

    /// Makes a lock in which the chip takes part in every guess, where the present one is of another form and the chip
    /// allows it. The present one stays beside it. Failing changes nothing; the next unlock tries again.
    fn renew(&mut self, folder: &Path, key: &StoreKey, pin: &Pin, chip: Chip<'_>) {
        let Some(chip) = chip.filter(|_| !self.pin.needs_chip()) else { return };
        let next = match PinWrap::with_chip(key, pin, chip) {
            Ok(next) => next,
            Err(error) => return tracing::warn!(?error, "the chip takes no part in the lock yet"),
        };
        let alias = next.alias().map(str::to_owned);
        let written = self.change(folder, |vault| vault.earlier = Some(std::mem::replace(&mut vault.pin, next)));
        match written {
            Ok(()) => tracing::info!("every guess of the PIN needs the chip from now on"),
            Err(error) => {
                tracing::error!(%error, "the new lock was not written");
                alias.iter().for_each(|alias| chip.forget(alias));
            }
        }
    }

    /// Locks the same key under the second PIN, if the first is right. Where the chip takes part now, it must take part
    /// then too.
    pub(crate) fn change_pin(
        &mut self,
        folder: &Path,
        [old, new]: [&Pin; 2],
        now: Timestamp,
        chip: Chip<'_>,
    ) -> Result<(), VaultError> {
        let key = self.unlock(folder, old, now, chip)?;
        let next = match chip.filter(|_| self.pin.needs_chip()) {
            Some(chip) => PinWrap::with_chip(&key, new, chip)?,
            None => PinWrap::new(&key, new, chip)?,
        };
        self.replace_lock(folder, next)
    }

    /// Locks the same key under another PIN, without the chip where it refuses. The PIN of before opens nothing any
    /// more, so its lock goes at once; its key in the chip goes when the new lock has opened.
    pub(crate) fn set_pin(
        &mut self,
        folder: &Path,
        key: &StoreKey,
        pin: &Pin,
        chip: Chip<'_>,
    ) -> Result<(), VaultError> {
        self.replace_lock(folder, PinWrap::new(key, pin, chip)?)
    }

    fn replace_lock(&mut self, folder: &Path, next: PinWrap) -> Result<(), VaultError> {
        self.change(folder, |vault| {
            vault.put_lock(next);
            vault.wrong_pins = 0;
        })
    }

    /// Puts a lock in the place of all before it.
    pub(super) fn put_lock(&mut self, next: PinWrap) {
        let before = std::mem::replace(&mut self.pin, next);
        let before = std::iter::once(before).chain(self.earlier.take());
        self.retired.extend(before.filter_map(|lock| lock.alias().map(str::to_owned)));
    }

    /// Whether every guess needs the hardware.
    pub(crate) fn chip_use(&self, chip: Chip<'_>) -> ChipUse {
        match (chip, self.pin.needs_chip(), &self.earlier) {
            (None, ..) => ChipUse::Absent,
            (_, false, _) => ChipUse::NotYet,
            (_, true, Some(_)) => ChipUse::FromNextUnlock,
            (_, true, None) => ChipUse::Used,
        }
    }

    /// Three tries are free, then 30 s, doubling up to an hour. A clock that was set back does not
    /// shorten the pause, and one more pause from the next try on is the most it can cost.
    fn wait_ms(&self, now: Timestamp) -> u64 {
        if self.wrong_pins < FREE_TRIES {
            return 0;
        }
        let doublings = (self.wrong_pins - FREE_TRIES).min(7);
        let pause = (30_000_u64 << doublings).min(3_600_000);
        let passed = u64::try_from(now.0.saturating_sub(self.last_wrong_at.0)).unwrap_or(0);
        pause.saturating_sub(passed)
    }
}
