//! What makes photos arrive: resumption, digests, one copy of each.

use futures_util::FutureExt;
use sambang_domain::ids::Digest;
use sambang_domain::wire::ErrorCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::device::{Device, photo};
use crate::world::{World, problem};

/// Sends a PATCH over a bare connection, all of its head but only `sent` bytes of its body, and
/// cuts the line.
async fn cut_patch(world: &World, device: &Device, location: &str, offset: usize, bytes: &[u8], sent: usize) {
    let mut line = TcpStream::connect(world.running.addr).await.unwrap();
    let head = format!(
        "PATCH {location} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ntus-resumable: 1.0.0\r\n\
         content-type: application/offset+octet-stream\r\nupload-offset: {offset}\r\ncontent-length: {}\r\n\r\n",
        device.token(),
        bytes.len() - offset,
    );
    line.write_all(head.as_bytes()).await.unwrap();
    line.write_all(&bytes[offset..offset + sent]).await.unwrap();
    line.shutdown().await.unwrap();
    // The server ends the connection when it has dealt with the cut.
    let _ = line.read_to_end(&mut Vec::new()).await;
}

#[tokio::test]
async fn an_upload_cut_at_any_byte_goes_on_from_there() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    for (id, cut) in [1_usize, 100, 65_535, 65_536, 65_537, 180_000, 199_999].into_iter().enumerate() {
        let bytes = photo(id as u64, 200_000);
        let sealed = device.sealed(id as u128 + 1, &[&bytes]);
        device.bring(&sealed).await;
        let (location, _) = device.create(&bytes).await;
        cut_patch(&world, &device, &location, 0, &bytes, cut).await;
        let stands = device.stands(&location).await as usize;
        assert_eq!(stands, cut, "every byte that was received counts");
        cut_patch(&world, &device, &location, stands, &bytes, (200_000 - stands) / 2).await;
        let stands = device.stands(&location).await as usize;
        assert_eq!(device.patch(&location, stands as u64, &bytes[stands..]).await.status(), 204);
        assert!(device.receipt(&sealed).await.payload.is_complete());
    }
}

#[tokio::test]
async fn a_connection_that_stands_still_neither_holds_up_the_next_nor_stays() {
    let mut world = World::with(|config| config.limits.stall = std::time::Duration::from_millis(300)).await;
    let mut device = world.facilitator().await;
    let bytes = photo(1, 150_000);
    let sealed = device.sealed(1, &[&bytes]);
    device.bring(&sealed).await;
    let (location, _) = device.create(&bytes).await;
    let mut dead = TcpStream::connect(world.running.addr).await.unwrap();
    let head = format!(
        "PATCH {location} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ntus-resumable: 1.0.0\r\n\
         content-type: application/offset+octet-stream\r\nupload-offset: 0\r\ncontent-length: 150000\r\n\r\n",
        device.token(),
    );
    dead.write_all(head.as_bytes()).await.unwrap();
    dead.write_all(&bytes[..2]).await.unwrap();
    // The two bytes may come a moment after the question.
    let mut stands = 0;
    for _ in 0..50 {
        stands = device.stands(&location).await as usize;
        if stands == 2 {
            break;
        }
    }
    assert_eq!(device.patch(&location, stands as u64, &bytes[stands..]).await.status(), 204);
    assert!(device.receipt(&sealed).await.payload.is_complete());
    let mut answer = Vec::new();
    dead.read_to_end(&mut answer).await.unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 4"), "the server ends it by itself");
}

#[tokio::test]
async fn bytes_with_another_digest_are_refused_and_not_kept() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let bytes = photo(1, 5000);
    let sealed = device.sealed(1, &[&bytes]);
    device.bring(&sealed).await;
    let mut wrong = bytes.clone();
    wrong[2500] ^= 1;
    let (location, _) = device.create(&bytes).await;
    let refused = device.patch(&location, 0, &wrong).await;
    assert_eq!(problem(refused).await, (422, ErrorCode::DigestDiffers));
    assert_eq!(device.tus("HEAD", &location).send().await.unwrap().status(), 404);
    let counts = world.registry().counts().await.unwrap();
    assert_eq!((counts.attachments, counts.uploads), (0, 0));
    assert_eq!(device.receipt(&sealed).await.payload.held(), (0, 1));
    device.upload(&bytes).await;
    assert_eq!(device.receipt(&sealed).await.payload.held(), (1, 1));
}

#[tokio::test]
async fn more_bytes_than_announced_are_refused() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let bytes = photo(1, 5000);
    let sealed = device.sealed(1, &[&bytes]);
    device.bring(&sealed).await;
    let (location, _) = device.create(&bytes).await;
    let longer = [bytes.as_slice(), b"x"].concat();
    assert_eq!(problem(device.patch(&location, 0, &longer).await).await, (413, ErrorCode::TooLarge));
    assert_eq!(device.patch(&location, 0, &bytes).await.status(), 204);
}

#[tokio::test]
async fn a_photo_that_is_held_is_never_asked_for_again_of_whoever_brought_it() {
    let mut world = World::start().await;
    let mut first = world.facilitator().await;
    let person = first.enrolment.person.clone();
    let mut second = world.device_of(&person).await;
    let bytes = photo(1, 5000);
    let (mine, next) = (first.sealed(1, &[&bytes]), second.sealed(2, &[&bytes]));
    first.bring(&mine).await;
    let (location, offset) = first.create(&bytes).await;
    assert_eq!(offset, 0);
    assert_eq!(first.patch(&location, 0, &bytes[..2000]).await.status(), 204);
    assert_eq!(first.create(&bytes).await, (location.clone(), 2000), "the same upload again");
    assert_eq!(first.patch(&location, 2000, &bytes[2000..]).await.status(), 204);
    assert_eq!(first.create(&bytes).await, (location, 5000));
    let receipt = second.bring(&next).await;
    assert!(receipt.payload.is_complete(), "the receipt knows that the bytes are here");
    assert_eq!(second.create(&bytes).await.1, 5000);
    assert_eq!(world.registry().counts().await.unwrap().attachments, 1);
}

#[tokio::test]
async fn eight_uploads_of_one_photo_at_once_leave_one_whole_photo() {
    let mut world = World::start().await;
    let bytes = photo(1, 300_000);
    let mut devices = Vec::new();
    for id in 1..=8 {
        let mut device = world.facilitator().await;
        let sealed = device.sealed(id, &[&bytes]);
        device.bring(&sealed).await;
        devices.push((device, sealed));
    }
    let uploads = devices.iter().map(|(device, _)| {
        async {
            let (location, offset) = device.create(&bytes).await;
            let status = device.patch(&location, offset, &bytes[offset as usize..]).await.status().as_u16();
            assert!([204, 409].contains(&status), "{status}");
            assert_eq!(device.stands(&location).await, 300_000);
        }
        .boxed_local()
    });
    futures_util::future::join_all(uploads).await;
    for (device, sealed) in &devices {
        assert!(device.receipt(sealed).await.payload.is_complete());
    }
    assert_eq!(world.registry().find_attachment(Digest::of(&bytes)).await.unwrap().unwrap(), bytes);
    assert_eq!(world.registry().verify().await.unwrap().attachments, 1);
}

#[tokio::test]
async fn only_what_a_revision_of_the_caller_names_can_be_uploaded() {
    let mut world = World::start().await;
    let (mut device, stranger) = (world.facilitator().await, world.facilitator().await);
    let bytes = photo(1, 5000);
    let unknown = (404, ErrorCode::AttachmentUnknown);
    assert_eq!(problem(device.create_request(&bytes).send().await.unwrap()).await, unknown);
    let sealed = device.sealed(1, &[&bytes]);
    device.bring(&sealed).await;
    assert_eq!(problem(stranger.create_request(&bytes).send().await.unwrap()).await, unknown);
    let (location, _) = device.create(&bytes).await;
    assert_eq!(stranger.tus("HEAD", &location).send().await.unwrap().status(), 404);
    let foreign = stranger.patch(&location, 0, &bytes).await;
    assert_eq!(problem(foreign).await, (404, ErrorCode::UploadUnknown));
    assert_eq!(stranger.tus("DELETE", &location).send().await.unwrap().status(), 404);
    assert_eq!(device.stands(&location).await, 0);
}

#[tokio::test]
async fn a_crash_between_the_file_and_its_row_is_put_right_when_asked() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    // Whole in the uploads folder, but never finished; and finished, but never written down.
    for (id, published) in [(1, false), (2, true)] {
        let bytes = photo(id, 5000);
        let sealed = device.sealed(u128::from(id), &[&bytes]);
        device.bring(&sealed).await;
        let (location, _) = device.create(&bytes).await;
        let upload = location.rsplit('/').next().unwrap();
        let name = Digest::of(&bytes).to_hex();
        let part = world.dir.path().join(format!("uploads/{upload}.part"));
        std::fs::write(&part, &bytes).unwrap();
        if published {
            let file = world.dir.path().join("attachments").join(&name[..2]).join(&name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::hard_link(&part, &file).unwrap();
        }
        assert_eq!(device.stands(&location).await, 5000);
        assert!(device.receipt(&sealed).await.payload.is_complete());
    }
    assert_eq!(world.registry().verify().await.unwrap().attachments, 2);
    assert_eq!(std::fs::read_dir(world.dir.path().join("uploads")).unwrap().count(), 0);
}
