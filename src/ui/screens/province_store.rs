//! What a person should know of the province's store: it was put back from a backup, or there is no backup.

use dioxus::prelude::*;

use crate::device::Room;
use crate::ui::components::{Notice, NoticeKind};
use crate::ui::i18n::{t, t_with};
use crate::ui::session::{use_device, use_notices};

/// That the province is asked once more for what it confirmed; nothing while all of it is sure.
#[component]
pub fn AskedAgain(
    /// Surveys and decisions that it has not confirmed once more.
    unsure: u32,
) -> Element {
    if unsure == 0 {
        return VNode::empty();
    }
    rsx! {
        div { class: "gut", id: "asked-again", "data-unsure": "{unsure}",
            Notice { kind: NoticeKind::Warn, title: t_with("asked-again", &[("n", unsure.into())]), {t("asked-again-about")} }
        }
    }
}

/// That received surveys fill the phone because the province makes no backup; nothing while there is room.
#[component]
pub fn NoBackup() -> Element {
    use_notices();
    let device = use_device();
    let waiting = device.waiting_for_a_backup();
    let waiting = waiting.inspect_err(|error| tracing::error!(%error, "cannot count what waits for a backup"));
    let waiting = waiting.unwrap_or(0);
    if waiting == 0 || device.room() == Room::Enough {
        return VNode::empty();
    }
    rsx! {
        div { class: "gut", id: "no-backup", "data-waiting": "{waiting}",
            Notice { kind: NoticeKind::Warn, title: t_with("no-backup", &[("n", waiting.into())]), {t("no-backup-about")} }
        }
    }
}
