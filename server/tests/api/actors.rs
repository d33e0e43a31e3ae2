//! Whatever is done on the command line, somebody answers for it by name.

use sambang_domain::people::Role;
use sambang_server::{Config, Registry};

use crate::program::{OPERATOR, command, complaint, ran, run, store};
use crate::verify::tamper_with;
use crate::world::World;

/// A command as it is given by nobody.
fn by_nobody(store: &std::path::Path, args: &[&str]) -> std::process::Output {
    command(store).env_remove("SAMBANG_AS").args(args).output().unwrap()
}

/// The last column of the log's last line.
fn last_actor(store: &std::path::Path) -> String {
    ran(store, &["audit"]).lines().last().unwrap().rsplit(',').next().unwrap().to_owned()
}

#[test]
fn a_command_that_changes_something_or_shows_names_is_refused_to_nobody() {
    let dir = store();
    let add = ["person", "add", "--name", "CONTOH Budi", "--role", "facilitator", "--area", "1803"];
    let person = ran(dir.path(), &add);
    let before = ran(dir.path(), &["audit"]);
    let id = "01900000-0000-7000-8000-000000000001";
    let elsewhere = tempfile::tempdir().unwrap();
    let place = elsewhere.path().to_str().unwrap();
    for args in [
        &["init"][..],
        &add,
        &["person", "list"],
        &["person", "withdraw", &person],
        &["person", "area", &person, "1804"],
        &["move", "https://baru.example"],
        &["enrol-code", &person],
        &["device", "revoke", id],
        &["device", "admit", id],
        &["import-assignments", "--programme", "bpum-2021", place],
        &["assignments", "list"],
        &["assignments", "withdraw", id],
        &["import-recipients", "--source", "CONTOH", place],
        &["filter", "refresh"],
        &["neighbours", "set", "180302", "180304"],
        &["recovery-code", id],
        &["backup-done", "--up-to", "0"],
        &["quarantine", "release", "1"],
        &["recovery", "list"],
        &["recovery", "answer", "1"],
        &["recovery", "refuse", "1", "--reason", "CONTOH"],
        &["recovery", "rules", "--delay", "24"],
        &["backup", place],
        &["restore", place, "--keys", place],
        &["team"],
        &["person", "list", "--as", " "],
    ] {
        let refused = by_nobody(dir.path(), args);
        assert!(!refused.status.success(), "{args:?}");
        assert!(complaint(&refused).contains("--as NAME"), "{args:?}: {}", complaint(&refused));
    }
    assert_eq!(ran(dir.path(), &["audit"]), before);
    for args in [
        &["audit"][..],
        &["verify"],
        &["receipts-head"],
        &["device", "list"],
        &["quarantine", "list"],
        &["recovery", "rules"],
        &["filter", "list"],
        &["neighbours", "list"],
    ] {
        assert!(by_nobody(dir.path(), args).status.success(), "{args:?}");
    }
}

#[test]
fn the_log_tells_who_gave_a_command() {
    let dir = store();
    let log = ran(dir.path(), &["audit"]);
    assert!(log.lines().skip(1).all(|line| line.ends_with(OPERATOR)), "{log}");
    ran(dir.path(), &["person", "list"]);
    assert_eq!(last_actor(dir.path()), OPERATOR, "names were shown");
    ran(dir.path(), &["filter", "refresh", "--as", "CONTOH Tono"]);
    assert_eq!(last_actor(dir.path()), "CONTOH Tono", "it changes no row that the log tells of");
    ran(dir.path(), &["backup-done", "--up-to", "0", "--as", "CONTOH Sari"]);
    assert_eq!(last_actor(dir.path()), "CONTOH Sari");
    assert!(by_nobody(dir.path(), &["demo"]).status.success());
    assert_eq!(last_actor(dir.path()), "demo");
    for name in ["CONTOH\u{202e}Sari", &"a".repeat(81)] {
        assert!(!run(dir.path(), &["backup-done", "--up-to", "0", "--as", name]).status.success());
    }
    ran(dir.path(), &["verify"]);
}

#[tokio::test]
async fn no_entry_is_nobodys_and_entries_from_before_names_still_hold() {
    let mut world = World::start().await;
    let mut device = world.device(Role::Facilitator, &["1803"]).await;
    let sealed = device.sealed(1, &[]);
    device.bring(&sealed).await;
    let registry = world.registry();
    let [home, next] = ["180302", "180307"].map(|code| code.parse().unwrap());
    registry.set_neighbours(home, vec![next]).await.unwrap();
    registry.recovery_code(device.enrolment.device, sambang_server::ForLock::default()).await.unwrap();
    registry.ask_for_filters().await.unwrap();
    registry.revoke_device(device.enrolment.device).await.unwrap();
    for audited in world.registry().audit().await.unwrap() {
        let entry = &audited.entry;
        assert_eq!(entry.actor.as_deref(), entry.person.is_none().then_some("server"), "{entry:?}");
        assert_eq!(entry.person.is_none(), entry.device.is_none());
    }
    world.running.stop().await;
    // The actor is as much part of the entry as anything.
    tamper_with(world.dir.path(), "UPDATE audit SET actor_name = 'CONTOH Lain' WHERE sequence = 2").await;
    let registry = Registry::open(&Config::new(world.dir.path())).await.unwrap();
    assert!(registry.verify().await.is_err());
    registry.close().await;
}
