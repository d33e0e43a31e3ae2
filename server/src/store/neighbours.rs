//! Districts of whose filters the people of a district hear too.

use sambang_domain::region::RegionCode;

use super::{Conn, StoreError, query, row};

/// Gives a district these neighbours instead of those it had.
pub(crate) async fn set(conn: &mut Conn, area: RegionCode, neighbours: &[RegionCode]) -> Result<(), StoreError> {
    query("DELETE FROM neighbours WHERE area = $1").bind(area.to_string()).execute(&mut *conn).await?;
    for neighbour in neighbours {
        query("INSERT INTO neighbours (area, neighbour) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(area.to_string())
            .bind(neighbour.to_string())
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Every district that has neighbours, with each of them.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<(RegionCode, RegionCode)>, StoreError> {
    let rows = query("SELECT area, neighbour FROM neighbours ORDER BY area, neighbour").fetch_all(conn).await?;
    rows.iter().map(|row| Ok((row::parsed(row, "area")?, row::parsed(row, "neighbour")?))).collect()
}
