//! Buttons. Their words are verbs with their object; one primary per view.

use dioxus::prelude::*;

use super::Icon;

/// What a button means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// The one next action of the view.
    #[default]
    Primary,
    /// Another action.
    Second,
    /// An action in running text.
    Quiet,
    /// Opens a dialog about something that cannot be undone.
    DangerLine,
    /// Confirms it, inside that dialog only.
    Danger,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn--primary",
            Self::Second => "btn--second",
            Self::Quiet => "btn--quiet",
            Self::DangerLine => "btn--danger-line",
            Self::Danger => "btn--danger",
        }
    }
}

/// A button with words.
#[component]
pub fn Button(
    /// Stable id.
    id: Option<String>,
    /// What it means.
    #[props(default)]
    kind: ButtonKind,
    /// Before the words.
    icon: Option<&'static str>,
    /// Work is under way: a spinner instead of the icon, taps are ignored.
    #[props(default)]
    busy: bool,
    /// Cannot be pressed; say why next to it.
    #[props(default)]
    disabled: bool,
    /// As wide as its column.
    #[props(default)]
    block: bool,
    /// 44 px high instead of 52.
    #[props(default)]
    small: bool,
    /// Further classes.
    #[props(default)]
    class: String,
    /// Spoken name, when the words alone do not say it.
    label: Option<String>,
    /// Pressed.
    onclick: EventHandler<MouseEvent>,
    /// The words.
    children: Element,
) -> Element {
    let mut classes = vec!["btn", kind.class()];
    classes.extend([(block, "btn--block"), (small, "btn--sm"), (busy, "is-busy")].iter().filter(|c| c.0).map(|c| c.1));
    classes.push(&class);
    rsx! {
        button {
            r#type: "button",
            id,
            class: classes.join(" "),
            disabled,
            "aria-busy": busy.then_some("true"),
            "aria-label": label,
            onclick: move |event| {
                if !busy && !disabled {
                    onclick.call(event);
                }
            },
            if busy {
                span { class: "spin", "aria-hidden": "true" }
            } else if let Some(icon) = icon {
                Icon { name: icon }
            }
            span { {children} }
        }
    }
}

/// A button that is only an icon; its label is spoken.
#[component]
pub fn IconButton(
    /// Stable id.
    id: Option<String>,
    /// The icon.
    icon: &'static str,
    /// Spoken name.
    label: String,
    /// With a border, for use on a light ground.
    #[props(default)]
    line: bool,
    /// Pressed.
    onclick: EventHandler<MouseEvent>,
) -> Element {
    rsx! {
        button {
            r#type: "button",
            id,
            class: if line { "iconbtn iconbtn--line" } else { "iconbtn" },
            "aria-label": label,
            onclick: move |event| onclick.call(event),
            Icon { name: icon }
        }
    }
}
