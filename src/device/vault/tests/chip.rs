//! What somebody with the files, the phone, or a faulty phone gets.

use super::stand_in::{Fault, StandIn};
use super::*;

const PINS: [&str; 4] = ["135790", "135791", "908172", "246801"];

#[test]
fn with_the_files_alone_every_pin_fails_in_the_same_way() {
    let folder = tempfile::tempdir().unwrap();
    let chip = StandIn::default();
    create_with(folder.path(), Some(&chip));
    let lacking = StandIn::other();
    // Somebody who knows the key's name makes a key of that name in hardware of their own.
    let forged = StandIn::other();
    crate::platform::phone::HardwareKey::make(&forged, &chip.names()[0]).unwrap();
    let before = file(folder.path());
    for digits in PINS {
        for thief in [None, Some(&lacking), Some(&forged)] {
            let refused = enter(folder.path(), digits, thief.map(|thief| thief as _)).unwrap_err();
            assert!(matches!(refused, VaultError::ChipGone), "{digits}: {refused:?}");
        }
    }
    assert_eq!(file(folder.path()), before, "no PIN was looked at, so none was counted");
    assert_eq!(enter(folder.path(), "135790", Some(&chip)).unwrap(), [3; 32]);
}

#[test]
fn with_a_file_made_to_fit_other_hardware_the_right_pin_is_as_wrong_as_any() {
    let folder = tempfile::tempdir().unwrap();
    let chip = StandIn::default();
    create_with(folder.path(), Some(&chip));
    let forged = StandIn::other();
    let mut theirs = file(folder.path());
    let other = tempfile::tempdir().unwrap();
    create_with(other.path(), Some(&forged));
    theirs["pin"]["chip"] = file(other.path())["pin"]["chip"].clone();
    for digits in PINS {
        put_file(folder.path(), &theirs);
        assert!(matches!(enter(folder.path(), digits, Some(&forged)), Err(VaultError::WrongPin { .. })), "{digits}");
    }
}

#[test]
fn with_the_phone_every_guess_asks_the_chip() {
    let folder = tempfile::tempdir().unwrap();
    let chip = StandIn::default();
    create_with(folder.path(), Some(&chip));
    for digits in &PINS[1..3] {
        let before = *chip.tags.lock().unwrap();
        assert!(matches!(enter(folder.path(), digits, Some(&chip)), Err(VaultError::WrongPin { .. })));
        assert!(*chip.tags.lock().unwrap() > before);
    }
}

#[test]
fn a_chip_that_refuses_once_or_twice_is_asked_again_and_nobody_notices() {
    let folder = tempfile::tempdir().unwrap();
    let chip = StandIn::default();
    create_with(folder.path(), Some(&chip));
    for times in 1..=2 {
        chip.meets(vec![Fault::Refuses; times]);
        assert_eq!(enter(folder.path(), "135790", Some(&chip)).unwrap(), [3; 32]);
        chip.meets(vec![Fault::Refuses; times]);
        assert!(matches!(enter(folder.path(), "135791", Some(&chip)), Err(VaultError::WrongPin { .. })));
        assert!(enter(folder.path(), "135790", Some(&chip)).is_ok());
    }
}

#[test]
fn a_chip_that_goes_on_refusing_is_no_wrong_pin_and_neither_ends_nor_lengthens_a_pause() {
    let folder = tempfile::tempdir().unwrap();
    let chip = StandIn::default();
    create_with(folder.path(), Some(&chip));
    let at = |digits: &str, ms: i64, chip: &StandIn| {
        let mut vault = Vault::load(folder.path()).unwrap().unwrap();
        vault.unlock(folder.path(), &pin(digits), NOW.plus_ms(ms), Some(chip)).map(drop)
    };
    for _ in 0..3 {
        assert!(matches!(at("135791", 0, &chip), Err(VaultError::WrongPin { .. })));
    }
    chip.always(Fault::Refuses);
    for digits in PINS {
        assert!(matches!(at(digits, 30_000, &chip), Err(VaultError::ChipTrouble)), "{digits}");
    }
    chip.always(Fault::None);
    assert!(
        matches!(at("135791", 30_000, &chip), Err(VaultError::WrongPin { wait_ms: 60_000 })),
        "the fourth, no later"
    );
    assert!(at("135790", 90_000, &chip).is_ok());
}

#[test]
fn a_key_that_seems_gone_is_neither_made_anew_nor_deleted_and_opens_when_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let chip = StandIn::default();
    create_with(folder.path(), Some(&chip));
    let kept = std::mem::take(&mut *chip.state.lock().unwrap());
    for digits in PINS {
        assert!(matches!(enter(folder.path(), digits, Some(&chip)), Err(VaultError::ChipGone)), "{digits}");
    }
    assert_eq!(chip.names(), [""; 0]);
    *chip.state.lock().unwrap() = kept;
    assert_eq!(enter(folder.path(), "135790", Some(&chip)).unwrap(), [3; 32]);
}

#[test]
fn a_chip_that_answers_something_else_is_never_a_wrong_pin() {
    let folder = tempfile::tempdir().unwrap();
    let chip = StandIn::default();
    create_with(folder.path(), Some(&chip));
    chip.always(Fault::Lies);
    for digits in PINS {
        assert!(matches!(enter(folder.path(), digits, Some(&chip)), Err(VaultError::ChipGone)), "{digits}");
    }
    chip.always(Fault::None);
    // It knows itself, then answers the PIN wrongly, once.
    chip.meets([Fault::None, Fault::Lies]);
    assert!(matches!(enter(folder.path(), "135790", Some(&chip)), Err(VaultError::ChipTrouble)));
    assert!(enter(folder.path(), "135790", Some(&chip)).is_ok());
    // A wrong PIN stays one when the chip refuses to say it twice.
    chip.meets([Fault::None, Fault::None, Fault::Refuses, Fault::Refuses, Fault::Refuses]);
    assert!(matches!(enter(folder.path(), "135791", Some(&chip)), Err(VaultError::WrongPin { .. })));
}

#[test]
fn a_chip_that_answers_differently_when_a_lock_is_made_is_left_out_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let chip = StandIn::default();
    // The key, its check; check and answer to the PIN; check and another answer.
    chip.meets([Fault::None, Fault::None, Fault::None, Fault::Lies]);
    let vault = create_with(folder.path(), Some(&chip));
    assert_eq!((vault.chip_use(Some(&chip)), chip.names()), (ChipUse::NotYet, vec![]), "nothing is left in the chip");
    assert!(enter(folder.path(), "135790", Some(&chip)).is_ok());
}

#[test]
fn a_new_pin_that_the_chip_would_not_guard_is_refused_and_the_old_one_stays() {
    let folder = tempfile::tempdir().unwrap();
    let chip = StandIn::default();
    let mut vault = create_with(folder.path(), Some(&chip));
    // Check and answer for the old PIN, then the new key.
    chip.meets([Fault::None, Fault::None]);
    chip.always(Fault::Refuses);
    let changed = vault.change_pin(folder.path(), [&pin("135790"), &pin("246801")], NOW, Some(&chip));
    assert!(matches!(changed, Err(VaultError::ChipTrouble)));
    chip.always(Fault::None);
    assert!(enter(folder.path(), "246801", Some(&chip)).is_err());
    assert!(enter(folder.path(), "135790", Some(&chip)).is_ok());
    vault.change_pin(folder.path(), [&pin("135790"), &pin("246801")], NOW, Some(&chip)).unwrap();
    assert!(enter(folder.path(), "246801", Some(&chip)).is_ok());
}

#[test]
fn a_new_pin_has_a_key_of_its_own_and_the_one_of_before_goes_when_it_has_opened() {
    let folder = tempfile::tempdir().unwrap();
    let chip = StandIn::default();
    let mut vault = create_with(folder.path(), Some(&chip));
    let first = chip.names();
    vault.set_pin(folder.path(), &StoreKey::new([3; 32]), &pin("246801"), Some(&chip)).unwrap();
    assert_eq!(chip.names().len(), 2);
    assert!(matches!(enter(folder.path(), "135790", Some(&chip)), Err(VaultError::WrongPin { .. })));
    assert_eq!(chip.names().len(), 2, "a wrong PIN ends nothing");
    assert!(matches!(enter(folder.path(), "246801", None), Err(VaultError::ChipGone)));
    assert_eq!(enter(folder.path(), "246801", Some(&chip)).unwrap(), [3; 32]);
    assert!(chip.names().len() == 1 && chip.names() != first);
    assert_eq!(enter(folder.path(), "246801", Some(&chip)).unwrap(), [3; 32]);
}
