//! Tokens change while devices work.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use sambang_domain::wire::v1::TokenReply;

use super::caller::Known;
use super::error::ApiError;
use super::{Api, schema};

/// Get the device's next token. The token that the request carries holds until the next one is used for the
/// first time; asking again forgets a next one that was never used.
#[utoipa::path(
    post, path = "/v1/tokens", tag = "devices",
    responses((status = 201, description = "the next token", body = schema::TokenReply)),
    security(("token" = [])),
)]
pub(super) async fn offer(
    State(api): State<Api>,
    Known(caller): Known,
) -> Result<(StatusCode, Json<TokenReply>), ApiError> {
    Ok((StatusCode::CREATED, Json(api.registry.offer_token(&caller).await?)))
}
