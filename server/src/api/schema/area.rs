//! What a supervisor's tablet fetches of its work area.

use utoipa::ToSchema;

use super::receipts::ReceiptAttachment;
use super::values::{Digest, Id, Instant, Key, Region, ReviewState, Signature};
use super::{History, ReviewNotice, SignedDevicePass};

/// A page of surveys of the caller's area, in the order in which they last changed.
#[derive(ToSchema)]
pub(in crate::api) struct AreaPage {
    /// One entry per survey; only its newest change counts.
    changes: Vec<AreaChange>,
    /// Where the next page starts.
    cursor: u64,
    /// There is more to fetch at once.
    more: bool,
    server_time: Instant,
    /// Where the store stands; absent from older servers.
    history: Option<History>,
}

/// That something about a survey changed.
#[derive(ToSchema)]
struct AreaChange {
    /// The server's sequence of such changes.
    sequence: u64,
    survey: Id,
    /// How it stands; none when it has left the caller's area.
    content: Option<AreaSurvey>,
}

/// A survey as its supervisor sees it.
#[derive(ToSchema)]
struct AreaSurvey {
    programme: ProgrammeRef,
    /// The village that decides whose area it belongs to.
    place: Region,
    /// Whose survey it is.
    facilitator: Id,
    facilitator_name: String,
    /// The number of the newest revision's receipt.
    receipt_number: String,
    /// When its first revision was stored.
    first_received_at: Instant,
    state: ReviewState,
    /// The decision that brought it there.
    decided_by: Option<Id>,
    /// Its revisions, oldest first; the last one is to be judged.
    revisions: Vec<AreaRevision>,
    /// Every attachment of the newest revision, and whether it has arrived.
    attachments: Vec<ReceiptAttachment>,
    /// Every decision about it, in the order they arrived.
    #[schema(required = false)]
    reviews: Vec<ReviewNotice>,
    /// Other surveys with the same NIK in the same programme.
    #[schema(required = false)]
    doubles: Vec<Duplicate>,
    /// How many other surveys of the programme name the same family card.
    #[schema(required = false)]
    same_family_card: u32,
    /// Pictures of the business that another survey shows too.
    #[schema(required = false)]
    shared_pictures: Vec<SharedPicture>,
}

/// A picture that another survey shows too.
#[derive(ToSchema)]
struct SharedPicture {
    /// What it shows here.
    kind: String,
    /// Number of the other survey's receipt.
    receipt_number: String,
}

/// Which programme, in which version.
#[derive(ToSchema)]
struct ProgrammeRef {
    id: String,
    version: u32,
}

/// A sealed revision with what is needed to check its seal.
#[derive(ToSchema)]
struct AreaRevision {
    number: u32,
    digest: Digest,
    /// The sealed document, exactly the text that was signed.
    document: String,
    signature: Signature,
    /// The device's Ed25519 public key.
    device_key: Key,
    received_at: Instant,
    /// The province's word for the device, so that the document can be offered again.
    pass: Option<SignedDevicePass>,
}

/// Another survey with the same NIK.
#[derive(ToSchema)]
struct Duplicate {
    survey: Id,
    receipt_number: String,
    facilitator_name: String,
    /// The village that decides whose area it belongs to.
    place: Region,
    received_at: Instant,
    state: ReviewState,
    /// Whether the caller is responsible for it too.
    in_area: bool,
}
