//! Asking what the server holds.

use axum::Json;
use axum::extract::State;
use sambang_domain::wire::v1::SignedReceipt;

use super::Api;
use super::caller::Known;
use super::error::ApiError;
use super::revisions::{Address, parse};

/// A fresh receipt: what is held of a revision at this moment.
#[utoipa::path(
    get, path = "/v1/surveys/{survey}/revisions/{number}/receipt", tag = "surveys",
    params(
        ("survey" = String, Path, description = "the survey's id"),
        ("number" = u32, Path, description = "the revision's number"),
    ),
    responses(
        (status = 200, description = "`SignedReceipt`", content_type = "application/json"),
        (status = 403, description = "`auth.outside_area`, `auth.role_forbidden`", content_type = "application/problem+json"),
        (status = 404, description = "`revision.unknown`", content_type = "application/problem+json"),
    ),
    security(("token" = [])),
)]
pub(super) async fn get(
    State(api): State<Api>,
    Known(caller): Known,
    address: Address,
) -> Result<Json<SignedReceipt>, ApiError> {
    let (survey, number) = parse(address)?;
    Ok(Json(api.registry.receipt(&caller, survey, number).await?))
}
