//! What differs between a desktop and a phone: the clock, ids, free storage, the log, and everything
//! only a [`Phone`] can do.
//!
//! Everything that asks the machine for something not repeatable goes through here, so that tests
//! can move time and Android has one place to plug in.

#[cfg(target_os = "android")]
mod android;
#[cfg(all(target_os = "linux", feature = "automation"))]
pub mod automation;
mod clock;
#[cfg(not(target_os = "android"))]
mod desktop;
pub mod log;
pub mod phone;
mod pieces;
mod random;
mod storage;
mod whole_file;

#[cfg(target_os = "android")]
pub use android::Android as ThisPhone;
pub use clock::{Clock, ManualClock, SystemClock, running_ms};
#[cfg(not(target_os = "android"))]
pub use desktop::Desktop as ThisPhone;
pub use phone::Phone;
pub(crate) use pieces::write_piece;
pub use random::{new_id, random_bytes};
pub(crate) use storage::require_writable;
pub use storage::{FreeBytes, share_folder};
pub(crate) use whole_file::{UNFINISHED, write_whole};
