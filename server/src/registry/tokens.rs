//! Tokens change while devices work.
//!
//! A device asks for its next token and goes on with the one it has until it has kept the other. The first use
//! of the next token ends the one before, so neither a lost answer nor a kill leaves a device without.

use sambang_domain::ids::Digest;
use sambang_domain::open::Unknown;
use sambang_domain::wire::v1::TokenReply;

use super::{AuditAction, Caller, Registry, RegistryError};
use crate::random;
use crate::store::devices;
use crate::store::rows::RowKey;

impl Registry {
    /// Gives a device its next token. One that was given before and never used is forgotten.
    pub(crate) async fn offer_token(&self, caller: &Caller) -> Result<TokenReply, RegistryError> {
        let (token, now, id) = (random::token()?, self.0.clock.now(), caller.device.id);
        self.write(async |write| {
            devices::offer_token(write, id, &Digest::of(token.as_bytes()).0).await?;
            let entry = self.act_at(now, AuditAction::TokenOffered, id).by(caller.person.id, id);
            self.log_rows(write, entry, &[RowKey::device(id)]).await?;
            Ok(())
        })
        .await?;
        Ok(TokenReply { token, issued_at: now, unknown: Unknown::new() })
    }

    /// Ends the token before the one that was just used for the first time.
    pub(super) async fn take_token(&self, caller: &Caller, token_hash: &[u8]) -> Result<(), RegistryError> {
        let id = caller.device.id;
        self.write(async |write| {
            if devices::take_token(write, id, token_hash).await? {
                let entry = self.act(AuditAction::TokenTaken, id).by(caller.person.id, id);
                self.log_rows(write, entry, &[RowKey::device(id)]).await?;
            }
            Ok(())
        })
        .await
    }
}
