//! The line icons. Lucide, ISC licence (`assets/ui/icons/LICENSE.txt`), compiled in.
//!
//! An icon never carries the meaning alone: a word stands beside it, or the button has a label.

use std::borrow::Cow;

use dioxus::prelude::*;

macro_rules! icons {
    ($($name:literal)+) => {
        /// The names an [`Icon`] may have.
        pub const NAMES: &[&str] = &[$($name),+];

        fn file(name: &str) -> &'static str {
            match name {
                $($name => include_str!(concat!("../../../../assets/ui/icons/", $name, ".svg")),)+
                _ => "",
            }
        }
    };
}

icons! {
    "arrow-left" "arrow-up" "badge-check" "camera" "check" "chevron-left" "chevron-right" "chevrons-up-down"
    "circle-alert" "circle-check" "clock" "cloud-check" "cloud-off" "cloud-upload" "cooking-pot" "copy"
    "delete" "download" "ellipsis" "equal-not" "file-text" "hammer" "hand" "history" "id-card" "image"
    "image-off" "inbox" "info" "layers" "locate-fixed" "lock" "message-square" "minus" "package-check"
    "pen-line" "pencil-line" "plus" "refresh-cw" "rotate-ccw" "rotate-cw" "search" "settings" "shield-check"
    "shirt" "sprout" "store" "trash-2" "triangle-alert" "undo-2" "upload" "users" "wrench" "x" "zoom-in"
}

/// The drawing inside the file's svg element; empty for an unknown name.
fn drawing(name: &str) -> Option<&'static str> {
    let (_, rest) = file(name).split_once("<svg")?;
    let (_, inner) = rest.split_once('>')?;
    Some(inner.rsplit_once("</svg>")?.0.trim())
}

/// One icon, as high as the text around it.
#[component]
pub fn Icon(
    /// File name in `assets/ui/icons`, without its ending.
    #[props(into)]
    name: Cow<'static, str>,
    /// Further classes.
    #[props(default)]
    class: String,
) -> Element {
    rsx! {
        svg {
            class: if class.is_empty() { "icon".to_owned() } else { format!("icon {class}") },
            view_box: "0 0 24 24",
            fill: "none",
            stroke: "currentColor",
            stroke_linecap: "round",
            stroke_linejoin: "round",
            "aria-hidden": "true",
            dangerous_inner_html: drawing(&name).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_has_a_drawing_without_script() {
        for name in NAMES {
            let drawing = drawing(name).unwrap();
            assert!(drawing.starts_with('<') && !drawing.contains("script"), "{name}");
        }
        assert_eq!(drawing("nothing"), None);
    }
}
