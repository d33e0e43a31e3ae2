//! Lists on a phone with 2,000 surveys.

use rusqlite::Connection;
use sambang::device::{Device, DeviceError, Group, ListFilter};

use super::Bench;
use super::full_phone::SURVEYS;
use crate::Outcome;
use crate::figures::{Series, timed};
use crate::phone::open_database;
use crate::report::{Budget, Report, Row};

const ROUNDS: u32 = 41;
/// Rows that the search screen asks for.
const SEARCH: u32 = 200;
/// Rows that the home screen asks for, by group.
const HOME: [(Group, u32); 3] = [(Group::ToDo, 50), (Group::Waiting, 20), (Group::Received, 5)];
const MOST_MS: f64 = 5.0;

pub(super) fn run(bench: &mut Bench, report: &mut Report) -> Outcome<()> {
    let full = bench.full_phone()?;
    let device = full.phone.unlock()?;
    let plain = open_database(&full.plain)?;
    plain.execute_batch(
        "CREATE TABLE IF NOT EXISTS bare AS SELECT id, name, activity, village, stage, step, changed_at_ms FROM surveys
         ORDER BY changed_at_ms DESC",
    )?;
    let mut series: [Series; 5] = Default::default();
    let [newest, newest_bare, every, every_bare, home] = &mut series;
    for _ in 0..ROUNDS {
        let (rows, ms) = timed(|| list(&device, Group::All, "", SEARCH));
        check(rows?, SEARCH)?;
        newest.add(ms);
        let (rows, ms) = timed(|| bare(&plain, SEARCH));
        check(rows?, SEARCH)?;
        newest_bare.add(ms);
        let (rows, ms) = timed(|| list(&device, Group::All, "aminah", SURVEYS));
        check(rows?, SURVEYS)?;
        every.add(ms);
        let (rows, ms) = timed(|| bare(&plain, SURVEYS));
        check(rows?, SURVEYS)?;
        every_bare.add(ms);
        let (done, ms) = timed(|| home_screen(&device));
        done?;
        home.add(ms);
    }
    let yardstick = "the rows ready-made in SQLite without a cipher";
    report.add(Row {
        what: format!("newest {SEARCH} of {SURVEYS} surveys, query"),
        value: newest.median(),
        unit: "ms",
        yardstick: Some((yardstick, newest_bare.median())),
        budget: Budget::AtMost(MOST_MS),
    });
    report.add(Row {
        what: format!("all {SURVEYS} surveys that fit a typed word, query"),
        value: every.median(),
        unit: "ms",
        yardstick: Some((yardstick, every_bare.median())),
        budget: Budget::None,
    });
    report.add(Row {
        what: "home screen: counts and three lists, queries".to_owned(),
        value: home.median(),
        unit: "ms",
        yardstick: None,
        budget: Budget::AtMost(MOST_MS),
    });
    Ok(())
}

/// What the home screen reads.
pub(super) fn home_screen(device: &Device) -> Result<(), DeviceError> {
    device.counts()?;
    for (group, limit) in HOME {
        list(device, group, "", limit)?;
    }
    Ok(())
}

fn list(device: &Device, group: Group, text: &str, limit: u32) -> Result<usize, DeviceError> {
    Ok(device.list(&ListFilter { group, text: text.to_owned(), limit })?.len())
}

/// The least that any list costs: its rows in their order, read into memory.
fn bare(plain: &Connection, limit: u32) -> rusqlite::Result<usize> {
    let mut query =
        plain.prepare_cached("SELECT id, name, activity, village, stage, step, changed_at_ms FROM bare LIMIT ?1")?;
    let row = |row: &rusqlite::Row<'_>| -> rusqlite::Result<(String, String, String, String, String, u8, i64)> {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?))
    };
    Ok(query.query_map([limit], row)?.collect::<Result<Vec<_>, _>>()?.len())
}

fn check(rows: usize, wanted: u32) -> Outcome<()> {
    if rows == wanted as usize { Ok(()) } else { Err(format!("{rows} rows instead of {wanted}").into()) }
}
