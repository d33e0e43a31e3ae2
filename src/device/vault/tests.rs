use super::*;
use crate::platform::phone::HardwareKey;
use crypto_box::SecretKey;
use sambang_domain::ids::PersonId;
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
    let label = Label {
        person_name: "CONTOH Rahmat".into(),
        office: "Dinas CONTOH".into(),
        device: DeviceId(crate::platform::new_id(NOW)),
        server: "http://127.0.0.1:1".into(),
        issuer: None,
        pass: None,
    };
    let person = PersonId(crate::platform::new_id(NOW));
    let owner = Owner { device: label.device, person, recovery_key: &province().1 };
    Vault::create(folder, label.clone(), &pin("135790"), &StoreKey::new([3; 32]), &owner, chip).unwrap()
}

#[cfg(unix)]
#[test]
fn nobody_else_reads_the_key_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    create(folder.path());
    let file = std::fs::metadata(folder.path().join(FILE_NAME)).unwrap();
    assert_eq!(file.permissions().mode() & 0o777, 0o600);
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

/// Stands for a phone's hardware key: adds a number to every byte, and refuses when it is broken.
#[derive(Debug)]
struct Adder {
    number: u8,
    broken: bool,
}

impl HardwareKey for Adder {
    fn wrap(&self, plain: &[u8]) -> Option<Vec<u8>> {
        (!self.broken).then(|| plain.iter().map(|byte| byte.wrapping_add(self.number)).collect())
    }

    fn unwrap(&self, wrapped: &[u8]) -> Option<Vec<u8>> {
        (!self.broken).then(|| wrapped.iter().map(|byte| byte.wrapping_sub(self.number)).collect())
    }
}

#[test]
fn a_copy_of_the_files_does_not_open_without_the_phone_s_own_key() {
    let folder = tempfile::tempdir().unwrap();
    let chip = Adder { number: 7, broken: false };
    create_with(folder.path(), Some(&chip));
    let open = |chip: Chip<'_>| {
        let mut vault = Vault::load(folder.path()).unwrap().unwrap();
        vault.unlock(folder.path(), &pin("135790"), NOW, chip).map(|key| key[0])
    };
    assert_eq!(open(Some(&chip)).unwrap(), 3);
    assert!(matches!(open(None), Err(VaultError::ChipGone)));
    for _ in 0..5 {
        assert!(matches!(open(Some(&Adder { number: 7, broken: true })), Err(VaultError::ChipGone)));
    }
    assert_eq!(open(Some(&chip)).unwrap(), 3, "a chip that was away is no wrong PIN");
}

#[test]
fn a_new_pin_is_locked_by_the_chip_again() {
    let folder = tempfile::tempdir().unwrap();
    let chip = Adder { number: 7, broken: false };
    let mut vault = create_with(folder.path(), Some(&chip));
    vault.set_pin(folder.path(), &StoreKey::new([3; 32]), &pin("246801"), Some(&chip)).unwrap();
    assert!(matches!(vault.unlock(folder.path(), &pin("246801"), NOW, None), Err(VaultError::ChipGone)));
    assert!(vault.unlock(folder.path(), &pin("246801"), NOW, Some(&chip)).is_ok());
}

#[test]
fn a_phone_whose_chip_refuses_from_the_start_opens_by_its_pin() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create_with(folder.path(), Some(&Adder { number: 7, broken: true }));
    assert!(vault.unlock(folder.path(), &pin("135790"), NOW, None).is_ok());
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
