//! What the device keeps of its province: the server's clock and address, and ends of its log.

use sambang_domain::ids::Timestamp;
use sambang_domain::seal::LOG_HEAD_CONTEXT;
use sambang_domain::wire::v1::{HeadStanding, SignedLogHead};

use super::error::OrNotFound;
use super::heard::Heard;
use super::identity::Identity;
use super::log_heads::LogHeads;
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

    /// What is kept of the province's log; nothing where it cannot be read.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn log_heads(&self) -> Result<LogHeads, StoreError> {
        Ok(self.value_if_sound(Key::LogHeads)?.unwrap_or_default())
    }

    /// Keeps the end of the log that an answer gave, and what it said of the one that was asked about. One that the
    /// province did not sign is left aside.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Damaged`], or SQLite fails.
    pub fn hear_log(&self, standing: Option<&HeadStanding>, given: Option<SignedLogHead>) -> Result<(), StoreError> {
        let identity: Identity = self.value(Key::Identity)?.or_not_found("identity")?;
        let key = identity.receipt_key();
        let signed = |head: &SignedLogHead| key.is_some_and(|key| head.verified(LOG_HEAD_CONTEXT, &key).is_ok());
        let given = given.filter(|head| {
            let signed = signed(head);
            if !signed {
                tracing::warn!("an end of the province's log is not signed by the province");
            }
            signed
        });
        let before = self.log_heads()?;
        let mut heads = before.clone();
        heads.hear(standing, given);
        if heads == before {
            return Ok(());
        }
        if let (Some(head), None) = (&heads.contradicted, &before.contradicted) {
            let sequence = head.payload.sequence;
            tracing::error!(sequence, "the province's log does not hold an end of it that this device keeps");
        }
        self.write(|transaction| values::set(transaction, Key::LogHeads, &heads))
    }
}
