//! The provincial server: takes sealed surveys and their photos from devices, keeps them, and
//! answers with signed receipts.
//!
//! It promises that an answer of success comes after the bytes are durable, that nothing is stored twice or
//! replaced, and that nobody reads outside their role and area. [`Server`] listens; [`Registry`] is
//! everything the province does with the data, with or without a server running.

mod address;
mod api;
mod authorise;
mod clock;
mod config;
mod files;
mod folders;
mod keys;
mod lists;
mod per_upload;
#[doc(hidden)]
pub mod probe;
mod random;
mod refusal;
mod registry;
mod serve;
mod shrink;
mod spreadsheet;
mod store;

pub use address::Proxies;
pub use clock::Clock;
pub use config::{Config, LEASE_DAYS, Limits, TlsFiles};
pub use files::FilesError;
pub use folders::{FolderError, Full, Gone, keep_private};
pub use keys::{BroughtKey, KeyError, join_recovery_key, make_recovery_key};
pub use lists::{Field, Heading, ImportIssue, Outcome, Place, SheetReport, Taken};
pub use refusal::Refusal;
pub use registry::{
    AuditAction, AuditEntry, AuditHead, AuditHeadError, Audited, BackedUp, BackupError, Break, Breaks, Counts, Demo,
    Device, EnrolCode, FilterState, ForLock, ImportOptions, ImportReport, ListReport, ListState, NewAssignment,
    NewList, NewPerson, NewPlace, OpeningCode, Quarantined, RecoveryRules, RecoveryState, RecoveryTold, Registry,
    RegistryError, RevisionKind, Rotation, StoredReview, StoredRevision, SurveyState, Verified, WhichRecovery,
};
pub use serve::{Running, Server, StartError, TlsError};
pub use spreadsheet::{SheetError, Unseen, is_unseen};
pub use store::StoreError;
