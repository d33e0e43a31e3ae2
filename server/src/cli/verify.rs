//! Checking the whole store.

use std::path::Path;

use sambang_domain::wire::v1::{HeadStanding, LogWitness};
use sambang_server::{AuditHead, Registry, RegistryError, Verified};

use super::{Outcome, output};

/// Prints what was checked, and everything that is not as it was stored; then it is an error. `noted` is what
/// an earlier verification printed as the end of the audit log, `witness` what a phone exported.
pub(super) async fn verify(registry: &Registry, noted: Option<AuditHead>, witness: Option<&Path>) -> Outcome {
    if let Some(noted) = noted {
        registry.verify_noted(noted).await?;
    }
    let denied = match witness {
        Some(file) => hear(registry, file).await?,
        None => 0,
    };
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
    if denied > 0 {
        return Err(format!("{denied} ends of the log in the file are not ends of this log").into());
    }
    Ok(())
}

/// Prints of each head that a phone kept how it stands to the log; gives how many are none of this log.
async fn hear(registry: &Registry, file: &Path) -> Result<usize, Box<dyn std::error::Error>> {
    let witness: LogWitness = serde_json::from_slice(&std::fs::read(file)?)?;
    let standings = registry.verify_witness(&witness).await?;
    output::line(&format!("witness\t{}", witness.device));
    for (head, standing) in witness.heads.iter().zip(&standings) {
        let head = &head.payload;
        let noted = AuditHead { sequence: head.sequence, hash: head.hash }.to_string();
        let standing = standing.as_ref().map_or("foreign", HeadStanding::as_str);
        output::columns(&["log-head", &noted, &output::time(head.issued_at), standing]);
    }
    let stands = |standing: &&Option<HeadStanding>| matches!(standing, Some(HeadStanding::Held | HeadStanding::Lost));
    Ok(standings.len() - standings.iter().filter(stands).count())
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
