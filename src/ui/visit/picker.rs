//! Choosing from a long list: a field that opens a page of its own, with a search in everyday words.
//!
//! What is listed, and whether other words than those of the list may be taken, is for the caller to
//! say: [`super::village_picker`], [`super::list_pickers`].

use dioxus::prelude::*;

use super::context::Visit;
use super::picking::{Choice, PickList, Picking};
use crate::ui::back_key::use_back_closes;
use crate::ui::components::{FieldMessage, Icon, IconButton, LiveInput, Message};
use crate::ui::focus::focus_field;
use crate::ui::i18n::t;

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PickRow {
    /// What is stored.
    pub(super) value: String,
    /// What is read.
    pub(super) title: String,
    /// A line below it; may be empty.
    pub(super) sub: String,
}

/// The field that opens a page.
#[component]
pub(super) fn PickField(
    /// Id of the button.
    id: &'static str,
    /// Label, also the page's heading.
    label: String,
    /// What is chosen from.
    list: PickList,
    /// The value stored so far.
    chosen: Option<String>,
    /// What was chosen, in words, with a line below.
    shown: Option<(String, String)>,
    /// In place of it.
    empty: String,
    #[props(default)] optional: bool,
    /// Below it.
    message: FieldMessage,
    /// Chosen.
    on_choose: EventHandler<Choice>,
) -> Element {
    let visit = use_context::<Visit>();
    let mut picking = visit.picking;
    let (kind, words) = message;
    let title = label.clone();
    rsx! {
        div { class: "field {kind.field_class()}",
            span { class: "field__label", id: "{id}-label",
                "{label}"
                if optional {
                    " "
                    span { class: "field__opt", {t("visit-optional")} }
                }
            }
            button {
                r#type: "button", class: "pick input", id: "{id}", "aria-haspopup": "dialog",
                "aria-labelledby": "{id}-label {id}", "aria-describedby": "{id}-message",
                onclick: move |_| {
                    visit.autosave.flush();
                    picking.set(Some(Picking { list, title: title.clone(), opener: id, chosen: chosen.clone(), on_choose }));
                },
                span { class: "grow",
                    if let Some((name, sub)) = shown {
                        "{name}"
                        if !sub.is_empty() {
                            span { class: "pick__sub", "{sub}" }
                        }
                    } else {
                        "{empty}"
                    }
                }
                Icon { name: "chevrons-up-down" }
            }
            Message { id: "{id}-message", kind, text: words }
        }
    }
}

/// Closes the page; the focus goes back to the field.
pub(super) fn use_close(opener: &'static str) -> Callback<()> {
    let mut open = use_context::<Visit>().picking;
    use_callback(move |()| {
        open.set(None);
        focus_field(opener);
    })
}

/// A page over the page: heading, close button, and what is inside.
#[component]
pub(super) fn Over(
    /// Prefix of the ids: `{name}-title`, `{name}-close`.
    name: &'static str,
    /// Heading.
    title: String,
    /// One line below it.
    note: String,
    /// The arrow, Escape or the back key.
    on_close: EventHandler<()>,
    /// Inside.
    children: Element,
) -> Element {
    use_back_closes(on_close);
    rsx! {
        div { class: "full", role: "dialog", "aria-modal": "true", "aria-labelledby": "{name}-title",
            onkeydown: move |event| {
                if event.key() == Key::Escape {
                    on_close.call(());
                }
            },
            header { class: "bar",
                div { class: "bar__row",
                    IconButton { id: "{name}-close", icon: "arrow-left", label: t("visit-close"), onclick: move |_| on_close.call(()) }
                    div { class: "bar__title",
                        h1 { id: "{name}-title", tabindex: "-1", "{title}" }
                        p { "{note}" }
                    }
                }
            }
            {children}
        }
    }
}

/// The line to type into.
#[component]
pub(super) fn SearchBox(
    /// Prefix of the id: `{name}-search`.
    name: &'static str,
    /// Spoken name.
    label: String,
    /// What is typed.
    text: Signal<String>,
) -> Element {
    let mut text = text;
    rsx! {
        div { class: "field",
            label { class: "sr", r#for: "{name}-search", "{label}" }
            span { class: "affix",
                span { class: "affix__pre", Icon { name: "search" } }
                LiveInput {
                    id: format!("{name}-search"), class: "input", r#type: "text", autocapitalize: "off",
                    value: text(), autofocus: true, oninput: move |typed| text.set(typed),
                }
                button {
                    r#type: "button", class: "affix__btn", "aria-label": t("visit-village-clear"),
                    onclick: move |_| {
                        text.set(String::new());
                        focus_field(&format!("{name}-search"));
                    },
                    Icon { name: "x" }
                }
            }
        }
    }
}

/// The rows, and how many there are.
#[component]
pub(super) fn Rows(
    /// What is said of their number.
    status: String,
    /// The rows.
    rows: Vec<PickRow>,
    /// The value stored so far.
    chosen: Option<String>,
    /// Chosen.
    on_choose: EventHandler<String>,
) -> Element {
    rsx! {
        p { class: "small muted", role: "status", "{status}" }
        if !rows.is_empty() {
            div { class: "pick-list",
                for row in rows {
                    button {
                        key: "{row.value}", r#type: "button", "data-code": "{row.value}",
                        "aria-pressed": if chosen.as_ref() == Some(&row.value) { "true" } else { "false" },
                        onclick: { let value = row.value.clone(); move |_| on_choose.call(value.clone()) },
                        "{row.title}"
                        if !row.sub.is_empty() {
                            span { class: "pick__sub", "{row.sub}" }
                        }
                    }
                }
            }
        }
    }
}
