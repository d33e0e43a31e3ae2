mod chip;
mod moving;
mod stand_in;

use super::*;
use crypto_box::SecretKey;
use sambang_domain::ids::{DeviceId, PersonId};
use sambang_domain::wire::v1::Unsealed;

const NOW: Timestamp = Timestamp(1_618_453_860_000);

fn pin(text: &str) -> Pin {
    Pin::parse(text).unwrap()
}

fn province() -> (SecretKey, String) {
    let secret = SecretKey::from([5; 32]);
    let public = hex::encode(secret.public_key().as_bytes());
    (secret, public)
}

fn create(folder: &Path) -> Vault {
    create_with(folder, None)
}

fn create_with(folder: &Path, chip: Chip<'_>) -> Vault {
    let label = Label { device: DeviceId(crate::platform::new_id(NOW)), nickname: None, pass: None, known: None };
    let person = PersonId(crate::platform::new_id(NOW));
    let owner = Owner { device: label.device, person, recovery_key: &province().1 };
    Vault::create(folder, label.clone(), &pin("135790"), &StoreKey::new([3; 32]), &owner, chip).unwrap()
}

fn file(folder: &Path) -> serde_json::Value {
    serde_json::from_slice(&std::fs::read(folder.join(FILE_NAME)).unwrap()).unwrap()
}

fn put_file(folder: &Path, file: &serde_json::Value) {
    std::fs::write(folder.join(FILE_NAME), file.to_string()).unwrap();
}

/// Enters a PIN in a new process.
fn enter(folder: &Path, digits: &str, chip: Chip<'_>) -> Result<[u8; 32], VaultError> {
    Vault::load(folder).unwrap().unwrap().unlock(folder, &pin(digits), NOW, chip).map(|key| *key)
}

#[cfg(unix)]
#[test]
fn nobody_else_reads_the_key_file_nor_what_an_earlier_app_left_of_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    Vault::tidy(folder.path()).unwrap();
    create(folder.path());
    let mode = |name: &str| folder.path().join(name).metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(FILE_NAME), 0o600);
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(folder.path().join(FILE_NAME), open).unwrap();
    let left = ["sambang.key.new", "sambang.key.part"].map(|name| folder.path().join(name));
    for unfinished in &left {
        std::fs::write(unfinished, "{\"person_name\":\"CONTOH Rahmat\"").unwrap();
    }
    Vault::tidy(folder.path()).unwrap();
    assert_eq!(mode(FILE_NAME), 0o600);
    assert!(left.iter().all(|unfinished| !unfinished.exists()));
    assert!(enter(folder.path(), "135790", None).is_ok());
}

#[test]
fn the_file_of_a_newer_app_is_refused_by_name_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    create(folder.path());
    for newer in [serde_json::json!({ "format": 3 }), serde_json::json!({ "format": 4_000_000_000_u32, "pin": [] })] {
        put_file(folder.path(), &newer);
        assert!(matches!(Vault::load(folder.path()), Err(VaultError::Newer)));
        assert_eq!(file(folder.path()), newer);
    }
    put_file(folder.path(), &serde_json::json!({ "format": 0 }));
    assert!(matches!(Vault::load(folder.path()), Err(VaultError::Damaged)));
}

#[test]
fn a_nickname_is_short_and_one_line() {
    for (typed, kept) in [
        ("", None),
        ("  \n ", None),
        ("  Mat ", Some("Mat")),
        ("Pak\n\tMat", Some("Pak Mat")),
        ("abcdefghijklmnopqrs tuv", Some("abcdefghijklmnopqrs")),
    ] {
        assert_eq!(nickname(typed).as_deref(), kept, "{typed:?}");
    }
}

#[test]
fn the_right_pin_opens_and_another_does_not() {
    let folder = tempfile::tempdir().unwrap();
    create(folder.path());
    let mut vault = Vault::load(folder.path()).unwrap().unwrap();
    assert_eq!(*vault.unlock(folder.path(), &pin("135790"), NOW, None).unwrap(), [3; 32]);
    assert!(matches!(vault.unlock(folder.path(), &pin("135791"), NOW, None), Err(VaultError::WrongPin { wait_ms: 0 })));
}

#[test]
fn wrong_pins_slow_down_even_across_restarts() {
    let folder = tempfile::tempdir().unwrap();
    create(folder.path());
    let wrong = |at: i64| {
        let mut vault = Vault::load(folder.path()).unwrap().unwrap();
        vault.unlock(folder.path(), &pin("908172"), Timestamp(at), None).unwrap_err()
    };
    wrong(NOW.0);
    wrong(NOW.0);
    assert!(matches!(wrong(NOW.0), VaultError::WrongPin { wait_ms: 30_000 }));
    assert!(matches!(wrong(NOW.0 + 29_999), VaultError::TooSoon { wait_ms: 1 }));
    assert!(matches!(wrong(NOW.0 - 900_000), VaultError::TooSoon { wait_ms: 30_000 }), "a clock set back");
    assert!(matches!(wrong(NOW.0 + 30_000), VaultError::WrongPin { wait_ms: 60_000 }));
    let mut vault = Vault::load(folder.path()).unwrap().unwrap();
    assert!(vault.unlock(folder.path(), &pin("135790"), Timestamp(NOW.0 + 90_000), None).is_ok());
}

#[test]
fn wrong_pins_while_the_clock_was_ahead_cost_one_pause_and_no_more() {
    const DAY: i64 = 86_400_000;
    for ahead in [1, 365, 40_000] {
        let folder = tempfile::tempdir().unwrap();
        create(folder.path());
        let enter = |digits: &str, at: i64| {
            let mut vault = Vault::load(folder.path()).unwrap().unwrap();
            vault.unlock(folder.path(), &pin(digits), Timestamp(at), None).map(drop)
        };
        for _ in 0..3 {
            assert!(enter("908172", NOW.0 + ahead * DAY).is_err());
        }
        assert!(matches!(enter("135790", NOW.0), Err(VaultError::TooSoon { wait_ms: 30_000 })));
        assert!(matches!(enter("135790", NOW.0 + 29_999), Err(VaultError::TooSoon { wait_ms: 1 })));
        assert!(enter("135790", NOW.0 + 30_000).is_ok());
    }
}

#[test]
fn the_province_can_open_what_the_pin_forgot() {
    use base64::Engine;
    let folder = tempfile::tempdir().unwrap();
    let vault = create(folder.path());
    let sealed = base64::engine::general_purpose::STANDARD.decode(vault.recovery.text()).unwrap();
    let Some(Unsealed::Named(lock)) = Unsealed::read(&province().0.unseal(&sealed).unwrap()) else { panic!("no name") };
    assert_eq!((lock.key, lock.device, lock.opens), ([3; 32], vault.label.device, Opens::Store));
    assert!(SecretKey::from([6; 32]).unseal(&sealed).is_err());
}

#[test]
fn the_key_file_never_holds_the_key_or_the_pin() {
    let folder = tempfile::tempdir().unwrap();
    create(folder.path());
    let text = std::fs::read_to_string(folder.path().join(FILE_NAME)).unwrap();
    for secret in ["135790", &hex::encode([3; 32])] {
        assert!(!text.contains(secret));
    }
}

#[test]
fn a_cut_or_foreign_key_file_is_damaged_not_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    create(folder.path());
    let path = folder.path().join(FILE_NAME);
    let whole = std::fs::read(&path).unwrap();
    for cut in [0, 1, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&path, &whole[..cut]).unwrap();
        assert!(matches!(Vault::load(folder.path()), Err(VaultError::Damaged)));
    }
}

#[test]
fn easy_pins_are_refused() {
    for text in ["111111", "123456", "987654"] {
        assert_eq!(Pin::parse(text).unwrap_err(), PinError::TooSimple);
    }
    for text in ["", "12345", "1234567", "12a456", "１２３４５６"] {
        assert_eq!(Pin::parse(text).unwrap_err(), PinError::NotSixDigits);
    }
}
