//! What a Sambang survey means: types, rules and wire messages.
//!
//! This crate does no I/O, reads no clock and draws no random numbers. The app and the server both
//! build on it, so a rule of the programme or of the protocol is written once.

pub mod canonical;
pub mod check;
pub mod filter;
pub mod geo;
pub mod ids;
pub mod kbli;
pub mod language;
pub mod letters;
pub mod nik;
pub mod occupation;
pub mod open;
pub mod people;
pub mod phone;
pub mod programme;
pub mod region;
pub mod review;
pub mod seal;
pub mod sought;
pub mod statement;
pub mod survey;
pub mod wire;
mod words;

pub use check::check;
pub use language::Language;
