//! Who writes the database and holds the keys can make it all fit; the ends of the log that phones keep do not.

use std::path::Path;

use ed25519_dalek::SigningKey;
use sambang_domain::ids::Digest;
use sambang_domain::open::Unknown;
use sambang_domain::seal::{self, LOG_HEAD_CONTEXT, RECEIPT_CONTEXT, Revision};
use sambang_domain::wire::v1::{
    DeviceReport, HeadStanding, Health, LogWitness, ReportReply, SignedLogHead, SignedReceipt, Warning,
};
use sambang_server::{Break, Config, Registry};

use crate::database::database;
use crate::device::{Device, Sealed, photo};
use crate::program::{copy_folder, ran, run};
use crate::verify::{broken, tamper_with};
use crate::world::World;

async fn report(device: &Device, log_head: Option<SignedLogHead>) -> ReportReply {
    let report = DeviceReport { log_head, ..DeviceReport::default() };
    let response = device.request("PUT", "/v1/report").json(&report).send().await.unwrap();
    assert_eq!(response.status(), 200);
    response.json().await.unwrap()
}

fn witness(device: &Device, heads: Vec<SignedLogHead>) -> LogWitness {
    LogWitness { device: device.enrolment.device, heads, unknown: Unknown::new() }
}

fn receipt_key(store: &Path) -> SigningKey {
    SigningKey::from_bytes(&std::fs::read(store.join("keys/receipt.key")).unwrap().try_into().unwrap())
}

/// Puts another survey, sealed by another key, in the place of the one that a device brought, with a receipt that
/// is signed as it should be, and has the log written anew.
async fn rewrite(store: &Path, device: &Device, sealed: &Sealed) {
    let stranger = SigningKey::from_bytes(&[77; 32]);
    let mut revision: Revision = serde_json::from_slice(&sealed.bytes).unwrap();
    revision.survey.identity.name = "CONTOH Orang Lain".into();
    let (bytes, seal) = seal::seal(&revision, &stranger).unwrap();
    let conn = database(store);
    let mut rows = conn.prepare("SELECT sequence, body FROM receipts").unwrap();
    let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    for (sequence, body) in rows.collect::<rusqlite::Result<Vec<(i64, String)>>>().unwrap() {
        let mut receipt: SignedReceipt = serde_json::from_str(&body).unwrap();
        receipt.payload.digest = seal.digest;
        let receipt = SignedReceipt::new(receipt.payload, RECEIPT_CONTEXT, &receipt_key(store)).unwrap();
        let body = serde_json::to_string(&receipt).unwrap();
        tamper_with(store, &format!("UPDATE receipts SET body = '{body}' WHERE sequence = {sequence}")).await;
    }
    let (digest, signature) = (seal.digest.to_hex(), hex::encode(seal.signature));
    let (public, bytes) = (hex::encode(stranger.verifying_key().as_bytes()), hex::encode(bytes));
    for sql in [
        format!("UPDATE devices SET public_key = X'{public}' WHERE id = '{}'", device.enrolment.device),
        format!("UPDATE revisions SET bytes = X'{bytes}', digest = X'{digest}', signature = X'{signature}'"),
        format!("UPDATE survey_states SET digest = X'{digest}'"),
        "DELETE FROM settings WHERE name LIKE '%rows_counted'".into(),
        // The sum of all counters stays what devices know of it.
        "UPDATE counters SET value = value + (SELECT value FROM counters WHERE name = 'audit') WHERE name = 'change'"
            .into(),
        "UPDATE counters SET value = 0 WHERE name = 'audit'".into(),
        "DELETE FROM audit".into(),
    ] {
        tamper_with(store, &sql).await;
    }
}

/// A world in which a device brought a survey, was given ends of the log, and everything was rewritten since.
async fn rewritten() -> (World, Device, Vec<SignedLogHead>) {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let sealed = device.sealed(1, &[&photo(1, 300)]);
    device.bring(&sealed).await;
    let first = report(&device, None).await.log_head.unwrap();
    world.registry().note_backup(1).await.unwrap();
    let second = report(&device, Some(first.clone())).await.log_head.unwrap();
    let known = world.registry().verify_witness(&witness(&device, vec![first.clone(), second.clone()])).await;
    assert_eq!(known.unwrap(), [Some(HeadStanding::Held), Some(HeadStanding::Held)]);
    world.running.stop().await;
    rewrite(world.dir.path(), &device, &sealed).await;
    world.running = sambang_server::Server::start(world.config.clone()).await.unwrap();
    device.url = world.running.url();
    (world, device, vec![first, second])
}

#[tokio::test]
async fn a_store_that_was_rewritten_with_its_keys_in_hand_meets_what_phones_kept_of_its_log() {
    let (world, device, heads) = rewritten().await;
    world.registry().verify().await.expect("nothing inside the store tells");
    let found = world.registry().verify_witness(&witness(&device, heads.clone())).await.unwrap();
    assert_eq!(found, [Some(HeadStanding::Contradicted), Some(HeadStanding::Contradicted)]);

    let reply = report(&device, heads.last().cloned()).await;
    assert_eq!(reply.log_standing, Some(HeadStanding::Contradicted), "the phone hears of it");
    let given = reply.log_head.unwrap();
    assert!(heads.iter().any(|kept| kept.payload.contradicts(&given.payload)), "and sees it itself");
    let ready: Health = device.get("/v1/ready").await.json().await.unwrap();
    assert!(ready.warnings.contains(&Warning::LogContradicted), "{:?}", ready.warnings);
    let expected = Break::Witness { device: device.enrolment.device, sequence: heads[1].payload.sequence };
    assert!(broken(world.registry()).await.contains(&expected));
    report(&device, heads.first().cloned()).await;
    assert_eq!(broken(world.registry()).await, [expected], "one witness of each device is enough");

    tamper_with(world.dir.path(), "DELETE FROM log_witnesses").await;
    let gone = Break::Told { row: format!("witness/{}", device.enrolment.device) };
    assert_eq!(broken(world.registry()).await, [gone]);
}

#[tokio::test]
async fn the_command_line_tells_of_each_kept_end_whether_the_log_holds_it() {
    let (world, device, mut heads) = rewritten().await;
    let held = report(&device, None).await.log_head.unwrap();
    let mut foreign = held.clone();
    foreign.payload.sequence += 1;
    world.running.stop().await;
    let file = world.dir.path().join("saksi.json");
    let write = |heads: Vec<SignedLogHead>| {
        std::fs::write(&file, serde_json::to_vec(&witness(&device, heads)).unwrap()).unwrap();
    };
    let verify = ["verify", "--witness", file.to_str().unwrap()];
    write(vec![held.clone()]);
    let told = ran(world.dir.path(), &verify);
    let lines: Vec<_> = told.lines().filter(|line| line.starts_with("log-head\t")).collect();
    assert!(matches!(lines[..], [line] if line.ends_with("\theld")), "{told}");
    heads.extend([held, foreign]);
    write(heads);
    let refused = run(world.dir.path(), &verify);
    assert!(!refused.status.success());
    let told = String::from_utf8(refused.stdout).unwrap();
    let standings: Vec<_> = told.lines().filter(|line| line.starts_with("log-head\t")).collect();
    let standings: Vec<_> = standings.iter().map(|line| line.rsplit('\t').next().unwrap()).collect();
    assert_eq!(standings, ["contradicted", "contradicted", "held", "foreign"]);
    assert!(told.contains("revisions\t1"), "the store is checked all the same");
}

#[tokio::test]
async fn a_store_that_was_put_back_explains_what_it_does_not_hold() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let before = report(&device, None).await.log_head.unwrap();
    let copy = tempfile::tempdir().unwrap();
    let from = world.dir.path().to_owned();
    world.running.stop().await;
    copy_folder(&from, copy.path());
    world.running = sambang_server::Server::start(world.config.clone()).await.unwrap();
    device.url = world.running.url();
    world.registry().note_backup(0).await.unwrap();
    let after = report(&device, None).await.log_head.unwrap();

    let registry = Registry::open(&Config::new(copy.path())).await.unwrap();
    registry.renew_epoch().await.unwrap();
    registry.note_backup(0).await.unwrap();
    let found = registry.verify_witness(&witness(&device, vec![before, after.clone()])).await.unwrap();
    assert_eq!(found, [Some(HeadStanding::Held), Some(HeadStanding::Lost)]);
    // Under a number from before the backup nothing is explained.
    let mut forged = after.payload.clone();
    (forged.sequence, forged.hash) = (2, Digest::of(b"another log"));
    let forged = SignedLogHead::new(forged, LOG_HEAD_CONTEXT, &receipt_key(copy.path())).unwrap();
    let found = registry.verify_witness(&witness(&device, vec![forged])).await.unwrap();
    assert_eq!(found, [Some(HeadStanding::Contradicted)]);
    registry.close().await;
}

#[tokio::test]
async fn a_blocked_device_is_refused_and_heard_all_the_same() {
    let (world, device, heads) = rewritten().await;
    world.registry().revoke_device(device.enrolment.device).await.unwrap();
    let told = DeviceReport { log_head: heads.last().cloned(), ..DeviceReport::default() };
    assert_eq!(device.request("PUT", "/v1/report").json(&told).send().await.unwrap().status(), 403);
    let expected = Break::Witness { device: device.enrolment.device, sequence: heads[1].payload.sequence };
    assert_eq!(broken(world.registry()).await, [expected]);
}

#[tokio::test]
async fn an_end_that_the_province_never_signed_accuses_nobody() {
    let mut world = World::start().await;
    let device = world.facilitator().await;
    let mut head = report(&device, None).await.log_head.unwrap();
    head.payload.hash = Digest::of(b"another log");
    let reply = report(&device, Some(head)).await;
    assert_eq!(reply.log_standing, None);
    world.registry().verify().await.unwrap();
}
