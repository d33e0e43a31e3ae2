//! What the key file says in the clear. It names no person, no office and no address: who finds the phone, or copies
//! its folder, reads a nickname at most, and numbers.

use std::path::Path;

use sambang_domain::ids::DeviceId;
use sambang_domain::wire::v1::{Province, SignedDevicePass};
use serde::{Deserialize, Serialize};

use super::{Vault, VaultError};
use crate::store::Identity;

/// Characters of a nickname.
const NICKNAME: usize = 20;

/// For the unlock screen and for recovery. An earlier app wrote name, office and address here too; they are not read,
/// and gone with the next writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Label {
    /// The device's id at the province.
    pub(crate) device: DeviceId,
    /// What the person wants to be greeted with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) nickname: Option<String>,
    /// The province's word for the device; none from an older server.
    #[serde(default)]
    pub(crate) pass: Option<SignedDevicePass>,
    /// By what the province is known again when the PIN is forgotten; none before the first unlock by this app.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) known: Option<KnownProvince>,
}

/// The province's public keys, which its server tells everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KnownProvince {
    receipt_key: String,
    recovery_key: String,
    #[serde(default)]
    changes: u64,
    /// It signs its answers, so one without a signature is not its own.
    signs: bool,
}

impl KnownProvince {
    pub(crate) fn of(identity: &Identity) -> Self {
        let Province { receipt_key, recovery_key, changes, .. } = identity.province.clone();
        Self { receipt_key, recovery_key, changes, signs: identity.signed_answers }
    }

    /// The province as far as it is known, and whether it must sign.
    pub(crate) fn province(&self) -> (Province, bool) {
        let Self { receipt_key, recovery_key, changes, signs } = self.clone();
        (Province { code: String::new(), office: String::new(), receipt_key, recovery_key, changes }, signs)
    }
}

impl Label {
    /// A label without a nickname.
    pub(crate) fn new(identity: &Identity, pass: Option<SignedDevicePass>) -> Self {
        Self { device: identity.device, nickname: None, pass, known: Some(KnownProvince::of(identity)) }
    }
}

impl Vault {
    /// Keeps by what the province is known again.
    pub(crate) fn know(&mut self, folder: &Path, identity: &Identity) -> Result<(), VaultError> {
        let known = Some(KnownProvince::of(identity));
        if self.label.known == known {
            return Ok(());
        }
        self.change(folder, |vault| vault.label.known = known)
    }

    /// Keeps what the person wants to be greeted with; nothing for a blank text.
    pub(crate) fn set_nickname(&mut self, folder: &Path, typed: &str) -> Result<(), VaultError> {
        let nickname = nickname(typed);
        self.change(folder, |vault| vault.label.nickname = nickname)
    }
}

/// What is kept of a typed nickname.
pub(crate) fn nickname(typed: &str) -> Option<String> {
    let words: Vec<&str> =
        typed.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let kept: String = words.join(" ").chars().take(NICKNAME).collect();
    Some(kept.trim_end().to_owned()).filter(|kept| !kept.is_empty())
}
