//! What happened since a device last asked.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::ChangesPage;
use serde::Deserialize;

use super::Api;
use super::caller::Known;
use super::error::ApiError;

/// Where to begin and how much to give.
#[derive(Debug, Deserialize)]
pub(super) struct Since {
    #[serde(default)]
    pub(super) since: u64,
    pub(super) limit: Option<u32>,
}

/// A page of changes for the caller: programmes, the person, receipts.
#[utoipa::path(
    get, path = "/v1/changes", tag = "surveys",
    params(
        ("since" = Option<u64>, Query, description = "the cursor of the page before; 0 for everything"),
        ("limit" = Option<u32>, Query, description = "at most this many, 100 at the most"),
    ),
    responses((status = 200, description = "`ChangesPage`", content_type = "application/json")),
    security(("token" = [])),
)]
pub(super) async fn list(
    State(api): State<Api>,
    Known(caller): Known,
    query: Result<Query<Since>, QueryRejection>,
) -> Result<Json<ChangesPage>, ApiError> {
    let Since { since, limit } = asked(query)?;
    Ok(Json(api.registry.changes(&caller, since, limit).await?))
}

/// What the query of a page asks for.
pub(super) fn asked(query: Result<Query<Since>, QueryRejection>) -> Result<Since, ApiError> {
    let refused = |_| ApiError::new(ErrorCode::Malformed, "since and limit are whole numbers");
    query.map(|Query(since)| since).map_err(refused)
}
