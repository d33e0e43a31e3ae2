//! Filters of NIKs, as a device hears of those it may fetch.

use serde::{Deserialize, Serialize};

use crate::filter::{FilterSecret, Stretch};
use crate::ids::{Digest, Timestamp};
use crate::open::Unknown;
use crate::open_enum;
use crate::region::RegionCode;

open_enum! {
    /// What the entries of a filter are.
    FilterKind {
        /// NIKs of surveys that the province has received.
        Known = "known",
        /// NIKs of a list that was brought in, such as the recipients of an earlier year.
        Recipients = "recipients",
    }
}

/// `GET /v1/filters`: every filter of the districts the person works in and of their neighbours. A device
/// forgets all others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterList {
    /// The filters.
    pub filters: Vec<FilterInfo>,
    /// Stands for this very list, see [`crate::wire::v1::ChangesPage::filters`].
    pub mark: String,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// One version of a filter. A later version of the same district, programme, kind and source replaces it.
/// The bytes are at `GET /v1/filters/{sha256}`; see [`crate::filter`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterInfo {
    /// The district (kecamatan) whose people it is about.
    pub area: RegionCode,
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
    /// What turns a slow NIK into an entry of this version.
    pub key: FilterSecret,
    /// What makes a NIK slow.
    pub stretch: Stretch,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl FilterInfo {
    /// What stays the same over its versions, in one line.
    #[must_use]
    pub fn subject(&self) -> String {
        subject(self.area, self.programme.as_deref(), &self.kind, &self.source)
    }
}

/// What stays the same over the versions of a filter: kind, programme, district and source in one line.
#[must_use]
pub fn subject(area: RegionCode, programme: Option<&str>, kind: &FilterKind, source: &str) -> String {
    format!("{}/{}/{area}/{source}", kind.as_str(), programme.unwrap_or_default())
}
