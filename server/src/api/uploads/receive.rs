//! The bytes of one request go to the end of an upload.

use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use sambang_domain::wire::ErrorCode;

use super::super::Api;
use super::super::body::{self, Piece};
use super::super::error::ApiError;
use super::checksum::Checksum;
use super::receivers::Receiver;
use crate::registry::{Progress, Upload};

/// Bytes are written when this many have come...
const WRITE_EVERY: usize = 128 * 1024;
/// ... and made durable when this many were written, and when the connection breaks or a later
/// request for the same upload is there. At the end the whole upload is made durable anyway.
const SYNC_EVERY: usize = 256 * 1024;
/// How long each further piece is waited for once a later request waits; pieces on their way arrive faster.
pub(super) const DRAIN: Duration = Duration::from_millis(500);

/// Takes the bytes in and finishes the upload when all are there. It runs to its end even when the
/// caller is gone, so that what came before a cut is kept.
pub(super) async fn receive(
    api: &Api,
    receiver: Receiver,
    upload: Upload,
    offset: u64,
    checksum: Option<Checksum>,
    content: Body,
) -> Result<Progress, ApiError> {
    let room = upload.length.saturating_sub(offset);
    if content.size_hint().lower() > room {
        return Err(body::too_large());
    }
    let api = api.clone();
    let work = tokio::spawn(async move {
        let (offset, last) = match checksum {
            None => stream(&api, receiver, &upload, offset, content).await?,
            Some(checksum) => {
                let bytes = body::whole(content, room, api.limits.stall).await?;
                checksum.check(&bytes)?;
                (offset, vec![bytes.into()])
            }
        };
        Ok(api.registry.finish(&upload, offset, last).await?)
    });
    work.await.unwrap_or_else(|_| Err(ApiError::new(ErrorCode::Internal, "the server failed")))
}

/// Writes what comes. Returns the last bytes, which are not written yet, and where they belong.
async fn stream(
    api: &Api,
    mut receiver: Receiver,
    upload: &Upload,
    mut offset: u64,
    content: Body,
) -> Result<(u64, Vec<Bytes>), ApiError> {
    let mut content = content.into_data_stream();
    let (mut waiting, mut ready, mut unsynced): (Vec<Bytes>, usize, usize) = (Vec::new(), 0, 0);
    let mut patience = api.limits.stall;
    loop {
        let piece = tokio::select! {
            piece = body::next(&mut content, patience) => piece,
            () = receiver.asked_to_end() => {
                patience = DRAIN;
                continue;
            }
        };
        let cut = match piece {
            Piece::Bytes(bytes) => {
                ready += bytes.len();
                waiting.push(bytes);
                false
            }
            Piece::End => return Ok((offset, waiting)),
            Piece::Cut => true,
        };
        if cut || ready >= WRITE_EVERY {
            unsynced += ready;
            let sync = cut || unsynced >= SYNC_EVERY;
            offset = api.registry.append(upload, offset, std::mem::take(&mut waiting), sync).await?;
            (ready, unsynced) = (0, if sync { 0 } else { unsynced });
        }
        if cut {
            return Err(body::cut());
        }
    }
}
