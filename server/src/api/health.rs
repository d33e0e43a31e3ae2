//! Whether the server is there, and whether it can work.

use axum::Json;
use axum::extract::State;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{Health, PROTOCOL, Warning};

use super::error::ApiError;
use super::problems::NotReady;
use super::{Api, schema};

/// The server is there.
#[utoipa::path(
    get, path = "/v1/health", tag = "server",
    responses((status = 200, description = "it is there", body = schema::Health)),
)]
pub(super) async fn health() -> Json<Health> {
    Json(ok())
}

/// The server can work: database and attachment folder answer.
#[utoipa::path(
    get, path = "/v1/ready", tag = "server",
    responses((status = 200, description = "it can work", body = schema::Health), NotReady),
)]
pub(super) async fn ready(State(api): State<Api>) -> Result<Json<Health>, ApiError> {
    if !api.registry.is_ready().await? {
        return Err(ApiError::new(ErrorCode::Unavailable, "the attachment folder is not there"));
    }
    let warnings = if api.registry.lacks_backup().await? { vec![Warning::NoBackup] } else { Vec::new() };
    Ok(Json(Health { warnings, ..ok() }))
}

fn ok() -> Health {
    Health {
        status: "ok".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        protocols: vec![PROTOCOL],
        warnings: Vec::new(),
    }
}
