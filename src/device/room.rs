//! Room on the phone: warned about early, and checked before a visit starts rather than in its middle.

use super::{Device, DeviceError};

/// Below this the home screen warns. A day of twenty visits takes about 20 MB here and, with a camera
/// that keeps its originals, about 300 MB in the gallery.
pub const WARN_BELOW: u64 = 300_000_000;

/// Below this no visit is started. A visit takes at most about 3 MB here, its log included, and a
/// dozen camera originals about 100 MB beside it; so the one that was started can be finished.
pub const REFUSE_BELOW: u64 = 100_000_000;

/// How much room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// Enough, or the platform does not say.
    Enough,
    /// Below [`WARN_BELOW`]; so many bytes are free.
    Low(u64),
    /// Below [`REFUSE_BELOW`]: no visit can be started; so many bytes are free.
    TooLow(u64),
}

impl Room {
    fn of(free: Option<u64>) -> Self {
        match free {
            Some(free) if free < REFUSE_BELOW => Self::TooLow(free),
            Some(free) if free < WARN_BELOW => Self::Low(free),
            _ => Self::Enough,
        }
    }
}

impl Device {
    /// The platform needs memory: gives back what can be read again. May wait for the store: not on the screen's thread.
    pub fn give_back_memory(&self) {
        if let Err(error) = self.inner.store.give_back_memory() {
            tracing::warn!(%error, "no memory was given back");
        }
    }

    /// How much room there is for visits.
    #[must_use]
    pub fn room(&self) -> Room {
        Room::of((self.inner.free_bytes)(&self.inner.folder))
    }

    /// # Errors
    /// [`DeviceError::StorageLow`] when a visit could run out of room.
    pub(super) fn require_room(&self) -> Result<(), DeviceError> {
        match self.room() {
            Room::TooLow(free) => Err(DeviceError::StorageLow { free }),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_margins_are_exact_and_an_unknown_amount_is_enough() {
        assert_eq!(Room::of(None), Room::Enough);
        assert_eq!(Room::of(Some(WARN_BELOW)), Room::Enough);
        assert_eq!(Room::of(Some(WARN_BELOW - 1)), Room::Low(WARN_BELOW - 1));
        assert_eq!(Room::of(Some(REFUSE_BELOW)), Room::Low(REFUSE_BELOW));
        assert_eq!(Room::of(Some(REFUSE_BELOW - 1)), Room::TooLow(REFUSE_BELOW - 1));
    }
}
