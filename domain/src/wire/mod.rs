//! The messages of the protocol, by version. `docs/protocol.md` tells how they are used.
//!
//! A message once released is never changed in meaning: fields are added, with a default. Recorded
//! samples in `wire/samples` must parse for ever.

pub mod problem;
pub mod v1;

pub use problem::{ErrorCode, Problem};
