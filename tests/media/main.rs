//! The photo pipeline against real photographs, odd files and hostile ones.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test may stop the run"
)]

mod accepted;
mod caption;
mod capture;
mod exif_block;
mod legibility;
mod memory;
mod orientation;
mod photos;
mod qr;
mod refused;
mod signature;
mod sizes;
