//! Backups are made while the server works, are whole or no backups, and make a store again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use sambang_domain::ids::Digest;
use sambang_domain::survey::EvidenceKind;
use sambang_server::{Config, Registry, Server};
use tempfile::TempDir;
use tokio::sync::watch;

use crate::device::{Device, Sealed, photo};
use crate::program::{OPERATOR, Program, command, complaint, enrolled, ran, run, store};
use crate::strangers::{Scene, names, scene};
use crate::world::World;

/// Brings surveys with two photos each until told to stop; gives what was acknowledged whole, and the longest
/// wait for an answer.
async fn work(
    mut device: Device,
    ids: std::ops::Range<u128>,
    done: watch::Sender<usize>,
    stop: watch::Receiver<bool>,
) -> (Vec<(Sealed, [Vec<u8>; 2])>, Duration) {
    let (mut acknowledged, mut longest) = (Vec::new(), Duration::ZERO);
    for id in ids {
        if *stop.borrow() {
            break;
        }
        let photos = [photo(id as u64, 20_000), photo(id as u64 + 7919, 30_000)];
        let sealed = device.sealed(id, &[&photos[0], &photos[1]]);
        let begun = Instant::now();
        device.bring(&sealed).await;
        longest = longest.max(begun.elapsed());
        for bytes in &photos {
            device.upload(bytes).await;
        }
        acknowledged.push((sealed, photos));
        done.send_modify(|count| *count += 1);
    }
    (acknowledged, longest)
}

/// Everything that was acknowledged is in the store of this folder, whole.
async fn holds(store: &Path, acknowledged: &[(Sealed, [Vec<u8>; 2])]) {
    let registry = Registry::open(&Config::new(store)).await.unwrap();
    for (sealed, photos) in acknowledged {
        let bytes = registry.find_revision_bytes(sealed.digest).await.unwrap();
        assert_eq!(bytes.as_deref(), Some(sealed.bytes.as_slice()));
        for bytes in photos {
            assert_eq!(registry.find_attachment(Digest::of(bytes)).await.unwrap().as_ref(), Some(bytes));
        }
    }
    registry.close().await;
}

#[tokio::test]
async fn a_backup_made_while_phones_sync_holds_all_that_was_acknowledged_before_and_makes_a_store_again() {
    let mut world = World::start().await;
    let (done, mut count) = watch::channel(0);
    let (stop, stopped) = watch::channel(false);
    let mut at_work = Vec::new();
    for number in 0..3_u128 {
        let device = world.facilitator().await;
        let ids = number * 1000..number * 1000 + 999;
        at_work.push(tokio::spawn(work(device, ids, done.clone(), stopped.clone())));
    }
    count.wait_for(|count| *count >= 6).await.unwrap();
    let place = tempfile::tempdir().unwrap();
    let first = world.registry().backup(place.path()).await.unwrap();
    assert!(first.photos >= 12 && first.new_photos >= first.photos, "{first:?}");
    assert_eq!(world.registry().backed_up_to().await.unwrap(), Some(first.up_to));
    let so_far = *count.borrow();
    count.wait_for(|count| *count >= so_far + 6).await.unwrap();
    stop.send(true).unwrap();
    let mut acknowledged = Vec::new();
    for work in at_work {
        let (brought, longest) = work.await.unwrap();
        assert!(longest < Duration::from_secs(1), "somebody waited {longest:?} for an answer");
        acknowledged.extend(brought);
    }
    let second = world.registry().backup(place.path()).await.unwrap();
    assert_eq!(second.photos, acknowledged.len() as u64 * 2);
    assert!(second.new_photos <= second.photos - 12, "{second:?}");
    let epoch = world.registry().epoch().await.unwrap();

    for (from, expected) in [(place.path().to_owned(), second.photos), (first.folder, first.photos)] {
        let dir = tempfile::tempdir().unwrap();
        let config = Config::new(dir.path().join("put-back"));
        let verified = Registry::restore(&config, &from, &world.dir.path().join("keys")).await.unwrap();
        assert_eq!(verified.attachments, expected);
        if expected == second.photos {
            holds(&config.store, &acknowledged).await;
        }
        let registry = Registry::open(&config).await.unwrap();
        assert_ne!(registry.epoch().await.unwrap(), epoch);
        registry.close().await;
    }
}

/// A store with a few photos, what was brought, and a backup of it.
async fn backed_up() -> (TempDir, TempDir, Vec<(Sealed, [Vec<u8>; 2])>) {
    let (dir, place) = (store(), tempfile::tempdir().unwrap());
    let program = Program::start(dir.path());
    let device = enrolled(dir.path(), &program.url, 1).await;
    let (_stop, stopped) = watch::channel(false);
    let (brought, _) = work(device, 1..5, watch::channel(0).0, stopped).await;
    ran(dir.path(), &["backup", place.path().to_str().unwrap()]);
    (dir, place, brought)
}

fn restore(place: &Path, keys: &Path, into: &Path) -> std::process::Output {
    run(into, &["restore", place.to_str().unwrap(), "--keys", keys.to_str().unwrap()])
}

fn pool(place: &Path) -> usize {
    let shelves = fs::read_dir(place.join("photos")).map(|shelves| shelves.map(|shelf| shelf.unwrap().path()));
    let shelves: Vec<_> = shelves.map(Iterator::collect).unwrap_or_default();
    shelves.iter().map(|shelf| fs::read_dir(shelf).unwrap().count()).sum()
}

fn finished(place: &Path) -> Vec<PathBuf> {
    let all = fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path());
    let mut finished: Vec<_> = all.filter(|path| path.join("manifest.json").exists()).collect();
    finished.retain(|path| !path.file_name().unwrap().to_str().unwrap().starts_with('.'));
    finished.sort();
    finished
}

#[tokio::test]
async fn a_backup_that_is_killed_at_any_moment_is_never_taken_for_one_and_the_next_one_finishes() {
    let (dir, place, brought) = backed_up().await;
    let program = Program::start(dir.path());
    let device = enrolled(dir.path(), &program.url, 2).await;
    let more: Vec<_> = (0..24).map(|seed| photo(100 + seed, 40_000)).collect();
    let photos: Vec<_> = more.iter().map(Vec::as_slice).collect();
    device.bring(&device.clone().sealed(77, &photos)).await;
    for bytes in &more {
        device.upload(bytes).await;
    }
    let first = finished(place.path());
    let before = pool(place.path());
    let (mut killed, mut unfinished) = (0, 0);
    for moment in 0..24_usize {
        let mut backup = command(dir.path());
        backup.args(["backup", place.path().to_str().unwrap()]);
        let mut child = backup.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // From the first moments on to when so many photos are copied, and beyond.
        let reached = || match moment {
            0 => true,
            1 => fs::read_dir(place.path()).unwrap().any(|entry| is_draft(&entry.unwrap().path())),
            _ => pool(place.path()) >= before + moment,
        };
        while child.try_wait().unwrap().is_none() && !reached() {
            tokio::task::yield_now().await;
        }
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
        unfinished += usize::from(fs::read_dir(place.path()).unwrap().any(|entry| is_draft(&entry.unwrap().path())));
        if finished(place.path()) == first {
            let into = tempfile::tempdir().unwrap();
            let output = restore(place.path(), &dir.path().join("keys"), into.path());
            assert!(output.status.success(), "{}", complaint(&output));
            holds(into.path(), &brought).await;
        }
    }
    assert!(killed > 0 && unfinished > 0, "{killed} killed, {unfinished} left something");
    ran(dir.path(), &["backup", place.path().to_str().unwrap()]);
    assert!(!fs::read_dir(place.path()).unwrap().any(|entry| is_draft(&entry.unwrap().path())));
    let into = tempfile::tempdir().unwrap();
    assert!(restore(place.path(), &dir.path().join("keys"), into.path()).status.success());
    let registry = Registry::open(&Config::new(into.path())).await.unwrap();
    for bytes in &more {
        assert!(registry.find_attachment(Digest::of(bytes)).await.unwrap().is_some());
    }
}

fn is_draft(path: &Path) -> bool {
    path.file_name().unwrap().to_str().unwrap().starts_with(".unfinished-")
}

#[tokio::test]
async fn a_backup_into_the_store_a_second_one_at_once_and_one_onto_a_full_disk_are_refused() {
    let (dir, place, brought) = backed_up().await;
    let noted = async || {
        let registry = Registry::open(&Config::new(dir.path())).await.unwrap();
        let noted = registry.backed_up_to().await.unwrap();
        registry.close().await;
        noted
    };
    let before = noted().await;
    for inside in [dir.path().to_owned(), dir.path().join("backups"), dir.path().join("attachments/../b")] {
        let refused = run(dir.path(), &["backup", inside.to_str().unwrap()]);
        assert!(complaint(&refused).contains("belongs on another disk"), "{}", complaint(&refused));
    }
    assert!(!dir.path().join("backups").exists());
    let held = fs::File::open(place.path()).unwrap();
    held.lock().unwrap();
    let refused = run(dir.path(), &["backup", place.path().to_str().unwrap()]);
    assert!(complaint(&refused).contains("in use by another process"), "{}", complaint(&refused));
    drop(held);
    // No file may grow beyond 200 blocks.
    let full = tempfile::tempdir().unwrap();
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; ulimit -f 200; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_sambang-server")]);
    command.args(["--store", dir.path().to_str().unwrap(), "--as", OPERATOR]);
    command.args(["backup", full.path().to_str().unwrap()]);
    assert!(!command.output().unwrap().status.success());
    assert!(finished(full.path()).is_empty());
    assert_eq!(noted().await, before);
    let into = tempfile::tempdir().unwrap();
    let refused = restore(full.path(), &dir.path().join("keys"), into.path());
    assert!(complaint(&refused).contains("no finished backup"), "{}", complaint(&refused));
    assert!(fs::read_dir(into.path()).unwrap().next().is_none());
    holds(dir.path(), &brought).await;
}

#[tokio::test]
async fn a_damaged_backup_is_refused_by_what_is_wrong_with_it_and_makes_no_store() {
    type Fault = fn(&Path, &Path);
    let faults: [(Fault, &str); 5] = [
        (|_, backup| change(&backup.join("sambang.sqlite")), "sambang.sqlite has other bytes"),
        (|_, backup| fs::write(backup.join("manifest.json"), "{").unwrap(), "its manifest cannot be read"),
        (|_, backup| fs::remove_file(backup.join("sambang.sqlite")).unwrap(), "cannot be read"),
        (|place, _| change(&a_photo(place)), "1 photos are missing or have other bytes: "),
        (|place, _| fs::remove_file(a_photo(place)).unwrap(), "1 photos are missing or have other bytes: "),
    ];
    for (fault, word) in faults {
        let (dir, place, brought) = backed_up().await;
        let keys = dir.path().join("keys");
        let whole = tempfile::tempdir().unwrap();
        assert!(Command::new("cp").arg("-r").arg(place.path()).arg(whole.path()).status().unwrap().success());
        fault(place.path(), &finished(place.path())[0]);
        let into = tempfile::tempdir().unwrap();
        let refused = restore(place.path(), &keys, into.path());
        assert_eq!(refused.status.code(), Some(1));
        assert!(complaint(&refused).contains(word), "{}", complaint(&refused));
        assert!(!run(into.path(), &["verify"]).status.success(), "it is no store");
        // The same command with a whole backup finishes what it began.
        let whole = whole.path().join(place.path().file_name().unwrap());
        let output = restore(&whole, &keys, into.path());
        assert!(output.status.success(), "{}", complaint(&output));
        holds(into.path(), &brought).await;
    }
}

#[tokio::test]
async fn a_backup_needs_its_own_keys_and_an_empty_folder() {
    let (dir, place, _) = backed_up().await;
    let other = store();
    let into = tempfile::tempdir().unwrap();
    let refused = restore(place.path(), &other.path().join("keys"), into.path());
    assert!(complaint(&refused).contains("keys do not belong"), "{}", complaint(&refused));
    let nothing = tempfile::tempdir().unwrap();
    let refused = restore(place.path(), nothing.path(), &into.path().join("a"));
    assert!(complaint(&refused).contains("is missing"), "{}", complaint(&refused));
    let refused = restore(place.path(), &dir.path().join("keys"), dir.path());
    assert!(complaint(&refused).contains("there is a store in"), "{}", complaint(&refused));
    fs::write(nothing.path().join("letter.txt"), "x").unwrap();
    let refused = restore(place.path(), &dir.path().join("keys"), nothing.path());
    assert!(complaint(&refused).contains("is not empty"), "{}", complaint(&refused));
    assert!(!place.path().join("keys").exists(), "the keys are in no backup");
}

#[tokio::test]
async fn a_photo_that_was_lost_is_not_promised_by_a_backup() {
    let (dir, _, brought) = backed_up().await;
    let name = Digest::of(&brought[0].1[0]).to_hex();
    fs::remove_file(dir.path().join("attachments").join(&name[..2]).join(&name)).unwrap();
    let place = tempfile::tempdir().unwrap();
    ran(dir.path(), &["backup", place.path().to_str().unwrap()]);
    let into = tempfile::tempdir().unwrap();
    let output = restore(place.path(), &dir.path().join("keys"), into.path());
    assert!(output.status.success(), "{}", complaint(&output));
    let verified = String::from_utf8(output.stdout).unwrap();
    assert!(verified.contains("attachments\t7\n") && verified.contains("lost\t1\n"), "{verified}");
}

fn change(file: &Path) {
    let mut bytes = fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(file, bytes).unwrap();
}

fn a_photo(place: &Path) -> PathBuf {
    let shelf = fs::read_dir(place.join("photos")).unwrap().next().unwrap().unwrap().path();
    fs::read_dir(shelf).unwrap().next().unwrap().unwrap().path()
}

#[tokio::test]
async fn a_store_that_was_put_back_knows_who_brought_what() {
    let Scene { world, mut owner, mut thief, owned, card } = scene().await;
    let stolen = names(&mut thief, 2, &[(&card, EvidenceKind::IdentityCard)]);
    thief.bring(&stolen).await;
    let (place, into) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    world.registry().backup(place.path()).await.unwrap();
    let mut config = world.config.clone();
    config.store = into.path().join("put-back");
    Registry::restore(&config, place.path(), &world.dir.path().join("keys")).await.unwrap();
    let running = Server::start(config).await.unwrap();
    (owner.url, thief.url) = (running.url(), running.url());
    assert!(owner.receipt(&owned).await.payload.is_complete());
    assert_eq!(thief.receipt(&stolen).await.payload.held(), (0, 1));
    let path = format!("/v1/attachments/by-digest/{}", Digest::of(&card));
    assert_eq!((owner.get(&path).await.status().as_u16(), thief.get(&path).await.status().as_u16()), (200, 404));
    assert_eq!(thief.create(&card).await.1, 0);
    running.stop().await;
}
