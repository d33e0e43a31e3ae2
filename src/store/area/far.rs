//! Which surveys of a village are far from it. Another survey may move its middle, so that all of the
//! village's are looked at again when one arrives.

use rusqlite::{Connection, Row, params};
use sambang_domain::check::{self, FindingCode};
use sambang_domain::geo::Spot;
use sambang_domain::region::RegionCode;
use sambang_domain::survey::fields;

use crate::store::{StoreError, row};

const TABLE: &str = "area_surveys";
/// Among so many one survey does not move the middle, and need not be left out of it.
const MANY: usize = 50;

/// A survey with a position.
struct Placed {
    seq: i64,
    spot: Spot,
    findings: Vec<(String, String)>,
}

/// Adds the finding to those of the village that are far from it, and takes it from the others.
pub(super) fn look_again(connection: &Connection, village: RegionCode) -> Result<(), StoreError> {
    let sql = "SELECT seq AS row, latitude, longitude, findings FROM area_surveys
         WHERE village = ?1 AND latitude IS NOT NULL ORDER BY seq";
    let placed = |row: &Row<'_>| {
        let (spot, findings) = ((row.get("latitude")?, row.get("longitude")?), row::json(row, "findings")?);
        Ok(Placed { seq: row.get("row")?, spot, findings })
    };
    let all: Vec<Placed> = row::all(connection, TABLE, sql, [village.to_string()], placed)?.rows;
    let spots: Vec<Spot> = all.iter().map(|placed| placed.spot).collect();
    let of_all = check::middle_of_village(&spots).filter(|_| spots.len() > MANY);
    for (n, placed) in all.into_iter().enumerate() {
        let middle = of_all.or_else(|| check::middle_of_village(&without(&spots, n)));
        mark(connection, placed, |spot| check::is_far(spot, village, middle))?;
    }
    Ok(())
}

fn without(spots: &[Spot], n: usize) -> Vec<Spot> {
    spots.iter().enumerate().filter(|(other, _)| *other != n).map(|(_, spot)| *spot).collect()
}

fn mark(connection: &Connection, placed: Placed, is_far: impl FnOnce(Spot) -> bool) -> Result<(), StoreError> {
    let far = (fields::POSITION.path.to_owned(), FindingCode::PositionFar.as_str().to_owned());
    let Placed { seq, spot, mut findings } = placed;
    let change = match (findings.iter().position(|finding| *finding == far), is_far(spot)) {
        (None, true) => {
            findings.push(far);
            1
        }
        (Some(at), false) => {
            findings.remove(at);
            -1
        }
        _ => return Ok(()),
    };
    let mut update = connection
        .prepare_cached("UPDATE area_surveys SET findings = ?2, finding_count = finding_count + ?3 WHERE seq = ?1")?;
    update.execute(params![seq, serde_json::to_string(&findings)?, change])?;
    Ok(())
}
