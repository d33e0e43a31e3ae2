//! The bare text control under every field.
//!
//! Between a key and the answer from Rust the person goes on typing. Writing the answer back into
//! the control would then delete the keys in between, so a control is never written to while it has
//! the focus: it starts with a value and keeps what is typed. A value from outside that differs from
//! what it shows replaces the whole control, and only while the focus is elsewhere.

use dioxus::prelude::*;

/// The control: `input`, or `textarea` when `multiline`.
#[component]
pub fn LiveInput(
    /// What the store holds, or what another control filled in.
    value: String,
    /// Several lines.
    #[props(default)]
    multiline: bool,
    /// Takes the focus when it appears.
    #[props(default)]
    autofocus: bool,
    /// Every change.
    oninput: EventHandler<String>,
    /// The focus left.
    onblur: Option<EventHandler<()>>,
    /// Everything else: id, class, inputmode, aria.
    #[props(extends = GlobalAttributes, extends = input)]
    attributes: Vec<Attribute>,
) -> Element {
    let mut text = use_hook(|| CopyValue::new(value.clone()));
    let mut focused = use_hook(|| CopyValue::new(false));
    let mut start = use_signal(|| (0_u32, value.clone()));
    use_effect(use_reactive!(|value| {
        if !*focused.read() && *text.read() != value {
            text.set(value.clone());
            let next = start.peek().0.wrapping_add(1);
            start.set((next, value));
        }
    }));
    let typed = move |event: FormEvent| {
        text.set(event.value());
        oninput.call(event.value());
    };
    let left = move |_: FocusEvent| {
        focused.set(false);
        if let Some(left) = onblur {
            left.call(());
        }
    };
    let appeared = move |event: MountedEvent| async move {
        if autofocus {
            let _ = event.set_focus(true).await;
        }
    };
    rsx! {
        for (generation, first) in [start()] {
            if multiline {
                textarea {
                    key: "{generation}", initial_value: first, oninput: typed, onfocus: move |_| focused.set(true), onblur: left,
                    onmounted: appeared, spellcheck: "false", ..attributes.clone(),
                }
            } else {
                input {
                    key: "{generation}", initial_value: first, oninput: typed, onfocus: move |_| focused.set(true), onblur: left,
                    onmounted: appeared, spellcheck: "false", ..attributes.clone(),
                }
            }
        }
    }
}
