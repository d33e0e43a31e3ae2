//! Checking the whole store.

use sambang_server::Office;

use super::{Outcome, output};

/// Prints what was checked; the first break is an error that names it.
pub(super) async fn verify(office: &Office) -> Outcome {
    let found = office.verify().await?;
    let counts = [
        ("devices", found.devices),
        ("revisions", found.revisions),
        ("conflicts", found.conflicts),
        ("links", found.links),
        ("gaps", found.gaps),
        ("forks", found.forks),
        ("receipts", found.receipts),
        ("attachments", found.attachments),
        ("missing", found.missing),
    ];
    for (name, count) in counts {
        output::line(&format!("{name}\t{count}"));
    }
    Ok(())
}
