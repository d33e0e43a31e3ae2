//! An answer is saved: durable when the call returns.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use rusqlite::{Connection, TransactionBehavior, params};
use sambang_domain::ids::SurveyId;
use sambang_domain::survey::Survey;

use super::Bench;
use crate::Outcome;
use crate::figures::{Series, timed};
use crate::phone::open_database;
use crate::report::{Budget, Report, Row};

const ROUNDS: u32 = 1000;
/// One page of a database.
const SMALL_WRITE: [u8; 4096] = [7; 4096];

pub(super) fn run(bench: &mut Bench, report: &mut Report) -> Outcome<()> {
    let raw_file = bench.path().join("raw");
    let full = bench.full_phone()?;
    let device = full.phone.unlock()?;
    let mut plain = plain_connection(&full.plain)?;
    let mut raw = File::create(raw_file)?;
    let (mut ours, mut theirs, mut bare) = (Series::default(), Series::default(), Series::default());
    for round in 0..ROUNDS {
        let (result, ms) = timed(|| device.edit(full.draft, |survey| answer(survey, round)));
        result?;
        ours.add(ms);
        let (result, ms) = timed(|| edit_plain(&mut plain, full.draft, round));
        result?;
        theirs.add(ms);
        let (result, ms) = timed(|| raw.write_all(&SMALL_WRITE).and_then(|()| raw.sync_data()));
        result?;
        bare.add(ms);
    }
    for (percent, budget) in [(50.0, Budget::None), (99.0, Budget::AtMost(15.0))] {
        report.add(Row {
            what: format!("save an answer, durable, p{percent}"),
            value: ours.percentile(percent),
            unit: "ms",
            yardstick: Some(("the same transaction in SQLite without a cipher", theirs.percentile(percent))),
            budget,
        });
    }
    report.add(Row {
        what: "append 4 KB and sync, for scale, p99".to_owned(),
        value: bare.percentile(99.0),
        unit: "ms",
        yardstick: Some(("its p50", bare.median())),
        budget: Budget::None,
    });
    Ok(())
}

fn answer(survey: &mut Survey, round: u32) {
    survey.business.landmark = format!("belakang masjid, rumah ke-{round}");
}

/// The pragmas of the app's store, but for the key.
fn plain_connection(path: &Path) -> Outcome<Connection> {
    let connection = open_database(path)?;
    connection.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
         PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON;",
    )?;
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    Ok(connection)
}

/// What the app's store does for an edit.
fn edit_plain(connection: &mut Connection, id: SurveyId, round: u32) -> Outcome<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let document: String = transaction
        .prepare_cached("SELECT document FROM surveys WHERE id = ?1")?
        .query_row([id.to_string()], |row| row.get(0))?;
    let mut survey: Survey = serde_json::from_str(&document)?;
    answer(&mut survey, round);
    let village = survey.business_village().map(|code| code.to_string()).unwrap_or_default();
    transaction
        .prepare_cached(
            "UPDATE surveys SET document = ?2, name = ?3, activity = ?4, village = ?5, changed_at_ms = ?6 WHERE id = ?1",
        )?
        .execute(params![
            id.to_string(),
            serde_json::to_string(&survey)?,
            survey.identity.name,
            survey.business.activity,
            village,
            i64::from(round),
        ])?;
    transaction.commit()?;
    Ok(())
}
