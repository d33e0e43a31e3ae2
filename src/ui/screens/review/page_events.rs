//! What the page itself tells: keys, and which part is on the screen.

use dioxus::prelude::*;

use crate::ui::i18n::t;

const KEYS: &str = include_str!("keys.js");
const SPY: &str = include_str!("spy.js");

/// Runs a script of the page while the component is there, and hands over every word it sends.
fn use_script(script: &'static str, on_word: impl FnMut(String) + 'static) {
    let mut on_word = use_hook(|| CopyValue::new(on_word));
    let mut page = use_signal(|| None::<document::Eval>);
    use_future(move || async move {
        let mut eval = document::eval(script);
        page.set(Some(eval));
        while let Ok(word) = eval.recv::<String>().await {
            on_word.write()(word);
        }
    });
    use_drop(move || {
        if let Some(page) = *page.peek() {
            let _ = page.send("stop");
        }
    });
}

/// Every single key pressed while nobody types and no dialog is open.
pub(in crate::ui::screens) fn use_keys(on_key: impl FnMut(String) + 'static) {
    use_script(KEYS, on_key);
}

/// The id of the part on the screen, whenever another comes.
pub(super) fn use_part_on_screen(on_part: impl FnMut(String) + 'static) {
    use_script(SPY, on_part);
}

/// Scrolls to a part.
pub(super) fn go_to_part(id: &str) {
    document::eval(&format!(
        "const part = document.getElementById('{id}'); if (part) part.scrollIntoView({{ block: 'start' }});"
    ));
}

/// What each key does.
pub(super) fn keys() -> Vec<(&'static str, String)> {
    vec![
        ("A", t("case-key-approve")),
        ("R", t("case-key-return")),
        ("T", t("case-key-reject")),
        ("N", t("case-key-next")),
        ("P", t("case-key-previous")),
        ("1–7", t("case-key-parts")),
        ("Esc", t("case-key-close")),
        ("?", t("keys-help")),
    ]
}
