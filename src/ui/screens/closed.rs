//! In place of what the province holds: why it is closed, and what opens it.

use dioxus::prelude::*;

use crate::device::Closed;
use crate::ui::components::{Art, Empty};
use crate::ui::i18n::{t, t_with};
use crate::ui::session::{use_device, use_notices};

/// Why received surveys and the area are closed now.
pub(in crate::ui::screens) fn use_closed() -> Option<Closed> {
    use_notices();
    use_device()
        .closed()
        .inspect_err(|error| tracing::error!(%error, "cannot say whether surveys are closed"))
        .ok()
        .flatten()
}

/// The words.
#[component]
pub(in crate::ui::screens) fn ClosedWords(closed: Closed) -> Element {
    let (title, text) = match closed {
        Closed::NoContact(days) => (t_with("closed-no-contact-title", &[("n", days.into())]), t("closed-no-contact")),
        Closed::Revoked => (t("closed-revoked-title"), t("closed-revoked")),
    };
    rsx! {
        div { id: "closed",
            Empty { art: Art::NoSignal, title,
                p { "{text}" }
            }
        }
    }
}
