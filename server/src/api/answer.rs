//! What every answer has in common: the protocol header, a request id, problem bodies, one line in
//! the log.

use std::any::Any;
use std::error::Error;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sambang_domain::wire::v1::proof::{ANSWER_HEADER, Answered, NONCE_HEADER, PROOF_CHALLENGE, PROOF_HEADER, is_json};
use sambang_domain::wire::v1::{PROTOCOL, PROTOCOL_HEADER};
use sambang_domain::wire::{ErrorCode, Problem, problem::PROBLEM_MEDIA_TYPE};

use super::error::ApiError;
use super::unread::Watch;
use super::{Api, host, uploads};
use crate::random;

/// Header that names a request in the log.
const REQUEST_ID: &str = "x-request-id";

/// For a year a browser comes by HTTPS alone.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Runs a request and finishes its answer.
pub(super) async fn finish(State(api): State<Api>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = random::bytes::<8>().map(hex::encode).unwrap_or_default();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let proof = request.headers().get(PROOF_HEADER).and_then(|proof| proof.to_str().ok()).map(str::to_owned);
    let (request, watch) = Watch::over(request);
    let mut response = match host::check(&request, &api.hosts).and_then(|()| check_protocol(&request)) {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    };
    if let Some(error) = response.extensions_mut().remove::<ApiError>() {
        if let Some(cause) = &error.cause {
            tracing::error!(request = %id, cause = %chain(cause.as_ref()), "request failed");
        }
        let challenge = match error.code {
            ErrorCode::TokenInvalid => Some("Bearer"),
            ErrorCode::ProofNeeded => Some(PROOF_CHALLENGE),
            _ => None,
        };
        if let Some(challenge) = challenge {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        response = with_problem(response, &error, &id);
    }
    // The body of an answer to HEAD is not sent, so nobody could check it.
    if let Some(proof) = proof.filter(|_| method != Method::HEAD) {
        response = signed(&api, response, &proof).await;
    }
    if uploads::is_at(&path) {
        uploads::name_version(&mut response);
    }
    watch.close(&mut response);
    let headers = response.headers_mut();
    headers.insert(PROTOCOL_HEADER, HeaderValue::from(PROTOCOL));
    if let Some(nonce) = api.registry.nonce().ok().and_then(|nonce| HeaderValue::from_str(&nonce).ok()) {
        headers.insert(NONCE_HEADER, nonce);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if api.is_https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, id);
    }
    let (status, ms) = (response.status().as_u16(), began.elapsed().as_millis());
    tracing::debug!(request = %id, %method, path, status, ms, "answered");
    api.guard.tidy();
    response
}

/// Signs an answer in JSON to a request that its device has signed. Bytes of photos and filters need no signature:
/// they are asked for by their digest.
async fn signed(api: &Api, response: Response, proof: &str) -> Response {
    let media_type = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if !media_type.is_some_and(is_json) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // Such bodies are in memory already.
    let Ok(body) = axum::body::to_bytes(body, usize::MAX).await else {
        return ApiError::new(ErrorCode::Internal, "the server failed").into_response();
    };
    let answer = Answered { proof, status: parts.status.as_u16(), body: &body };
    if let Ok(signature) = HeaderValue::from_str(&api.registry.sign_answer(answer)) {
        parts.headers.insert(ANSWER_HEADER, signature);
    }
    Response::from_parts(parts, body.into())
}

/// Refuses a caller that speaks another version of the protocol.
fn check_protocol(request: &Request) -> Result<(), ApiError> {
    let spoken = request.headers().get(PROTOCOL_HEADER);
    if spoken.is_none_or(|version| version.as_bytes() == PROTOCOL.to_string().as_bytes()) {
        return Ok(());
    }
    Err(ApiError::new(ErrorCode::ProtocolUnsupported, "this server speaks version 1 of the protocol"))
}

/// Puts the problem document under the headers that the route set.
fn with_problem(mut response: Response, error: &ApiError, id: &str) -> Response {
    let mut problem = Problem::new(error.status, error.code.clone(), error.title);
    id.clone_into(&mut problem.request_id);
    problem.history.clone_from(&error.history);
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_MEDIA_TYPE));
    headers.remove(header::CONTENT_LENGTH);
    if let Some(seconds) = error.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    *response.body_mut() = body.into();
    response
}

/// An error with everything below it, on one line.
fn chain(error: &(dyn Error + Send + Sync)) -> String {
    let mut text = error.to_string();
    let mut below = error.source();
    while let Some(source) = below {
        text.push_str(": ");
        text.push_str(&source.to_string());
        below = source.source();
    }
    text
}

/// The answer to a request during which the program panicked. The panic's message is not read, because it may
/// hold personal data.
pub(super) fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    let mut response = ApiError::new(ErrorCode::Internal, "the server failed").into_response();
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    tracing::error!("a request panicked");
    response
}
