//! Small pictures for lists.

use sambang_domain::ids::Digest;
use sambang_domain::people::Role;
use sambang_domain::wire::ErrorCode;
use sambang_server::AuditAction;

use crate::device::{Device, photo, picture};
use crate::program::{Program, enrolled, store};
use crate::world::{World, problem};

fn path(photo: &[u8]) -> String {
    format!("/v1/attachments/{}/thumbnail", Digest::of(photo))
}

async fn size(device: &Device, photo: &[u8]) -> (u32, u32) {
    let response = device.get(&path(photo)).await;
    assert_eq!(
        (response.status().as_u16(), &response.headers()["content-type"]),
        (200, &"image/jpeg".parse().unwrap())
    );
    let small = image::load_from_memory_with_format(&response.bytes().await.unwrap(), image::ImageFormat::Jpeg);
    small.map(|small| (small.width(), small.height())).unwrap()
}

#[tokio::test]
async fn a_card_is_too_small_to_be_read_and_only_its_opening_is_logged() {
    let mut world = World::start().await;
    let mut owner = world.facilitator().await;
    let supervisor = world.device(Role::Supervisor, &["1803"]).await;
    let (card, front) = (picture(1280, 800), picture(900, 1200));
    let sealed = owner.sealed(1, &[&card, &front]);
    owner.bring(&sealed).await;
    assert_eq!(problem(supervisor.get(&path(&card)).await).await, (404, ErrorCode::AttachmentUnknown), "not here yet");
    owner.upload(&card).await;
    owner.upload(&front).await;
    assert_eq!(size(&supervisor, &front).await, (240, 320));
    assert_eq!(size(&supervisor, &card).await, (160, 100));
    assert_eq!(size(&supervisor, &card).await, (160, 100));
    let log = world.opened().await;
    let told: Vec<_> = log.iter().map(|entry| (entry.device, &entry.action, entry.subject.clone())).collect();
    let card = (Some(supervisor.enrolment.device), &AuditAction::ThumbnailOpened, Digest::of(&card).to_string());
    assert_eq!(told, [card.clone(), card]);
}

#[tokio::test]
async fn a_small_picture_is_made_once_and_kept() {
    let mut world = World::start().await;
    let mut owner = world.facilitator().await;
    let (card, front) = (picture(64, 40), picture(900, 1200));
    let sealed = owner.sealed(1, &[&card, &front]);
    owner.bring(&sealed).await;
    owner.upload(&front).await;
    assert_eq!(size(&owner, &front).await, (240, 320));
    let name = Digest::of(&front).to_hex();
    let kept = world.dir.path().join("thumbnails").join(&name[..2]).join(format!("{name}-320.jpg"));
    std::fs::write(&kept, picture(5, 5)).unwrap();
    assert_eq!(size(&owner, &front).await, (5, 5));
    std::fs::remove_dir_all(world.dir.path().join("thumbnails")).unwrap();
    assert_eq!(size(&owner, &front).await, (240, 320), "the whole folder may be deleted");
}

#[tokio::test]
async fn what_is_no_picture_has_none() {
    let mut world = World::start().await;
    let mut owner = world.facilitator().await;
    let broken = photo(1, 4000);
    let sealed = owner.sealed(1, &[&broken]);
    owner.bring(&sealed).await;
    owner.upload(&broken).await;
    assert_eq!(problem(owner.get(&path(&broken)).await).await, (404, ErrorCode::AttachmentUnknown));
    assert_eq!(problem(owner.get("/v1/attachments/xyz/thumbnail").await).await, (404, ErrorCode::AttachmentUnknown));
    assert!(world.opened().await.is_empty());
}

/// The largest JPEG of each kind that is still made small.
fn large(progressive: bool, width: u16, height: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 30);
    encoder.set_progressive(progressive);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    let pixels = vec![90; usize::from(width) * usize::from(height) * 3];
    encoder.encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes
}

/// The largest memory the process ever had, in KiB.
fn peak_kib(server: &Program) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.child.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn making_the_largest_pictures_small_takes_less_than_64_mib_each() {
    let dir = store();
    let server = Program::start(dir.path());
    let mut owner = enrolled(dir.path(), &server.url, 1).await;
    for (id, photo) in [(1, large(true, 3300, 3000)), (2, large(false, 7000, 5000))] {
        let sealed = owner.sealed(id, &[&photo]);
        owner.bring(&sealed).await;
        owner.upload(&photo).await;
        let before = peak_kib(&server);
        let (width, height) = size(&owner, &photo).await;
        assert_eq!(width.max(height), 160);
        let more = peak_kib(&server) - before;
        assert!(more < 64 * 1024, "{more} KiB more for survey {id}");
        println!("{more} KiB more for survey {id}");
    }
}
