//! What a supervisor's tablet fetches of its area.

use axum::Json;
use axum::extract::State;
use sambang_domain::wire::v1::AreaPage;

use super::caller::Known;
use super::error::ApiError;
use super::extract::Page;
use super::problems::AreaRefused;
use super::{Api, schema};

/// A page of surveys of the caller's area that changed, each with everything that is needed to judge
/// it: at most 50, and about 1 MB. Supervisors get their own area, province and auditors all of it.
/// Every page that holds documents is logged.
#[utoipa::path(
    get, path = "/v1/area", tag = "reviews",
    params(Page),
    responses((status = 200, description = "the page", body = schema::AreaPage), AreaRefused),
    security(("token" = [])),
)]
pub(super) async fn list(
    State(api): State<Api>,
    Known(caller): Known,
    Page { since, limit }: Page,
) -> Result<Json<AreaPage>, ApiError> {
    Ok(Json(api.registry.area(&caller, since, limit).await?))
}
