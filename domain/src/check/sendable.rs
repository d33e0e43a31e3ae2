//! What the province would never take: said here, before the survey is sealed.

use serde_json::Value;

use super::{FindingCode, Findings};
use crate::letters::is_hidden;
use crate::survey::{Survey, fields};

/// Bytes of a sealed revision that the province takes.
pub const LARGEST_REVISION: usize = 1024 * 1024;

/// What the envelope, the confirmations and a later correction's replies may add to the answers.
const ENVELOPE: usize = 64 * 1024;

/// Points of a drawn signature. A long one has about 2,000.
pub const MOST_POINTS: usize = 10_000;

/// JSON numbers are exact up to here (RFC 8259 section 6).
pub const LARGEST_AMOUNT: u64 = (1 << 53) - 1;

pub(super) fn check(survey: &Survey, findings: &mut Findings) {
    let turnover = &survey.sections.turnover;
    for (field, amount) in
        [(&fields::BEFORE_RUPIAH, turnover.before_rupiah), (&fields::NOW_RUPIAH, turnover.now_rupiah)]
    {
        if amount.is_some_and(|amount| amount > LARGEST_AMOUNT) {
            findings.error(field.path, FindingCode::AmountTooLarge);
        }
    }
    let points = survey.statement.as_ref().map_or(0, |statement| statement.signature.strokes.iter().flatten().count());
    if points > MOST_POINTS {
        findings.error(fields::SIGNATURE.path, FindingCode::SignatureTooLong);
        return;
    }
    let Ok(whole) = serde_json::to_value(survey) else { return };
    hidden(&whole, "", findings);
    if whole.to_string().len() > LARGEST_REVISION - ENVELOPE {
        findings.error(longest(&whole), FindingCode::SurveyTooLarge);
    }
}

/// Texts with letters that nobody sees.
fn hidden(value: &Value, path: &str, findings: &mut Findings) {
    match value {
        Value::String(text) if text.chars().any(is_hidden) => {
            findings.error(path, FindingCode::TextHiddenLetters);
        }
        Value::Object(parts) => {
            for (name, part) in parts {
                hidden(part, &joined(path, name), findings);
            }
        }
        Value::Array(parts) => parts.iter().for_each(|part| hidden(part, path, findings)),
        _ => {}
    }
}

/// The path of the answer that takes most room.
fn longest(whole: &Value) -> String {
    let (mut path, mut value) = (String::new(), whole);
    while let Value::Object(parts) = value {
        let Some((name, part)) = parts.iter().max_by_key(|(_, part)| part.to_string().len()) else { break };
        path = joined(&path, name);
        value = part;
    }
    path
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
