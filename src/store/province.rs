//! What the device keeps of its province: the server's clock and address.

use sambang_domain::ids::Timestamp;

use super::error::OrNotFound;
use super::heard::{Heard, Ran};
use super::identity::Identity;
use super::{Key, Store, StoreError, values};

impl Store {
    /// Keeps what an answer told of the server's clock.
    pub fn hear(&self, heard: &Heard) -> Result<(), StoreError> {
        self.write(|transaction| {
            values::set(transaction, Key::Heard, heard)?;
            values::set(transaction, Key::Ran, &Ran::from(heard.running_ms))?;
            values::set(transaction, Key::ClockOffset, &heard.offset_ms())
        })
    }

    /// Counts how long the machine ran, now that its running time reads `running_ms`.
    pub fn count_running(&self, running_ms: i64) -> Result<(), StoreError> {
        match self.value_if_sound::<Ran>(Key::Ran)? {
            Some(ran) if ran.until(running_ms) == ran => Ok(()),
            ran => self.set_value(Key::Ran, &ran.map_or_else(|| Ran::from(running_ms), |ran| ran.until(running_ms))),
        }
    }

    /// Follows the server to another address. Unfinished uploads are begun anew there: what the server holds of
    /// them it tells again.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Damaged`], or SQLite fails.
    pub fn move_server(&self, server: &str, issued_at: Timestamp) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut identity: Identity = values::get(transaction, Key::Identity)?.or_not_found("identity")?;
            server.clone_into(&mut identity.server);
            values::set(transaction, Key::Identity, &identity)?;
            values::set(transaction, Key::MovedAt, &issued_at)?;
            transaction.execute("UPDATE outbox SET upload_url = '', sent_bytes = 0 WHERE NOT done", [])?;
            Ok(())
        })
    }
}
