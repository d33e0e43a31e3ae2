//! Epochs: which history of the store this is, and how much of it lies in a finished backup.
//!
//! A store that is put back from a backup forgets what came after it. Devices learn of that by another epoch.

use std::str::FromStr;

use sambang_domain::ids::{Epoch, Timestamp};
use uuid::Uuid;

use super::revisions::as_i64;
use super::{Conn, StoreError, count, query, row};

/// Why an epoch began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The store was made, or is from before there were epochs.
    Made,
    /// It was put back from a backup by the command for it.
    Restored,
    /// A device showed that the store had been further: somebody put files of it back.
    Lost,
}

impl Cause {
    /// The word of the database.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Restored => "restored",
            Self::Lost => "lost",
        }
    }
}

impl FromStr for Cause {
    type Err = StoreError;
    fn from_str(word: &str) -> Result<Self, StoreError> {
        let all = [Self::Made, Self::Restored, Self::Lost];
        all.into_iter().find(|cause| cause.as_str() == word).ok_or(StoreError::Damaged("cause"))
    }
}

/// The current epoch and why it began; none in a store that is being made.
pub(crate) async fn find_current(conn: &mut Conn) -> Result<Option<(Epoch, Cause)>, StoreError> {
    let sql = "SELECT id, cause FROM epochs ORDER BY number DESC LIMIT 1";
    let found = query(sql).fetch_optional(conn).await?;
    found.map(|row| Ok((row::parsed(&row, "id")?, row::parsed(&row, "cause")?))).transpose()
}

/// The current epoch.
pub(crate) async fn epoch(conn: &mut Conn) -> Result<Epoch, StoreError> {
    Ok(find_current(conn).await?.ok_or(StoreError::Damaged("epoch"))?.0)
}

/// Whether this store was ever in an epoch.
pub(crate) async fn knows(conn: &mut Conn, epoch: Epoch) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM epochs WHERE id = $1";
    Ok(query(sql).bind(epoch.to_string()).fetch_optional(conn).await?.is_some())
}

/// Begins another epoch.
pub(crate) async fn insert(conn: &mut Conn, epoch: Epoch, cause: Cause, now: Timestamp) -> Result<(), StoreError> {
    query("INSERT INTO epochs (id, cause, began_at) VALUES ($1, $2, $3)")
        .bind(epoch.to_string())
        .bind(cause.as_str())
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Counts every sequence but that of the audit log `by` further, and notes the numbers that are left out.
pub(crate) async fn skip(conn: &mut Conn, by: u32) -> Result<(), StoreError> {
    let by = i64::from(by);
    query("INSERT INTO skipped (counter, first, last) SELECT name, value + 1, value + $1 FROM counters WHERE name <> 'audit'")
        .bind(by)
        .execute(&mut *conn)
        .await?;
    query("UPDATE counters SET value = value + $1 WHERE name <> 'audit'").bind(by).execute(conn).await?;
    Ok(())
}

/// Up to which number of a kept receipt a finished backup holds documents and photos; none before the first.
pub(crate) async fn find_backed_up_to(conn: &mut Conn) -> Result<Option<u64>, StoreError> {
    let found = query("SELECT up_to FROM backups ORDER BY number DESC LIMIT 1").fetch_optional(conn).await?;
    found.map(|row| row::unsigned(&row, "up_to")).transpose()
}

/// Notes a finished backup.
pub(crate) async fn note_backup(conn: &mut Conn, up_to: u64, now: Timestamp) -> Result<(), StoreError> {
    query("INSERT INTO backups (up_to, finished_at) VALUES ($1, $2)")
        .bind(as_i64(up_to))
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Where the store stands: the sum of all counters. It only grows, and with everything that is kept.
pub(crate) async fn position(conn: &mut Conn) -> Result<u64, StoreError> {
    count(conn, "SELECT SUM(value) AS n FROM counters").await
}

/// Notes that the server begins to work, under a fresh random id.
pub(crate) async fn begin_run(conn: &mut Conn, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
    let position = position(conn).await?;
    query("INSERT INTO runs (id, position, began_at) VALUES ($1, $2, $3)")
        .bind(id.to_string())
        .bind(as_i64(position))
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether the store remembers having stood at `position` during a run: the run is known, and neither the one
/// after it began earlier nor does the store stand earlier now.
pub(crate) async fn remembers(conn: &mut Conn, run: Uuid, position: u64) -> Result<bool, StoreError> {
    let known = query("SELECT number FROM runs WHERE id = $1").bind(run.to_string());
    let Some(known) = known.fetch_optional(&mut *conn).await? else { return Ok(false) };
    let next = query("SELECT position FROM runs WHERE number > $1 ORDER BY number LIMIT 1")
        .bind(row::int(&known, "number")?)
        .fetch_optional(&mut *conn)
        .await?;
    let end = match next {
        Some(next) => row::unsigned(&next, "position")?,
        None => self::position(conn).await?,
    };
    Ok(position <= end)
}
