//! The line that tells what became of the last decision, and takes it back while that can be done. It outlives
//! the page on which it was made.

use std::time::Duration;

use dioxus::prelude::*;
use sambang_domain::ids::SurveyId;

use crate::device::HOLD_MS;
use crate::ui::components::Toast;
use crate::ui::i18n::t;
use crate::ui::route::Route;
use crate::ui::session::{blocking, error_text, use_device};

/// How long a line stays that offers nothing.
const STAY: Duration = Duration::from_secs(6);

/// What is said.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    /// Tells one line from the next.
    count: u64,
    text: String,
    /// The surveys of a decision that is held.
    held: Option<Vec<SurveyId>>,
}

static LINE: GlobalSignal<Option<Line>> = Signal::global(|| None);
static COUNT: GlobalSignal<u64> = Signal::global(|| 0);

fn say(text: String, held: Option<Vec<SurveyId>>) {
    let count = COUNT.peek().wrapping_add(1);
    *COUNT.write() = count;
    *LINE.write() = Some(Line { count, text, held });
}

/// Shows `text` for a few seconds.
fn say_line(text: String) {
    say(text, None);
}

/// Says what was decided about `surveys`, and offers to take it back until it is sealed.
pub(in crate::ui::screens) fn say_held(text: String, surveys: Vec<SurveyId>) {
    say(text, Some(surveys));
}

/// The line; it stands once, around all screens.
#[component]
pub fn DecisionLine() -> Element {
    let device = use_device();
    let navigator = use_navigator();
    let sealer = device.clone();
    let time_is_up = use_callback(move |count: u64| {
        if LINE.peek().as_ref().is_some_and(|line| line.count == count) {
            *LINE.write() = None;
        }
        let device = sealer.clone();
        spawn(async move {
            if let Some(Err(error)) = blocking(move || device.seal_held()).await {
                say_line(error_text(&error));
            }
        });
    });
    let undo = use_callback(move |()| {
        let device = device.clone();
        *LINE.write() = None;
        spawn(async move {
            match blocking(move || device.take_back()).await {
                Some(Ok(surveys)) if surveys.is_empty() => say_line(t("case-undo-late")),
                Some(Ok(surveys)) => {
                    say_line(t("case-undone"));
                    if let [survey] = surveys[..] {
                        navigator.push(Route::Review { id: survey.to_string() });
                    }
                }
                Some(Err(error)) => say_line(error_text(&error)),
                None => say_line(t("error-other")),
            }
        });
    });
    rsx! {
        div { class: "decision-line", role: "status",
            // Another line gets time of its own.
            for line in LINE() {
                Toast {
                    key: "{line.count}", id: "decision-line", text: line.text.clone(),
                    stay: if line.held.is_some() { Duration::from_millis(HOLD_MS.unsigned_abs()) } else { STAY },
                    on_undo: line.held.is_some().then_some(undo), on_gone: move |()| time_is_up.call(line.count),
                }
            }
        }
    }
}
