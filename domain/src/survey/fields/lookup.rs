//! From a path to its row in the table, and to its stored value.

use serde_json::Value;

use super::{ALL, ELIGIBILITY, EVIDENCE, Field, UNKNOWN, WHOLE, is_within};
use crate::survey::{EvidenceKind, Survey};

/// The row of the answer at `path`; of a part that has none, the row of the answer it belongs to.
/// [`UNKNOWN`] for a path of a newer app: this is the one place that decides what becomes of it.
#[must_use]
pub fn of(path: &str) -> &'static Field {
    if path.is_empty() {
        return &WHOLE;
    }
    let above = ALL.iter().filter(|field| is_within(path, field.path));
    above.max_by_key(|field| field.path.len()).unwrap_or(&UNKNOWN)
}

/// The kind of photo that `path` is about.
#[must_use]
pub fn photo(path: &str) -> Option<EvidenceKind> {
    member(&EVIDENCE, path).map(|kind| EvidenceKind::from(kind.to_owned()))
}

/// The programme's question that `path` is about.
#[must_use]
pub fn question(path: &str) -> Option<&str> {
    member(&ELIGIBILITY, path)
}

fn member<'a>(family: &Field, path: &'a str) -> Option<&'a str> {
    path.strip_prefix(family.path)?.strip_prefix('.')?.split('.').next()
}

/// The stored value at `path`; null when there is none. Photos are a list of their digests.
#[must_use]
pub fn stored(survey: &Survey, path: &str) -> Value {
    if let Some(kind) = photo(path) {
        return survey.photos(&kind).map(|photo| Value::from(photo.sha256.to_hex())).collect();
    }
    let whole = serde_json::to_value(survey).unwrap_or_default();
    whole.pointer(&format!("/{}", path.replace('.', "/"))).cloned().unwrap_or_default()
}
