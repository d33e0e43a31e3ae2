//! Damage is found at the start of a server, and by a look through the store once a week.

use std::fs::{self, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use sambang_domain::ids::Digest;
use sambang_domain::wire::v1::{Health, Warning};
use sambang_server::{Break, RegistryError, Server};

use crate::database::database;
use crate::device::photo;
use crate::program::{Program, complaint, enrolled, run, store};
use crate::verify::broken;
use crate::world::World;

const WEEK_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// Overwrites the page on which a table begins, as a failing disk could.
fn damage_page(store: &Path, table: &str) {
    let file = store.join("sambang.sqlite");
    let conn = database(store);
    let sql = "SELECT rootpage, (SELECT page_size FROM pragma_page_size) AS size FROM sqlite_master WHERE name = $1";
    let (page, size): (i64, i64) = conn.query_row(sql, [table], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    drop(conn);
    let mut file = OpenOptions::new().read(true).write(true).open(file).unwrap();
    let at = SeekFrom::Start(u64::try_from((page - 1) * size).unwrap());
    file.seek(at).unwrap();
    let mut bytes = vec![0; 200];
    file.read_exact(&mut bytes).unwrap();
    bytes.iter_mut().for_each(|byte| *byte ^= 0x5a);
    file.seek(at).unwrap();
    file.write_all(&bytes).unwrap();
}

#[tokio::test]
async fn a_server_does_not_begin_on_a_damaged_page_and_verify_tells_of_it_and_of_the_rest() {
    let dir = store();
    let program = Program::start(dir.path());
    let mut device = enrolled(dir.path(), &program.url, 1).await;
    let bytes = photo(1, 3000);
    device.bring(&device.clone().sealed(1, &[&bytes])).await;
    device.upload(&bytes).await;
    device.sealed(1, &[]);
    program.signal("-TERM");
    let mut program = program;
    assert!(program.child.wait().unwrap().success());
    damage_page(dir.path(), "device_reports");
    let name = Digest::of(&bytes).to_hex();
    fs::remove_file(dir.path().join("attachments").join(&name[..2]).join(&name)).unwrap();
    let refused = run(dir.path(), &["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(complaint(&refused).contains("not as they were stored; the database: "), "{}", complaint(&refused));
    let verified = run(dir.path(), &["verify"]);
    assert_eq!(verified.status.code(), Some(1));
    let told = String::from_utf8(verified.stdout).unwrap();
    assert!(told.contains("broken: damaged pages\t") && told.contains("broken: photos missing\t1\n"), "{told}");
    assert!(told.contains("revisions\t1\n"), "{told}");
}

#[tokio::test]
async fn a_week_after_the_last_look_a_starting_server_looks_through_the_store_and_says_what_it_found() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let bytes = photo(1, 3000);
    let sealed = device.sealed(1, &[&bytes]);
    device.bring(&sealed).await;
    device.upload(&bytes).await;
    let name = Digest::of(&bytes).to_hex();
    fs::write(world.dir.path().join("attachments").join(&name[..2]).join(&name), b"rotten").unwrap();
    let mut world = world.restart().await;
    device.url = world.running.url();
    let ready = async |world: &World| -> Health {
        world.http.get(world.url("/v1/ready")).send().await.unwrap().json().await.unwrap()
    };
    assert_eq!(ready(&world).await.warnings, [Warning::NoBackup], "it is not due");
    world.clock.advance_ms(WEEK_MS);
    world = world.restart().await;
    device.url = world.running.url();
    while device.receipt(&sealed).await.payload.is_complete() {
        tokio::task::yield_now().await;
    }
    while ready(&world).await.warnings != [Warning::NoBackup, Warning::PhotosLost, Warning::Damaged] {
        tokio::task::yield_now().await;
    }
    device.upload(&bytes).await;
    world.registry().verify().await.unwrap();
    assert_eq!(ready(&world).await.warnings, [Warning::NoBackup], "a later look that finds nothing ends the warning");
}

#[tokio::test]
async fn a_row_that_cannot_be_read_does_not_hide_the_others() {
    let mut world = World::start().await;
    let (mut one, mut two) = (world.facilitator().await, world.facilitator().await);
    let first: Vec<_> = (1..=3).map(|id| one.sealed(id, &[])).collect();
    let other = two.sealed(11, &[]);
    for sealed in &first {
        one.bring(sealed).await;
    }
    two.bring(&other).await;
    for sql in [
        "UPDATE revisions SET survey = 'x' WHERE sequence = 1",
        "UPDATE revisions SET signature = zeroblob(64) WHERE sequence = 3",
        "UPDATE revisions SET signature = zeroblob(64) WHERE sequence = 4",
    ] {
        crate::verify::tamper_with(world.dir.path(), sql).await;
    }
    let found = broken(world.registry()).await;
    let unreadable = |found: &Break| matches!(found, Break::Unreadable { what, .. } if what == "revision 1");
    assert!(found.iter().any(unreadable), "{found:?}");
    for sealed in [&first[2], &other] {
        assert!(found.contains(&Break::Seal { survey: sealed.survey, number: 1 }), "{found:?}");
    }
    // More than are told word for word are counted all the same.
    match world.registry().verify().await {
        Err(RegistryError::Broken(found)) => assert_eq!(found.kinds["revisions without seal"].0, 2),
        other => panic!("{other:?}"),
    }
    drop(Server::start(world.config.clone()).await.err());
}
