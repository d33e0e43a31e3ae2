//! Starts the app: log, page head, window. A desktop reads a command line; a phone has none.

#[cfg(feature = "desktop")]
pub mod arguments;
#[cfg(feature = "desktop")]
mod desktop;
#[cfg(feature = "desktop")]
mod first;
#[cfg(all(feature = "mobile", target_os = "android"))]
mod phone;

use std::io;

use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::prelude::*;

#[cfg(feature = "desktop")]
pub use desktop::run;
#[cfg(feature = "desktop")]
pub use first::{EnrolError, enrol};
#[cfg(all(feature = "mobile", target_os = "android"))]
pub use phone::{NoActivity, run};

use super::first_screen;
use crate::platform::log::{AppLog, FILTER};

/// `--c-ground`, so that no white flashes before the page is there.
const GROUND: (u8, u8, u8, u8) = (0xF5, 0xF2, 0xEA, 0xFF);

/// Traces to the terminal, which is logcat on a phone, and into the app's own log. Without a log the app starts all the
/// same: the door says in words what is wrong with its folder. A panic is written down by its place alone: its message
/// may hold what was typed.
pub fn start_log(log: io::Result<AppLog>) {
    first_screen::begin();
    let (log, trouble) = log.map_or_else(|error| (None, Some(error)), |log| (Some(log), None));
    let asked = std::env::var("RUST_LOG").ok().and_then(|asked| asked.parse::<Targets>().ok());
    let terminal = fmt::layer().with_writer(std::io::stderr).with_filter(asked.unwrap_or_else(ours));
    // Its own filter: what RUST_LOG allows other crates to write must not reach a file that people share.
    let file = log.map(|log| fmt::layer().with_ansi(false).with_writer(move || log.clone()).with_filter(ours()));
    tracing_subscriber::registry().with(terminal).with(file).init();
    let earlier = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "the app met a bug and stopped what it was doing");
        earlier(panic);
    }));
    if let Some(error) = trouble {
        tracing::error!(%error, "the app's own log cannot be written");
    }
}

/// What the app writes down unless it is told otherwise.
fn ours() -> Targets {
    FILTER.parse().unwrap_or_default()
}
