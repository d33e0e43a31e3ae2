//! Who may bring sealed surveys and photos: a device by its token, or its courier by a key that can do only that.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use sambang_domain::ids::DeviceId;
use sambang_domain::wire::v1::COURIER_SCHEME;

use super::Api;
use super::caller::{Known, Sender, address, proof, target};
use super::error::ApiError;
use crate::registry::{Caller, RegistryError};

/// Somebody who brings something.
pub(super) struct Bringer {
    pub(super) caller: Caller,
    /// It is the device's courier.
    pub(super) is_courier: bool,
}

/// The same; as a courier or a device that is not blocked.
pub(super) struct AdmittedBringer(pub(super) Bringer);

impl FromRequestParts<Api> for Bringer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, ApiError> {
        match courier(parts, api).await? {
            Some(caller) => Ok(Self { caller, is_courier: true }),
            None => {
                let Sender(caller) = Sender::from_request_parts(parts, api).await?;
                Ok(Self { caller, is_courier: false })
            }
        }
    }
}

impl FromRequestParts<Api> for AdmittedBringer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, ApiError> {
        match courier(parts, api).await? {
            Some(caller) => Ok(Self(Bringer { caller, is_courier: true })),
            None => {
                let Known(caller) = Known::from_request_parts(parts, api).await?;
                Ok(Self(Bringer { caller, is_courier: false }))
            }
        }
    }
}

/// The device whose courier asks; none where it is no courier that asks.
async fn courier(parts: &Parts, api: &Api) -> Result<Option<Caller>, ApiError> {
    let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let Some(device) = header.and_then(named) else { return Ok(None) };
    let address = address(parts, api);
    let failed = |error: RegistryError| api.guard.token_failed(address, error.into());
    let (method, target, proof) = (parts.method.as_str(), target(parts), proof(parts));
    let caller = api.registry.identify_courier(device, method, target, proof).await.map_err(failed)?;
    api.guard.device(caller.device.id)?;
    Ok(Some(caller))
}

fn named(header: &str) -> Option<DeviceId> {
    let (scheme, device) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case(COURIER_SCHEME).then(|| device.trim().parse().ok())?
}
