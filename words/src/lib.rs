//! What a survey says to people, in Bahasa Indonesia first and English second: names of answers,
//! values in words, findings, what a supervisor judges, and how numbers and dates are written.
//!
//! Every face (the app's screens, the province's pages) reads it from here, so that both say the same.
//! Functions take the language; nothing here knows a screen, a clock or a file.

pub mod answers;
pub mod claims;
pub mod findings;
pub mod format;
pub mod names;
pub mod photos;
pub mod regions;
pub mod texts;
pub mod values;
