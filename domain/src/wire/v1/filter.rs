//! A filter of NIKs, as the feed of changes tells of it.

use serde::{Deserialize, Serialize};

use crate::filter::FilterSecret;
use crate::ids::{Digest, Timestamp};
use crate::open::Unknown;
use crate::open_enum;

open_enum! {
    /// What the entries of a filter are.
    FilterKind {
        /// NIKs of surveys that the province has received.
        Known = "known",
        /// NIKs of a list that was brought in, such as the recipients of an earlier year.
        Recipients = "recipients",
    }
}

/// One version of a filter. A later version of the same programme, kind and source replaces it.
/// The bytes are at `GET /v1/filters/{sha256}`; see [`crate::filter`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterInfo {
    /// Id of the programme whose surveys it speaks of; none for all of them.
    #[serde(default)]
    pub programme: Option<String>,
    /// What its entries are.
    pub kind: FilterKind,
    /// Name of the list, e.g. "Penerima BPUM 2020"; empty for [`FilterKind::Known`].
    #[serde(default)]
    pub source: String,
    /// The day the list was drawn up, or the moment the surveys were counted.
    pub as_of: Timestamp,
    /// Counts up with every build.
    pub version: u32,
    /// How many NIKs it holds.
    pub entries: u64,
    /// How many bytes it is.
    pub size_bytes: u64,
    /// Digest of the bytes, which is also their address.
    pub sha256: Digest,
    /// What turns a NIK into an entry.
    pub secret: FilterSecret,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl FilterInfo {
    /// What stays the same over its versions: programme, kind and source in one line.
    #[must_use]
    pub fn subject(&self) -> String {
        format!("{}/{}/{}", self.kind.as_str(), self.programme.as_deref().unwrap_or_default(), self.source)
    }
}
