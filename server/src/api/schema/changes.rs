//! What happened for a device.

use utoipa::ToSchema;

use super::History;
use super::values::{Digest, FilterKind, Id, Instant, Key, Region};

/// A page of what happened since the caller last asked.
#[derive(ToSchema)]
pub(in crate::api) struct ChangesPage {
    /// In the order of the server's sequence.
    changes: Vec<Change>,
    /// Where the next page starts.
    cursor: u64,
    /// There is more to fetch at once.
    more: bool,
    server_time: Instant,
    /// Where the store stands; absent from older servers.
    history: Option<History>,
    /// Stands for the caller's `FilterList`: where it is another text than that list's `mark`, the list is fetched.
    /// Absent on a page that is not the last, and from older servers.
    filters: Option<String>,
}

/// One change. A kind that an app does not know is skipped.
#[derive(ToSchema)]
struct Change {
    /// The server's sequence.
    sequence: u64,
    /// `programme` (`Programme`), `person` (`Person`), `receipt` (`SignedReceipt`), `assignment` (`Assignment`),
    /// `review` (`ReviewNotice`) or `province` (`SignedProvinceChange`). Older servers told of a `filter` too.
    kind: String,
    /// What the kind says.
    #[schema(value_type = Object)]
    body: (),
}

/// The filters that the caller's devices may have. A device forgets all others.
#[derive(ToSchema)]
pub(in crate::api) struct FilterList {
    filters: Vec<FilterInfo>,
    /// Stands for this very list.
    mark: String,
}

/// A filter of NIKs. A later version of the same district, programme, kind and source replaces it.
#[derive(ToSchema)]
struct FilterInfo {
    /// The district whose people it is about.
    area: Region,
    /// Id of the programme whose surveys it speaks of; none for all of them.
    programme: Option<String>,
    kind: FilterKind,
    /// Name of the list; empty for `known`.
    #[schema(required = false)]
    source: String,
    /// The day the list was drawn up, or the moment the surveys were counted.
    as_of: Instant,
    /// Counts up with every build.
    version: u32,
    /// How many NIKs it holds.
    entries: u64,
    size_bytes: u64,
    /// Digest of the bytes, which is also their address.
    sha256: Digest,
    /// What turns a slow NIK into an entry of this version.
    key: Key,
    stretch: Stretch,
}

/// What makes a NIK slow: Argon2id, version 19, one lane, 32 bytes, over its sixteen digits.
#[derive(ToSchema)]
struct Stretch {
    /// Memory in KiB.
    memory_kib: u32,
    /// Passes over it.
    passes: u32,
    /// The salt.
    salt: Key,
}

/// An applicant whom the person is asked to visit.
#[derive(ToSchema)]
pub(in crate::api) struct Assignment {
    id: Id,
    /// Key of the programme.
    programme: String,
    /// Name as the office wrote it.
    name: String,
    /// NIK as the office wrote it, sixteen digits.
    nik: String,
    /// Family card number as the office wrote it.
    #[schema(required = false)]
    family_card: String,
    /// Village, when the office's words name exactly one.
    village: Option<Region>,
    /// The place in the office's own words.
    #[schema(required = false)]
    place: String,
    /// Street or hamlet.
    #[schema(required = false)]
    address: String,
    /// Telephone number.
    #[schema(required = false)]
    phone: String,
    /// What the office wants the facilitator to know.
    #[schema(required = false)]
    note: String,
    /// Who is to go there.
    assigned_to: Id,
    /// The visit is no longer wanted of this person.
    #[schema(required = false)]
    withdrawn: bool,
}
