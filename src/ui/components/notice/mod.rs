//! Notices stay in the page; a banner under the bar tells the state of the device.

use dioxus::prelude::*;

use super::Icon;

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NoticeKind {
    /// Good to know.
    #[default]
    Info,
    /// Good news.
    Ok,
    /// Look here, then go on.
    Warn,
    /// A person must act.
    Hold,
    /// Background.
    Plain,
    /// Something did not work.
    Err,
}

impl NoticeKind {
    fn look(self) -> (&'static str, &'static str) {
        match self {
            Self::Info => ("notice notice--info", "info"),
            Self::Ok => ("notice notice--ok", "circle-check"),
            Self::Warn => ("notice notice--warn", "triangle-alert"),
            Self::Hold => ("notice notice--hold", "hand"),
            Self::Plain => ("notice notice--plain", "info"),
            Self::Err => ("notice notice--err", "circle-alert"),
        }
    }
}

/// A notice.
#[component]
pub fn Notice(
    /// How it is meant.
    #[props(default)]
    kind: NoticeKind,
    /// In place of the kind's icon.
    icon: Option<&'static str>,
    /// First line, heavier.
    title: Option<String>,
    /// Stable id.
    id: Option<String>,
    /// The words.
    children: Element,
) -> Element {
    let (class, own_icon) = kind.look();
    rsx! {
        div { class, id, role: (kind == NoticeKind::Err).then_some("alert"),
            Icon { name: icon.unwrap_or(own_icon) }
            div {
                if let Some(title) = title {
                    b { "{title}" }
                }
                {children}
            }
        }
    }
}

/// A line under the bar: battery, space, something that could not be saved.
#[component]
pub fn Banner(
    /// Blue instead of amber.
    #[props(default)]
    info: bool,
    /// Before the words.
    #[props(default = "triangle-alert")]
    icon: &'static str,
    /// The words.
    children: Element,
) -> Element {
    rsx! {
        div { class: if info { "banner banner--info" } else { "banner" }, role: "status",
            Icon { name: icon }
            span { {children} }
        }
    }
}
