//! Six digits, by the pad on the screen or by a keyboard.

use dioxus::prelude::*;

use crate::ui::components::keypad::PIN_LENGTH;
use crate::ui::components::{Gate, Icon, Keypad, PinDots};
use crate::ui::session::{BUZZ_MS, vibrate};

/// How long the phone ticks for a digit, in milliseconds.
const DIGIT_MS: u16 = 10;

/// The PIN screen. It hands over six digits and forgets them.
#[component]
pub fn PinEntry(
    /// What is asked; a change of it empties the diamonds.
    title: String,
    /// For whom.
    #[props(default)]
    subtitle: String,
    /// Why the last PIN was not taken.
    error: Option<String>,
    /// What is happening, while nothing can be pressed.
    busy: Option<String>,
    /// Nothing can be pressed for another reason.
    #[props(default)]
    disabled: bool,
    /// All six digits.
    on_done: EventHandler<String>,
    /// Below the pad.
    children: Element,
) -> Element {
    let mut digits = use_signal(String::new);
    let off = disabled || busy.is_some();
    let bad = error.is_some();
    use_effect(use_reactive!(|title| {
        let _ = title;
        digits.set(String::new());
    }));
    use_effect(use_reactive!(|bad| {
        if bad {
            vibrate(BUZZ_MS);
        }
    }));
    let mut press = move |digit: char| {
        if off || digits.peek().len() >= PIN_LENGTH {
            return;
        }
        vibrate(DIGIT_MS);
        digits.write().push(digit);
        if digits.peek().len() == PIN_LENGTH {
            on_done.call(std::mem::take(&mut *digits.write()));
        }
    };
    let mut delete = move || {
        digits.write().pop();
    };
    rsx! {
        div {
            class: "gate__keys", tabindex: "-1", "data-subject": "{title} {bad}",
            onmounted: move |event| async move {
                document::eval("window.scrollTo(0, 0);");
                let _ = event.set_focus(true).await;
            },
            onkeydown: move |event| match event.key() {
                Key::Character(text) => {
                    if let Some(digit) = text.chars().next().filter(char::is_ascii_digit) {
                        press(digit);
                    }
                }
                Key::Backspace => delete(),
                _ => {}
            },
            Gate { name: "pin",
                div { class: "gate__push" }
                div { class: "stack gate__centre",
                    h1 { id: "pin-title", "{title}" }
                    if !subtitle.is_empty() {
                        p { class: "muted", "{subtitle}" }
                    }
                    PinDots { filled: if busy.is_some() { PIN_LENGTH } else { digits.read().len() }, bad: bad && digits.read().is_empty() }
                    Line { busy, error }
                }
                Keypad { disabled: off, on_digit: press, on_delete: move |()| delete() }
                {children}
            }
        }
    }
}

/// What is happening, or why the last PIN was not taken; as high without either.
#[component]
fn Line(busy: Option<String>, error: Option<String>) -> Element {
    rsx! {
        div { class: "gate__line", role: "status",
            if let Some(busy) = busy {
                p { class: "small muted gate__busy",
                    span { class: "spin", "aria-hidden": "true" }
                    span { "{busy}" }
                }
            } else if let Some(error) = error {
                p { class: "small gate__err", id: "pin-error", role: "alert",
                    Icon { name: "circle-alert" }
                    span { "{error}" }
                }
            }
        }
    }
}
