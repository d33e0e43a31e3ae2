//! How long the person waited for the first screen, for the log.

use std::sync::OnceLock;
use std::time::Instant;

use dioxus::prelude::*;

/// When the app's own code began to run.
static BEGUN: OnceLock<Instant> = OnceLock::new();

/// Answers once what was rendered is also painted.
const PAINTED: &str = "requestAnimationFrame(() => requestAnimationFrame(() => dioxus.send(true)));";

/// The app's own code begins to run.
pub fn begin() {
    BEGUN.get_or_init(Instant::now);
}

/// Writes down how long it took until the calling component's first picture was on the screen.
pub fn use_first_screen() {
    use_future(|| async {
        if document::eval(PAINTED).recv::<bool>().await.is_ok()
            && let Some(begun) = BEGUN.get()
        {
            tracing::info!(ms = begun.elapsed().as_millis(), "the first screen is there");
        }
    });
}
