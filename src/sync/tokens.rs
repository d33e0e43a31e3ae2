//! The device's token changes every month, so that one that was seen somewhere does not serve for long.
//!
//! The tokens before stay on the device for as long as a token holds: a store that was put back from a backup knows
//! one of those alone.

use sambang_domain::ids::Timestamp;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::TokenReply;

use super::run::Run;
use super::transport::Method;
use super::{Client, Credentials, Engine, Failure, client};
use crate::store::{Heard, Identity, Key};

/// After so long, by the server's clock, a device asks for its next token.
const RENEW_AFTER_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// So many of half a year, after which a token ends.
const EARLIER: usize = 6;

impl Engine {
    /// Asks for the next token when the present one is a month old. It is kept before it is used.
    ///
    /// # Errors
    /// A failure that the next request would meet as well.
    pub(super) async fn renew_token(&self, run: &mut Run) -> Result<(), Failure> {
        let (Some(mut identity), Some(now)) = (self.identity()?, self.server_time()?) else { return Ok(()) };
        // A token that lies ahead was given while the server's clock was wrong.
        let age = identity.token_since.map(|since| now.0.saturating_sub(since.0));
        if age.is_some_and(|age| (0..RENEW_AFTER_MS).contains(&age)) {
            return Ok(());
        }
        let Some(reply) = run.part(self.client.next_token().await)? else { return Ok(()) };
        identity.earlier_tokens.insert(0, std::mem::replace(&mut identity.token, reply.token));
        identity.earlier_tokens.truncate(EARLIER);
        identity.token_since = Some(reply.issued_at);
        self.go_on_as(&identity)
    }

    /// Keeps that the province signs its answers, so that from now on every one must be signed.
    pub(super) fn note_signed_answers(&self) -> Result<(), Failure> {
        match self.identity()?.filter(|identity| self.client.saw_signed() && !identity.signed_answers) {
            Some(identity) => self.go_on_as(&Identity { signed_answers: true, ..identity }),
            None => Ok(()),
        }
    }

    /// Whether it is worth asking again with an earlier token, because the province does not know the present one:
    /// then that one is the present one from here on. So often in a row each was tried once.
    pub(super) fn falls_back(&self, failure: &Failure) -> Result<bool, Failure> {
        if failure.refused_with() != Some(&ErrorCode::TokenInvalid) {
            return Ok(false);
        }
        let Some(mut identity) = self.identity()? else { return Ok(false) };
        if identity.earlier_tokens.is_empty() {
            return Ok(false);
        }
        let before = identity.earlier_tokens.remove(0);
        identity.earlier_tokens.push(std::mem::replace(&mut identity.token, before));
        identity.token_since = None;
        tracing::warn!("the province does not know the token; the one before is tried");
        self.go_on_as(&identity)?;
        Ok(true)
    }

    /// How many earlier tokens there are to try.
    pub(super) fn count_earlier_tokens(&self) -> Result<usize, Failure> {
        Ok(self.identity()?.map_or(0, |identity| identity.earlier_tokens.len()))
    }

    fn identity(&self) -> Result<Option<Identity>, Failure> {
        Ok(self.store.value_if_sound(Key::Identity)?)
    }

    fn go_on_as(&self, identity: &Identity) -> Result<(), Failure> {
        self.store.set_value(Key::Identity, identity)?;
        if let Some(credentials) = Credentials::of(identity) {
            self.client.renew(credentials);
        }
        Ok(())
    }

    /// The server's clock, as it was heard in this run.
    fn server_time(&self) -> Result<Option<Timestamp>, Failure> {
        Ok(self.store.value_if_sound::<Heard>(Key::Heard)?.map(|heard| heard.server))
    }
}

impl Client {
    async fn next_token(&self) -> Result<TokenReply, Failure> {
        let answer = self.send(self.request(Method::Post, "/v1/tokens")?).await?;
        client::expect_json(&answer, &[201])
    }
}
