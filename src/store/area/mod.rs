//! The surveys of a supervisor's work area, as the province sent them.
//!
//! What is here is a copy: the province may take a survey away with one line. Decisions and drafts of
//! decisions are stored apart from it and stay.

mod case;
mod effective;
mod far;
mod keep;
mod leave;
mod lost;
mod photos;
mod queue;
mod rows;

pub use case::{AreaCase, KeptRevision, Placed};
pub use keep::{AreaEntry, AreaUpdate};
pub use leave::{LeaveUntil, LeavingCase, LeftCase};
pub use lost::LostRevision;
pub use rows::{FindingsFilter, QueueCounts, QueueFilter, QueueGroup, QueueRow, QueueSort};

pub(super) use effective::refresh;
pub(super) use queue::queue_row;

#[cfg(test)]
pub(super) mod tests;
