//! Who is asking: the bearer token, and the address behind a proxy.

use std::net::{IpAddr, Ipv4Addr};

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use sambang_domain::wire::ErrorCode;

use super::error::ApiError;
use super::{Api, Peer};
use crate::registry::Caller;

/// A device whose token is valid.
pub(super) struct Known(pub(super) Caller);

impl FromRequestParts<Api> for Known {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, ApiError> {
        let Address(address) = Address::from_request_parts(parts, api).await?;
        let caller = api.registry.identify(token(parts, api, address)?).await;
        let caller = caller.map_err(|error| api.guard.token_failed(address, error.into()))?;
        api.guard.device(caller.device.id)?;
        Ok(Self(caller))
    }
}

/// A device whose token was once given, blocked or not.
pub(super) struct Sender(pub(super) Caller);

impl FromRequestParts<Api> for Sender {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, ApiError> {
        let Address(address) = Address::from_request_parts(parts, api).await?;
        let caller = api.registry.identify_any(token(parts, api, address)?).await;
        let caller = caller.map_err(|error| api.guard.token_failed(address, error.into()))?;
        api.guard.device(caller.device.id)?;
        Ok(Self(caller))
    }
}

fn token<'a>(parts: &'a Parts, api: &Api, address: IpAddr) -> Result<&'a str, ApiError> {
    let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let refused = || ApiError::new(ErrorCode::TokenInvalid, "a bearer token is needed");
    header.and_then(bearer).ok_or_else(refused).map_err(|error| api.guard.token_failed(address, error))
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim()).filter(|token| !token.is_empty())
}

/// Where a request comes from.
pub(super) struct Address(pub(super) IpAddr);

impl FromRequestParts<Api> for Address {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, ApiError> {
        let forwarded = parts.headers.get_all("x-forwarded-for").iter().next_back();
        let forwarded = forwarded
            .filter(|_| api.behind_proxy)
            .and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
        let peer = parts.extensions.get::<Peer>().map(|peer| peer.0);
        Ok(Self(forwarded.or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))))
    }
}
