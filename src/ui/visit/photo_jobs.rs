//! Photos on their way from the camera to the store: through the page in pieces, or on a phone as a
//! file that its camera app wrote.
//!
//! The work belongs to the app, not to a screen: the step may be left while a photo is read and
//! shrunk, and the photo still arrives. One photo at a time, so that memory holds one original.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dioxus::prelude::*;
use sambang_domain::ids::SurveyId;
use sambang_domain::survey::EvidenceKind;
use serde::Deserialize;

use crate::device::{Collected, Device};
use crate::platform::phone::Handover;
use crate::ui::session::{BUZZ_MS, TICK_MS, blocking, vibrate};

/// The listener in the page.
const PAGE: &str = include_str!("page.js");

/// The largest number of bytes set aside before they arrive; a file may claim any size.
const RESERVE: usize = 8 * 1024 * 1024;

/// How far a photo has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Job {
    /// Coming out of the camera's file, in percent.
    Receiving(u8),
    /// Being made small and stored.
    Working,
    /// Refused; the code says why.
    Failed(String),
}

/// By survey and kind. A finished job is gone: the photo itself is in the store then.
static JOBS: GlobalSignal<BTreeMap<(SurveyId, String), Job>> = Signal::global(BTreeMap::new);

/// The job of one tile.
pub(super) fn job(id: SurveyId, kind: &EvidenceKind) -> Option<Job> {
    JOBS.read().get(&(id, kind.as_str().to_owned())).cloned()
}

/// Whether a photo of this survey is still on its way.
pub(super) fn busy(id: SurveyId) -> bool {
    JOBS.read().iter().any(|((survey, _), job)| *survey == id && !matches!(job, Job::Failed(_)))
}

fn set(id: SurveyId, kind: &str, job: Option<Job>) {
    let key = (id, kind.to_owned());
    match job {
        Some(job) => JOBS.write().insert(key, job),
        None => JOBS.write().remove(&key),
    };
}

/// What the page sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Piece {
    kind: String,
    size: usize,
    start: usize,
    data: String,
    last: bool,
    trouble: Option<String>,
    /// The chooser opens.
    opening: bool,
    /// The chooser was closed without a file.
    closed: bool,
    stopped: bool,
}

/// Opens the phone's own camera for a tile.
pub(super) fn photograph(device: &Device, id: SurveyId, kind: &EvidenceKind) {
    if let Err(error) = device.photograph(id, kind.clone()) {
        set(id, kind.as_str(), Some(Job::Failed(error.code())));
    }
}

/// The phone's camera closed. Belongs to no screen, because the one it was opened from may be gone.
pub(in crate::ui) async fn handed_over(device: Device, outcome: Handover) {
    let Ok(Some(pending)) = device.pending_photo() else { return };
    let (id, kind) = (pending.survey, pending.kind.as_str());
    let trouble = match outcome {
        Handover::Taken => {
            set(id, kind, Some(Job::Working));
            let collector = device.clone();
            match blocking(move || collector.collect_inbox()).await {
                Some(Ok(Collected { refused: None, .. })) => None,
                Some(Ok(Collected { refused: Some(error), .. })) => Some(error.code().to_owned()),
                Some(Err(error)) => Some(error.code()),
                None => Some("photo.internal".to_owned()),
            }
        }
        Handover::Closed => None,
        Handover::Denied => Some("photo.camera_denied".to_owned()),
        Handover::Failed => Some("photo.camera_failed".to_owned()),
    };
    if outcome != Handover::Taken
        && let Err(error) = device.forget_photo()
    {
        tracing::warn!(%error, "what the camera was opened for was not forgotten");
    }
    set(id, kind, trouble.map(Job::Failed));
}

/// Listens for photos of this survey while the visit is open, and a little longer if one is on its
/// way.
pub(super) fn use_picker(device: &Device, id: SurveyId) {
    let device = device.clone();
    let page = use_hook(move || {
        let page = document::eval(PAGE);
        dioxus::core::spawn_forever(collect(page, device, id));
        page
    });
    use_drop(move || {
        let _ = page.send("stop");
    });
}

async fn collect(mut page: document::Eval, device: Device, id: SurveyId) {
    let mut bytes = Vec::new();
    while let Ok(piece) = page.recv::<Piece>().await {
        if piece.stopped {
            return;
        }
        if piece.opening || piece.closed {
            note_chooser(&device, id, &piece);
            continue;
        }
        if let Some(trouble) = piece.trouble {
            set(id, &piece.kind, Some(Job::Failed(trouble)));
            continue;
        }
        if piece.start == 0 {
            bytes = Vec::with_capacity(piece.size.min(RESERVE));
        }
        let Ok(part) = STANDARD.decode(&piece.data) else {
            set(id, &piece.kind, Some(Job::Failed("photo.unreadable".to_owned())));
            continue;
        };
        bytes.extend(part);
        set(id, &piece.kind, Some(Job::Receiving(percent(bytes.len(), piece.size))));
        if piece.last {
            keep(&device, id, &piece.kind, std::mem::take(&mut bytes)).await;
        }
    }
}

/// Stores what the camera was opened for, because the phone may kill the app meanwhile.
fn note_chooser(device: &Device, id: SurveyId, piece: &Piece) {
    let noted = if piece.opening {
        device.expect_photo(id, EvidenceKind::from(piece.kind.clone()))
    } else {
        device.forget_photo()
    };
    if let Err(error) = noted {
        tracing::warn!(%error, "what the camera was opened for was not written down");
    }
}

fn percent(received: usize, size: usize) -> u8 {
    let percent = received.saturating_mul(100) / size.max(1);
    u8::try_from(percent.min(100)).unwrap_or(100)
}

async fn keep(device: &Device, id: SurveyId, kind: &str, original: Vec<u8>) {
    set(id, kind, Some(Job::Working));
    let (device, wanted) = (device.clone(), EvidenceKind::from(kind.to_owned()));
    let stored = blocking(move || device.take_photo(id, wanted, &original)).await;
    let outcome = match stored {
        Some(Ok(_)) => None,
        Some(Err(error)) => Some(Job::Failed(error.code().to_string())),
        None => Some(Job::Failed("photo.internal".to_owned())),
    };
    vibrate(if outcome.is_none() { TICK_MS } else { BUZZ_MS });
    set(id, kind, outcome);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_never_passes_a_hundred_and_an_empty_file_has_some() {
        assert_eq!(percent(0, 0), 0);
        assert_eq!(percent(50, 200), 25);
        assert_eq!(percent(300, 200), 100);
        assert_eq!(percent(usize::MAX, 1), 100);
    }

    #[test]
    fn a_piece_reads_what_the_page_writes() {
        let piece: Piece =
            serde_json::from_str(r#"{"kind":"identity_card","size":3,"start":0,"data":"AQID","last":true}"#).unwrap();
        assert!(piece.last && !piece.stopped && piece.trouble.is_none());
        assert_eq!(STANDARD.decode(piece.data).unwrap(), [1, 2, 3]);
        assert!(serde_json::from_str::<Piece>(r#"{"stopped":true}"#).unwrap().stopped);
    }
}
