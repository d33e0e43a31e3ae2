//! The queue by keyboard, for a tablet that has one.

use dioxus::prelude::*;

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
pub(super) fn keys() -> Vec<(&'static str, String)> {
    vec![
        ("/", t("keys-search")),
        ("j ↓", t("keys-down")),
        ("k ↑", t("keys-up")),
        ("Enter", t("keys-open")),
        ("?", t("keys-help")),
    ]
}
