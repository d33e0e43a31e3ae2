//! The status of a survey: colour, icon and word, one per row.

use dioxus::prelude::*;

use super::Icon;
use crate::ui::i18n::t;

/// What a chip may tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChipKind {
    /// Draft.
    Draft,
    /// Queued.
    Queued,
    /// Being sent.
    Sending,
    /// Sent; the province has it.
    Sent,
    /// Returned by the supervisor.
    Returned,
    /// Approved.
    Approved,
    /// Rejected.
    Rejected,
    /// Held: a person must act.
    Held,
    /// Perhaps a duplicate.
    Duplicate,
}

impl ChipKind {
    fn look(self) -> (&'static str, &'static str) {
        match self {
            Self::Draft => ("chip chip--draf", "pencil-line"),
            Self::Queued => ("chip chip--antre", "clock"),
            Self::Sending => ("chip chip--kirim", "arrow-up"),
            Self::Sent => ("chip chip--terkirim", "cloud-check"),
            Self::Returned => ("chip chip--kembali", "undo-2"),
            Self::Approved => ("chip chip--setuju", "check"),
            Self::Rejected => ("chip chip--tolak", "x"),
            Self::Held => ("chip chip--tahan", "hand"),
            Self::Duplicate => ("chip chip--ganda", "copy"),
        }
    }

    /// The word in the screen's language.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Draft => t("status-draf"),
            Self::Queued => t("status-antre"),
            Self::Sending => t("status-kirim"),
            Self::Sent => t("status-terkirim"),
            Self::Returned => t("status-kembali"),
            Self::Approved => t("status-setuju"),
            Self::Rejected => t("status-tolak"),
            Self::Held => t("status-tahan"),
            Self::Duplicate => t("status-ganda"),
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
