//! The database gets a new key: every state in which a kill or a full disk may leave it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use crypto_box::SecretKey;
use crypto_box::aead::OsRng;
use sambang_domain::wire::v1::{Province, Unsealed};

use super::super::access::unlock;
use super::super::vault::{FILE_NAME as KEY_FILE, Label};
use super::*;
use crate::platform::ManualClock;
use crate::sync::OpenedLock;

const NOW: Timestamp = Timestamp(1_618_453_860_000);
const OLD: [u8; 32] = [3; 32];

fn pin() -> Pin {
    Pin::parse("135790").unwrap()
}

fn province() -> SecretKey {
    SecretKey::from([5; 32])
}

fn identity() -> Identity {
    let key = ed25519_dalek::SigningKey::from_bytes(&[9; 32]).verifying_key();
    let province = Province {
        code: "18".into(),
        office: "Dinas CONTOH".into(),
        receipt_key: hex::encode(key.as_bytes()),
        recovery_key: hex::encode(province().public_key().as_bytes()),
        changes: 0,
    };
    Identity::contoh(province, "http://127.0.0.1:1")
}

/// A locked device whose database opens with [`OLD`], and the room it says there is.
fn device(folder: &Path) -> (Setup, Arc<AtomicU64>) {
    let mut setup = Setup::new(folder.to_owned());
    let room = Arc::new(AtomicU64::new(u64::MAX));
    let tells = Arc::clone(&room);
    setup.free_bytes = Arc::new(move |_| Some(tells.load(Ordering::SeqCst)));
    setup.clock = Arc::new(ManualClock::new(NOW));
    let identity = identity();
    let label = Label::new(&identity, None);
    let key = StoreKey::new(OLD);
    Store::open(folder, &key).unwrap().set_value(Key::Identity, &identity).unwrap();
    Vault::create(folder, label, &pin(), &key, &Owner::of(&identity), None).unwrap();
    (setup, room)
}

fn vault(setup: &Setup) -> Vault {
    Vault::load(&setup.folder).unwrap().unwrap()
}

fn opens(setup: &Setup, key: [u8; 32]) -> bool {
    Store::open(&setup.folder, &StoreKey::new(key)).is_ok()
}

/// The key in the lock of the key file, as the province opens it.
fn at_the_province(setup: &Setup) -> [u8; 32] {
    let sealed = STANDARD.decode(vault(setup).recovery().text()).unwrap();
    let Some(Unsealed::Named(lock)) = Unsealed::read(&province().unseal(&sealed).unwrap()) else { panic!("no name") };
    assert_eq!((lock.device, lock.person), (identity().device, identity().person.id));
    lock.key
}

/// The PIN opens it, and afterwards only one new key does, which the province can open too.
fn assert_locked_anew(setup: &Setup) {
    drop(unlock(setup, &pin()).unwrap());
    assert!(!opens(setup, OLD), "the key of before is of no use any more");
    assert!(opens(setup, at_the_province(setup)));
    let text = std::fs::read_to_string(setup.folder.join(KEY_FILE)).unwrap();
    assert!(!text.contains("next"), "{text}");
    let device = unlock(setup, &pin()).unwrap();
    let told: Option<Digest> = device.inner.store.value(Key::Lock).unwrap();
    assert_eq!(told, vault(setup).recovery().digest(), "the next report tells of this lock");
}

#[test]
fn killed_before_the_database_was_touched() {
    let folder = tempfile::tempdir().unwrap();
    let (setup, _) = device(folder.path());
    vault(&setup).begin_next(folder.path(), &StoreKey::new(OLD), &Owner::of(&identity())).unwrap();
    assert!(opens(&setup, OLD));
    assert_eq!(at_the_province(&setup), OLD, "the province opens the key that opens the next one");
    assert_locked_anew(&setup);
}

#[test]
fn killed_after_the_database_has_its_new_key_and_before_the_key_file_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let (setup, _) = device(folder.path());
    let key = StoreKey::new(OLD);
    let next = vault(&setup).begin_next(folder.path(), &key, &Owner::of(&identity())).unwrap();
    Store::open(folder.path(), &key).unwrap().rekey(&next).unwrap();
    assert!(!opens(&setup, OLD) && opens(&setup, *next));
    assert_eq!(at_the_province(&setup), OLD);
    assert_locked_anew(&setup);
}

#[test]
fn killed_while_the_key_file_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (setup, _) = device(folder.path());
    vault(&setup).begin_next(folder.path(), &StoreKey::new(OLD), &Owner::of(&identity())).unwrap();
    std::fs::write(folder.path().join(format!("{KEY_FILE}.part")), "{\"format\":1,\"lab").unwrap();
    assert_locked_anew(&setup);
}

#[test]
fn without_room_the_old_key_stays_in_use_and_the_work_is_done_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let (setup, room) = device(folder.path());
    room.store(1000, Ordering::SeqCst);
    let (mut its_vault, key) = (vault(&setup), StoreKey::new(OLD));
    let store = Store::open(folder.path(), &key).unwrap();
    drop(lock_anew(&setup, &mut its_vault, store, key, &pin()).unwrap());
    drop(unlock(&setup, &pin()).unwrap());
    assert!(opens(&setup, OLD), "it opens all the same");
    let other = Pin::parse("864209").unwrap();
    unlock(&setup, &pin()).unwrap().change_pin(&pin(), &other).unwrap();
    unlock(&setup, &other).unwrap().change_pin(&other, &pin()).unwrap();
    room.store(u64::MAX, Ordering::SeqCst);
    assert_locked_anew(&setup);
}

#[test]
fn a_lock_that_names_nobody_is_sealed_anew_at_the_next_unlock_and_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let (setup, _) = device(folder.path());
    let path = folder.path().join(KEY_FILE);
    let mut file: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    file["recovery"] = STANDARD.encode(province().public_key().seal(&mut OsRng, &OLD).unwrap()).into();
    std::fs::write(&path, file.to_string()).unwrap();
    let device = unlock(&setup, &pin()).unwrap();
    assert_eq!(at_the_province(&setup), OLD, "the same key, and now it says whose it is");
    let told: Option<Digest> = device.inner.store.value(Key::Lock).unwrap();
    assert_eq!(told, vault(&setup).recovery().digest());
    drop(device);
    let before = std::fs::read(&path).unwrap();
    drop(unlock(&setup, &pin()).unwrap());
    assert_eq!(std::fs::read(&path).unwrap(), before, "once is enough");
}

#[test]
fn what_was_opened_is_told_until_it_was_seen_and_kept_for_good() {
    let folder = tempfile::tempdir().unwrap();
    let (setup, _) = device(folder.path());
    let device = unlock(&setup, &pin()).unwrap();
    assert_eq!(device.reopenings().unwrap(), Reopenings::default());
    note_reopened(&device.inner.store, NOW).unwrap();
    device.acknowledge_reopening().unwrap();
    note_reopened(&device.inner.store, NOW.plus_ms(5)).unwrap();
    assert_eq!(device.reopenings().unwrap(), Reopenings { at: vec![NOW, NOW.plus_ms(5)], acknowledged: false });
    device.acknowledge_reopening().unwrap();
    drop(device);
    let known = unlock(&setup, &pin()).unwrap().reopenings().unwrap();
    assert_eq!(known, Reopenings { at: vec![NOW, NOW.plus_ms(5)], acknowledged: true });
}

#[test]
fn killed_before_the_new_pin_holds_the_province_opens_it_once_more_and_afterwards_it_is_locked_anew() {
    let folder = tempfile::tempdir().unwrap();
    let (setup, _) = device(folder.path());
    vault(&setup).begin_next(folder.path(), &StoreKey::new(OLD), &Owner::of(&identity())).unwrap();
    assert_eq!(at_the_province(&setup), OLD, "the answer that is kept there still fits");
    let other = Pin::parse("864209").unwrap();
    let opened = OpenedLock { key: StoreKey::new(OLD), at: Some(NOW) };
    let mut its_vault = vault(&setup);
    drop(super::super::access::open_anew(&setup, &mut its_vault, opened, &other).unwrap());
    assert!(!opens(&setup, OLD));
    assert!(unlock(&setup, &pin()).is_err());
    assert_eq!(unlock(&setup, &other).unwrap().reopenings().unwrap().at, [NOW]);
}
