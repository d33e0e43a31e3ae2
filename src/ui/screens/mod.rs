//! The screens around a visit: enrolment and lock, home, sending, receipts, settings.

pub mod app_log;
pub mod assignments;
pub mod backup;
pub mod begin;
pub mod bin;
pub mod care;
pub mod change_pin;
pub mod gate;
pub mod home;
pub mod phone_state;
pub mod receipt;
pub mod rows;
pub mod search;
pub mod settings;
pub mod sync;

pub use app_log::AppLogScreen;
pub use assignments::AssignmentsScreen;
pub use backup::BackupScreen;
pub use bin::BinScreen;
pub use change_pin::ChangePin;
pub use home::Home;
pub use receipt::ReceiptScreen;
pub use search::Search;
pub use settings::SettingsScreen;
pub use sync::SyncScreen;
