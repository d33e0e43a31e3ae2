//! Taking devices to another address of this server.

use sambang_domain::canonical::CanonicalError;
use sambang_domain::open::Unknown;
use sambang_domain::seal::SealError;
use sambang_domain::wire::v1::{ServerMoved, moved};

use super::people::malformed;
use super::{AuditAction, Registry, RegistryError};
use crate::store::audit;

impl Registry {
    /// Signs the text that takes devices of this province to `address`.
    ///
    /// # Errors
    /// A refusal when the address is none that devices take; else when the store fails.
    pub async fn sign_move(&self, address: String) -> Result<String, RegistryError> {
        let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://127.0.0.1"));
        if host.is_none_or(str::is_empty) {
            return Err(malformed("the address does not begin with https://").into());
        }
        let now = self.0.clock.now();
        let mut write = self.0.store.write().await?;
        audit::write(&mut write, &self.act_at(now, AuditAction::MoveSigned, &address)).await?;
        write.commit().await?;
        let signed = self.0.keys.sign(ServerMoved { address, issued_at: now, unknown: Unknown::new() })?;
        Ok(moved::to_text(&signed).map_err(CanonicalError::from).map_err(SealError::from)?)
    }
}
