//! The screens around a visit: enrolment and lock, home, sending, receipts, settings.

pub mod change_pin;
pub mod gate;
pub mod home;
pub mod receipt;
pub mod rows;
pub mod search;
pub mod settings;
pub mod sync;

pub use change_pin::ChangePin;
pub use home::Home;
pub use receipt::ReceiptScreen;
pub use search::Search;
pub use settings::SettingsScreen;
pub use sync::SyncScreen;
