//! People, devices, codes and the like stand as the audit log tells.

use serde_json::{Map, Value};

use super::{Break, Breaks};
use crate::registry::told::fingerprint;
use crate::registry::{Registry, RegistryError};
use crate::store::{Conn, rows};

impl Registry {
    /// Compares every row with the last fingerprint in the log. `told` is of the same moment.
    pub(super) async fn verify_rows(
        &self,
        conn: &mut Conn,
        mut told: Map<String, Value>,
        found: &mut Breaks,
    ) -> Result<(), RegistryError> {
        for key in rows::keys(conn).await? {
            let row = key.to_string();
            let stands = fingerprint(conn, &self.0.keys, &key).await?;
            if told.remove(&row) == Some(stands) {
                found.verified.told += 1;
            } else {
                found.add(Break::Told { row });
            }
        }
        // A row that was taken away is told as null.
        for (row, _) in told.into_iter().filter(|(_, stands)| !stands.is_null()) {
            found.add(Break::Told { row });
        }
        Ok(())
    }
}
