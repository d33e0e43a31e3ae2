//! Decisions of a supervisor: sealed here like surveys, in a chain of their own, and sent in order.
//!
//! A sealed decision is never dropped. What became of it is known from a receipt that the province
//! signed and the caller verified.

mod draft;
mod held;
mod outgoing;
mod seal;

pub use draft::ReviewDraft;
pub(in crate::store) use held::held;
pub use outgoing::{OutgoingReview, OwnReview, WaitingDecision};
pub use seal::{Decision, HeldReview};

#[cfg(test)]
mod tests;
