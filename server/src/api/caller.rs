//! Who is asking: the bearer token, and the address behind a proxy.

use std::net::{IpAddr, Ipv4Addr};

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::uri::PathAndQuery;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::proof::PROOF_HEADER;

use super::error::ApiError;
use super::{Api, Peer};
use crate::address::counted;
use crate::registry::{Caller, RegistryError};

/// A device whose token is valid and that is not blocked.
pub(super) struct Known(pub(super) Caller);

impl FromRequestParts<Api> for Known {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, ApiError> {
        let Sender(caller) = Sender::from_request_parts(parts, api).await?;
        api.registry.expect_admitted(&caller).await?;
        Ok(Self(caller))
    }
}

/// A device whose token was once given, blocked or not. Its request counts, and so does the failure of an address
/// without such a token.
pub(super) struct Sender(pub(super) Caller);

impl FromRequestParts<Api> for Sender {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, ApiError> {
        let (address, token) = token(parts, api)?;
        let failed = |error: RegistryError| api.guard.token_failed(address, error.into());
        let caller = api.registry.identify(token).await.map_err(failed)?;
        api.registry.check_proof(&caller, parts.method.as_str(), target(parts), proof(parts)).await.map_err(failed)?;
        api.guard.device(caller.device.id)?;
        Ok(Self(caller))
    }
}

/// Somebody without a token, from an address that has not failed too often.
pub(super) struct Stranger(pub(super) IpAddr);

impl FromRequestParts<Api> for Stranger {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, ApiError> {
        let address = address(parts, api);
        api.guard.stranger(address)?;
        Ok(Self(address))
    }
}

/// What a proof names as asked for.
pub(super) fn target(parts: &Parts) -> &str {
    parts.uri.path_and_query().map_or_else(|| parts.uri.path(), PathAndQuery::as_str)
}

/// The proof that came with a request.
pub(super) fn proof(parts: &Parts) -> Option<&str> {
    parts.headers.get(PROOF_HEADER).map(|value| value.to_str().unwrap_or_default())
}

/// The bearer token, and the address it comes from.
fn token<'a>(parts: &'a Parts, api: &Api) -> Result<(IpAddr, &'a str), ApiError> {
    let address = address(parts, api);
    let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let refused = || ApiError::new(ErrorCode::TokenInvalid, "a bearer token is needed");
    let token = header.and_then(bearer).ok_or_else(refused).map_err(|error| api.guard.token_failed(address, error))?;
    Ok((address, token))
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim()).filter(|token| !token.is_empty())
}

/// Where a request comes from, as it is counted.
pub(super) fn address(parts: &Parts, api: &Api) -> IpAddr {
    let peer = parts.extensions.get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0);
    let forwarded = parts.headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    counted(api.proxies.caller(peer, forwarded.collect::<Vec<_>>().into_iter()))
}
