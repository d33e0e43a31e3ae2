//! Where the focus goes when the screen changes. It never leaves a field that is being typed in.

use dioxus::prelude::*;

/// Waits for the element and moves the focus.
const MOVE: &str = include_str!("focus.js");

/// Scrolls up and moves the focus to the screen's heading: after a step or a route changed.
pub fn focus_heading() {
    go("screen-title", true);
}

/// Moves the focus to the element `id`, or to the first control in it, and brings it into view.
pub fn focus_field(id: &str) {
    go(id, false);
}

fn go(id: &str, heading: bool) {
    if document::eval(MOVE).send((id, heading)).is_err() {
        tracing::warn!("the focus could not be moved");
    }
}
