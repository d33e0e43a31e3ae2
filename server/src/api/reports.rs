//! Devices report their state, and supervisors look at it.

use axum::Json;
use axum::extract::State;
use sambang_domain::wire::v1::{DeviceReport, OpeningsReply, OpeningsReport, ReportReply, Team};

use super::caller::{Known, Sender};
use super::error::ApiError;
use super::extract::Message;
use super::problems::{ReportRefused, RoleRefused};
use super::{Api, schema};

/// Tell how much waits on the device. A later report replaces the earlier one; the answer says what
/// the province holds of the device, so that both can be compared. A blocked device is refused, and
/// told where the store stands.
#[utoipa::path(
    put, path = "/v1/report", tag = "devices",
    request_body = schema::DeviceReport,
    responses((status = 200, description = "kept", body = schema::ReportReply), ReportRefused),
    security(("token" = [])),
)]
pub(super) async fn put(
    State(api): State<Api>,
    Sender(caller): Sender,
    Message(report): Message<DeviceReport>,
) -> Result<Json<ReportReply>, ApiError> {
    Ok(Json(api.registry.report(&caller, &report).await?))
}

/// Tell which full NIKs and identity cards were shown on the device, also while it was offline. They
/// go into the province's audit log; the same number again changes nothing.
#[utoipa::path(
    post, path = "/v1/openings", tag = "devices",
    request_body = schema::OpeningsReport,
    responses((status = 200, description = "in the log", body = schema::OpeningsReply), ReportRefused),
    security(("token" = [])),
)]
pub(super) async fn openings(
    State(api): State<Api>,
    Known(caller): Known,
    Message(report): Message<OpeningsReport>,
) -> Result<Json<OpeningsReply>, ApiError> {
    Ok(Json(api.registry.openings(&caller, report).await?))
}

/// The facilitators whose work area meets the caller's: when each device last told, what waits on
/// it, and what the province holds of it.
#[utoipa::path(
    get, path = "/v1/team", tag = "devices",
    responses((status = 200, description = "the facilitators", body = schema::Team), RoleRefused),
    security(("token" = [])),
)]
pub(super) async fn team(State(api): State<Api>, Known(caller): Known) -> Result<Json<Team>, ApiError> {
    Ok(Json(api.registry.team_of(&caller).await?))
}
