//! The province's server moves to another address.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::SignedProvinceChange;
use crate::ids::Timestamp;
use crate::open::Unknown;
use crate::seal::Signed;

/// Where the server is reached from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerMoved {
    /// Base address, as in an invitation.
    pub address: String,
    /// When it was written, by the server's clock; of two the later one counts.
    pub issued_at: Timestamp,
    /// How the province came to the key that signs this, for a device that was away meanwhile; none from an older
    /// server.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<SignedProvinceChange>,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// The same, signed by the province under [`crate::seal::MOVE_CONTEXT`].
pub type SignedServerMoved = Signed<ServerMoved>;

/// What such a text begins with.
const SCHEME: &str = "sambang-pindah:";

/// As one text that people can paste or scan.
///
/// # Errors
/// Those of JSON.
pub fn to_text(signed: &SignedServerMoved) -> Result<String, serde_json::Error> {
    Ok(format!("{SCHEME}{}", URL_SAFE_NO_PAD.encode(serde_json::to_vec(signed)?)))
}

/// Reads the text, line breaks in it or not; none when it is another one. The signature is not checked here.
#[must_use]
pub fn from_text(text: &str) -> Option<SignedServerMoved> {
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(plain.strip_prefix(SCHEME)?).ok()?).ok()
}
