//! A supervisor's work as the screens see it: the queue, a case, the decision, the people.
//!
//! Everything is decided on the tablet, with a network or without; the province says afterwards what
//! became of it. Nothing typed and nothing decided is ever lost.

mod case;
mod decide;
mod photos;
mod queue;
mod team;

pub use case::{Case, Neighbour, OwnDecision};
pub use decide::HOLD_MS;
