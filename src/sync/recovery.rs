//! Asking the province to open a lock that was sealed to it.
//!
//! The answer is sealed to a key that is made for the request, so that nobody who reads along on the way, a proxy
//! that ends TLS included, sees the key.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use crypto_box::SecretKey;
use sambang_domain::ids::{DeviceId, Timestamp};
use sambang_domain::wire::v1::{RecoveryReply, RecoveryRequest, RecoveryWaiting, SignedDevicePass, WaitsFor};
use zeroize::Zeroizing;

use super::transport::Method;
use super::{Client, Failure, client};
use crate::store::StoreKey;

/// The key to which an answer is sealed. After a lost answer the same key is used again.
pub struct AnswerKey(SecretKey);

impl AnswerKey {
    /// The key of these bytes, which are random.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(SecretKey::from(bytes))
    }

    /// The key in an answer; none when it was not sealed to this one.
    fn open(&self, reply: &RecoveryReply) -> Option<StoreKey> {
        let mut key = StoreKey::new([0; 32]);
        match &reply.sealed {
            Some(sealed) => {
                let opened = Zeroizing::new(self.0.unseal(&STANDARD.decode(sealed).ok()?).ok()?);
                *key = opened.as_slice().try_into().ok()?;
            }
            // An older server seals no answer.
            None => hex::decode_to_slice(&reply.key, key.as_mut_slice()).ok()?,
        }
        Some(key)
    }
}

/// What the province is asked to open.
#[derive(Debug, Clone)]
pub struct SealedLock {
    /// The device whose lock it is.
    pub device: DeviceId,
    /// The sealed lock, base64.
    pub sealed: String,
    /// The province's word for the device, in case it does not know it any more.
    pub pass: Option<SignedDevicePass>,
    /// What it opens.
    pub opens: WaitsFor,
}

/// What the province says to a request to open a lock.
pub enum Opening {
    /// It was opened.
    Opened(OpenedLock),
    /// The office must agree first; the same request tells later how it stands.
    Waits(RecoveryWaiting),
}

/// What was in a lock.
pub struct OpenedLock {
    /// The key.
    pub key: StoreKey,
    /// When it was opened, by the server's clock; none from an older server.
    pub at: Option<Timestamp>,
}

impl Client {
    /// Asks the province to open a lock with a code for its device, or how such a request stands.
    ///
    /// # Errors
    /// Any [`Failure`]; [`Failure::NotOurServer`] when the answer was not sealed to `answer_key`.
    pub async fn open_lock(&self, code: &str, lock: SealedLock, answer_key: &AnswerKey) -> Result<Opening, Failure> {
        let request = RecoveryRequest {
            code: code.to_owned(),
            device: lock.device,
            wrapped_key: lock.sealed,
            answer_key: Some(hex::encode(answer_key.0.public_key().as_bytes())),
            pass: lock.pass,
            waits_for: Some(lock.opens),
        };
        let answer = self.send(self.json(Method::Post, "/v1/recoveries", &request)?).await?;
        if answer.status == 202 {
            return client::expect_json(&answer, &[202]).map(Opening::Waits);
        }
        let mut reply: RecoveryReply = client::expect_json(&answer, &[200])?;
        let key = answer_key.open(&reply).ok_or(Failure::NotOurServer);
        drop(Zeroizing::new(std::mem::take(&mut reply.key)));
        Ok(Opening::Opened(OpenedLock { key: key?, at: reply.opened_at }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(key: &str, sealed: Option<Vec<u8>>) -> RecoveryReply {
        RecoveryReply { key: key.to_owned(), sealed: sealed.map(|sealed| STANDARD.encode(sealed)), opened_at: None }
    }

    #[test]
    fn an_answer_is_read_by_its_own_key_alone_and_an_older_server_seals_none() {
        let (mine, other) = (AnswerKey::new([1; 32]), AnswerKey::new([2; 32]));
        let sealed = mine.0.public_key().seal(&mut crypto_box::aead::OsRng, &[7; 32]).unwrap();
        assert_eq!(*mine.open(&reply("", Some(sealed.clone()))).unwrap(), [7; 32]);
        assert!(other.open(&reply("", Some(sealed))).is_none());
        let short = mine.0.public_key().seal(&mut crypto_box::aead::OsRng, &[7; 31]).unwrap();
        assert!(mine.open(&reply("", Some(short))).is_none());
        assert_eq!(*mine.open(&reply(&hex::encode([8; 32]), None)).unwrap(), [8; 32]);
        assert!(mine.open(&reply("", None)).is_none());
    }
}
