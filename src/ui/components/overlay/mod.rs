//! What lies over the page: a sheet to choose from, a dialog about something that cannot be undone,
//! and the toast with its way back.
//!
//! The page behind is made inert and the focus goes in. Escape and the back key close; a tap outside
//! closes a sheet, never a dialog.

use std::time::Duration;

use dioxus::prelude::*;

use super::{Button, ButtonKind, Icon};
use crate::ui::back_key::use_back_closes;
use crate::ui::i18n::t;

/// Makes everything beside the overlay and its ancestors inert, and remembers it. What catches second taps
/// (`settle`) is left alone: inert it would let them through.
const COVER: &str = r"
let node = document.getElementById('overlay');
while (node && node !== document.body) {
  for (const other of node.parentElement.children) {
    if (other !== node && !other.hasAttribute('inert') && !other.classList.contains('settling')) { other.setAttribute('inert', ''); other.setAttribute('data-covered', ''); }
  }
  node = node.parentElement;
}";

const UNCOVER: &str = r"
for (const other of document.querySelectorAll('[data-covered]')) { other.removeAttribute('inert'); other.removeAttribute('data-covered'); }";

#[component]
fn Overlay(bottom: bool, wide: bool, title: String, on_close: EventHandler<()>, children: Element) -> Element {
    use_back_closes(on_close);
    use_drop(|| {
        document::eval(UNCOVER);
    });
    let class = match (bottom, wide) {
        (true, _) => "sheet",
        (false, true) => "dialog dialog--wide",
        (false, false) => "dialog",
    };
    rsx! {
        div {
            id: "overlay",
            class: if bottom { "overlay overlay--bottom" } else { "overlay" },
            onclick: move |_| {
                if bottom {
                    on_close.call(());
                }
            },
            onkeydown: move |event| {
                if event.key() == Key::Escape {
                    on_close.call(());
                }
            },
            div {
                class, role: "dialog", "aria-modal": "true", "aria-labelledby": "overlay-title", tabindex: "-1",
                onclick: |event| event.stop_propagation(),
                onmounted: |event| async move {
                    document::eval(COVER);
                    let _ = event.set_focus(true).await;
                },
                if bottom {
                    div { class: "sheet__grip", "aria-hidden": "true" }
                }
                div { class: "stack stack--3",
                    h2 { id: "overlay-title", "{title}" }
                    {children}
                }
            }
        }
    }
}

/// Choices or a confirmation, from below.
#[component]
pub fn Sheet(
    /// What is asked.
    title: String,
    /// Escape, the back key, the close button or a tap outside.
    on_close: EventHandler<()>,
    /// The choices.
    children: Element,
) -> Element {
    rsx! {
        Overlay { bottom: true, wide: false, title, on_close,
            {children}
            Button { id: "sheet-close", kind: ButtonKind::Quiet, block: true, onclick: move |_| on_close.call(()), {t("cancel")} }
        }
    }
}

/// A question about something that cannot be undone.
#[component]
pub fn Dialog(
    /// The question; the button answers with the same verb.
    title: String,
    /// For a tablet: room for two columns.
    #[props(default)]
    wide: bool,
    /// Escape or the back key.
    on_close: EventHandler<()>,
    /// The buttons, cancel first.
    actions: Element,
    /// What is lost.
    children: Element,
) -> Element {
    rsx! {
        Overlay { bottom: false, wide, title, on_close,
            {children}
            div { class: "dialog__acts", {actions} }
        }
    }
}

/// Says what was done, and offers to undo it. It stands in a `role=status`.
#[component]
pub fn Toast(
    /// Its id.
    id: String,
    /// What was done.
    text: String,
    /// How long it stays.
    stay: Duration,
    /// Undo it; none where that cannot be done.
    on_undo: Option<EventHandler<()>>,
    /// Time is up.
    on_gone: EventHandler<()>,
) -> Element {
    use_future(move || async move {
        tokio::time::sleep(stay).await;
        on_gone.call(());
    });
    rsx! {
        div { class: "toast", id,
            Icon { name: "check" }
            span { class: "grow", "{text}" }
            if let Some(undo) = on_undo {
                Button { id: "undo", kind: ButtonKind::Quiet, onclick: move |_| undo.call(()), {t("undo")} }
            }
        }
    }
}
