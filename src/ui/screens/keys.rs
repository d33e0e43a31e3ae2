//! What the keys of a screen do, for a tablet that has a keyboard.

use dioxus::prelude::*;

use crate::ui::components::{Button, Dialog};
use crate::ui::i18n::t;

/// The list of keys.
#[component]
pub fn KeysDialog(
    /// Keys that do the same, with a space between, and what they do.
    keys: Vec<(&'static str, String)>,
    /// Closed.
    on_close: EventHandler<()>,
) -> Element {
    rsx! {
        Dialog {
            title: t("keys-title"),
            on_close,
            actions: rsx! {
                Button { id: "keys-close", onclick: move |_| on_close.call(()), {t("close")} }
            },
            dl { class: "keys",
                for (names, what) in keys {
                    dt { key: "{names}",
                        for name in names.split(' ') {
                            kbd { key: "{name}", "{name}" }
                            " "
                        }
                    }
                    dd { "{what}" }
                }
            }
        }
    }
}
