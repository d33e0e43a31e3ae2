//! People, devices, revisions, receipts and the like stand as the audit log tells.

use std::collections::HashMap;

use serde_json::Value;

use super::{Break, Breaks};
use crate::registry::told::fingerprint;
use crate::registry::{Registry, RegistryError};
use crate::store::{Conn, rows};

/// The last fingerprint of each row, by its name; none for one that is gone, or that cannot be read.
pub(super) type Told = HashMap<String, Option<[u8; 32]>>;

/// A fingerprint as it stands in the log.
pub(super) fn read_print(told: &Value) -> Option<[u8; 32]> {
    let mut print = [0; 32];
    hex::decode_to_slice(told.as_str()?, &mut print).ok()?;
    Some(print)
}

impl Registry {
    /// Compares every row with the last fingerprint in the log. `told` is of the same moment.
    pub(super) async fn verify_rows(
        &self,
        conn: &mut Conn,
        mut told: Told,
        found: &mut Breaks,
    ) -> Result<(), RegistryError> {
        for table in [rows::FIRST, rows::LATER] {
            for key in rows::keys(conn, table).await? {
                let row = key.to_string();
                let stands = read_print(&fingerprint(conn, &self.0.keys, &key).await?);
                if stands.is_some() && told.remove(&row) == Some(stands) {
                    found.verified.told += 1;
                } else {
                    found.add(Break::Told { row });
                }
            }
        }
        // A row that was taken away is told as null.
        for (row, _) in told.into_iter().filter(|(_, print)| print.is_some()) {
            found.add(Break::Told { row });
        }
        Ok(())
    }
}
