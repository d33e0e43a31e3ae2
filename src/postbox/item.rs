//! What lies in the postbox. The names of its files tell ids and digests, and nothing of a person.

use sambang_domain::ids::{Digest, SurveyId};

/// One thing to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Item {
    /// Document or photo; documents come first.
    pub kind: Kind,
    /// Whose.
    pub survey: SurveyId,
    /// Which revision.
    pub revision: u32,
}

/// Of what kind it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The sealed document with its signature.
    Document,
    /// A photo or signature with this digest.
    Photo(Digest),
}

impl Item {
    /// The document that this item is, or that names it.
    #[must_use]
    pub fn document(&self) -> Self {
        Self { kind: Kind::Document, ..*self }
    }

    /// The file's name.
    pub(super) fn name(&self) -> String {
        match self.kind {
            Kind::Document => format!("{}.{}", self.survey, self.revision),
            Kind::Photo(sha256) => format!("{}.{}.{sha256}", self.survey, self.revision),
        }
    }

    /// Bytes that are kept beside the item's own.
    pub(super) fn extra(&self) -> usize {
        if self.kind == Kind::Document { 64 } else { 0 }
    }

    /// Reads a file's name; none when it is another file's.
    pub(super) fn parse(name: &str) -> Option<Self> {
        let mut parts = name.split('.');
        let (survey, revision) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let kind = match parts.next() {
            None => Kind::Document,
            Some(sha256) => Kind::Photo(sha256.parse().ok()?),
        };
        let item = Self { kind, survey, revision };
        (item.name() == name).then_some(item)
    }
}
