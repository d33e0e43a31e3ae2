//! Whether a request is signed with the key of the device whose token it carries.
//!
//! The nonce that is signed tells when it was given and proves that this server gave it, so nobody has to keep
//! it. A device that has signed once signs always: its token alone, seen in a log or taken from a copy, opens
//! nothing any more. Apps that do not know this yet go on with the token alone.

use ed25519_dalek::VerifyingKey;
use sambang_domain::ids::Timestamp;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::proof::{self, Answered, Asked};

use super::{AuditAction, Caller, Registry, RegistryError};
use crate::random;
use crate::refusal::{OrRefuse, Refusal};
use crate::store::devices;
use crate::store::rows::RowKey;

/// Hexadecimal digits of a nonce that prove who gave it.
const PROOF_DIGITS: usize = 32;

const WRONG: &str = "the request is not signed with the device's key";

impl Registry {
    /// A nonce for the requests that follow.
    pub(crate) fn nonce(&self) -> Result<String, RegistryError> {
        self.nonce_of(self.0.clock.now(), &hex::encode(random::bytes::<8>()?))
    }

    /// Signs an answer to a device.
    pub(crate) fn sign_answer(&self, answer: Answered<'_>) -> String {
        self.0.keys.sign_answer(answer)
    }

    /// Checks the proof that came with a request; `signed` is the header's value.
    ///
    /// # Errors
    /// `auth.proof_needed` for none where one is due and for a nonce that is too old; `auth.token_invalid` for
    /// another's signature.
    pub(crate) async fn check_proof(
        &self,
        caller: &Caller,
        method: &str,
        target: &str,
        signed: Option<&str>,
    ) -> Result<(), RegistryError> {
        if signed.is_none() && !caller.device.proves {
            return Ok(());
        }
        let key = VerifyingKey::from_bytes(&caller.device.public_key).or_refuse(ErrorCode::TokenInvalid, WRONG)?;
        self.expect_signed(&key, method, target, signed)?;
        if caller.device.proves { Ok(()) } else { self.note_proves(caller).await }
    }

    /// Refuses a request that this key did not sign over a fresh nonce.
    ///
    /// # Errors
    /// As [`Self::check_proof`].
    pub(super) fn expect_signed(
        &self,
        key: &VerifyingKey,
        method: &str,
        target: &str,
        signed: Option<&str>,
    ) -> Result<(), RegistryError> {
        let (nonce, signature) = signed.and_then(proof::parse).ok_or_else(needed)?;
        if !self.is_fresh(nonce)? {
            return Err(needed().into());
        }
        let signed = (Asked { method, target, nonce }).is_proved_by(&signature, key);
        if signed { Ok(()) } else { Err(Refusal::new(ErrorCode::TokenInvalid, WRONG).into()) }
    }

    /// When it was given, what makes it differ from every other, and the proof that this server gave it.
    fn nonce_of(&self, at: Timestamp, once: &str) -> Result<String, RegistryError> {
        let given = format!("{:x}-{once}", at.0);
        let mut proof = hex::encode(self.0.keys.hidden("nonce", &given)?);
        proof.truncate(PROOF_DIGITS);
        Ok(format!("{given}-{proof}"))
    }

    fn is_fresh(&self, nonce: &str) -> Result<bool, RegistryError> {
        let mut parts = nonce.splitn(3, '-');
        let at = parts.next().and_then(|at| i64::from_str_radix(at, 16).ok()).map(Timestamp);
        let Some((at, once)) = at.zip(parts.next()) else { return Ok(false) };
        let age = self.0.clock.now().0.saturating_sub(at.0);
        Ok((0..=self.0.limits.nonce_ms).contains(&age) && self.nonce_of(at, once)? == nonce)
    }

    /// From here on the device's token alone is not enough.
    async fn note_proves(&self, caller: &Caller) -> Result<(), RegistryError> {
        let id = caller.device.id;
        self.write(async |write| {
            if devices::note_proves(write, id).await? {
                let entry = self.act(AuditAction::DeviceProves, id).by(caller.person.id, id);
                self.log_rows(write, entry, &[RowKey::device(id)]).await?;
            }
            Ok(())
        })
        .await
    }
}

fn needed() -> Refusal {
    Refusal::new(ErrorCode::ProofNeeded, "the request must be signed over a fresh nonce")
}
