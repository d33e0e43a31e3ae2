//! A page that has just changed under the hand waits a moment before it takes another tap there.
//!
//! One script does it for all screens. A screen only says with `data-subject` what its taps are about, where
//! the controls look the same for the next survey or the next PIN.

/// The script, for the page's head.
pub const SCRIPT: &str = include_str!("settle.js");
