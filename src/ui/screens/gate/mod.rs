//! The screens before the lock opens: enrolling this device, its PIN, and a forgotten PIN.
//!
//! What is typed here is never stored and never logged.

mod enrol;
mod enrolling;
mod forgot;
mod new_pin;
mod pin_entry;
mod scan;
mod unlock;
mod waiting;

pub use enrol::Enrol;
pub use new_pin::NewPin;
pub use pin_entry::PinEntry;
pub use unlock::Unlock;
