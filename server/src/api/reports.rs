//! Devices tell how it stands with them, and supervisors look.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use sambang_domain::wire::v1::{DeviceReport, OpeningsReply, OpeningsReport, ReportReply, Team};

use super::caller::Known;
use super::error::ApiError;
use super::{Api, body};

/// Tell how much waits on the device. A later report replaces the earlier one; the answer says what
/// the province holds of the device, so that both can be compared.
#[utoipa::path(
    put, path = "/v1/report", tag = "devices",
    request_body(description = "`DeviceReport`", content_type = "application/json"),
    responses(
        (status = 200, description = "`ReportReply`", content_type = "application/json"),
        (status = 400, description = "`request.malformed`", content_type = "application/problem+json"),
    ),
    security(("token" = [])),
)]
pub(super) async fn put(
    State(api): State<Api>,
    Known(caller): Known,
    content: Body,
) -> Result<Json<ReportReply>, ApiError> {
    let report: DeviceReport = body::message(content, api.limits.message_bytes, api.limits.stall).await?;
    Ok(Json(api.registry.report(&caller, &report).await?))
}

/// Tell which full NIKs and identity cards were shown on the device, also while it was offline. They
/// go into the province's audit log; the same number again changes nothing.
#[utoipa::path(
    post, path = "/v1/openings", tag = "devices",
    request_body(description = "`OpeningsReport`: at most 500", content_type = "application/json"),
    responses(
        (status = 200, description = "`OpeningsReply`", content_type = "application/json"),
        (status = 400, description = "`request.malformed`", content_type = "application/problem+json"),
    ),
    security(("token" = [])),
)]
pub(super) async fn openings(
    State(api): State<Api>,
    Known(caller): Known,
    content: Body,
) -> Result<Json<OpeningsReply>, ApiError> {
    let report: OpeningsReport = body::message(content, api.limits.message_bytes, api.limits.stall).await?;
    Ok(Json(api.registry.openings(&caller, report).await?))
}

/// The facilitators whose work area meets the caller's: when each device last told, what waits on
/// it, and what the province holds of it.
#[utoipa::path(
    get, path = "/v1/team", tag = "devices",
    responses(
        (status = 200, description = "`Team`", content_type = "application/json"),
        (status = 403, description = "`auth.role_forbidden`", content_type = "application/problem+json"),
    ),
    security(("token" = [])),
)]
pub(super) async fn team(State(api): State<Api>, Known(caller): Known) -> Result<Json<Team>, ApiError> {
    Ok(Json(api.registry.team_of(&caller).await?))
}
