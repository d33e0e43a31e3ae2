//! Sealed decisions of supervisors.

use sambang_domain::ids::{DeviceId, Digest, PersonId, ReviewId, SurveyId, Timestamp};
use sambang_domain::open::Unknown;
use sambang_domain::review::Verdict;
use sambang_domain::wire::v1::{ReviewNotice, ReviewOutcome, SignedReviewReceipt};

use super::chain::{Place, place};
use super::revisions::as_i64;
use super::{Conn, Row, StoreError, count, next, query, row};

/// A stored decision without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredReview {
    /// Which decision.
    pub id: ReviewId,
    /// The server's sequence number.
    pub sequence: u64,
    /// Which survey.
    pub survey: SurveyId,
    /// The revision that was judged.
    pub revision: u32,
    /// Digest of the bytes that were judged.
    pub digest_judged: Digest,
    /// SHA-256 of the sealed decision.
    pub digest: Digest,
    /// The device that sealed it.
    pub device: DeviceId,
    /// Who decided.
    pub person: PersonId,
    /// What was decided.
    pub verdict: Verdict,
    /// What became of it.
    pub outcome: ReviewOutcome,
    /// When it was stored.
    pub received_at: Timestamp,
}

/// What goes into the row beside [`StoredReview`].
#[derive(Debug)]
pub(crate) struct SealedReview {
    pub(crate) bytes: Vec<u8>,
    pub(crate) signature: [u8; 64],
    pub(crate) device_sequence: u64,
    pub(crate) receipt: SignedReviewReceipt,
}

macro_rules! select {
    ($more:literal, $rest:literal) => {
        concat!(
            "SELECT id, sequence, survey, revision, digest_judged, digest, device, person, verdict, standing, \
             received_at",
            $more,
            " FROM reviews ",
            $rest
        )
    };
}

/// The next sequence number.
pub(crate) async fn next_sequence(conn: &mut Conn) -> Result<u64, StoreError> {
    u64::try_from(next(conn, "review").await?).map_err(|_| StoreError::Damaged("sequence"))
}

/// Adds a decision.
pub(crate) async fn insert(conn: &mut Conn, review: &StoredReview, sealed: &SealedReview) -> Result<(), StoreError> {
    let receipt = serde_json::to_string(&sealed.receipt).map_err(|_| StoreError::Damaged("receipt"))?;
    query(
        "INSERT INTO reviews (id, sequence, survey, revision, digest_judged, digest, bytes, signature, device, \
         device_sequence, person, verdict, standing, receipt, received_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    )
    .bind(review.id.to_string())
    .bind(as_i64(review.sequence))
    .bind(review.survey.to_string())
    .bind(i64::from(review.revision))
    .bind(review.digest_judged.0.to_vec())
    .bind(review.digest.0.to_vec())
    .bind(sealed.bytes.as_slice())
    .bind(sealed.signature.to_vec())
    .bind(review.device.to_string())
    .bind(as_i64(sealed.device_sequence))
    .bind(review.person.to_string())
    .bind(review.verdict.as_str())
    .bind(review.outcome.as_str())
    .bind(receipt)
    .bind(review.received_at.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// The decision of this id with the receipt that was given for it.
pub(crate) async fn find(
    conn: &mut Conn,
    id: ReviewId,
) -> Result<Option<(StoredReview, SignedReviewReceipt)>, StoreError> {
    let sql = select!(", receipt", "WHERE id = $1");
    let found = query(sql).bind(id.to_string()).fetch_optional(conn).await?;
    found.map(|row| Ok((read(&row)?, receipt(&row)?))).transpose()
}

/// Every decision about a survey, in the order they arrived.
pub(crate) async fn notices(conn: &mut Conn, survey: SurveyId) -> Result<Vec<ReviewNotice>, StoreError> {
    let rows = query(
        "SELECT v.bytes, v.standing, v.sequence, v.received_at, p.name FROM reviews v \
         JOIN persons p ON p.id = v.person WHERE v.survey = $1 ORDER BY v.sequence",
    )
    .bind(survey.to_string())
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(ReviewNotice {
                review: serde_json::from_slice(&row::blob(row, "bytes")?).map_err(|_| StoreError::Damaged("review"))?,
                by: row::text(row, "name")?,
                outcome: row::text(row, "standing")?.into(),
                sequence: row::unsigned(row, "sequence")?,
                received_at: row::time(row, "received_at")?,
                unknown: Unknown::new(),
            })
        })
        .collect()
}

/// All decisions, in the order they arrived.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<StoredReview>, StoreError> {
    let rows = query(select!("", "ORDER BY sequence")).fetch_all(conn).await?;
    rows.iter().map(read).collect()
}

/// A page of a device's decisions with their seals, by the device's own count; a row that cannot be read is an
/// error in its place.
pub(crate) async fn page(
    conn: &mut Conn,
    device: DeviceId,
    after: Place,
    limit: u32,
) -> Result<Vec<(Place, Result<(StoredReview, SealedReview), StoreError>)>, StoreError> {
    let rows = query(select!(
        ", bytes, signature, device_sequence, receipt",
        "WHERE device = $1 AND (device_sequence > $2 OR (device_sequence = $3 AND sequence > $4)) \
         ORDER BY device_sequence, sequence LIMIT $5"
    ))
    .bind(device.to_string())
    .bind(as_i64(after.0))
    .bind(as_i64(after.0))
    .bind(as_i64(after.1))
    .bind(i64::from(limit))
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((place(row)?, read_sealed(row)))).collect()
}

fn read_sealed(row: &Row) -> Result<(StoredReview, SealedReview), StoreError> {
    let sealed = SealedReview {
        bytes: row::blob(row, "bytes")?,
        signature: row::fixed(row, "signature")?,
        device_sequence: row::unsigned(row, "device_sequence")?,
        receipt: receipt(row)?,
    };
    Ok((read(row)?, sealed))
}

/// How many decisions there are.
pub(crate) async fn total(conn: &mut Conn) -> Result<u64, StoreError> {
    count(conn, "SELECT COUNT(*) AS n FROM reviews").await
}

fn receipt(row: &Row) -> Result<SignedReviewReceipt, StoreError> {
    serde_json::from_str(&row::text(row, "receipt")?).map_err(|_| StoreError::Damaged("receipt"))
}

fn read(row: &Row) -> Result<StoredReview, StoreError> {
    Ok(StoredReview {
        id: row::parsed(row, "id")?,
        sequence: row::unsigned(row, "sequence")?,
        survey: row::parsed(row, "survey")?,
        revision: row::unsigned(row, "revision")?,
        digest_judged: row::digest(row, "digest_judged")?,
        digest: row::digest(row, "digest")?,
        device: row::parsed(row, "device")?,
        person: row::parsed(row, "person")?,
        verdict: row::text(row, "verdict")?.into(),
        outcome: row::text(row, "standing")?.into(),
        received_at: row::time(row, "received_at")?,
    })
}
