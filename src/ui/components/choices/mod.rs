//! Answers to choose from: the whole card is the target, nothing is chosen beforehand.

use dioxus::prelude::*;

use super::Icon;
use super::message::{FieldMessage, Message, MessageKind, field_classes};
use crate::ui::i18n::t;

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceOption {
    /// What is stored.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A line below it.
    pub sub: Option<String>,
    /// Before it.
    pub icon: Option<&'static str>,
}

impl ChoiceOption {
    /// An answer with a label only.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), sub: None, icon: None }
    }
}

fn card(on: bool) -> &'static str {
    if on { "choice choice--on" } else { "choice" }
}

/// One answer out of several. Each input has the id `{name}-{value}`.
#[component]
pub fn Choices(
    /// The question.
    legend: String,
    /// Group name, unique on the screen.
    name: String,
    /// The answers.
    options: Vec<ChoiceOption>,
    /// The value chosen so far.
    selected: Option<String>,
    /// One below the other, for long answers.
    #[props(default)]
    columns_one: bool,
    /// May stay unanswered.
    #[props(default)]
    optional: bool,
    /// Chosen.
    on_select: EventHandler<String>,
    /// Hint, warning or error.
    message: Option<FieldMessage>,
) -> Element {
    let message_id = format!("{name}-message");
    let described = message.is_some().then(|| message_id.clone());
    let classes = field_classes(message.as_ref());
    let invalid = message.as_ref().is_some_and(|m| m.0 == MessageKind::Error).then_some("true");
    rsx! {
        fieldset { class: classes, id: "{name}", role: "radiogroup", "aria-describedby": described, "aria-invalid": invalid,
            legend { class: "field__label field__legend",
                "{legend}"
                if optional {
                    " "
                    span { class: "field__opt", {t("optional")} }
                }
            }
            div { class: if columns_one { "choices choices--1" } else { "choices" },
                for option in options {
                    label { key: "{option.value}", class: card(selected.as_ref() == Some(&option.value)),
                        input {
                            r#type: "radio", id: "{name}-{option.value}", name: "{name}", value: "{option.value}",
                            checked: selected.as_ref() == Some(&option.value),
                            onchange: { let value = option.value.clone(); move |_| on_select.call(value.clone()) },
                        }
                        span { class: "choice__mark" }
                        if let Some(icon) = option.icon {
                            Icon { name: icon, class: "choice__icon" }
                        }
                        span { class: "choice__text",
                            "{option.label}"
                            if let Some(sub) = &option.sub {
                                span { class: "choice__sub", "{sub}" }
                            }
                        }
                        span { class: "choice__ring" }
                    }
                }
            }
            if let Some((kind, text)) = message {
                Message { id: message_id, kind, text }
            }
        }
    }
}

/// A statement to tick.
#[component]
pub fn CheckChoice(
    /// Id of the input.
    id: String,
    /// The statement.
    label: String,
    /// A line below it.
    sub: Option<String>,
    /// Ticked.
    checked: bool,
    /// Ticked or not any more.
    onchange: EventHandler<bool>,
) -> Element {
    rsx! {
        label { class: card(checked),
            input { r#type: "checkbox", id: "{id}", name: "{id}", checked, onchange: move |event| onchange.call(event.checked()) }
            span { class: "choice__mark choice__mark--box",
                Icon { name: "check" }
            }
            span { class: "choice__text",
                "{label}"
                if let Some(sub) = sub {
                    span { class: "choice__sub", "{sub}" }
                }
            }
            span { class: "choice__ring" }
        }
    }
}
