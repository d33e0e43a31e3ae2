//! A typed answer: it is stored while it is typed, and judged when the field is left.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::survey::fields::Field;

use super::context::{View, Visit};
use crate::ui::components::{FieldMessage, InputMode, LiveInput, Mask, Message, MessageKind, Refused, TextField};
use crate::ui::i18n::{label, t};

/// Whether the finding of a field is shown: not while it is typed in, and not before it was touched.
#[derive(Clone, Copy)]
pub(super) struct Touched {
    typing: Signal<bool>,
    left: Signal<bool>,
}

impl Touched {
    /// A key was pressed.
    pub(super) fn typed(mut self) {
        if !*self.typing.peek() {
            self.typing.set(true);
        }
    }

    /// The focus left.
    pub(super) fn left(mut self) {
        self.typing.set(false);
        self.left.set(true);
    }

    /// Whether to show it, given that the field is `filled` or its step was `is_past`.
    pub(super) fn shown(self, filled: bool, is_past: bool) -> bool {
        !*self.typing.read() && (filled || is_past || *self.left.read())
    }
}

/// A fresh [`Touched`].
pub(super) fn use_touched() -> Touched {
    Touched { typing: use_signal(|| false), left: use_signal(|| false) }
}

/// A line or box of text.
#[component]
pub(super) fn Answer(
    /// What is stored.
    view: Rc<View>,
    /// Which answer.
    field: &'static Field,
    /// Hint below it.
    hint: String,
    /// Stored text.
    value: String,
    #[props(default)] optional: bool,
    #[props(default)] input_mode: InputMode,
    #[props(default)] multiline: bool,
    #[props(default = 120)] max_len: u32,
    mask: Option<Mask>,
    /// Every change; store it with [`Visit::save_later`].
    on_text: EventHandler<String>,
    /// The focus left and what was typed is stored.
    on_left: Option<EventHandler<()>>,
) -> Element {
    let visit = use_context::<Visit>();
    let touched = use_touched();
    let shown = touched.shown(!value.is_empty(), visit.is_past(field.step));
    let message = view.message(field.path, shown, hint);
    rsx! {
        TextField {
            id: field.id, label: label(field), value, optional, input_mode, multiline, max_len, mask, message,
            oninput: move |text| {
                touched.typed();
                on_text.call(text);
            },
            onblur: move |()| {
                visit.autosave.flush();
                touched.left();
                if let Some(left) = on_left {
                    left.call(());
                }
            },
        }
    }
}

/// A line of digits in groups. The groups are made in the page, so the caret stays.
#[component]
pub(super) fn Digits(
    /// Id of the input.
    id: &'static str,
    /// Label.
    label: String,
    /// How the digits are grouped.
    mask: Mask,
    /// Stored text, grouped or not.
    value: String,
    /// Below it.
    message: FieldMessage,
    #[props(default)] optional: bool,
    #[props(default)] placeholder: String,
    /// Stands beside the input, in a short field.
    beside: Option<Element>,
    /// Every change, in groups.
    on_text: EventHandler<String>,
    /// The focus left.
    on_left: EventHandler<()>,
) -> Element {
    let (kind, words) = message;
    let message_id = format!("{id}-message");
    let row = if beside.is_some() { "digits4" } else { "stack" };
    rsx! {
        div { class: "field {kind.field_class()}",
            label { class: "field__label", r#for: "{id}",
                "{label}"
                if optional {
                    " "
                    span { class: "field__opt", {t("visit-optional")} }
                }
            }
            div { class: row,
                LiveInput {
                    id, name: "{id}", class: "input input--num", r#type: "text", inputmode: "numeric",
                    mask, placeholder, value,
                    "aria-describedby": "{message_id}", "aria-invalid": (kind == MessageKind::Error).then_some("true"),
                    oninput: on_text,
                    onblur: on_left,
                }
                {beside}
            }
            Refused { control: id }
            if !words.is_empty() {
                Message { id: message_id.clone(), kind, text: words }
            }
        }
    }
}

/// A year to choose, newest first.
#[component]
pub(super) fn YearField(
    /// Id of the select.
    id: String,
    /// Label.
    label: String,
    /// The years on offer, first and last.
    years: (i32, i32),
    /// Stored year.
    selected: Option<i32>,
    /// Below it.
    message: FieldMessage,
    /// Chosen, or chosen no more.
    on_select: EventHandler<Option<i32>>,
) -> Element {
    let (kind, words) = message;
    let message_id = format!("{id}-message");
    // A year from elsewhere stays visible even when it is not on offer.
    let strange = selected.filter(|year| !(years.0..=years.1).contains(year));
    rsx! {
        div { class: "field {kind.field_class()}",
            label { class: "field__label", r#for: "{id}", "{label}" }
            select {
                id: "{id}", name: "{id}", class: "input",
                "aria-describedby": "{message_id}", "aria-invalid": (kind == MessageKind::Error).then_some("true"),
                onchange: move |event| on_select.call(event.value().parse().ok()),
                option { value: "", selected: selected.is_none(), {t("visit-choose-year")} }
                for year in strange.into_iter().chain((years.0..=years.1).rev()) {
                    option { key: "{year}", value: "{year}", selected: selected == Some(year), "{year}" }
                }
            }
            Message { id: message_id.clone(), kind, text: words }
        }
    }
}
