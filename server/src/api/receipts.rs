//! Asking what the server holds.

use axum::Json;
use axum::extract::State;
use sambang_domain::wire::v1::SignedReceipt;

use super::caller::Known;
use super::error::ApiError;
use super::extract::{At, RevisionAt};
use super::problems::RevisionRefused;
use super::{Api, schema};

/// A fresh receipt: what is held of a revision at this moment.
#[utoipa::path(
    get, path = "/v1/surveys/{survey}/revisions/{number}/receipt", tag = "surveys",
    params(RevisionAt),
    responses((status = 200, description = "the receipt", body = schema::SignedReceipt), RevisionRefused),
    security(("token" = [])),
)]
pub(super) async fn get(
    State(api): State<Api>,
    Known(caller): Known,
    At(RevisionAt { survey, number }): At<RevisionAt>,
) -> Result<Json<SignedReceipt>, ApiError> {
    Ok(Json(api.registry.receipt(&caller, survey, number).await?))
}
