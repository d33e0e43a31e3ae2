//! A store that is taken away from a running server, or that has no room left.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::Path;
use std::process::Command;

use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{Health, Warning};

use crate::device::{Device, photo};
use crate::program::{Program, enrolled, store};
use crate::world::{World, problem};

/// What is done to a store while its server runs.
type Fault = fn(&Path);

/// The server takes nothing more, says that it is not ready, and ends by itself with a word about it.
async fn ends(mut program: Program, device: &mut Device, word: &str) {
    let sealed = device.sealed(2, &[]);
    match device.put_request(&sealed).send().await {
        Ok(response) => assert_eq!(problem(response).await, (503, ErrorCode::Unavailable)),
        Err(error) => assert!(error.is_request() || error.is_connect(), "{error}"),
    }
    if let Ok(response) = crate::world::http().get(format!("{}/v1/ready", program.url)).send().await {
        assert_eq!(response.status(), 503);
    }
    let status = tokio::task::spawn_blocking(move || (program.child.wait().unwrap(), program)).await.unwrap();
    let (status, program) = status;
    assert_eq!(status.code(), Some(1));
    let said = program.said.lock().unwrap().clone();
    assert!(said.contains(word), "{said}");
}

#[tokio::test]
async fn a_server_whose_store_was_removed_moved_or_replaced_takes_nothing_more_and_ends() {
    let faults: [Fault; 6] = [
        |root| fs::rename(root, root.with_extension("moved")).unwrap(),
        |root| fs::remove_dir_all(root).unwrap(),
        |root| fs::remove_file(root.join("sambang.sqlite")).unwrap(),
        |root| fs::remove_file(root.join("sambang.sqlite-wal")).unwrap(),
        |root| fs::rename(root.join("attachments"), root.join("photos")).unwrap(),
        |root| {
            let file = root.join("sambang.sqlite");
            let copy = root.join("copy");
            fs::copy(&file, &copy).unwrap();
            fs::rename(copy, file).unwrap();
        },
    ];
    for fault in faults {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("province");
        crate::program::ran(&root, &["init"]);
        let program = Program::start(&root);
        let mut device = enrolled(&root, &program.url, 1).await;
        device.bring(&device.clone().sealed(1, &[])).await;
        fault(&root);
        ends(program, &mut device, "was removed, moved or replaced").await;
    }
}

/// Where the test's user may write anyhow, the server runs as somebody else.
#[tokio::test]
async fn a_server_that_may_no_longer_write_takes_no_photo_and_ends() {
    const NOBODY: u32 = 65_534;
    let dir = store();
    let program = env!("CARGO_BIN_EXE_sambang-server");
    let mut command = Command::new(program);
    if rustix::process::geteuid().is_root() {
        let own = |path: &Path| chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
        own(dir.path());
        for entry in fs::read_dir(dir.path()).unwrap().chain(fs::read_dir(dir.path().join("keys")).unwrap()) {
            own(&entry.unwrap().path());
        }
        command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", program]);
    }
    command.args(["--store", dir.path().to_str().unwrap(), "serve", "--listen", "127.0.0.1:0"]);
    let mut program = Program::spawn(command);
    for name in ["uploads", "attachments"] {
        fs::set_permissions(dir.path().join(name), fs::Permissions::from_mode(0o500)).unwrap();
    }
    let status = tokio::task::spawn_blocking(move || (program.child.wait().unwrap(), program)).await.unwrap();
    let (status, program) = status;
    assert_eq!(status.code(), Some(1));
    let said = program.said.lock().unwrap().clone();
    assert!(said.contains("cannot be read or written"), "{said}");
}

#[tokio::test]
async fn with_little_room_photos_are_refused_first_and_then_documents_and_each_says_when_to_come_back() {
    let mut world = World::with(|config| config.limits.photo_room = u64::MAX).await;
    let mut device = world.facilitator().await;
    let bytes = photo(1, 3000);
    let sealed = device.sealed(1, &[&bytes]);
    device.bring(&sealed).await;
    let refused = device.create_request(&bytes).send().await.unwrap();
    assert_eq!(refused.headers()["retry-after"], "300");
    assert_eq!(problem(refused).await, (507, ErrorCode::StorageFull));
    let ready = world.http.get(world.url("/v1/ready")).send().await.unwrap();
    assert_eq!(ready.json::<Health>().await.unwrap().warnings, [Warning::NoBackup, Warning::PhotosRefused]);

    let mut world = World::with(|config| config.limits.document_room = u64::MAX).await;
    let device = world.facilitator().await;
    let refused = device.put_request(&device.clone().sealed(1, &[])).send().await.unwrap();
    assert_eq!(problem(refused).await, (507, ErrorCode::StorageFull));
    let ready = world.http.get(world.url("/v1/ready")).send().await.unwrap();
    assert_eq!(problem(ready).await, (503, ErrorCode::Unavailable));
    assert_eq!(device.get("/v1/changes").await.status(), 200, "who reads is served");
}

#[tokio::test]
async fn with_no_room_for_the_log_nothing_is_written_at_all() {
    let world = World::start().await;
    let person = world.person(sambang_domain::people::Role::Auditor, &[]).await;
    let mut config = world.config.clone();
    world.running.stop().await;
    config.limits.log_room = u64::MAX;
    let error = sambang_server::Registry::open(&config).await.err().unwrap();
    assert!(error.to_string().contains("bytes are free"), "{error} {person:?}");
}
