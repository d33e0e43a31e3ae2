//! Checking the whole store.

use sambang_server::{AuditHead, Registry, RegistryError, Verified};

use super::{Outcome, output};

/// Prints what was checked, and everything that is not as it was stored; then it is an error. `noted` is what
/// an earlier verification printed as the end of the audit log.
pub(super) async fn verify(registry: &Registry, noted: Option<AuditHead>) -> Outcome {
    if let Some(noted) = noted {
        registry.verify_noted(noted).await?;
    }
    match registry.verify().await {
        Ok(verified) => print(&verified),
        Err(RegistryError::Broken(breaks)) => {
            print(&breaks.verified);
            for (kind, (count, first)) in &breaks.kinds {
                output::line(&format!("broken: {kind}\t{count}"));
                for found in first {
                    output::line(&format!("\t{found}"));
                }
            }
            return Err(breaks.into());
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// Prints what was checked.
pub(super) fn print(verified: &Verified) {
    let counts = [
        ("devices", verified.devices),
        ("revisions", verified.revisions),
        ("conflicts", verified.conflicts),
        ("quarantined", verified.quarantined),
        ("reviews", verified.reviews),
        ("states", verified.states),
        ("links", verified.links),
        ("gaps", verified.gaps),
        ("forks", verified.forks),
        ("receipts", verified.receipts),
        ("attachments", verified.attachments),
        ("missing", verified.missing),
        ("lost", verified.lost),
        ("marked", verified.marked),
        ("told", verified.told),
    ];
    for (name, count) in counts {
        output::line(&format!("{name}\t{count}"));
    }
    output::line(&format!("audit-head\t{}", verified.audit_head));
}
