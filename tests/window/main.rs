//! The app's real window, driven from outside as a facilitator would. Linux only; needs
//! WebKitWebDriver and, without a display, Xvfb. `./run tour` runs it and shows where it is.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::string_slice,
    reason = "a test may stop the run, and the tour says where it is"
)]

mod album;
mod comfort;
mod display;
mod driver;
mod person;
mod photographs;
mod process;
mod proof;
mod tour;
mod visit;
mod world;
