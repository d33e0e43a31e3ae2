//! What the device keeps of its province: the server's clock and address.

use sambang_domain::ids::Timestamp;

use super::error::OrNotFound;
use super::heard::Heard;
use super::identity::Identity;
use super::{Key, Store, StoreError, values};

impl Store {
    /// Keeps what an answer told of the server's clock.
    pub fn hear(&self, heard: &Heard) -> Result<(), StoreError> {
        self.write(|transaction| {
            values::set(transaction, Key::Heard, heard)?;
            values::set(transaction, Key::ClockOffset, &heard.offset_ms())
        })
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
