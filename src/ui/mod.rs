//! The screens. They show what the device's store holds and call [`crate::device`]; nothing that
//! must survive lives here.
//!
//! Styles stand beside what they style and rest on `assets/ui`; words come from `sambang_words`. The screens
//! import `device`, `platform`, the words and the domain, nothing below them.

pub mod app;
pub mod autosave;
pub mod back_key;
pub mod components;
pub mod door;
pub mod edges;
pub mod first_screen;
pub mod focus;
pub mod head;
pub mod i18n;
#[cfg(any(feature = "desktop", all(feature = "mobile", target_os = "android")))]
pub mod launch;
pub mod look;
pub mod page;
pub mod route;
pub mod screens;
pub mod sealing;
pub mod session;
pub mod visit;

pub use app::App;
