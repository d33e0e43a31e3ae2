//! The line that tells what became of the last decision. It outlives the page on which it was made.

use std::time::Duration;

use dioxus::prelude::*;

use crate::ui::components::Icon;

/// How long the line stays.
const STAY: Duration = Duration::from_secs(6);

/// The words, with a count that tells one line from the next.
static LINE: GlobalSignal<(u64, Option<String>)> = Signal::global(|| (0, None));

/// Shows `text` for a few seconds.
pub(in crate::ui::screens) fn say_line(text: String) {
    let mut line = LINE.write();
    line.0 = line.0.wrapping_add(1);
    line.1 = Some(text);
}

/// The line; it stands once, around all screens.
#[component]
pub fn DecisionLine() -> Element {
    let (count, text) = LINE();
    use_effect(use_reactive!(|count| {
        spawn(async move {
            tokio::time::sleep(STAY).await;
            if LINE.peek().0 == count {
                LINE.write().1 = None;
            }
        });
    }));
    rsx! {
        div { class: "decision-line", role: "status",
            if let Some(text) = text {
                div { class: "toast", id: "decision-line",
                    Icon { name: "check" }
                    span { class: "grow", "{text}" }
                }
            }
        }
    }
}
