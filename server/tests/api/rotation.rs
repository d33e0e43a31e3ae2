//! The office changes the province's keys by the command line.

use std::fs;
use std::path::Path;

use ed25519_dalek::SigningKey;
use sambang_domain::seal::{RECEIPT_CONTEXT, Signed};
use sambang_domain::wire::v1::{KnownChange, Province, ProvinceReply, SignedReceipt};
use sambang_server::{Break, Config, Registry};

use crate::device::photo;
use crate::program::{Program, complaint, copy_folder, enrolled, ran, run, store};
use crate::verify::{broken, tamper_with};
use crate::world::http;

const RECEIPT: [&str; 3] = ["keys", "rotate", "receipt"];

async fn told(url: &str) -> ProvinceReply {
    http().get(format!("{url}/v1/province")).send().await.unwrap().json().await.unwrap()
}

fn receipts(changes: Vec<sambang_domain::wire::v1::Change>) -> Vec<SignedReceipt> {
    let read = |change: &sambang_domain::wire::v1::Change| match change.read().unwrap() {
        Some(KnownChange::Receipt(receipt)) => Some(*receipt),
        _ => None,
    };
    changes.iter().filter_map(read).collect()
}

fn believed(province: &Province, receipt: &SignedReceipt) -> bool {
    receipt.verified(RECEIPT_CONTEXT, &province.verifying_key().unwrap()).is_ok()
}

#[tokio::test]
async fn a_key_is_changed_while_no_server_works_and_whoever_knew_the_first_one_finds_the_present_one() {
    let dir = store();
    let program = Program::start(dir.path());
    let first = told(&program.url).await;
    assert_eq!((first.province.changes, first.changes.len()), (0, 0));
    let mut device = enrolled(dir.path(), &program.url, 1).await;
    let bytes = photo(1, 3000);
    let sealed = device.sealed(1, &[&bytes]);
    device.bring(&sealed).await;
    device.upload(&bytes).await;
    let refused = run(dir.path(), &RECEIPT);
    assert!(complaint(&refused).contains("in use by another process"), "{}", complaint(&refused));
    program.kill();
    for (at, command) in [&RECEIPT[..], &["keys", "rotate", "recovery"], &RECEIPT].into_iter().enumerate() {
        let printed = ran(dir.path(), command);
        assert!(printed.starts_with(&format!("statement\t{}\n", at + 1)), "{printed}");
    }
    let program = Program::start(dir.path());
    let now = told(&program.url).await;
    assert_eq!(first.province.follow(&now.changes).unwrap().province, now.province);
    assert_ne!(now.province.recovery_key, first.province.recovery_key);
    device.url.clone_from(&program.url);
    let page = device.changes(0, 100).await;
    let statements = page.changes.iter().filter(|change| change.kind == "province").count();
    assert_eq!(statements, 3);
    let receipts = receipts(page.changes);
    assert!(!receipts.is_empty() && receipts.iter().all(|receipt| believed(&now.province, receipt)));
    assert!(believed(&now.province, &device.receipt(&sealed).await));
    drop(program);
    ran(dir.path(), &["verify"]);
}

#[tokio::test]
async fn whoever_kept_the_key_of_before_signs_no_receipt_that_verification_takes_for_a_later_one() {
    let dir = store();
    let program = Program::start(dir.path());
    let mut device = enrolled(dir.path(), &program.url, 1).await;
    let old: [u8; 32] = fs::read(dir.path().join("keys/receipt.key")).unwrap().try_into().unwrap();
    program.kill();
    ran(dir.path(), &RECEIPT);
    let program = Program::start(dir.path());
    device.url.clone_from(&program.url);
    let sealed = device.sealed(1, &[]);
    let receipt = device.bring(&sealed).await;
    program.kill();
    ran(dir.path(), &["verify"]);
    let forged = Signed::new(receipt.payload, RECEIPT_CONTEXT, &SigningKey::from_bytes(&old)).unwrap();
    let body = serde_json::to_string(&forged).unwrap();
    tamper_with(dir.path(), &format!("UPDATE receipts SET body = '{body}' WHERE sequence = 1")).await;
    let registry = Registry::open(&Config::new(dir.path())).await.unwrap();
    let told = Break::Told { row: "receipt/1".to_owned() };
    assert_eq!(broken(&registry).await, [Break::Receipt { sequence: 1 }, told]);
    registry.close().await;
}

/// The folder of keys as it is at this moment.
fn copied(store: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    copy_folder(&store.join("keys"), copy.path());
    copy
}

#[test]
fn a_backup_of_before_is_put_back_with_the_present_keys_and_present_files_are_not_opened_with_those_of_before() {
    let (dir, place, into) = (store(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    ran(dir.path(), &["demo"]);
    ran(dir.path(), &["backup", place.path().to_str().unwrap()]);
    let before = copied(dir.path());
    ran(dir.path(), &RECEIPT);
    ran(dir.path(), &["keys", "rotate", "recovery"]);
    let present = copied(dir.path());
    let restore = |keys: &Path, into: &Path| {
        run(into, &["restore", place.path().to_str().unwrap(), "--keys", keys.to_str().unwrap()])
    };
    let restored = restore(present.path(), into.path());
    assert!(restored.status.success(), "{}", complaint(&restored));
    ran(into.path(), &["verify"]);
    assert!(into.path().join("keys/recovery.key.2").exists(), "locks of before can still be opened");
    for (keys, word) in [(before.path(), "before the province changed them last"), (present.path(), "")] {
        fs::remove_dir_all(dir.path().join("keys")).unwrap();
        copy_folder(keys, &dir.path().join("keys"));
        let opened = run(dir.path(), &["person", "list"]);
        assert!(complaint(&opened).contains(word), "{}", complaint(&opened));
        assert_eq!(opened.status.success(), word.is_empty());
    }
    let other = store();
    ran(other.path(), &RECEIPT);
    fs::remove_dir_all(dir.path().join("keys")).unwrap();
    copy_folder(&other.path().join("keys"), &dir.path().join("keys"));
    assert!(!run(dir.path(), &["person", "list"]).status.success());
}

#[test]
fn a_public_key_that_is_none_changes_nothing() {
    let dir = store();
    let refused = run(dir.path(), &["keys", "rotate", "recovery", "--public", "12ab"]);
    assert!(complaint(&refused).contains("64 hexadecimal digits"), "{}", complaint(&refused));
    assert!(!dir.path().join("keys/province.json").exists());
    let shown = ran(dir.path(), &["keys", "show"]);
    assert!(shown.starts_with("statement\t0\n") && shown.contains("letters to compare"), "{shown}");
}

#[tokio::test]
async fn a_statement_that_was_changed_in_the_database_is_found() {
    let dir = store();
    ran(dir.path(), &["move", "https://baru.example"]);
    ran(dir.path(), &["verify"]);
    let other = "UPDATE province_changes SET receipts = 7";
    tamper_with(dir.path(), &format!("DROP TRIGGER province_changes_stay; {other}")).await;
    let registry = Registry::open(&Config::new(dir.path())).await.unwrap();
    assert_eq!(broken(&registry).await, [Break::Told { row: "statement/1".to_owned() }]);
    registry.close().await;
}
