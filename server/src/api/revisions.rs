//! Sealed revisions go in and, for those who may, out.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sambang_domain::seal::base64_signature;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{DEVICE_PASS_HEADER, SIGNATURE_HEADER, SignedReceipt, pass_header};

use super::caller::Known;
use super::courier::Bringer;
use super::error::ApiError;
use super::extract::{At, Pass, RevisionAt, Signature};
use super::problems::{RevisionNotTaken, RevisionRefused};
use super::{Api, body, schema};
use crate::registry::{Delivery, Received};

/// Hand in a sealed revision: exactly the bytes that were signed. Success means that they are
/// durable. Photos follow.
#[utoipa::path(
    put, path = "/v1/surveys/{survey}/revisions/{number}", tag = "surveys",
    params(RevisionAt, Signature, Pass),
    request_body(content = schema::Revision, description = "the canonical JSON that was signed"),
    responses(
        (status = 201, description = "stored", body = schema::SignedReceipt),
        (status = 200, description = "the same bytes were here already", body = schema::SignedReceipt),
        (status = 202, description = "a blocked device sealed it; kept in quarantine", body = schema::SignedReceipt),
        RevisionNotTaken,
    ),
    security(("token" = []), ("courier" = [])),
)]
pub(super) async fn put(
    State(api): State<Api>,
    Bringer { caller, is_courier }: Bringer,
    At(RevisionAt { survey, number }): At<RevisionAt>,
    Signature(signature): Signature,
    Pass(pass): Pass,
    content: Body,
) -> Result<(StatusCode, Json<SignedReceipt>), ApiError> {
    let bytes = body::whole(content, api.limits.revision_bytes, api.limits.stall).await?;
    if is_courier {
        api.registry.expect_own_document(&caller, &bytes)?;
    }
    match api.registry.receive(&caller, Delivery { survey, number, bytes, signature, pass }).await? {
        Received::Stored(receipt) => Ok((StatusCode::CREATED, Json(receipt))),
        Received::Again(receipt) => Ok((StatusCode::OK, Json(receipt))),
        Received::Quarantined(receipt) => Ok((StatusCode::ACCEPTED, Json(receipt))),
        Received::Conflict => {
            Err(ApiError::new(ErrorCode::ContentDiffers, "this number holds other bytes; both are kept"))
        }
    }
}

/// Read a revision: exactly the bytes that were signed. The opening is logged.
#[utoipa::path(
    get, path = "/v1/surveys/{survey}/revisions/{number}", tag = "surveys",
    params(RevisionAt),
    responses(
        (status = 200, description = "the sealed bytes", body = schema::Revision, headers(
            ("sambang-signature" = schema::Signature, description = "over the bytes"),
            ("sambang-device-pass" = String, description = "base64 of the JSON of the `SignedDevicePass` of the device that sealed them"),
        )),
        RevisionRefused,
    ),
    security(("token" = [])),
)]
pub(super) async fn get(
    State(api): State<Api>,
    Known(caller): Known,
    At(RevisionAt { survey, number }): At<RevisionAt>,
) -> Result<Response, ApiError> {
    let (bytes, signature, pass) = api.registry.open_revision(&caller, survey, number).await?;
    let pass =
        pass_header::encode(&pass).map_err(|_| ApiError::new(ErrorCode::Internal, "the pass has no JSON form"))?;
    let headers = [
        (header::CONTENT_TYPE.as_str(), "application/json".to_owned()),
        (SIGNATURE_HEADER, base64_signature::encode(&signature)),
        (DEVICE_PASS_HEADER, pass),
    ];
    Ok((headers, bytes).into_response())
}
