//! Checking the whole store.

use sambang_server::{AuditHead, Registry};

use super::{Outcome, output};

/// Prints what was checked; the first break is an error that names it. `noted` is what an earlier
/// verification printed as the end of the audit log.
pub(super) async fn verify(registry: &Registry, noted: Option<AuditHead>) -> Outcome {
    if let Some(noted) = noted {
        registry.verify_noted(noted).await?;
    }
    let found = registry.verify().await?;
    let counts = [
        ("devices", found.devices),
        ("revisions", found.revisions),
        ("conflicts", found.conflicts),
        ("quarantined", found.quarantined),
        ("reviews", found.reviews),
        ("states", found.states),
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
    output::line(&format!("audit-head\t{}", found.audit_head));
    Ok(())
}
