//! The history of a survey: its versions, and what each one changed.

use super::{FieldChange, changed};
use crate::ids::Timestamp;
use crate::seal::Revision;

/// One sealed version of a survey, and what it changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Its number, from 1.
    pub number: u32,
    /// When it was stored, by the server's clock.
    pub received_at: Timestamp,
    /// What differs from the one before; nothing for the first.
    pub changes: Vec<FieldChange>,
}

/// The versions of a survey in the order of `revisions`, which come with the time at which the
/// province stored them.
#[must_use]
pub fn history<'a>(revisions: impl IntoIterator<Item = (&'a Revision, Timestamp)>) -> Vec<Version> {
    let mut before: Option<&Revision> = None;
    let version = |(revision, received_at): (&'a Revision, Timestamp)| {
        let changes = before.map(|before| changed(&before.survey, &revision.survey)).unwrap_or_default();
        before = Some(revision);
        Version { number: revision.number, received_at, changes }
    };
    revisions.into_iter().map(version).collect()
}
