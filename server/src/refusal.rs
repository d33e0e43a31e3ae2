//! Refusals: requests that are not carried out, and why.

use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::History;

/// A request that is not carried out. The reason may be told to the caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{title}")]
pub struct Refusal {
    /// The stable code.
    pub code: ErrorCode,
    /// What is wrong, in English, without personal data.
    pub title: &'static str,
    /// Whether it was there and will not come back (an upload that expired).
    pub gone: bool,
    /// Where the store stands, for a blocked device: no other answer tells it.
    pub history: Option<Box<History>>,
}

impl Refusal {
    pub(crate) const fn new(code: ErrorCode, title: &'static str) -> Self {
        Self { code, title, gone: false, history: None }
    }
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
