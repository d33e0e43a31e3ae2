//! Decisions of supervisors.

use utoipa::ToSchema;

use super::values::{Digest, Id, Instant, RejectReason, ReviewOutcome, Signature, Verdict};

/// A sealed decision about one revision, in canonical JSON (RFC 8785).
#[derive(ToSchema)]
pub(in crate::api) struct Review {
    /// Version of this envelope.
    format: u32,
    /// Minted by the tablet.
    id: Id,
    /// Which survey.
    survey: Id,
    /// The revision that was judged.
    #[schema(minimum = 1)]
    revision: u32,
    /// Digest of the bytes that were judged.
    digest: Digest,
    /// The newest decision about this survey that the tablet knew of; none when there was none.
    follows: Option<Id>,
    verdict: Verdict,
    /// Remarks on fields; a return has at least one.
    #[schema(required = false, max_items = 200)]
    comments: Vec<Comment>,
    /// Why it is rejected; none for other verdicts.
    reason: Option<RejectReason>,
    /// More about it in the supervisor's words.
    #[schema(required = false)]
    note: String,
    /// Who decides.
    person: Id,
    /// On which device.
    device: Id,
    /// Counts the reviews of this device from 1, without gaps.
    #[schema(minimum = 1)]
    sequence: u64,
    /// Names the device's review before this one; none for the first.
    previous_seal: Option<Digest>,
    /// When, by the device's clock.
    decided_at: Instant,
    /// Server time minus device time at the last sync, in milliseconds.
    clock_offset_ms: Option<i64>,
    /// Version of the app that sealed it.
    app_version: String,
}

/// A remark on one field.
#[derive(ToSchema)]
struct Comment {
    /// The field, e.g. `identity.nik`; empty for the survey as a whole.
    path: String,
    /// What is to be done.
    text: String,
}

/// A decision as everybody concerned sees it.
#[derive(ToSchema)]
pub(in crate::api) struct ReviewNotice {
    review: Review,
    /// Name of the person who decided.
    by: String,
    standing: ReviewOutcome,
    /// The server's sequence number of the decision; a later one is newer.
    sequence: u64,
    received_at: Instant,
}

/// A review's receipt with the province's signature over `sambang review receipt 1\n` and its
/// canonical form.
#[derive(ToSchema)]
pub(in crate::api) struct SignedReviewReceipt {
    payload: ReviewReceipt,
    signature: Signature,
}

/// That the province holds a decision, and what became of it.
#[derive(ToSchema)]
struct ReviewReceipt {
    /// Which decision.
    review: Id,
    /// Digest of the sealed bytes that are stored.
    digest: Digest,
    /// The survey it is about.
    survey: Id,
    /// The revision it judged.
    revision: u32,
    standing: ReviewOutcome,
    /// The server's sequence number of the decision.
    sequence: u64,
    received_at: Instant,
}
