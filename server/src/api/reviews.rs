//! Sealed decisions of supervisors go in.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use sambang_domain::ids::ReviewId;
use sambang_domain::wire::v1::SignedReviewReceipt;
use serde::Deserialize;
use utoipa::IntoParams;

use super::caller::Known;
use super::error::ApiError;
use super::extract::{At, Pass, Signature};
use super::problems::ReviewNotTaken;
use super::{Api, body, schema};
use crate::registry::ReviewDelivery;

/// The address of a decision.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct ReviewAt {
    /// The decision's id.
    #[param(value_type = schema::Id)]
    review: ReviewId,
}

/// Hand in a sealed decision: exactly the bytes that were signed. The receipt says what became of
/// it; it is kept whatever that is.
#[utoipa::path(
    put, path = "/v1/reviews/{review}", tag = "reviews",
    params(ReviewAt, Signature, Pass),
    request_body(content = schema::Review, description = "the canonical JSON that was signed"),
    responses(
        (status = 201, description = "stored", body = schema::SignedReviewReceipt),
        (status = 200, description = "the same bytes were here already", body = schema::SignedReviewReceipt),
        ReviewNotTaken,
    ),
    security(("token" = [])),
)]
pub(super) async fn put(
    State(api): State<Api>,
    Known(caller): Known,
    At(ReviewAt { review: id }): At<ReviewAt>,
    Signature(signature): Signature,
    Pass(pass): Pass,
    content: Body,
) -> Result<(StatusCode, Json<SignedReviewReceipt>), ApiError> {
    let bytes = body::whole(content, api.limits.message_bytes, api.limits.stall).await?;
    let decided = api.registry.decide(&caller, ReviewDelivery { id, bytes, signature, pass }).await?;
    let status = if decided.new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(decided.receipt)))
}
