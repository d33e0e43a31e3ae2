//! Why the office did not do it.

use sambang_domain::seal::SealError;
use sambang_domain::wire::ErrorCode;

use super::Break;
use crate::files::FilesError;
use crate::keys::KeyError;
use crate::random::RandomError;
use crate::spreadsheet::SheetError;
use crate::store::StoreError;

/// The caller asked for something that is not done. The reason may be told to the caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{title}")]
pub struct Refusal {
    /// The stable code.
    pub code: ErrorCode,
    /// What is wrong, in English, without personal data.
    pub title: &'static str,
    /// Whether it was there and will not come back (an upload that expired).
    pub gone: bool,
}

impl Refusal {
    pub(crate) const fn new(code: ErrorCode, title: &'static str) -> Self {
        Self { code, title, gone: false }
    }
}

/// A failure of the office.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// It is not done, and the caller may know why.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The attachment folder failed.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// The keys cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// No random bytes.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// A receipt could not be signed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// A shipped programme cannot be read.
    #[error("a shipped programme cannot be read")]
    Programme(#[from] serde_json::Error),
    /// A filter could not be built.
    #[error(transparent)]
    Filter(#[from] sambang_domain::filter::FilterError),
    /// A list cannot be read.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// The server was stopped in the middle.
    #[error("the server is being stopped")]
    Stopped,
    /// Verification found something that is not as it was stored.
    #[error(transparent)]
    Broken(#[from] Break),
}

/// Makes an absent value a refusal.
pub(crate) trait OrRefuse<T> {
    fn or_refuse(self, code: ErrorCode, title: &'static str) -> Result<T, Refusal>;
}

impl<T> OrRefuse<T> for Option<T> {
    fn or_refuse(self, code: ErrorCode, title: &'static str) -> Result<T, Refusal> {
        self.ok_or(Refusal::new(code, title))
    }
}

impl<T, E> OrRefuse<T> for Result<T, E> {
    fn or_refuse(self, code: ErrorCode, title: &'static str) -> Result<T, Refusal> {
        self.map_err(|_| Refusal::new(code, title))
    }
}
