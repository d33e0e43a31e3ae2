//! The chosen file, as the page sends it in pieces.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dioxus::prelude::*;
use serde::Deserialize;

use super::work::{Backup, Work};
use crate::device::Device;
use crate::ui::components::NoticeKind;
use crate::ui::components::meter::percent;
use crate::ui::i18n::t;
use crate::ui::session::error_text;

/// The listener in the page.
const PAGE: &str = include_str!("page.js");

/// What the page sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Piece {
    size: u64,
    start: u64,
    data: String,
    last: bool,
    trouble: bool,
    stopped: bool,
}

/// Writes the pieces of the chosen file down until the screen is left.
pub(super) async fn read_in(mut backup: Backup, device: Device) {
    let mut page = document::eval(PAGE);
    let mut file = None;
    while let Ok(piece) = page.recv::<Piece>().await {
        if piece.stopped {
            return;
        }
        if piece.last {
            backup.told.set(None);
            match file.take() {
                Some(file) => backup.take_in(file),
                None => backup.work.set(Work::Nothing),
            }
            continue;
        }
        let bytes = STANDARD.decode(&piece.data).ok().filter(|_| !piece.trouble);
        let stored = bytes.map(|bytes| device.take_in_backup(piece.start == 0, &bytes));
        match stored {
            Some(Ok(path)) if page.send(true).is_ok() => {
                file = Some(path);
                backup.work.set(Work::Reading(percent(piece.start, piece.size)));
            }
            Some(Err(error)) => backup.end(NoticeKind::Err, error_text(&error)),
            _ => backup.end(NoticeKind::Err, t("error-backup-unreadable")),
        }
    }
}
