//! What differs between a desktop and a phone: the clock, ids, free storage, the log.
//!
//! Everything that asks the machine for something not repeatable goes through here, so that tests
//! can move time and the Android bridge has one place to plug in.

#[cfg(all(target_os = "linux", feature = "automation"))]
pub mod automation;
mod clock;
pub mod log;
mod random;
mod storage;

pub use clock::{Clock, ManualClock, SystemClock, local_time};
pub use random::{new_id, random_bytes};
pub use storage::{FreeBytes, free_bytes, share_folder};
