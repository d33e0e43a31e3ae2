//! The status of a survey: colour, icon and word, one per row.

use dioxus::prelude::*;

use super::Icon;
use crate::ui::i18n::t;

/// The words a status may have; they are the product's own, so they stay Indonesian in code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChipKind {
    /// Draft.
    Draf,
    /// Queued.
    Antre,
    /// Being sent.
    Kirim,
    /// Sent; the province has it.
    Terkirim,
    /// Returned by the supervisor.
    Kembali,
    /// Approved.
    Setuju,
    /// Rejected.
    Tolak,
    /// Held: a person must act.
    Tahan,
    /// Perhaps a duplicate.
    Ganda,
}

impl ChipKind {
    fn look(self) -> (&'static str, &'static str) {
        match self {
            Self::Draf => ("chip chip--draf", "pencil-line"),
            Self::Antre => ("chip chip--antre", "clock"),
            Self::Kirim => ("chip chip--kirim", "arrow-up"),
            Self::Terkirim => ("chip chip--terkirim", "cloud-check"),
            Self::Kembali => ("chip chip--kembali", "undo-2"),
            Self::Setuju => ("chip chip--setuju", "check"),
            Self::Tolak => ("chip chip--tolak", "x"),
            Self::Tahan => ("chip chip--tahan", "hand"),
            Self::Ganda => ("chip chip--ganda", "copy"),
        }
    }

    /// The word in the screen's language.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Draf => t("status-draf"),
            Self::Antre => t("status-antre"),
            Self::Kirim => t("status-kirim"),
            Self::Terkirim => t("status-terkirim"),
            Self::Kembali => t("status-kembali"),
            Self::Setuju => t("status-setuju"),
            Self::Tolak => t("status-tolak"),
            Self::Tahan => t("status-tahan"),
            Self::Ganda => t("status-ganda"),
        }
    }
}

/// The chip.
#[component]
pub fn Chip(
    /// The status.
    kind: ChipKind,
    /// In place of the status's own word.
    text: Option<String>,
    /// In place of the status's own icon.
    icon: Option<&'static str>,
) -> Element {
    let (class, own_icon) = kind.look();
    rsx! {
        span { class,
            Icon { name: icon.unwrap_or(own_icon) }
            {text.unwrap_or_else(|| kind.word())}
        }
    }
}
