//! What the device keeps of its province: its keys, the server's clock and address, and ends of its log.

use rusqlite::Connection;
use sambang_domain::ids::Timestamp;
use sambang_domain::seal::LOG_HEAD_CONTEXT;
use sambang_domain::wire::v1::{HeadStanding, Province, SignedLogHead};

use super::error::{OrNotFound, UnlessDamaged};
use super::heard::{Heard, Ran};
use super::identity::Identity;
use super::log_heads::LogHeads;
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
            go_to(transaction, &mut identity, server, issued_at)?;
            values::set(transaction, Key::Identity, &identity)
        })
    }

    /// Keeps the keys to which the province has led this device, and goes to the address it told, unless that is
    /// older than the one the device follows. Gives the identity as it is then.
    ///
    /// # Errors
    /// As [`Store::move_server`].
    pub fn follow(&self, province: &Province, moved: Option<(&str, Timestamp)>) -> Result<Identity, StoreError> {
        self.write(|transaction| {
            let mut identity: Identity = values::get(transaction, Key::Identity)?.or_not_found("identity")?;
            province.clone_into(&mut identity.province);
            let before: Option<Timestamp> = values::get(transaction, Key::MovedAt).unless_damaged()?.flatten();
            if let Some((server, issued_at)) = moved
                && before.is_none_or(|before| before <= issued_at)
            {
                go_to(transaction, &mut identity, server, issued_at)?;
            }
            values::set(transaction, Key::Identity, &identity)?;
            Ok(identity)
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

fn go_to(
    connection: &Connection,
    identity: &mut Identity,
    server: &str,
    issued_at: Timestamp,
) -> Result<(), StoreError> {
    server.clone_into(&mut identity.server);
    values::set(connection, Key::MovedAt, &issued_at)?;
    connection.execute("UPDATE outbox SET upload_url = '', sent_bytes = 0 WHERE NOT done", [])?;
    Ok(())
}
