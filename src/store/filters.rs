//! Filters of NIKs, and which surveys of this device are about the same NIK.

use rusqlite::{Connection, Row, params};
use sambang_domain::filter::NikFilter;
use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::nik::Nik;
use sambang_domain::wire::v1::{FilterInfo, FilterList};

use super::list::{rows_sql, survey_row};
use super::values::{self, Key};
use super::{Store, StoreError, SurveyRow, row};

impl Store {
    /// Takes over which filters the person may have: all others are forgotten at once, and the bytes of new ones
    /// are to be fetched. One that asks more of a phone than it should bear is left aside.
    pub fn want_filters(&self, list: &FilterList) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut told = Vec::new();
            for info in &list.filters {
                if !info.stretch.cost.is_bearable() {
                    tracing::error!("a filter that asks too much of this phone was left aside");
                    continue;
                }
                let mut put = transaction.prepare_cached(
                    "INSERT INTO filters (subject, wanted) VALUES (?1, ?2)
                     ON CONFLICT (subject) DO UPDATE SET wanted = excluded.wanted",
                )?;
                put.execute((info.subject(), serde_json::to_string(info)?))?;
                told.push(info.subject());
            }
            let sql = "DELETE FROM filters WHERE subject NOT IN (SELECT value FROM json_each(?1))";
            transaction.execute(sql, [serde_json::to_string(&told)?])?;
            drop_unwanted_pieces(transaction)?;
            values::set(transaction, Key::FilterMark, &list.mark)
        })
    }

    /// The versions whose bytes are not here.
    pub fn missing_filters(&self) -> Result<Vec<FilterInfo>, StoreError> {
        self.infos("SELECT rowid AS row, wanted AS info FROM filters WHERE wanted <> held ORDER BY subject")
    }

    /// The versions whose bytes are here.
    pub fn held_filters(&self) -> Result<Vec<FilterInfo>, StoreError> {
        self.infos("SELECT rowid AS row, held AS info FROM filters WHERE held <> '' ORDER BY subject")
    }

    /// How many bytes of a version have arrived.
    pub fn arrived(&self, sha256: Digest) -> Result<u64, StoreError> {
        self.read(|connection| {
            let sql = "SELECT COALESCE(SUM(LENGTH(bytes)), 0) AS n FROM filter_pieces WHERE sha256 = ?1";
            Ok(row::number::<i64>(connection, sql, [sha256.to_hex()])?.unsigned_abs())
        })
    }

    /// Keeps the next piece of a version.
    pub fn keep_filter_piece(&self, sha256: Digest, at: u64, bytes: &[u8]) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut insert = transaction.prepare_cached(
                "INSERT INTO filter_pieces (sha256, at, bytes) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            )?;
            insert.execute(params![sha256.to_hex(), row::signed(at), bytes])?;
            Ok(())
        })
    }

    /// Replaces the version before with one whose pieces have all arrived. False when the pieces are not the
    /// announced filter; then they are deleted, and the version before stays.
    pub fn finish_filter(&self, info: &FilterInfo) -> Result<bool, StoreError> {
        self.write(|transaction| {
            let bytes = pieces(transaction, info.sha256)?;
            let whole = Digest::of(&bytes) == info.sha256 && NikFilter::from_bytes(info.key, &bytes).is_ok();
            if whole {
                let mut put =
                    transaction.prepare_cached("UPDATE filters SET held = ?2, bytes = ?3 WHERE subject = ?1")?;
                put.execute((info.subject(), serde_json::to_string(info)?, bytes))?;
                drop_unwanted_pieces(transaction)?;
            } else {
                transaction.execute("DELETE FROM filter_pieces WHERE sha256 = ?1", [info.sha256.to_hex()])?;
            }
            Ok(whole)
        })
    }

    /// The bytes that are held under this subject; empty when none are.
    pub fn filter_bytes(&self, subject: &str) -> Result<Vec<u8>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT rowid AS row, bytes FROM filters WHERE subject = ?1";
            Ok(row::one(connection, "filters", sql, [subject], |row| row.get("bytes"))?.unwrap_or_default())
        })
    }

    /// The other survey of this device, in the same programme and outside the bin, about the same
    /// NIK; the last changed of several.
    pub fn same_nik(&self, survey: SurveyId, programme: &str, nik: &Nik) -> Result<Option<SurveyRow>, StoreError> {
        let sql = rows_sql(
            "surveys AS s WHERE s.document ->> '$.identity.nik' = ?1 AND s.document ->> '$.programme.id' = ?2 AND s.id <> ?3
               AND s.binned_at_ms IS NULL ORDER BY s.change DESC, s.seq DESC",
        );
        let bound = params![nik.digits(), programme, survey.to_string()];
        let found = self.sound(|connection| row::all(connection, "surveys", &sql, bound, survey_row))?;
        Ok(found.into_iter().next())
    }

    /// Whether the province has a survey of this device about this NIK in this programme.
    pub fn has_sent(&self, programme: &str, nik: &Nik) -> Result<bool, StoreError> {
        self.read(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT 1 FROM surveys AS s JOIN outbox AS o ON o.survey = s.id AND o.kind = 'document' AND o.done
                 WHERE s.document ->> '$.identity.nik' = ?1 AND s.document ->> '$.programme.id' = ?2",
            )?;
            Ok(query.exists(params![nik.digits(), programme])?)
        })
    }

    fn infos(&self, sql: &str) -> Result<Vec<FilterInfo>, StoreError> {
        self.sound(|connection| row::all(connection, "filters", sql, [], |row| row::json(row, "info")))
    }
}

/// Forgets the pieces of versions that are whole by now, were replaced while they arrived, or may not be had.
fn drop_unwanted_pieces(connection: &Connection) -> Result<(), StoreError> {
    connection.execute(
        "DELETE FROM filter_pieces WHERE sha256 NOT IN (
           SELECT wanted ->> '$.sha256' FROM filters WHERE wanted <> held AND json_valid(wanted))",
        [],
    )?;
    Ok(())
}

/// The pieces of a version in order; a gap ends it.
fn pieces(connection: &Connection, sha256: Digest) -> Result<Vec<u8>, StoreError> {
    let sql = "SELECT rowid AS row, at, bytes FROM filter_pieces WHERE sha256 = ?1 ORDER BY at";
    let piece = |row: &Row<'_>| Ok((row::unsigned(row, "at")?, row.get::<_, Vec<u8>>("bytes")?));
    let mut whole = Vec::new();
    for (at, bytes) in row::all(connection, "filter_pieces", sql, [sha256.to_hex()], piece)?.rows {
        if at != whole.len() as u64 {
            break;
        }
        whole.extend(bytes);
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use sambang_domain::filter::Cost;

    use super::*;
    use crate::store::tests::key;

    fn list() -> FilterList {
        serde_json::from_str(include_str!("../../domain/src/wire/samples/v1/filter_list.json")).unwrap()
    }

    fn wanted(store: &Store) -> Vec<String> {
        store.missing_filters().unwrap().iter().map(FilterInfo::subject).collect()
    }

    #[test]
    fn a_filter_that_asks_too_much_of_a_phone_is_left_aside_and_the_others_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), &key()).unwrap();
        let mut told = list();
        let mut greedy = told.filters[0].clone();
        greedy.source = "Rakus".into();
        greedy.stretch.cost = Cost { memory_kib: 1024 * 1024, passes: 2 };
        told.filters.push(greedy);
        store.want_filters(&told).unwrap();
        assert_eq!(wanted(&store), [list().filters[0].subject()]);
    }

    #[test]
    fn what_the_province_no_longer_names_is_forgotten_with_its_pieces() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), &key()).unwrap();
        let told = list();
        let info = &told.filters[0];
        store.want_filters(&told).unwrap();
        store.keep_filter_piece(info.sha256, 0, b"some").unwrap();
        store.want_filters(&told).unwrap();
        assert_eq!(store.arrived(info.sha256).unwrap(), 4, "told again, it goes on");
        let mut elsewhere = told.clone();
        elsewhere.filters[0].area = "180307".parse().unwrap();
        elsewhere.filters[0].sha256 = Digest::of(b"another");
        store.want_filters(&elsewhere).unwrap();
        assert_eq!((wanted(&store), store.arrived(info.sha256).unwrap()), (vec![elsewhere.filters[0].subject()], 0));
        store.want_filters(&FilterList { filters: Vec::new(), ..told }).unwrap();
        assert!(wanted(&store).is_empty());
    }
}
