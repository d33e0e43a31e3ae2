//! Proof that a request comes from the device itself, and not from somebody who saw its token.
//!
//! Every answer carries a nonce of the server; the next requests are signed over it with the device's key. No
//! clock of the device is needed, the nonce is kept by nobody, and a signature that was seen on the way fits
//! no other request and, after some minutes, nothing at all.

use ed25519_dalek::{SigningKey, VerifyingKey};

use crate::seal::{self, base64_signature};

/// Answer header with the nonce for the requests that follow.
pub const NONCE_HEADER: &str = "sambang-nonce";

/// Request header with the nonce that is answered and the signature over [`Asked`], separated by a space.
pub const PROOF_HEADER: &str = "sambang-proof";

/// `WWW-Authenticate` of an answer that asks for a (fresher) proof; an answer to HEAD has no other way to say so.
pub const PROOF_CHALLENGE: &str = "Proof";

/// Put before the bytes that a device signs.
const CONTEXT: &[u8] = b"sambang request 1\n";

/// What is signed of a request.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The method that is meant, in capitals; the one of `X-HTTP-Method-Override` where that is sent.
    pub method: &'a str,
    /// Address or path with its query. What stands before `/v1/` is left out, because proxies change it.
    pub target: &'a str,
    /// The nonce that the server gave.
    pub nonce: &'a str,
}

impl Asked<'_> {
    /// The value of [`PROOF_HEADER`].
    #[must_use]
    pub fn proof(&self, key: &SigningKey) -> String {
        format!("{} {}", self.nonce, base64_signature::encode(&seal::sign(CONTEXT, &self.bytes(), key)))
    }

    /// Whether the device of this key signed it.
    #[must_use]
    pub fn is_proved_by(&self, signature: &[u8; 64], key: &VerifyingKey) -> bool {
        seal::verify(CONTEXT, &self.bytes(), signature, key).is_ok()
    }

    fn bytes(&self) -> Vec<u8> {
        let target = self.target.find("/v1/").and_then(|start| self.target.get(start..)).unwrap_or(self.target);
        format!("{}\n{target}\n{}", self.method, self.nonce).into_bytes()
    }
}

/// Answer header with the province's signature over an answer in JSON to a request that carried a proof.
pub const ANSWER_HEADER: &str = "sambang-answer";

/// Put before the bytes of an answer that the province signs.
const ANSWER_CONTEXT: &[u8] = b"sambang answer 1\n";

/// An answer in JSON, and to which request. The proof names method, target and nonce, so the signature over one
/// answer fits no other request, not even the same one sent again later.
#[derive(Debug, Clone, Copy)]
pub struct Answered<'a> {
    /// The request's value of [`PROOF_HEADER`].
    pub proof: &'a str,
    /// HTTP status.
    pub status: u16,
    /// The body.
    pub body: &'a [u8],
}

impl Answered<'_> {
    /// The value of [`ANSWER_HEADER`].
    #[must_use]
    pub fn signed(&self, key: &SigningKey) -> String {
        base64_signature::encode(&seal::sign(ANSWER_CONTEXT, &self.bytes(), key))
    }

    /// Whether the owner of `key` signed it as `header` says.
    #[must_use]
    pub fn is_signed_by(&self, header: &str, key: &VerifyingKey) -> bool {
        let signature = base64_signature::decode(header);
        signature.is_some_and(|signature| seal::verify(ANSWER_CONTEXT, &self.bytes(), &signature, key).is_ok())
    }

    fn bytes(&self) -> Vec<u8> {
        [format!("{}\n{}\n", self.status, self.proof).as_bytes(), self.body].concat()
    }
}

/// Whether a media type is JSON, or a kind of it: answers of such types are signed.
#[must_use]
pub fn is_json(media_type: &str) -> bool {
    let plain = media_type.split(';').next().unwrap_or_default().trim();
    plain == "application/json" || plain.ends_with("+json")
}

/// Nonce and signature in a value of [`PROOF_HEADER`]; none when it is no proof.
#[must_use]
pub fn parse(header: &str) -> Option<(&str, [u8; 64])> {
    let (nonce, signature) = header.split_once(' ')?;
    Some((nonce, base64_signature::decode(signature)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_fits_its_request_and_no_other() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let asked = Asked { method: "GET", target: "https://contoh.example/v1/changes?since=0", nonce: "n" };
        let header = asked.proof(&key);
        let (nonce, signature) = parse(&header).unwrap();
        assert_eq!(nonce, "n");
        let seen = Asked { target: "/v1/changes?since=0", ..asked };
        assert!(seen.is_proved_by(&signature, &key.verifying_key()));
        let others = [
            Asked { method: "PUT", ..seen },
            Asked { target: "/v1/changes?since=1", ..seen },
            Asked { target: "/v1/changes", ..seen },
            Asked { nonce: "m", ..seen },
        ];
        for other in others {
            assert!(!other.is_proved_by(&signature, &key.verifying_key()), "{other:?}");
        }
        assert!(!seen.is_proved_by(&signature, &SigningKey::from_bytes(&[8; 32]).verifying_key()));
    }

    #[test]
    fn a_signed_answer_fits_its_request_alone() {
        let key = SigningKey::from_bytes(&[9; 32]);
        let answered = Answered { proof: "n s", status: 200, body: b"{}" };
        let header = answered.signed(&key);
        assert!(answered.is_signed_by(&header, &key.verifying_key()));
        let others = [
            Answered { proof: "m s", ..answered },
            Answered { status: 401, ..answered },
            Answered { body: b"[]", ..answered },
        ];
        for other in others {
            assert!(!other.is_signed_by(&header, &key.verifying_key()), "{other:?}");
        }
        assert!(!answered.is_signed_by("", &key.verifying_key()));
    }

    #[test]
    fn what_is_no_proof_is_none() {
        for header in ["", "n", "n ", "n AAAA", " "] {
            assert!(parse(header).is_none(), "{header:?}");
        }
    }
}
