//! The recovery key is made on a machine apart; the server holds its public half alone.

use std::fs;
use std::path::Path;

use sambang_domain::wire::v1::{Health, Lock, Opens, Warning};

use crate::program::{Program, command, complaint, enrolled, ran, run};
use crate::waiting::patient;
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

#[tokio::test]
async fn the_office_answers_on_the_command_line_while_the_server_works_and_never_gives_it_the_key() {
    let (dir, stick) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let public = ran(dir.path(), &["keys", "recovery", "--out", text(stick.path()), "--shares"]);
    ran(dir.path(), &["init", "--recovery-public", &public]);
    ran(dir.path(), &["recovery", "rules", "--days", "3"]);
    assert_eq!(ran(dir.path(), &["recovery", "rules"]).lines().nth(1), Some("waits for days\t3"));
    let program = Program::start(dir.path());
    let device = enrolled(dir.path(), &program.url, 1).await;
    let id = device.enrolment.device.to_string();
    let lock = Lock {
        opens: Opens::Store,
        device: device.enrolment.device,
        person: device.enrolment.person.id,
        nonce: [5; 16],
        key: [7; 32],
    };
    let sealed = crypto_box::PublicKey::from_bytes(hex::decode(&public).unwrap().try_into().unwrap());
    let sealed = sealed.seal(&mut crypto_box::aead::OsRng, &lock.to_bytes()).unwrap();
    let code = ran(dir.path(), &["recovery-code", &id]);
    let asked = patient(code.lines().next().unwrap(), &device, &sealed);
    let ask = async || http().post(format!("{}/v1/recoveries", program.url)).json(&asked).send().await.unwrap();
    assert_eq!(ask().await.status(), 202);
    let listed = ran(dir.path(), &["recovery", "list"]);
    assert!(listed.starts_with(&format!("1\twaits\t{id}\t")) && listed.contains("1803"), "{listed}");
    let [one, other] = [1, 2].map(|number| stick.path().join(format!("recovery-{number}.share")));
    let by = |name: &'static str, keys: &[&Path]| {
        let mut args = vec!["recovery", "answer", &id, "--as", name];
        args.extend(keys.iter().flat_map(|key| ["--key", text(key)]));
        run(dir.path(), &args)
    };
    assert!(complaint(&by("CONTOH Sari", &[&one])).contains("bring a second one"));
    assert!(complaint(&by("CONTOH Sari", &[&one, &other, &other])).contains("two shares"));
    assert!(complaint(&by("CONTOH Petugas", &[&one, &other])).contains("somebody else must"));
    assert!(by("CONTOH Sari", &[&one, &other]).status.success());
    assert_eq!(ask().await.status(), 200);
    assert!(ran(dir.path(), &["recovery", "list"]).starts_with("1\ttaken"));
    let refused = run(dir.path(), &["recovery", "refuse", "1", "--reason", "CONTOH"]);
    assert!(complaint(&refused).contains("block it"), "{}", complaint(&refused));
    assert!(!run(dir.path(), &["recovery", "answer", "nobody"]).status.success());
    assert!(!dir.path().join("keys/recovery.key").exists());
    ran(dir.path(), &["verify"]);
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
