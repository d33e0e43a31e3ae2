//! The bare text control under every field.
//!
//! Between a key and the answer from Rust the person goes on typing. Writing the answer back into
//! the control would then delete the keys in between. So a control starts with a value and keeps what is typed.
//! A value from outside is handed to the page, which alone knows what stands in the control at that moment: it
//! is written only over the text it was meant to replace, and never while the person is in the control.

mod mask;

use std::collections::VecDeque;

use dioxus::prelude::*;

pub use mask::{Mask, SCRIPT as MASK_SCRIPT};

/// Replaces the text of a control that still shows what it is known to show, once nobody is in it. Emptied it
/// is at once: a button beside it was pressed.
const REPLACE: &str = "
const [id, known, next] = await dioxus.recv();
const control = document.getElementById(id);
const put = () => { if (control.value === known) control.value = next; };
if (control && next && document.activeElement === control) control.addEventListener('blur', put, { once: true });
else if (control) put();";

/// Texts that were typed and have not come back from the store.
const MOST_ECHOES: usize = 64;

/// What the control shows, as far as it was heard.
#[derive(Default)]
struct Shown {
    text: String,
    /// What was typed; the store may still answer with one of these.
    typed: VecDeque<String>,
}

impl Shown {
    fn type_in(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        self.typed.push_back(text.to_owned());
        if self.typed.len() > MOST_ECHOES {
            self.typed.pop_front();
        }
    }

    /// What the control shows and is to be replaced; none when `value` is what was typed, now or before.
    fn take_in(&mut self, value: &str) -> Option<String> {
        if self.text == value {
            self.typed.clear();
            return None;
        }
        match self.typed.iter().position(|typed| typed == value) {
            Some(at) => {
                self.typed.drain(..=at);
                None
            }
            None => Some(std::mem::replace(&mut self.text, value.to_owned())),
        }
    }
}

/// The control: `input`, or `textarea` when `multiline`.
#[component]
pub fn LiveInput(
    /// Its id in the page.
    id: String,
    /// What the store holds, or what another control filled in.
    value: String,
    /// Groups digits while they are typed.
    mask: Option<Mask>,
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
    /// Everything else: class, inputmode, aria. What is typed here is about other people: no field lets a keyboard or
    /// a browser remember or correct it.
    #[props(extends = GlobalAttributes, extends = input)]
    attributes: Vec<Attribute>,
) -> Element {
    let value = mask.map_or_else(|| value.clone(), |mask| mask.apply(&value));
    let first = use_hook(|| value.clone());
    let shown = use_hook(|| CopyValue::new(Shown { text: first.clone(), ..Shown::default() }));
    let control = id.clone();
    use_effect(use_reactive!(|value| {
        let mut shown = shown;
        if let Some(known) = shown.write().take_in(&value)
            && document::eval(REPLACE).send((&control, known, value)).is_err()
        {
            tracing::warn!("a value from outside is not shown");
        }
    }));
    let typed = move |event: FormEvent| {
        let mut shown = shown;
        shown.write().type_in(&event.value());
        oninput.call(event.value());
    };
    let left = move |_: FocusEvent| {
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
        if multiline {
            textarea {
                id: "{id}", initial_value: first, oninput: typed, onblur: left, onmounted: appeared,
                spellcheck: "false", autocomplete: "off", "autocorrect": "off",
                ..attributes,
            }
        } else {
            input {
                id: "{id}", initial_value: first, oninput: typed, onblur: left, onmounted: appeared,
                spellcheck: "false", autocomplete: "off", "autocorrect": "off",
                "data-mask": mask.map(Mask::name), "data-refusal": mask.map(Mask::refusal), ..attributes,
            }
        }
    }
}

/// Says that a masked control takes no more; the page writes the words (`mask.js`).
#[component]
pub fn Refused(
    /// Id of the control.
    control: String,
) -> Element {
    rsx! {
        p { class: "refused", id: "{control}-refused", role: "status" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stores_late_answers_do_not_replace_what_was_typed_since() {
        let mut shown = Shown::default();
        for text in ["S", "Si", "Siti"] {
            shown.type_in(text);
        }
        assert_eq!(shown.take_in("Si"), None, "an answer to an earlier key");
        assert_eq!(shown.take_in("Siti"), None);
        assert_eq!(shown.take_in("Si"), Some("Siti".into()), "now it comes from elsewhere");
    }

    #[test]
    fn a_value_from_outside_replaces_what_is_known_to_be_shown() {
        let mut shown = Shown { text: "+62 812".into(), ..Shown::default() };
        assert_eq!(shown.take_in("0812"), Some("+62 812".into()));
        assert_eq!(shown.take_in("0812"), None);
        shown.type_in("08123");
        assert_eq!(shown.take_in("1803"), Some("08123".into()));
    }
}
