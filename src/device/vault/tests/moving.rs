//! From an earlier app's lock, and from a lock without the chip, to one in which it takes part.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::stand_in::{Fault, StandIn, wrapped_by_an_earlier_app};
use super::*;
use crate::platform::phone::FIRST_HARDWARE_KEY;

/// The key file as the first form had it, with the chip around what the PIN sealed.
fn first_form(folder: &Path) {
    create(folder);
    let mut first = file(folder);
    first["format"] = 1.into();
    let label = serde_json::json!({
        "person_name": "CONTOH Rahmat", "office": "Dinas CONTOH", "device": first["label"]["device"],
        "server": "https://contoh.example", "issuer": null, "pass": null,
    });
    first["label"] = label;
    let sealed = STANDARD.decode(first["pin"]["sealed"].as_str().unwrap()).unwrap();
    first["pin"]["sealed"] = STANDARD.encode(wrapped_by_an_earlier_app(&sealed)).into();
    first["pin"]["hardware"] = true.into();
    put_file(folder, &first);
}

fn state(folder: &Path, chip: &StandIn) -> ChipUse {
    Vault::load(folder).unwrap().unwrap().chip_use(Some(chip))
}

/// The PIN opens, and one unlock after the other ends with one lock and one key.
fn assert_arrives(folder: &Path, chip: &StandIn) {
    for _ in 0..3 {
        assert_eq!(enter(folder, "135790", Some(chip)).unwrap(), [3; 32]);
    }
    assert_eq!(state(folder, chip), ChipUse::Used);
    assert!(matches!(enter(folder, "135791", Some(chip)), Err(VaultError::WrongPin { .. })));
    let (file, names) = (file(folder), chip.names());
    assert_eq!((file["earlier"].clone(), file["retired"].clone()), (serde_json::Value::Null, serde_json::Value::Null));
    assert!(names.contains(&file["pin"]["chip"]["alias"].as_str().unwrap().to_owned()), "{names:?}");
    assert!(!names.contains(&FIRST_HARDWARE_KEY.to_owned()), "{names:?}");
    assert!(matches!(enter(folder, "135790", None), Err(VaultError::ChipGone)));
}

#[test]
fn the_first_form_still_opens_and_its_names_leave_with_the_first_writing() {
    let folder = tempfile::tempdir().unwrap();
    first_form(folder.path());
    let chip = StandIn::of_an_earlier_app();
    assert!(matches!(enter(folder.path(), "135790", None), Err(VaultError::ChipGone)));
    assert!(matches!(enter(folder.path(), "135791", Some(&chip)), Err(VaultError::WrongPin { .. })));
    let text = file(folder.path()).to_string();
    for name in ["Rahmat", "Dinas", "contoh.example"] {
        assert!(!text.contains(name), "{text}");
    }
    assert_arrives(folder.path(), &chip);
    assert_eq!(file(folder.path())["format"], 2, "an app of before refuses it and leaves it alone");
}

#[test]
fn both_locks_stand_until_the_new_one_has_opened() {
    let folder = tempfile::tempdir().unwrap();
    first_form(folder.path());
    let chip = StandIn::of_an_earlier_app();
    assert!(enter(folder.path(), "135790", Some(&chip)).is_ok());
    assert_eq!(state(folder.path(), &chip), ChipUse::FromNextUnlock);
    assert_eq!(chip.names().len(), 2, "the key of before is not deleted");
    // The chip loses the new key: the lock of before opens, and the move begins again under another name.
    let lost = file(folder.path())["pin"]["chip"]["alias"].as_str().unwrap().to_owned();
    chip.state.lock().unwrap().keys.remove(&lost);
    assert_eq!(enter(folder.path(), "135790", Some(&chip)).unwrap(), [3; 32]);
    assert_ne!(file(folder.path())["pin"]["chip"]["alias"], lost);
    assert_arrives(folder.path(), &chip);
}

#[test]
fn killed_at_any_step_of_the_move_the_pin_opens_and_the_move_ends() {
    let folder = tempfile::tempdir().unwrap();
    first_form(folder.path());
    let chip = StandIn::of_an_earlier_app();
    chip.watch(folder.path());
    for _ in 0..2 {
        enter(folder.path(), "135790", Some(&chip)).unwrap();
    }
    let moments = chip.moments();
    assert!(moments.len() > 8, "{}", moments.len());
    for moment in moments {
        let left = tempfile::tempdir().unwrap();
        std::fs::write(left.path().join(FILE_NAME), &moment.file).unwrap();
        std::fs::write(left.path().join(format!("{FILE_NAME}.part")), &moment.file[..moment.file.len() / 2]).unwrap();
        assert_arrives(left.path(), &StandIn::with(moment.state));
    }
}

#[test]
fn on_a_full_disk_the_lock_of_before_stays_and_the_move_ends_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    first_form(folder.path());
    let chip = StandIn::of_an_earlier_app();
    chip.fills_up_at_the_next_key(folder.path());
    assert_eq!(enter(folder.path(), "135790", Some(&chip)).unwrap(), [3; 32], "it opens all the same");
    assert_eq!((state(folder.path(), &chip), chip.names()), (ChipUse::NotYet, vec![FIRST_HARDWARE_KEY.to_owned()]));
    std::fs::remove_dir_all(folder.path().join(format!("{FILE_NAME}.part"))).unwrap();
    let room = chip.state.lock().unwrap().clone();
    assert_arrives(folder.path(), &StandIn::with(room));
}

#[test]
fn a_chip_that_refused_when_the_lock_was_made_is_tried_at_every_unlock() {
    let folder = tempfile::tempdir().unwrap();
    let chip = StandIn::default();
    chip.always(Fault::Refuses);
    create_with(folder.path(), Some(&chip));
    for _ in 0..3 {
        assert_eq!(enter(folder.path(), "135790", Some(&chip)).unwrap(), [3; 32]);
        assert_eq!(state(folder.path(), &chip), ChipUse::NotYet);
        assert!(matches!(enter(folder.path(), "135791", Some(&chip)), Err(VaultError::WrongPin { wait_ms: 0 })));
    }
    assert_eq!(chip.names(), [""; 0]);
    chip.always(Fault::None);
    assert_eq!(enter(folder.path(), "135790", Some(&chip)).unwrap(), [3; 32]);
    assert_eq!(state(folder.path(), &chip), ChipUse::FromNextUnlock);
    assert_arrives(folder.path(), &chip);
}

#[test]
fn a_phone_without_such_hardware_keeps_its_lock() {
    let folder = tempfile::tempdir().unwrap();
    let vault = create(folder.path());
    assert_eq!(vault.chip_use(None), ChipUse::Absent);
    let before = file(folder.path())["pin"].clone();
    assert!(enter(folder.path(), "135790", None).is_ok());
    assert_eq!(file(folder.path())["pin"], before);
}
