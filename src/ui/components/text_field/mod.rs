//! A labelled line or box of text, over [`LiveInput`].

use dioxus::prelude::*;

use super::message::{FieldMessage, Message, MessageKind, field_classes};
use super::{LiveInput, Mask, Refused};
use crate::ui::i18n::t;

/// Which keyboard the phone shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InputMode {
    /// Letters.
    #[default]
    Text,
    /// Letters, every word with a capital: names.
    Words,
    /// Digits only.
    Numeric,
    /// The telephone keypad.
    Tel,
    /// Digits and a comma.
    Decimal,
}

impl InputMode {
    fn html(self) -> &'static str {
        match self {
            Self::Text | Self::Words => "text",
            Self::Numeric => "numeric",
            Self::Tel => "tel",
            Self::Decimal => "decimal",
        }
    }
}

/// The field.
#[component]
pub fn TextField(
    /// Id of the input; its message gets `{id}-message`.
    id: String,
    /// Label above it.
    label: String,
    /// What the store holds.
    value: String,
    /// May stay empty; says so beside the label.
    #[props(default)]
    optional: bool,
    /// Hint, warning or error below it.
    message: Option<FieldMessage>,
    /// Which keyboard.
    #[props(default)]
    input_mode: InputMode,
    /// Several lines.
    #[props(default)]
    multiline: bool,
    /// Example in the empty field; never instead of the label.
    #[props(default)]
    placeholder: String,
    /// Longest text in characters.
    max_len: Option<u32>,
    /// Groups digits while they are typed, and refuses one too many.
    mask: Option<Mask>,
    /// Fixed text before the input, e.g. "Rp".
    prefix: Option<String>,
    /// Further classes of the input.
    #[props(default)]
    class: String,
    /// Every change.
    oninput: EventHandler<String>,
    /// The focus left.
    onblur: Option<EventHandler<()>>,
    /// Takes the focus when it appears.
    #[props(default)]
    autofocus: bool,
    /// The label is only spoken.
    #[props(default)]
    hide_label: bool,
) -> Element {
    let kind = message.as_ref().map(|m| m.0).unwrap_or_default();
    let invalid = (kind == MessageKind::Error).then_some("true");
    let field = field_classes(message.as_ref());
    let message_id = format!("{id}-message");
    let described = message.is_some().then(|| message_id.clone());
    let classes = if class.is_empty() { "input".to_owned() } else { format!("input {class}") };
    let capitals = match input_mode {
        InputMode::Words => "words",
        InputMode::Text if multiline => "sentences",
        _ => "off",
    };
    let control = rsx! {
        LiveInput {
            id: id.clone(), class: classes, name: "{id}", value, mask, multiline, autofocus, placeholder,
            maxlength: max_len.map(i64::from),
            r#type: (!multiline).then_some("text"), inputmode: input_mode.html(), autocapitalize: capitals,
            "aria-describedby": described, "aria-invalid": invalid, oninput, onblur,
        }
    };
    rsx! {
        div { class: field,
            label { class: if hide_label { "sr" } else { "field__label" }, r#for: "{id}",
                "{label}"
                if optional {
                    " "
                    span { class: "field__opt", {t("optional")} }
                }
            }
            if let Some(prefix) = prefix {
                span { class: "affix",
                    span { class: "affix__pre", "{prefix}" }
                    {control}
                }
            } else {
                {control}
            }
            if mask.is_some() {
                Refused { control: id.clone() }
            }
            if let Some((kind, text)) = message {
                Message { id: message_id, kind, text }
            }
        }
    }
}
