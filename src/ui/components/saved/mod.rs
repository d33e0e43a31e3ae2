//! "Saved" in the bar of a visit. It shows what the store answered, never a guess.

use dioxus::prelude::*;

use super::Icon;
use crate::ui::i18n::t;

/// Whether what was typed is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SaveState {
    /// Durably stored.
    #[default]
    Saved,
    /// Typed a moment ago, not stored yet.
    Saving,
    /// The store refused; a banner says why.
    Failed,
}

/// The word.
#[component]
pub fn Saved(
    /// What to say.
    state: SaveState,
) -> Element {
    let (icon, word) = match state {
        SaveState::Saved => ("check", t("saved")),
        SaveState::Saving => ("clock", t("saving")),
        SaveState::Failed => ("triangle-alert", t("not-saved")),
    };
    rsx! {
        span { class: "saved", role: "status",
            Icon { name: icon }
            span { "{word}" }
        }
    }
}
