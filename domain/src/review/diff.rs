//! What changed from one revision to the next, field by field.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::survey::Survey;
use crate::survey::fields::{self, Kind};

/// One field that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    /// The answer, see [`crate::survey::fields`].
    pub path: String,
    /// What stood there; null when nothing did. For photos a list of digests.
    pub before: Value,
    /// What stands there; null when nothing does.
    pub after: Value,
}

impl FieldChange {
    /// Whether the change matters to a reader. Fields that only record how the survey was made do not.
    #[must_use]
    pub fn tells(&self) -> bool {
        !fields::of(&self.path).aside
    }
}

/// The fields of `after` that differ from `before`, in the order of their names. What is
/// kept beside the answers (replies, confirmations) is left out.
#[must_use]
pub fn changed(before: &Survey, after: &Survey) -> Vec<FieldChange> {
    let (mut before, mut after) = (answers(before), answers(after));
    let paths: std::collections::BTreeSet<String> = before.keys().chain(after.keys()).cloned().collect();
    let change = |path: String| {
        let before = before.remove(&path).unwrap_or_default();
        let after = after.remove(&path).unwrap_or_default();
        (before != after).then_some(FieldChange { path, before, after })
    };
    paths.into_iter().filter_map(change).collect()
}

fn answers(survey: &Survey) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    // Photos are listed by kind.
    let compared = |name: &str| name != fields::EVIDENCE.path && fields::of(name).kind != Kind::Beside;
    if let Ok(Value::Object(parts)) = serde_json::to_value(survey) {
        for (name, part) in parts.into_iter().filter(|(name, _)| compared(name)) {
            flatten(name, part, &mut found);
        }
    }
    for photo in &survey.evidence {
        let path = fields::EVIDENCE.of(photo.kind.as_str());
        let list = fields::stored(survey, &path);
        found.insert(path, list);
    }
    found
}

/// An empty answer and a missing one are the same to a reader.
fn flatten(path: String, value: Value, fields: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(parts) => {
            for (name, part) in parts {
                flatten(format!("{path}.{name}"), part, fields);
            }
        }
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        value => drop(fields.insert(path, value)),
    }
}
