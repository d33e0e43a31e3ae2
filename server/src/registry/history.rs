//! Which history of the store this is, and how much of it is backed up.
//!
//! The commands for backups call this: [`Registry::receipts_head`] before the copy begins,
//! [`Registry::note_backup`] with that number when it is finished, [`Registry::renew_epoch`] when a store was
//! put back.

use sambang_domain::ids::Epoch;
use sambang_domain::wire::ErrorCode;

use super::{AuditAction, AuditEntry, Registry, RegistryError};
use crate::clock::Clock;
use crate::random;
use crate::refusal::Refusal;
use crate::store::history::{self, Cause};
use crate::store::{Conn, audit, settings};

/// At least so many numbers of every sequence are left out when an epoch is renewed: more than a lost history
/// has ever drawn.
const SKIPPED: u32 = 1_000_000;
/// Up to so many more are left out, so that two stores put back from one backup draw different numbers.
const SPREAD: u32 = 8_000_000;

impl Registry {
    /// The current epoch: a random id, made with the store and made anew when the store is put back.
    pub async fn epoch(&self) -> Result<Epoch, RegistryError> {
        Ok(history::epoch(&mut *self.0.store.read().await?).await?)
    }

    /// Begins another epoch, after the store was put back from a backup. Devices then ask for everything from
    /// the beginning and send again what is not here. No number that was drawn after the backup is drawn again.
    pub async fn renew_epoch(&self) -> Result<Epoch, RegistryError> {
        let mut write = self.0.store.write().await?;
        let epoch = begin(&mut write, &self.0.clock, Cause::Restored).await?;
        write.commit().await?;
        Ok(epoch)
    }

    /// The number of the newest kept receipt. What a backup that begins now holds for certain: documents and
    /// photos of every receipt up to this number.
    pub async fn receipts_head(&self) -> Result<u64, RegistryError> {
        Ok(settings::drawn(&mut *self.0.store.read().await?, "receipt").await?)
    }

    /// Up to which number of a kept receipt a finished backup holds documents and photos; none before the first.
    pub async fn backed_up_to(&self) -> Result<Option<u64>, RegistryError> {
        Ok(history::find_backed_up_to(&mut *self.0.store.read().await?).await?)
    }

    /// Notes that a backup is finished which holds documents and photos of every receipt up to `up_to`. Phones
    /// then free the room of those surveys.
    ///
    /// # Errors
    /// A refusal when so many receipts were never kept.
    pub async fn note_backup(&self, up_to: u64) -> Result<(), RegistryError> {
        let now = self.0.clock.now();
        let mut write = self.0.store.write().await?;
        if up_to > settings::drawn(&mut write, "receipt").await? {
            return Err(Refusal::new(ErrorCode::NotFound, "no receipt has this number yet").into());
        }
        history::note_backup(&mut write, up_to, now).await?;
        audit::write(&mut write, &AuditEntry::new(now, AuditAction::BackupNoted, up_to)).await?;
        Ok(write.commit().await?)
    }
}

/// Begins an epoch. A store that was put back leaves out the numbers that its lost history may have drawn.
pub(super) async fn begin(conn: &mut Conn, clock: &Clock, cause: Cause) -> Result<Epoch, RegistryError> {
    let (now, epoch) = (clock.now(), Epoch(clock.mint()?));
    history::insert(conn, epoch, cause, now).await?;
    if cause != Cause::Made {
        let spread = u32::from_be_bytes(random::bytes()?) % SPREAD;
        history::skip(conn, SKIPPED + spread).await?;
    }
    let entry = AuditEntry::new(now, AuditAction::EpochBegan, epoch).with("cause", cause.as_str());
    audit::write(conn, &entry).await?;
    Ok(epoch)
}
