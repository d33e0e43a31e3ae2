//! Reading bodies, bounded in size and in how long they may stand still.

use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use futures_util::StreamExt;
use sambang_domain::wire::ErrorCode;

use super::error::ApiError;

/// The next piece of a body.
pub(super) enum Piece {
    Bytes(Bytes),
    /// The body ended as it should.
    End,
    /// The connection broke, or nothing came for too long.
    Cut,
}

/// Waits for the next piece, but not longer than `stall`.
pub(super) async fn next(stream: &mut BodyDataStream, stall: Duration) -> Piece {
    match tokio::time::timeout(stall, stream.next()).await {
        Ok(Some(Ok(bytes))) => Piece::Bytes(bytes),
        Ok(None) => Piece::End,
        Ok(Some(Err(_))) | Err(_) => Piece::Cut,
    }
}

/// The whole body, of at most `limit` bytes.
pub(super) async fn whole(body: Body, limit: u64, stall: Duration) -> Result<Vec<u8>, ApiError> {
    if body.size_hint().lower() > limit {
        return Err(too_large());
    }
    let mut stream = body.into_data_stream();
    let mut bytes = Vec::new();
    loop {
        match next(&mut stream, stall).await {
            Piece::Bytes(piece) if (bytes.len() + piece.len()) as u64 > limit => return Err(too_large()),
            Piece::Bytes(piece) => bytes.extend_from_slice(&piece),
            Piece::End => return Ok(bytes),
            Piece::Cut => return Err(cut()),
        }
    }
}

pub(super) fn too_large() -> ApiError {
    ApiError::new(ErrorCode::TooLarge, "the body is larger than this server takes")
}

/// The sender has usually gone by then and does not read it.
pub(super) fn cut() -> ApiError {
    ApiError::new(ErrorCode::Malformed, "the body stopped before its end").with_status(408)
}
