//! Sambang, the app: offline-first field survey for visits to micro-businesses.
//!
//! Direction of the parts: `ui -> device -> sync -> store, media -> domain` and `ui -> words -> domain`. The
//! screens are behind the feature `ui`; without it this library is the whole app core, as the system tests
//! use it.

pub mod device;
pub mod media;
pub mod platform;
pub mod store;
pub mod sync;
#[cfg(feature = "ui")]
pub mod ui;
