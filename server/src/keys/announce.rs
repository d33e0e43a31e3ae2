//! Changing keys, and telling devices.
//!
//! The next secret key is written first, the statement second, and then the next key takes its place. The statement
//! decides: a change that was interrupted before it was not made, and one that was interrupted after it is finished
//! by whoever reads the keys next.

use ed25519_dalek::SigningKey;
use sambang_domain::ids::Timestamp;
use sambang_domain::open::Unknown;
use sambang_domain::seal::{PROVINCE_CONTEXT, Signed};
use sambang_domain::wire::v1::{Province, ProvinceChange};

use super::places::{make, public_of};
use super::{Chain, KeyError, Keys, find, public_hex};

/// What is made known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Next {
    /// Another key for receipts. The one before is deleted.
    Receipt,
    /// Another key for recovery; made here, or elsewhere with this public half. The one before stays as an earlier one.
    Recovery(Option<String>),
    /// Another address of the server.
    Address(String),
}

impl Keys {
    /// Signs a statement and writes it beside the keys, with the new keys that it tells of. `province` is the
    /// province as it stands. Gives all statements. Only one process at a time may do this.
    pub(crate) fn announce(&self, province: &Province, next: Next, now: Timestamp) -> Result<Chain, KeyError> {
        let folder = &self.places.folder;
        let strange = || KeyError::Chain(Chain::path(folder));
        let chain = match Chain::read(folder)? {
            Some(chain) => chain,
            None => Chain::new(province.clone(), Vec::new()).ok_or_else(strange)?,
        };
        if chain.end().receipt_key != public_hex(&self.receipt) {
            return Err(strange());
        }
        let before = chain.changes().last().map(|last| last.payload.issued_at);
        let Province { changes, receipt_key, recovery_key, .. } = chain.end().clone();
        let mut change = ProvinceChange {
            sequence: changes + 1,
            receipt_key,
            recovery_key,
            address: None,
            issued_at: before.map_or(now, |before| before.max(now)),
            unknown: Unknown::new(),
        };
        match &next {
            Next::Receipt => {
                let secret = make(&self.places.receipt())?;
                change.receipt_key = public_hex(&SigningKey::from_bytes(&secret));
            }
            Next::Recovery(None) => change.recovery_key = public_of(make(&self.places.recovery)?),
            Next::Recovery(Some(public)) => public.clone_into(&mut change.recovery_key),
            Next::Address(address) => change.address = Some(address.clone()),
        }
        let change = Signed::new(change, PROVINCE_CONTEXT, &self.receipt)?;
        let chain = chain.with(change).ok_or_else(strange)?;
        chain.write(folder)?;
        self.places.settle(&chain)?;
        if let Next::Recovery(Some(public)) = &next
            && find(&self.places.recovery)?.is_some_and(|key| public_of(key) != *public)
        {
            self.places.retire_recovery(&chain)?;
        }
        Ok(chain)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    fn province(keys: &Keys) -> Province {
        let [(_, receipt), (_, recovery), _] = keys.identity().unwrap();
        let (receipt_key, recovery_key) = (receipt.unwrap(), recovery.unwrap());
        Province { code: "18".into(), office: "CONTOH".into(), receipt_key, recovery_key, changes: 0 }
    }

    fn read(folder: &Path) -> Keys {
        Keys::read(folder, None).unwrap()
    }

    fn sealed(public: &str) -> Vec<u8> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(public, &mut bytes).unwrap();
        crypto_box::PublicKey::from_bytes(bytes).seal(&mut crypto_box::aead::OsRng, b"CONTOH").unwrap()
    }

    #[test]
    fn what_earlier_keys_signed_and_opened_still_counts_and_the_present_ones_are_others() {
        let dir = tempfile::tempdir().unwrap();
        Keys::make(dir.path(), None, false).unwrap();
        let first = read(dir.path());
        let (then, province) = (Timestamp(5), province(&first));
        let moved = sambang_domain::wire::v1::ServerMoved {
            address: "https://contoh.example".into(),
            issued_at: then,
            changes: Vec::new(),
            unknown: Unknown::new(),
        };
        let signed = first.sign(moved).unwrap();
        first.announce(&province, Next::Receipt, then).unwrap();
        read(dir.path()).announce(&province, Next::Recovery(None), Timestamp(1)).unwrap();
        let now = read(dir.path());
        assert_eq!(now.chain().unwrap().changes()[1].payload.issued_at, then, "the clock was put back");
        let [receipt, recovery, index] = now.identity().unwrap();
        let [receipt_before, recovery_before, index_before] = first.identity().unwrap();
        assert!(receipt != receipt_before && recovery != recovery_before && index == index_before);
        assert!(now.has_signed(&signed) && now.has_signed_after(&signed, 0) && !now.has_signed_after(&signed, 1));
        let mut changed = signed.clone();
        changed.payload.address.push('x');
        assert!(!now.has_signed(&changed) && !now.has_signed(&now.renewed(changed.clone()).unwrap()));
        let renewed = now.renewed(signed.clone()).unwrap();
        assert!(renewed.payload == signed.payload && now.has_signed_after(&renewed, 2));
        for key in [recovery.1, recovery_before.1] {
            assert_eq!(now.unseal(&sealed(&key.unwrap())).unwrap(), b"CONTOH");
        }
    }

    #[test]
    fn a_change_that_was_interrupted_was_made_when_its_statement_was_written() {
        for which in [Next::Receipt, Next::Recovery(None)] {
            let (dir, made) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
            Keys::make(dir.path(), None, false).unwrap();
            let copied = |from: &Path, to: &Path, name: &str| fs::copy(from.join(name), to.join(name)).unwrap();
            for name in ["receipt.key", "index.key", "recovery.key"] {
                copied(dir.path(), made.path(), name);
            }
            let before = read(dir.path());
            read(made.path()).announce(&province(&before), which.clone(), Timestamp(1)).unwrap();
            let name = if which == Next::Receipt { "receipt.key" } else { "recovery.key" };
            fs::copy(made.path().join(name), dir.path().join(format!("{name}.next"))).unwrap();
            assert_eq!(read(dir.path()).identity().unwrap(), before.identity().unwrap(), "not yet");
            copied(made.path(), dir.path(), "province.json");
            assert_eq!(read(dir.path()).identity().unwrap(), read(made.path()).identity().unwrap());
            assert!(!dir.path().join(format!("{name}.next")).exists());
        }
    }

    #[test]
    fn keys_from_before_the_last_statement_and_statements_of_others_are_refused() {
        let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for folder in [dir.path(), other.path()] {
            Keys::make(folder, None, false).unwrap();
            let keys = read(folder);
            keys.announce(&province(&keys), Next::Address("https://contoh.example".into()), Timestamp(1)).unwrap();
        }
        let old = fs::read(dir.path().join("receipt.key")).unwrap();
        let keys = read(dir.path());
        keys.announce(&province(&keys), Next::Receipt, Timestamp(1)).unwrap();
        fs::write(dir.path().join("receipt.key"), old).unwrap();
        assert!(matches!(Keys::read(dir.path(), None), Err(KeyError::Chain(_))));
        fs::copy(other.path().join("province.json"), dir.path().join("province.json")).unwrap();
        assert!(matches!(Keys::read(dir.path(), None), Err(KeyError::Chain(_))));
    }
}
