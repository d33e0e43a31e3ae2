//! What changed from one revision to the next, field by field.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::survey::Survey;

/// One field that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    /// The field as findings name it, e.g. `identity.name`; for photos `evidence.` and the kind.
    pub path: String,
    /// What stood there; null when nothing did. For photos a list of digests.
    pub before: Value,
    /// What stands there; null when nothing does.
    pub after: Value,
}

/// The fields of `after` that differ from `before`, in the order of their names. What only tells
/// how the survey was made (replies, confirmations, the signature's strokes) is left out.
#[must_use]
pub fn changed(before: &Survey, after: &Survey) -> Vec<FieldChange> {
    let (mut before, mut after) = (fields(before), fields(after));
    let paths: std::collections::BTreeSet<String> = before.keys().chain(after.keys()).cloned().collect();
    let change = |path: String| {
        let before = before.remove(&path).unwrap_or_default();
        let after = after.remove(&path).unwrap_or_default();
        (before != after).then_some(FieldChange { path, before, after })
    };
    paths.into_iter().filter_map(change).collect()
}

/// Parts of a survey that are no answers.
const ASIDE: [&str; 3] = ["replies", "confirmations", "evidence"];

fn fields(survey: &Survey) -> BTreeMap<String, Value> {
    let mut fields = BTreeMap::new();
    if let Ok(Value::Object(parts)) = serde_json::to_value(survey) {
        for (name, part) in parts.into_iter().filter(|(name, _)| !ASIDE.contains(&name.as_str())) {
            flatten(name, part, &mut fields);
        }
    }
    for photo in &survey.evidence {
        let list =
            fields.entry(format!("evidence.{}", photo.kind.as_str())).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(list) = list {
            list.push(Value::from(photo.sha256.to_hex()));
        }
    }
    fields
}

/// Nothing given and nothing there are the same to a reader.
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
