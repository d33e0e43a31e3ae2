//! Keeps what matters of the page clear of the system's own bars, where the page reaches under them. The styles take the
//! widths as `--inset-top` and its like (`assets/ui/base.css`).

use std::sync::Arc;

use dioxus::prelude::*;

use super::session::use_phone_events;
use crate::platform::Phone;
use crate::platform::phone::{Edges, PhoneEvent};

/// Gives the page the widths now and whenever they change.
pub fn use_edges(phone: &Arc<dyn Phone>) {
    let first = phone.clone();
    use_effect(move || tell(&*first));
    let phone = phone.clone();
    use_phone_events(move |event| {
        if event == PhoneEvent::Edges {
            tell(&*phone);
        }
    });
}

fn tell(phone: &dyn Phone) {
    if let Some(edges) = phone.edges() {
        document::eval(&script(edges));
    }
}

/// JavaScript that sets the widths on the page's root element.
fn script(Edges { top, right, bottom, left }: Edges) -> String {
    format!(
        "const style = document.documentElement.style;
         style.setProperty('--inset-top', '{top}px');
         style.setProperty('--inset-right', '{right}px');
         style.setProperty('--inset-bottom', '{bottom}px');
         style.setProperty('--inset-left', '{left}px');"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_side_is_set_in_pixels_of_the_page() {
        let script = script(Edges { top: 24.0, right: 0.0, bottom: 47.6, left: 5.0 });
        for (side, width) in [("top", "24"), ("right", "0"), ("bottom", "47.6"), ("left", "5")] {
            let set = format!("'--inset-{side}', '{width}px'");
            assert!(script.contains(&set), "{script}");
        }
    }
}
