//! Writes fail as on a full disk: the process may not make files larger than a limit, which the
//! test sets and lifts while it runs.

use std::process::Command;

use sambang_domain::wire::ErrorCode;

use crate::device::photo;
use crate::program::{Program, enrolled, ran, store};
use crate::world::problem;

/// Files may grow to this many bytes.
fn limit(program: &Program, bytes: &str) {
    let id = program.child.id().to_string();
    let limited = Command::new("prlimit").args(["--pid", &id, &format!("--fsize={bytes}:unlimited")]).status();
    assert!(limited.unwrap().success());
}

/// The server with the signal ignored that would end it at the limit; its writes then fail with an
/// error, as they do on a full disk.
fn start(store: &std::path::Path) -> Program {
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_sambang-server")]);
    command.args(["--store", store.to_str().unwrap(), "serve", "--listen", "127.0.0.1:0"]);
    Program::spawn(command)
}

#[tokio::test]
async fn a_full_disk_refuses_for_the_moment_stores_nothing_half_and_recovers_by_itself() {
    let dir = store();
    let program = start(dir.path());
    let mut device = enrolled(dir.path(), &program.url, 1).await;
    let bytes = photo(1, 3_000_000);
    let sealed = device.sealed(1, &[&bytes]);
    device.bring(&sealed).await;
    let (location, _) = device.create(&bytes).await;

    limit(&program, "2000000");
    let refused = device.patch(&location, 0, &bytes).await;
    assert_eq!(refused.headers()["retry-after"], "5");
    assert_eq!(problem(refused).await, (503, ErrorCode::Unavailable));
    let stands = device.stands(&location).await;
    assert!(stands > 0 && stands <= 2_000_000, "{stands}");

    let (mut stored, mut refused) = (Vec::new(), Vec::new());
    for id in 2..12 {
        let mut survey = device.survey(id, &[]);
        survey.business.landmark = "x".repeat(400_000);
        let sealed = device.seal(1, survey);
        let response = device.put(&sealed).await;
        match response.status().as_u16() {
            201 => stored.push(sealed),
            _ => {
                assert_eq!(problem(response).await, (503, ErrorCode::Unavailable));
                refused.push(sealed);
            }
        }
    }
    assert!(!stored.is_empty() && !refused.is_empty(), "{} stored, {} refused", stored.len(), refused.len());
    for sealed in &stored {
        assert_eq!(device.receipt(sealed).await.payload.digest, sealed.digest);
    }
    for sealed in &refused {
        let response = device.get(&format!("{}/receipt", sealed.path())).await;
        assert_eq!(problem(response).await, (404, ErrorCode::RevisionUnknown));
    }

    limit(&program, "unlimited");
    for sealed in &refused {
        device.bring(sealed).await;
    }
    let rest = &bytes[usize::try_from(stands).unwrap()..];
    assert_eq!(device.patch(&location, stands, rest).await.status(), 204);
    assert!(device.receipt(&sealed).await.payload.is_complete());
    let verified = ran(dir.path(), &["verify"]);
    assert!(verified.contains(&format!("revisions\t{}", stored.len() + refused.len() + 1)), "{verified}");
}
