//! The app's real windows, driven from outside as a facilitator and a supervisor would. Linux only; needs
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
mod axe;
mod colleagues;
mod comfort;
mod correction;
mod display;
mod driver;
mod engines;
mod errands;
mod hands;
mod invited;
mod leaving;
mod lock;
mod looks;
mod masks;
mod person;
mod photographs;
mod process;
mod proof;
mod rare;
mod small;
mod tablet;
mod tour;
mod verdicts;
mod visit;
mod world;
