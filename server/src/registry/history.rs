//! Which history of the store this is, and how much of it is backed up.
//!
//! The commands for backups call this: [`Registry::receipts_head`] before the copy begins,
//! [`Registry::note_backup`] with that number when it is finished, [`Registry::renew_epoch`] when a store was
//! put back.

use sambang_domain::ids::Epoch;
use sambang_domain::open::Unknown;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::History;
use uuid::Uuid;

use super::told::Teller;
use super::{AuditAction, Registry, RegistryError};
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
        let epoch = self
            .write(async |write| {
                let epoch = begin(write, self.teller(), Cause::Restored).await?;
                Ok(epoch)
            })
            .await?;
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
        self.write(async |write| {
            if up_to > settings::drawn(write, "receipt").await? {
                return Err(Refusal::new(ErrorCode::NotFound, "no receipt has this number yet").into());
            }
            history::note_backup(write, up_to, now).await?;
            audit::write(write, &self.act_at(now, AuditAction::BackupNoted, up_to)).await?;
            Ok(())
        })
        .await
    }
}

/// What a mark says: that the store stood at `position` during a run of an epoch.
#[derive(Debug, Clone, Copy)]
struct Mark {
    epoch: Epoch,
    run: Uuid,
    position: u64,
}

impl Registry {
    /// Begins a run: from here on answers carry marks. One process at a time serves a store.
    pub(crate) async fn begin_run(&self) -> Result<(), RegistryError> {
        let run = self.0.clock.mint()?;
        self.write(async |write| {
            history::begin_run(write, run, self.0.clock.now()).await?;
            Ok(())
        })
        .await?;
        // A registry serves once; a second run would only be one that no mark names.
        let _ = self.0.run.set(run);
        Ok(())
    }

    /// Where the store stands, for a device.
    pub(super) async fn history(&self, conn: &mut Conn) -> Result<History, RegistryError> {
        let epoch = history::epoch(conn).await?;
        let mark = match self.0.run.get() {
            Some(run) => self.written(Mark { epoch, run: *run, position: history::position(conn).await? })?,
            None => String::new(),
        };
        let backed_up_to = history::find_backed_up_to(conn).await?;
        let (without_backups, lease_days) = (self.0.without_backups, Some(self.0.lease_days));
        Ok(History { epoch, mark, backed_up_to, without_backups, lease_days, unknown: Unknown::new() })
    }

    /// Begins another epoch when a mark proves that this store stood further than it does: files of it were put
    /// back by hand. Only marks of the current epoch prove that; devices with another epoch begin anew by
    /// themselves. A mark that this server did not write proves nothing.
    pub(super) async fn witness(&self, conn: &mut Conn, mark: &str) -> Result<(), RegistryError> {
        let Some(mark) = self.read_mark(mark)? else { return Ok(()) };
        if mark.epoch == history::epoch(conn).await? && !history::remembers(conn, mark.run, mark.position).await? {
            let epoch = begin(conn, self.teller(), Cause::Lost).await?;
            tracing::error!(%epoch, "the store had been further: files of it were put back; devices send again");
        }
        Ok(())
    }

    /// Whether no backup was ever finished although there is something to lose.
    pub(crate) async fn lacks_backup(&self) -> Result<bool, RegistryError> {
        let mut conn = self.0.store.read().await?;
        let held = settings::drawn(&mut conn, "receipt").await? > 0;
        Ok(held && !self.0.without_backups && history::find_backed_up_to(&mut conn).await?.is_none())
    }

    /// `run.position.epoch.check`; the check is keyed, so that no device can invent a mark.
    fn written(&self, mark: Mark) -> Result<String, RegistryError> {
        let Mark { epoch, run, position } = mark;
        let text = format!("{run}.{position}.{epoch}");
        let check = hex::encode(self.0.keys.hidden("mark", &text)?);
        Ok(format!("{text}.{check}"))
    }

    fn read_mark(&self, written: &str) -> Result<Option<Mark>, RegistryError> {
        let mut parts = written.splitn(4, '.');
        let (Some(run), Some(position), Some(epoch)) = (parts.next(), parts.next(), parts.next()) else {
            return Ok(None);
        };
        let (Ok(run), Ok(position), Ok(epoch)) = (run.parse(), position.parse(), epoch.parse()) else {
            return Ok(None);
        };
        let mark = Mark { epoch, run, position };
        Ok((self.written(mark)? == written).then_some(mark))
    }
}

/// Begins an epoch. A store that was put back leaves out the numbers that its lost history may have drawn.
pub(super) async fn begin(conn: &mut Conn, teller: Teller<'_>, cause: Cause) -> Result<Epoch, RegistryError> {
    let (now, epoch) = (teller.clock.now(), Epoch(teller.clock.mint()?));
    history::insert(conn, epoch, cause, now).await?;
    if cause != Cause::Made {
        let spread = u32::from_be_bytes(random::bytes()?) % SPREAD;
        history::skip(conn, SKIPPED + spread).await?;
    }
    let entry = teller.act(AuditAction::EpochBegan, epoch).with("cause", cause.as_str());
    audit::write(conn, &entry).await?;
    Ok(epoch)
}
