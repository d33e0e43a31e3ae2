//! Districts of whose filters the people of a district hear too, because their people go to each other's
//! markets. The office chooses them, and the fewer the better: of every filter a phone has, a thief has one too.

use sambang_domain::region::{RegionCode, RegionLevel};

use super::people::{expect_area, malformed};
use super::{AuditAction, Registry, RegistryError};
use crate::store::neighbours;
use crate::store::rows::RowKey;

impl Registry {
    /// Gives a district these neighbours instead of those it had; none takes them away. It holds in one direction.
    ///
    /// # Errors
    /// A refusal when one of them is no district in force; else when the store fails.
    pub async fn set_neighbours(&self, area: RegionCode, mut others: Vec<RegionCode>) -> Result<(), RegistryError> {
        others.sort_unstable();
        others.dedup();
        let all = [[area].as_slice(), &others].concat();
        expect_area(&all)?;
        if !all.iter().all(|code| code.level() == RegionLevel::District) || others.contains(&area) {
            return Err(malformed("neighbours are other districts of a district").into());
        }
        let codes: Vec<String> = others.iter().map(ToString::to_string).collect();
        let entry = self.act(AuditAction::NeighboursSet, area).with("neighbours", codes);
        self.write(async |write| {
            neighbours::set(write, area, &others).await?;
            self.log_rows(write, entry, &[RowKey::neighbours(area)]).await?;
            Ok(())
        })
        .await
    }

    /// Every district that has neighbours, with each of them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn neighbours(&self) -> Result<Vec<(RegionCode, RegionCode)>, RegistryError> {
        Ok(neighbours::all(&mut *self.0.store.read().await?).await?)
    }
}
