//! The queue by keyboard, for a tablet that has one.

use dioxus::prelude::*;

use crate::ui::components::{Button, Dialog};
use crate::ui::i18n::t;

/// Listens to the whole page: the focus may be anywhere.
const KEYS: &str = include_str!("keys.js");

/// Moves over the rows and calls `on_help` when the list of keys is asked for.
pub(super) fn use_keys(on_help: impl FnMut() + 'static) {
    let mut on_help = use_hook(|| CopyValue::new(on_help));
    use_future(move || async move {
        let mut keys = document::eval(KEYS);
        while keys.recv::<bool>().await.is_ok() {
            on_help.write()();
        }
    });
}

/// What each key does.
#[component]
pub(super) fn KeysDialog(
    /// Closed.
    on_close: EventHandler<()>,
) -> Element {
    let keys = [
        (vec!["/"], t("keys-search")),
        (vec!["j", "↓"], t("keys-down")),
        (vec!["k", "↑"], t("keys-up")),
        (vec!["Enter"], t("keys-open")),
        (vec!["?"], t("keys-help")),
    ];
    rsx! {
        Dialog {
            title: t("keys-title"),
            on_close,
            actions: rsx! {
                Button { id: "keys-close", onclick: move |_| on_close.call(()), {t("close")} }
            },
            dl { class: "keys",
                for (names, what) in keys {
                    dt {
                        for (n, name) in names.into_iter().enumerate() {
                            if n > 0 {
                                " "
                            }
                            kbd { "{name}" }
                        }
                    }
                    dd { "{what}" }
                }
            }
        }
    }
}
