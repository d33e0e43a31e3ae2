//! Failures as they are told to a device: one type, one table of statuses.

use std::error::Error;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::History;

use super::problems::status_of;
use crate::refusal::Refusal;
use crate::registry::RegistryError;

/// A failed request. [`super::answer::finish`] writes it out and logs its cause.
#[derive(Debug, Clone)]
pub(super) struct ApiError {
    pub(super) status: u16,
    pub(super) code: ErrorCode,
    pub(super) title: &'static str,
    /// Seconds after which it may be tried again.
    pub(super) retry_after: Option<u64>,
    /// Where the store stands, for a blocked device.
    pub(super) history: Option<Box<History>>,
    /// What went wrong inside. It is logged and never sent.
    pub(super) cause: Option<Arc<dyn Error + Send + Sync>>,
}

impl ApiError {
    pub(super) fn new(code: ErrorCode, title: &'static str) -> Self {
        let status = status_of(&code);
        let retry_after = match status {
            429 | 503 => Some(5),
            // Somebody must make room first.
            507 => Some(300),
            _ => None,
        };
        Self { status, code, title, retry_after, history: None, cause: None }
    }

    pub(super) fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    pub(super) fn retry_after(self, seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let error = Self { history: refusal.history, ..Self::new(refusal.code, refusal.title) };
        if refusal.gone { error.with_status(410) } else { error }
    }
}

impl From<RegistryError> for ApiError {
    fn from(error: RegistryError) -> Self {
        if let RegistryError::Refused(refusal) = error {
            return refusal.into();
        }
        let shown = if error.is_passing() {
            Self::new(ErrorCode::Unavailable, "the server cannot work at this moment")
        } else if error.is_full() {
            Self::new(ErrorCode::StorageFull, "the server's disk is nearly full")
        } else {
            Self::new(ErrorCode::Internal, "the server failed")
        };
        Self { cause: Some(Arc::new(error)), ..shown }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use sambang_domain::seal::SealError;

    use super::*;

    #[test]
    fn every_known_code_has_a_status_of_an_error() {
        for code in ErrorCode::KNOWN {
            assert!((400..600).contains(&ApiError::new(code.clone(), "").status), "{code:?}");
        }
    }

    #[test]
    fn what_failed_inside_is_kept_for_the_log_and_not_told() {
        let error = ApiError::from(RegistryError::Seal(SealError::NotCanonical));
        assert_eq!((error.status, &error.code), (500, &ErrorCode::Internal));
        assert!(!error.title.contains("canonical") && error.cause.is_some());
    }
}
