//! Confirming a warning: the facilitator compared the answer, keeps it, and gives a reason.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Finding, Severity, position};
use crate::ids::{Digest, Timestamp};
use crate::open::Unknown;
use crate::survey::{Confirmation, Survey, fields};

/// The key of a finding in [`Survey::confirmations`]: `path:code`.
#[must_use]
pub fn key(finding: &Finding) -> String {
    format!("{}:{}", finding.path, finding.code.as_str())
}

/// The confirmation of a warning, as long as the answer it is about is the same.
#[must_use]
pub fn confirmation<'a>(survey: &'a Survey, finding: &Finding) -> Option<&'a Confirmation> {
    let kept = survey.confirmations.get(&key(finding)).filter(|_| finding.severity == Severity::Warning)?;
    (kept.answer == answer(survey, finding)).then_some(kept)
}

/// Stores why the answer is right; an empty reason removes the confirmation. Errors cannot be confirmed and
/// notes need not be: for them nothing changes.
pub fn confirm(survey: &mut Survey, finding: &Finding, reason: &str, at: Timestamp) {
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        survey.confirmations.remove(&key(finding));
    } else if finding.severity == Severity::Warning {
        let answer = answer(survey, finding);
        survey.confirmations.insert(key(finding), Confirmation { reason, at, answer, unknown: Unknown::new() });
    }
}

/// The answer at the finding's path together with what the finding says about it. How far a middle is
/// changes with every other survey of the village, and the answer stays the same.
fn answer(survey: &Survey, finding: &Finding) -> Digest {
    let given = fields::stored(survey, &finding.path);
    let said: BTreeMap<_, _> = finding.args.iter().filter(|(name, _)| **name != position::FROM_MIDDLE).collect();
    Digest::of(json!([given, said]).to_string().as_bytes())
}
