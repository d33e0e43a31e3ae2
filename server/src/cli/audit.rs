//! Printing the audit log.

use sambang_server::{Audited, Registry};

use super::{Outcome, output};

/// How many entries are read at a time.
const PAGE: u32 = 1000;

const ENTRY: [&str; 9] = ["sequence", "at", "person", "device", "action", "subject", "details", "hash", "actor"];

/// Prints the audit log as comma-separated values.
pub(super) async fn audit(registry: &Registry) -> Outcome {
    output::rows(&[ENTRY.map(str::to_owned)])?;
    let mut after = 0;
    loop {
        let page = registry.audit_page(after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.sequence;
        output::rows(&page.iter().map(entry).collect::<Vec<_>>())?;
    }
}

fn entry(audited: &Audited) -> [String; 9] {
    let entry = &audited.entry;
    [
        audited.sequence.to_string(),
        output::time(entry.at),
        entry.person.map(|person| person.to_string()).unwrap_or_default(),
        entry.device.map(|device| device.to_string()).unwrap_or_default(),
        entry.action.as_str().to_owned(),
        entry.subject.clone(),
        serde_json::Value::Object(entry.details.clone()).to_string(),
        audited.hash.to_string(),
        entry.actor.clone().unwrap_or_default(),
    ]
}
