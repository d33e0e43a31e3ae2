//! Sambang, the app: offline-first field survey for visits to micro-businesses.
//!
//! Direction of the parts: `ui -> device -> sync -> store, media, postbox -> domain` and `ui -> words -> domain`. The
//! screens are behind the feature `ui`; without it this library is the whole app core, as the system tests
//! use it.

pub mod device;
#[cfg(target_os = "android")]
mod job;
pub mod media;
pub mod platform;
pub mod postbox;
pub mod store;
pub mod sync;
#[cfg(feature = "ui")]
pub mod ui;
