//! A photo whose file does not fit its digest any more is never shown as whole, and is fetched again.

use std::fs;
use std::path::{Path, PathBuf};

use sambang_domain::ids::Digest;
use sambang_domain::people::Role;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{ChangesPage, Health, KnownChange, Warning};
use sambang_server::{AuditAction, Break};

use crate::device::{Device, Sealed, picture};
use crate::verify::broken;
use crate::world::{World, problem};

fn file(world: &World, photo: &[u8]) -> PathBuf {
    let name = Digest::of(photo).to_hex();
    world.dir.path().join("attachments").join(&name[..2]).join(&name)
}

/// A survey with one photo that is held.
async fn filled() -> (World, Device, Sealed, Vec<u8>) {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let bytes = picture(640, 400);
    let sealed = device.sealed(1, &[&bytes]);
    device.bring(&sealed).await;
    device.upload(&bytes).await;
    assert!(device.receipt(&sealed).await.payload.is_complete());
    (world, device, sealed, bytes)
}

/// What happens to a file.
type Fault = fn(&Path);

const FAULTS: [Fault; 4] = [
    |file| {
        let mut bytes = fs::read(file).unwrap();
        bytes[100] ^= 1;
        fs::write(file, bytes).unwrap();
    },
    |file| fs::write(file, &fs::read(file).unwrap()[..700]).unwrap(),
    |file| fs::remove_file(file).unwrap(),
    |file| fs::write(file, b"another photo").unwrap(),
];

#[tokio::test]
async fn a_damaged_photo_is_not_shown_and_its_owner_hears_that_it_is_not_held() {
    for fault in FAULTS {
        let (world, device, sealed, bytes) = filled().await;
        let before: ChangesPage = device.get("/v1/changes").await.json().await.unwrap();
        fault(&file(&world, &bytes));
        let path = format!("/v1/attachments/by-digest/{}", Digest::of(&bytes));
        assert_eq!(problem(device.get(&path).await).await, (404, ErrorCode::AttachmentUnknown));
        assert_eq!(device.receipt(&sealed).await.payload.held(), (0, 1));
        let news = format!("/v1/changes?since={}", before.cursor);
        let page: ChangesPage = device.get(&news).await.json().await.unwrap();
        let Some(KnownChange::Receipt(receipt)) = page.changes[0].read().unwrap() else { panic!("{page:?}") };
        assert_eq!(receipt.payload.held(), (0, 1));
        let log = world.registry().audit().await.unwrap();
        assert!(log.iter().any(|entry| entry.entry.action == AuditAction::AttachmentLost));
        let ready: Health = world.http.get(world.url("/v1/ready")).send().await.unwrap().json().await.unwrap();
        assert_eq!(ready.warnings, [Warning::NoBackup, Warning::PhotosLost]);
        assert_eq!(world.registry().verify().await.unwrap().lost, 1, "known, and no new break");

        device.upload(&bytes).await;
        assert!(device.receipt(&sealed).await.payload.is_complete());
        assert_eq!(device.get(&path).await.bytes().await.unwrap(), bytes);
        let found = world.registry().verify().await.unwrap();
        assert_eq!((found.attachments, found.lost), (1, 0));
    }
}

#[tokio::test]
async fn no_thumbnail_is_made_of_a_damaged_photo() {
    let (world, device, sealed, bytes) = filled().await;
    FAULTS[3](&file(&world, &bytes));
    let path = format!("/v1/attachments/{}/thumbnail", Digest::of(&bytes));
    assert_eq!(problem(device.get(&path).await).await, (404, ErrorCode::AttachmentUnknown));
    assert_eq!(device.receipt(&sealed).await.payload.held(), (0, 1));
}

#[tokio::test]
async fn verify_finds_every_damaged_photo_and_asks_for_it_again() {
    for fault in FAULTS {
        let (world, device, sealed, bytes) = filled().await;
        let digest = Digest::of(&bytes);
        fault(&file(&world, &bytes));
        let found = broken(world.registry()).await;
        assert!(matches!(found[..], [Break::FileDiffers { .. } | Break::FileMissing { .. }]), "{found:?}");
        assert_eq!(device.receipt(&sealed).await.payload.held(), (0, 1));
        // Somebody puts the file back.
        fs::write(file(&world, &bytes), &bytes).unwrap();
        assert_eq!(world.registry().verify().await.unwrap().attachments, 1);
        assert!(device.receipt(&sealed).await.payload.is_complete(), "{digest}");
    }
}

#[tokio::test]
async fn a_supervisor_of_the_area_may_bring_back_a_photo_that_was_lost_and_no_other() {
    let (mut world, device, sealed, bytes) = filled().await;
    let supervisor = world.device(Role::Supervisor, &["1803"]).await;
    let elsewhere = world.device(Role::Supervisor, &["1804"]).await;
    assert_eq!(supervisor.create(&bytes).await.1, bytes.len() as u64, "it is held: there is nothing to send");
    FAULTS[2](&file(&world, &bytes));
    broken(world.registry()).await;
    let refused = elsewhere.create_request(&bytes).send().await.unwrap();
    assert_eq!(problem(refused).await, (404, ErrorCode::AttachmentUnknown));
    supervisor.upload(&bytes).await;
    assert!(device.receipt(&sealed).await.payload.is_complete());
}
