//! Files as a count: one diamond each, full when the province has it.

use dioxus::prelude::*;

use crate::ui::i18n::t_with;

/// The diamonds.
#[component]
pub fn Beads(
    /// Files that arrived.
    done: u32,
    /// All files.
    total: u32,
    /// The next one is on its way.
    #[props(default)]
    sending: bool,
) -> Element {
    rsx! {
        span { class: "beads", role: "img", "aria-label": t_with("files-sent", &[("done", done.into()), ("total", total.into())]),
            for bead in 0..total {
                i { class: class(bead, done, sending) }
            }
        }
    }
}

fn class(bead: u32, done: u32, sending: bool) -> &'static str {
    match bead {
        _ if bead < done => "on",
        _ if bead == done && sending => "now",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_missing_file_is_on_its_way() {
        let row: Vec<_> = (0..4).map(|bead| class(bead, 2, true)).collect();
        assert_eq!(row, ["on", "on", "now", ""]);
        assert_eq!(class(2, 2, false), "");
    }
}
