//! The recovery key is made on a machine apart; the server holds its public half alone.

use std::fs;
use std::path::Path;

use sambang_domain::wire::v1::{Health, Warning};

use crate::program::{Program, command, complaint, ran, run};
use crate::world::http;

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

async fn warnings(program: &Program) -> Vec<Warning> {
    let ready = http().get(format!("{}/v1/ready", program.url)).send().await.unwrap();
    ready.json::<Health>().await.unwrap().warnings
}

#[tokio::test]
async fn a_store_made_with_a_public_half_holds_no_secret_and_takes_the_key_from_a_stick() {
    let (dir, stick) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let public = ran(dir.path(), &["keys", "recovery", "--out", text(stick.path()), "--shares"]);
    assert_eq!(fs::read_dir(stick.path()).unwrap().count(), 3, "no file holds the key whole");
    ran(dir.path(), &["init", "--recovery-public", &public.to_uppercase()]);
    assert!(!dir.path().join("keys/recovery.key").exists());
    let program = Program::start(dir.path());
    assert!(warnings(&program).await.contains(&Warning::RecoveryAway));
    drop(program);

    let [one, other] = [1, 3].map(|number| stick.path().join(format!("recovery-{number}.share")));
    let key = stick.path().join("joined.key");
    let join = ["keys", "join", text(&one), text(&other), "--out", text(&key)];
    assert_eq!(ran(dir.path(), &join), public);
    let again = run(dir.path(), &join);
    assert!(complaint(&again).contains("is there already"), "{}", complaint(&again));
    let mut serve = command(dir.path());
    serve.args(["serve", "--listen", "127.0.0.1:0", "--recovery-key", text(&key)]);
    assert!(!warnings(&Program::spawn(serve)).await.contains(&Warning::RecoveryAway));
    ran(dir.path(), &["verify", "--recovery-key", text(&key)]);

    // Another key is not this store's.
    ran(dir.path(), &["keys", "recovery", "--out", text(stick.path())]);
    let strange = stick.path().join("recovery.key");
    let refused = run(dir.path(), &["verify", "--recovery-key", text(&strange)]);
    assert!(complaint(&refused).contains("keys do not belong"), "{}", complaint(&refused));
}

#[test]
fn a_public_half_that_is_none_makes_no_store() {
    let dir = tempfile::tempdir().unwrap();
    for public in ["", "ab", &"x".repeat(64)] {
        let refused = run(dir.path(), &["init", "--recovery-public", public]);
        assert!(!refused.status.success(), "{public}");
    }
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}
