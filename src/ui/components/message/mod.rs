//! The line under a field: a hint, or what is wrong and what to do. It keeps its place so that
//! nothing moves when an error comes or goes.

use dioxus::prelude::*;

use super::Icon;

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MessageKind {
    /// How to fill the field.
    #[default]
    Hint,
    /// The answer was checked and fits.
    Ok,
    /// One may go on.
    Warn,
    /// Must be corrected before finishing.
    Error,
}

impl MessageKind {
    /// The state class of the field around it.
    #[must_use]
    pub fn field_class(self) -> &'static str {
        match self {
            Self::Hint => "",
            Self::Ok => "field--ok",
            Self::Warn => "field--warn",
            Self::Error => "field--error",
        }
    }

    fn icon(self) -> Option<&'static str> {
        match self {
            Self::Hint => None,
            Self::Ok => Some("check"),
            Self::Warn => Some("triangle-alert"),
            Self::Error => Some("circle-alert"),
        }
    }
}

/// Kind and words of a message.
pub type FieldMessage = (MessageKind, String);

/// The classes of a field with this message.
#[must_use]
pub fn field_classes(message: Option<&FieldMessage>) -> String {
    let state = message.map(|(kind, _)| kind.field_class()).unwrap_or_default();
    if state.is_empty() { "field".to_owned() } else { format!("field {state}") }
}

/// The line itself.
#[component]
pub fn Message(
    /// For `aria-describedby` of the control.
    #[props(default)]
    id: String,
    /// How it is meant.
    #[props(default)]
    kind: MessageKind,
    /// The words; may be empty.
    #[props(default)]
    text: String,
) -> Element {
    rsx! {
        p { class: "field__msg", id: (!id.is_empty()).then_some(id), role: (kind == MessageKind::Error).then_some("alert"),
            if let Some(icon) = kind.icon() {
                Icon { name: icon }
            }
            span { "{text}" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_takes_the_state_of_its_message() {
        assert_eq!(field_classes(None), "field");
        assert_eq!(field_classes(Some(&(MessageKind::Hint, String::new()))), "field");
        assert_eq!(field_classes(Some(&(MessageKind::Error, String::new()))), "field field--error");
    }
}
