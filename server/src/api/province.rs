//! Who the province is, for devices that knew it under other keys.

use axum::Json;
use axum::extract::State;
use sambang_domain::wire::v1::ProvinceReply;

use super::error::ApiError;
use super::problems::NotReady;
use super::{Api, schema};

/// The province and every statement about its keys and address since the first ones. A device follows them one after
/// the other, each signed with the key before it.
#[utoipa::path(
    get, path = "/v1/province", tag = "server",
    responses((status = 200, description = "the province", body = schema::ProvinceReply), NotReady),
)]
pub(super) async fn get(State(api): State<Api>) -> Result<Json<ProvinceReply>, ApiError> {
    Ok(Json(api.registry.statements().await?))
}
