//! Photos that come whole with the request that announces them, as nearly all do.
//!
//! Their bytes wait in memory, so that a photo costs one file and one transaction. When the connection breaks, or the
//! same photo is begun on another one, what has come becomes an upload that is gone on with.

use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody};
use sambang_domain::ids::{Digest, PersonId};
use sambang_domain::wire::ErrorCode;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

use super::super::Api;
use super::super::body::{self, Piece};
use super::super::error::ApiError;
use super::receive::DRAIN;
use super::receivers::Receiver;
use crate::registry::{Announced, Caller, Progress};

/// Larger ones are written while they come.
const LARGEST: u64 = 512 * 1024;
/// So many may wait in memory; the others are written while they come.
const MOST: usize = 64;

/// How many more may wait in memory.
#[derive(Debug, Clone)]
pub(in crate::api) struct Memory(Arc<Semaphore>);

impl Default for Memory {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(MOST)))
    }
}

impl Memory {
    /// A place for a photo of `length` bytes that this body brings whole; none when there is none.
    pub(super) fn place_for(&self, length: u64, content: &Body) -> Option<OwnedSemaphorePermit> {
        let whole = (1..=LARGEST).contains(&length) && content.size_hint().exact() == Some(length);
        if whole { Arc::clone(&self.0).try_acquire_owned().ok() } else { None }
    }
}

/// What stands for a photo that is on its way and has no upload yet, the same on every connection.
pub(super) fn on_its_way(person: PersonId, sha256: Digest) -> Uuid {
    let named = Digest::of(format!("{person} {sha256}").as_bytes()).0;
    let mut id = [0; 16];
    id.iter_mut().zip(named).for_each(|(byte, digit)| *byte = digit);
    Uuid::from_bytes(id)
}

/// Takes a photo in. It runs to its end even when the caller is gone, so that what came before a cut is kept.
pub(super) async fn take(
    api: &Api,
    (mut receiver, place): (Receiver, OwnedSemaphorePermit),
    caller: Caller,
    what: Announced,
    content: Body,
) -> Result<Progress, ApiError> {
    let api = api.clone();
    let work = tokio::spawn(async move {
        let _place = place;
        let (pieces, is_whole) = collect(&api, &mut receiver, content).await;
        if is_whole {
            return Ok(api.registry.take_whole(&caller, what, pieces).await?);
        }
        let upload = api.registry.announce(&caller, what).await?.upload;
        let _receiver = api.receivers.take_over(upload.id).await;
        api.registry.append(&upload, 0, pieces, true).await?;
        Err(body::cut())
    });
    work.await.unwrap_or_else(|_| Err(ApiError::new(ErrorCode::Internal, "the server failed")))
}

/// What came, and whether the body ended as it should.
async fn collect(api: &Api, receiver: &mut Receiver, content: Body) -> (Vec<Bytes>, bool) {
    let (mut content, mut pieces, mut patience) = (content.into_data_stream(), Vec::new(), api.limits.stall);
    loop {
        let piece = tokio::select! {
            piece = body::next(&mut content, patience) => piece,
            () = receiver.asked_to_end() => {
                patience = DRAIN;
                continue;
            }
        };
        match piece {
            Piece::Bytes(bytes) => pieces.push(bytes),
            Piece::End => return (pieces, true),
            Piece::Cut => return (pieces, false),
        }
    }
}
