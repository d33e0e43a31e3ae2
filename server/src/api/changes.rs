//! What happened since a device last asked.

use axum::Json;
use axum::extract::State;
use sambang_domain::wire::v1::ChangesPage;

use super::caller::Known;
use super::error::ApiError;
use super::extract::Page;
use super::problems::PageRefused;
use super::{Api, schema};

/// A page of at most 100 changes for the caller: programmes, the person, receipts, assignments,
/// reviews.
#[utoipa::path(
    get, path = "/v1/changes", tag = "surveys",
    params(Page),
    responses((status = 200, description = "the page", body = schema::ChangesPage), PageRefused),
    security(("token" = [])),
)]
pub(super) async fn list(
    State(api): State<Api>,
    Known(caller): Known,
    Page { since, limit }: Page,
) -> Result<Json<ChangesPage>, ApiError> {
    Ok(Json(api.registry.changes(&caller, since, limit).await?))
}
