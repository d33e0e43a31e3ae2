//! The chosen file, as the page sends it in pieces.

use dioxus::prelude::*;

use super::work::{Backup, Work};
use crate::device::Device;
use crate::ui::components::NoticeKind;
use crate::ui::components::chosen_file::{Part, read_chosen};
use crate::ui::components::meter::percent;
use crate::ui::i18n::t;
use crate::ui::session::error_text;

/// Writes the pieces of the chosen file down until the screen is left.
pub(super) async fn read_in(mut backup: Backup, device: Device) {
    let mut file = None;
    let take = move |part| match part {
        Part::Piece { start, size, bytes } => match device.take_in_backup(start == 0, &bytes) {
            Ok(path) => {
                file = Some(path);
                backup.work.set(Work::Reading(percent(start, size)));
                true
            }
            Err(error) => {
                backup.end(NoticeKind::Err, error_text(&error));
                false
            }
        },
        Part::Whole => {
            backup.told.set(None);
            match file.take() {
                Some(file) => backup.take_in(file),
                None => backup.work.set(Work::Nothing),
            }
            true
        }
        Part::Broken => {
            backup.end(NoticeKind::Err, t("error-backup-unreadable"));
            false
        }
    };
    read_chosen("backup-file", "backup-screen", take).await;
}
