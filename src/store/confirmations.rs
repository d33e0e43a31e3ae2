//! Before anything leaves this device the province says twice, days apart, that it holds all of it.

use rusqlite::{Connection, Row, params};
use sambang_domain::ids::{Digest, SurveyId};

use super::heard::Heard;
use super::{StoreError, UnlessDamaged, row};

/// So far apart, in milliseconds.
pub const APART_MS: i64 = 3 * 86_400_000;

/// Whether the province confirmed the survey `id` less than [`APART_MS`] before `now`, both as SQL: asking it again is
/// of no use yet.
pub(super) fn is_recent(id: &str, now: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM confirmations AS c
           WHERE c.survey = {id} AND c.server_ms > {now} - {APART_MS} AND c.server_ms <= {now})"
    )
}

/// Whether the province confirmed the survey `id` at or before `now` for the first time, both as SQL: it is asked once
/// more only when content is to leave.
pub(super) fn is_known(id: &str, now: &str) -> String {
    format!("EXISTS (SELECT 1 FROM confirmations AS c WHERE c.survey = {id} AND c.server_ms <= {now})")
}

/// The province has just said that it holds all of a survey's newest revision. True when it did so before, long enough
/// ago; otherwise this is the first time, and is kept.
pub(super) fn is_second(
    connection: &Connection,
    survey: &str,
    digest: Digest,
    now: &Heard,
) -> Result<bool, StoreError> {
    let sql = "SELECT rowid AS row, * FROM confirmations WHERE survey = ?1";
    let first = row::one(connection, "confirmations", sql, [survey], read).unless_damaged()?.flatten();
    if let Some((.., first)) = first.filter(|(_, before, _)| *before == digest) {
        if first.is_earlier_by(now, APART_MS) {
            return Ok(true);
        }
        let between = now.server.0.saturating_sub(first.server.0);
        if (0..APART_MS).contains(&between) {
            return Ok(false);
        }
    }
    // Also where the clocks do not agree about how long ago the first time was.
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO confirmations (survey, digest, server_ms, device_ms, running_ms)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![survey, digest.to_hex(), now.server.0, now.device.0, now.running_ms])?;
    Ok(false)
}

/// What the province said of a survey does not count any more.
pub(super) fn forget(connection: &Connection, survey: &str) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM confirmations WHERE survey = ?1")?.execute([survey])?;
    Ok(())
}

/// A row of the table.
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<(SurveyId, Digest, Heard)> {
    let heard = Heard {
        server: row::time(row, "server_ms")?,
        device: row::time(row, "device_ms")?,
        running_ms: row.get("running_ms")?,
    };
    Ok((row::parsed(row, "survey")?, row::parsed(row, "digest")?, heard))
}
