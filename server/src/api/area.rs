//! What a supervisor's tablet fetches of its area.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use sambang_domain::wire::v1::AreaPage;

use super::Api;
use super::caller::Known;
use super::changes::{Since, asked};
use super::error::ApiError;

/// A page of surveys of the caller's area that changed, each with everything that is needed to judge
/// it. Supervisors get their own area, province and auditors all of it. Every page that holds
/// documents is logged.
#[utoipa::path(
    get, path = "/v1/area", tag = "reviews",
    params(
        ("since" = Option<u64>, Query, description = "the cursor of the page before; 0 for everything"),
        ("limit" = Option<u32>, Query, description = "at most this many, 50 at the most; a page also ends at about 1 MB"),
    ),
    responses(
        (status = 200, description = "`AreaPage`", content_type = "application/json"),
        (status = 403, description = "`auth.role_forbidden`", content_type = "application/problem+json"),
    ),
    security(("token" = [])),
)]
pub(super) async fn list(
    State(api): State<Api>,
    Known(caller): Known,
    query: Result<Query<Since>, QueryRejection>,
) -> Result<Json<AreaPage>, ApiError> {
    let Since { since, limit } = asked(query)?;
    Ok(Json(api.registry.area(&caller, since, limit).await?))
}
