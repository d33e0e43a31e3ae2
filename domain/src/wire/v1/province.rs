//! The province, and how it makes its next keys and its next address known.
//!
//! Each change is a statement that is signed with the key before it. From whichever statement a device stopped at,
//! it follows them one after the other to the present keys, and takes nobody else's.

use ed25519_dalek::VerifyingKey;
use serde::{Deserialize, Serialize};

use crate::ids::Timestamp;
use crate::open::Unknown;
use crate::seal::{PROVINCE_CONTEXT, Signed};

/// The province a device is enrolled at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Province {
    /// Two-digit code, e.g. `18`.
    pub code: String,
    /// Name of the office, e.g. "Dinas Koperasi dan UKM Provinsi Lampung".
    pub office: String,
    /// Ed25519 public key that signs receipts, 64 hexadecimal digits.
    pub receipt_key: String,
    /// X25519 public key for the recovery wrap, 64 hexadecimal digits.
    pub recovery_key: String,
    /// The number of the last [`ProvinceChange`] that led here; 0 before the first.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub changes: u64,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// What holds for the province from here on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvinceChange {
    /// Counts from 1, without gaps.
    pub sequence: u64,
    /// The key that signs receipts, and the next statement.
    pub receipt_key: String,
    /// The key to which devices seal their locks.
    pub recovery_key: String,
    /// Where the server is reached, as in an invitation; none when that stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// When it was written, by the server's clock.
    pub issued_at: Timestamp,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// The same, signed under [`PROVINCE_CONTEXT`] with the receipt key that held before it.
pub type SignedProvinceChange = Signed<ProvinceChange>;

/// `GET /v1/province`, without a token: the province, and every statement since its first keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvinceReply {
    /// As it stands.
    pub province: Province,
    /// In order.
    pub changes: Vec<SignedProvinceChange>,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Where statements have led.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// The province after the last of them.
    pub province: Province,
    /// The last address that was told, and when.
    pub moved: Option<(String, Timestamp)>,
}

/// Why statements are not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotFollowed {
    /// One between is missing.
    #[error("a statement of the province is missing")]
    Gap,
    /// The key before it did not sign it.
    #[error("the province did not sign a statement about itself")]
    NotSigned,
    /// It names a key that is none.
    #[error("a statement of the province names a key that is none")]
    NoKey,
}

impl Province {
    /// The key that signs receipts; none when it is no key.
    #[must_use]
    pub fn verifying_key(&self) -> Option<VerifyingKey> {
        let key = VerifyingKey::from_bytes(&bytes(&self.receipt_key)?).ok()?;
        (!key.is_weak()).then_some(key)
    }

    /// Where `chain` leads from here: every statement after those that led here, each signed with the key before it.
    /// Statements up to here are left aside, so an old one that somebody repeats changes nothing.
    ///
    /// # Errors
    /// [`NotFollowed`]; then none of them counts.
    pub fn follow(&self, chain: &[SignedProvinceChange]) -> Result<Followed, NotFollowed> {
        let mut followed = Followed { province: Self { changes: self.place(chain), ..self.clone() }, moved: None };
        for change in chain {
            let (next, province) = (&change.payload, &mut followed.province);
            if next.sequence <= province.changes {
                continue;
            }
            if next.sequence != province.changes + 1 {
                return Err(NotFollowed::Gap);
            }
            if !province.signed(change) {
                return Err(NotFollowed::NotSigned);
            }
            province.changes = next.sequence;
            next.receipt_key.clone_into(&mut province.receipt_key);
            next.recovery_key.clone_into(&mut province.recovery_key);
            if province.verifying_key().is_none() || bytes(&next.recovery_key).is_none() {
                return Err(NotFollowed::NoKey);
            }
            followed.moved = next.address.clone().map(|address| (address, next.issued_at)).or(followed.moved);
        }
        Ok(followed)
    }

    /// After how many statements of `chain` this stands. An app from before there were any did not keep it; then the
    /// last one that names the same keys tells.
    fn place(&self, chain: &[SignedProvinceChange]) -> u64 {
        if self.changes > 0 || chain.first().is_none_or(|first| self.signed(first)) {
            return self.changes;
        }
        let mine = (&self.receipt_key, &self.recovery_key);
        let named = chain.iter().rev().find(|next| (&next.payload.receipt_key, &next.payload.recovery_key) == mine);
        named.map_or(0, |named| named.payload.sequence)
    }

    fn signed(&self, change: &SignedProvinceChange) -> bool {
        self.verifying_key().is_some_and(|key| change.verified(PROVINCE_CONTEXT, &key).is_ok())
    }
}

fn bytes(hexadecimal: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(hexadecimal, &mut bytes).ok().map(|()| bytes)
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;

    use super::*;

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_bytes(&[seed; 32])
    }

    fn public(seed: u8) -> String {
        hex::encode(key(seed).verifying_key().as_bytes())
    }

    fn province() -> Province {
        Province {
            code: "18".into(),
            office: "CONTOH".into(),
            receipt_key: public(1),
            recovery_key: "11".repeat(32),
            changes: 0,
        }
    }

    fn change(sequence: u64, receipt: u8, address: Option<&str>) -> ProvinceChange {
        ProvinceChange {
            sequence,
            receipt_key: public(receipt),
            recovery_key: "22".repeat(32),
            address: address.map(Into::into),
            issued_at: Timestamp(i64::try_from(sequence).unwrap()),
            unknown: Unknown::new(),
        }
    }

    fn signed(change: ProvinceChange, by: u8) -> SignedProvinceChange {
        Signed::new(change, PROVINCE_CONTEXT, &key(by)).unwrap()
    }

    fn chain() -> Vec<SignedProvinceChange> {
        let address = Some("https://baru.example");
        vec![signed(change(1, 2, None), 1), signed(change(2, 2, address), 2), signed(change(3, 3, None), 2)]
    }

    #[test]
    fn a_device_follows_from_wherever_it_stopped_and_hears_nothing_twice() {
        let followed = province().follow(&chain()).unwrap();
        assert_eq!((followed.province.changes, &followed.province.receipt_key), (3, &public(3)));
        assert_eq!(followed.moved, Some(("https://baru.example".into(), Timestamp(2))));
        let first = province().follow(&chain()[..1]).unwrap().province;
        assert_eq!(first.follow(&chain()), Ok(followed.clone()));
        let again = followed.province.follow(&chain()).unwrap();
        assert_eq!(again, Followed { province: followed.province.clone(), moved: None });
        assert_eq!(followed.province.follow(&chain()[..1]).unwrap(), again, "an older one, repeated");
    }

    #[test]
    fn a_device_of_an_older_app_finds_its_place_by_its_keys() {
        let unplaced = Province { receipt_key: public(2), recovery_key: "22".repeat(32), ..province() };
        assert_eq!(unplaced.follow(&chain()).unwrap().province.changes, 3);
    }

    #[test]
    fn nobody_else_leads_a_device_anywhere() {
        let all = chain();
        let mut unsigned = all.clone();
        unsigned[1].payload.address = Some("https://lain.example".into());
        let receipt = Signed::new(change(1, 9, None), crate::seal::RECEIPT_CONTEXT, &key(1)).unwrap();
        let no_key = ProvinceChange { receipt_key: "00".repeat(32), ..change(1, 2, None) };
        let no_lock = ProvinceChange { recovery_key: "22".repeat(31), ..change(1, 2, None) };
        for (chain, why) in [
            (unsigned, NotFollowed::NotSigned),
            (vec![signed(change(1, 9, None), 9)], NotFollowed::NotSigned),
            (vec![all[0].clone(), signed(change(2, 9, None), 1)], NotFollowed::NotSigned),
            (vec![receipt], NotFollowed::NotSigned),
            (vec![all[0].clone(), all[2].clone()], NotFollowed::Gap),
            (vec![all[1].clone(), all[0].clone()], NotFollowed::Gap),
            (vec![signed(no_key, 1)], NotFollowed::NoKey),
            (vec![signed(no_lock, 1)], NotFollowed::NoKey),
        ] {
            assert_eq!(province().follow(&chain), Err(why), "{chain:?}");
        }
    }
}
