//! Whether the server is there, and whether it can work.

use axum::Json;
use axum::extract::State;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{Health, PROTOCOL};

use super::error::ApiError;
use super::problems::NotReady;
use super::{Api, schema};
use crate::registry::RegistryError;

/// The server is there.
#[utoipa::path(
    get, path = "/v1/health", tag = "server",
    responses((status = 200, description = "it is there", body = schema::Health)),
)]
pub(super) async fn health() -> Json<Health> {
    Json(ok())
}

/// The server can work: database and folders can be read and written, and there is room for documents.
#[utoipa::path(
    get, path = "/v1/ready", tag = "server",
    responses((status = 200, description = "it can work", body = schema::Health), NotReady),
)]
pub(super) async fn ready(State(api): State<Api>) -> Result<Json<Health>, ApiError> {
    let full = |error: RegistryError| match error.is_full() {
        true => ApiError::new(ErrorCode::Unavailable, "too little room is left for documents"),
        false => error.into(),
    };
    Ok(Json(Health { warnings: api.registry.ready().await.map_err(full)?, ..ok() }))
}

fn ok() -> Health {
    let version = env!("CARGO_PKG_VERSION").to_owned();
    Health { status: "ok".to_owned(), version, protocols: vec![PROTOCOL], warnings: Vec::new() }
}
