//! A store is made by one command, belongs to one server and to its keys, and is worked with only where it is.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::device::photo;
use crate::program::{Program, complaint, enrolled, ran, run, store};

/// Every file and folder below, and what a file holds.
fn everything(folder: &Path) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        found.push((path.clone(), fs::read(&path).ok()));
        if path.is_dir() {
            found.extend(everything(&path));
        }
    }
    found.sort();
    found
}

#[test]
fn every_command_refuses_a_folder_that_is_no_store_and_makes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (missing, other) = (dir.path().join("missing"), dir.path().join("other"));
    fs::create_dir(&other).unwrap();
    fs::write(other.join("letter.txt"), "from somebody else").unwrap();
    let before = everything(dir.path());
    let serve = ["serve", "--listen", "127.0.0.1:0"];
    for folder in [&missing, &other] {
        for command in [&serve[..], &["demo"], &["person", "list"], &["verify"], &["audit"], &["team"]] {
            let output = run(folder, command);
            assert_eq!(output.status.code(), Some(1), "{command:?}");
            assert!(complaint(&output).contains("there is no store"), "{}", complaint(&output));
        }
    }
    assert_eq!(everything(dir.path()), before);
}

#[tokio::test]
async fn nobody_else_can_enter_a_store_or_read_what_comes_into_it() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("province");
    ran(&root, &["init"]);
    let program = Program::start(&root);
    let mut device = enrolled(&root, &program.url, 1).await;
    let bytes = photo(1, 5000);
    let sealed = device.sealed(1, &[&bytes]);
    device.bring(&sealed).await;
    device.upload(&bytes).await;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&root), 0o700);
    let all = everything(&root);
    for end in ["sambang.sqlite", "sambang.sqlite-wal", "keys/receipt.key"] {
        assert!(all.iter().any(|(path, _)| path.ends_with(end)), "{end}");
    }
    for (path, _) in all {
        assert_eq!(mode(&path), if path.is_dir() { 0o700 } else { 0o600 }, "{}", path.display());
    }
}

#[test]
fn a_second_init_a_folder_in_use_and_a_place_that_cannot_be_written_are_refused_untouched() {
    let dir = store();
    let before = everything(dir.path());
    let again = run(dir.path(), &["init"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(complaint(&again).contains("there is a store in") && complaint(&again).contains("nothing was changed"));
    assert_eq!(everything(dir.path()), before);

    let other = tempfile::tempdir().unwrap();
    fs::write(other.path().join("letter.txt"), "x").unwrap();
    let refused = run(other.path(), &["init"]);
    assert!(complaint(&refused).contains("is not empty"), "{}", complaint(&refused));
    assert_eq!(everything(other.path()).len(), 1);

    // A file stands where a folder would have to be made.
    let refused = run(&other.path().join("letter.txt/province"), &["init"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(complaint(&refused).contains("cannot be used"), "{}", complaint(&refused));
}

#[test]
fn an_init_that_was_interrupted_is_no_store_and_the_next_one_finishes_it() {
    let whole = store();
    let names: Vec<_> = everything(whole.path()).into_iter().map(|(path, _)| path).collect();
    for kept in 0..names.len() {
        // What an init leaves that was killed after so many files: its mark, and some of the rest.
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("unfinished"), "init").unwrap();
        for name in &names[..kept] {
            let target = dir.path().join(name.strip_prefix(whole.path()).unwrap());
            if name.is_dir() {
                fs::create_dir(&target).unwrap();
            } else {
                fs::copy(name, &target).unwrap();
            }
        }
        let early = run(dir.path(), &["demo"]);
        assert!(complaint(&early).contains("`sambang-server init` did not finish"), "{}", complaint(&early));
        ran(dir.path(), &["init"]);
        ran(dir.path(), &["demo"]);
        ran(dir.path(), &["verify"]);
    }
}

#[test]
fn a_second_server_on_the_same_store_is_refused_and_commands_work_beside_the_first() {
    let dir = store();
    let program = Program::start(dir.path());
    let second = run(dir.path(), &["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.status.code(), Some(1));
    assert!(complaint(&second).contains("in use by another process"), "{}", complaint(&second));
    ran(dir.path(), &["demo"]);
    program.kill();
    drop(Program::start(dir.path()));
}

#[test]
fn a_store_whose_keys_are_missing_or_others_is_not_opened_and_no_key_is_made_again() {
    let other = store();
    for name in ["receipt.key", "index.key", "recovery.key"] {
        let dir = store();
        let key = dir.path().join("keys").join(name);
        let own = fs::read(&key).unwrap();
        fs::copy(other.path().join("keys").join(name), &key).unwrap();
        for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["person", "list"]] {
            let refused = run(dir.path(), command);
            assert_eq!(refused.status.code(), Some(1), "{name}");
            assert!(complaint(&refused).contains("keys do not belong"), "{name}: {}", complaint(&refused));
        }
        fs::remove_file(&key).unwrap();
        let without = run(dir.path(), &["person", "list"]);
        assert_eq!(without.status.success(), name == "recovery.key", "{name}: {}", complaint(&without));
        assert!(!key.exists(), "{name} was made again");
        fs::write(&key, own).unwrap();
        ran(dir.path(), &["person", "list"]);
    }
}

#[test]
fn a_store_without_its_database_or_its_keys_is_not_begun_anew() {
    for (part, word) in [("sambang.sqlite", "lacks sambang.sqlite"), ("keys", "lacks keys")] {
        let dir = store();
        let aside = tempfile::tempdir().unwrap();
        fs::rename(dir.path().join(part), aside.path().join(part)).unwrap();
        let refused = run(dir.path(), &["person", "list"]);
        assert!(complaint(&refused).contains(word), "{}", complaint(&refused));
        assert!(!dir.path().join(part).exists());
        assert!(!run(dir.path(), &["init"]).status.success());
        fs::rename(aside.path().join(part), dir.path().join(part)).unwrap();
        ran(dir.path(), &["person", "list"]);
    }
}
