//! Photos that come whole with the request that announces them, and what becomes of those that were to.

use futures_util::FutureExt;
use sambang_domain::ids::Digest;
use sambang_domain::wire::ErrorCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::device::{Device, number, photo};
use crate::world::{World, problem};

const BYTES: &str = "application/offset+octet-stream";

/// The request that brings `bytes` with the creation of their upload.
fn bringing(device: &Device, bytes: &[u8]) -> reqwest::RequestBuilder {
    device.create_request(bytes).header("content-type", BYTES).body(bytes.to_vec())
}

/// Begins such a request over a bare connection and sends only `sent` of the bytes.
async fn begun(world: &World, device: &Device, bytes: &[u8], sent: usize) -> TcpStream {
    let request = bringing(device, bytes).build().unwrap();
    let mut head = format!("POST /v1/uploads HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n", bytes.len());
    for (name, value) in request.headers() {
        head += &format!("{name}: {}\r\n", value.to_str().unwrap());
    }
    let mut line = TcpStream::connect(world.running.addr).await.unwrap();
    line.write_all((head + "\r\n").as_bytes()).await.unwrap();
    line.write_all(&bytes[..sent]).await.unwrap();
    line
}

fn files_left(world: &World) -> usize {
    std::fs::read_dir(world.dir.path().join("uploads")).unwrap().count()
}

#[tokio::test]
async fn a_photo_that_comes_whole_is_held_at_once_and_asked_for_no_more() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let bytes = photo(1, 200_000);
    let sealed = device.sealed(1, &[&bytes]);
    device.bring(&sealed).await;
    for _ in 0..2 {
        let response = bringing(&device, &bytes).send().await.unwrap();
        assert_eq!((response.status().as_u16(), number(response.headers(), "upload-offset")), (201, 200_000));
        assert!(device.receipt(&sealed).await.payload.is_complete());
    }
    let (location, offset) = device.create(&bytes).await;
    assert_eq!((device.stands(&location).await, offset), (200_000, 200_000));
    assert_eq!(world.registry().verify().await.unwrap().attachments, 1);
    assert_eq!(files_left(&world), 0);
}

#[tokio::test]
async fn a_photo_that_was_cut_on_its_way_goes_on_from_there() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    for (id, cut) in [0_usize, 1, 65_536, 199_999].into_iter().enumerate() {
        let bytes = photo(id as u64, 200_000);
        let sealed = device.sealed(id as u128 + 1, &[&bytes]);
        device.bring(&sealed).await;
        let mut line = begun(&world, &device, &bytes, cut).await;
        line.shutdown().await.unwrap();
        // The server ends the connection when it has dealt with the cut.
        let _ = line.read_to_end(&mut Vec::new()).await;
        let response = bringing(&device, &bytes).send().await.unwrap();
        let stands = number(response.headers(), "upload-offset");
        assert_eq!(stands, if cut == 0 { 200_000 } else { cut as u64 }, "every byte that was received counts");
        let (location, _) = device.create(&bytes).await;
        assert_eq!(device.stands(&location).await, stands);
        if stands < 200_000 {
            assert_eq!(device.patch(&location, stands, &bytes[stands as usize..]).await.status(), 204);
        }
        assert!(device.receipt(&sealed).await.payload.is_complete());
    }
    assert_eq!(files_left(&world), 0);
}

#[tokio::test]
async fn a_photo_on_a_connection_that_died_unnoticed_counts_for_the_next_one() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let bytes = photo(1, 200_000);
    let sealed = device.sealed(1, &[&bytes]);
    device.bring(&sealed).await;
    let mut dead = begun(&world, &device, &bytes, 150_000).await;
    // Where the second request comes before the bytes of the first, those on their way are waited for.
    let response = bringing(&device, &bytes).send().await.unwrap();
    let stands = number(response.headers(), "upload-offset");
    assert!([150_000, 200_000].contains(&stands), "{stands}");
    if stands < 200_000 {
        let (location, _) = device.create(&bytes).await;
        assert_eq!(device.patch(&location, stands, &bytes[stands as usize..]).await.status(), 204);
    }
    assert!(device.receipt(&sealed).await.payload.is_complete());
    let _ = dead.read_to_end(&mut Vec::new()).now_or_never();
    assert_eq!(world.registry().verify().await.unwrap().attachments, 1);
}

#[tokio::test]
async fn a_whole_photo_with_another_digest_or_length_is_refused_and_not_kept() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let (bytes, others) = (photo(1, 5000), photo(2, 5000));
    let sealed = device.sealed(1, &[&bytes]);
    device.bring(&sealed).await;
    let wrong = device.create_request(&bytes).header("content-type", BYTES).body(others).send().await.unwrap();
    assert_eq!(problem(wrong).await.1, ErrorCode::DigestDiffers);
    let stranger = world.facilitator().await;
    let unknown = bringing(&stranger, &bytes).send().await.unwrap();
    assert_eq!(problem(unknown).await, (404, ErrorCode::AttachmentUnknown));
    assert!(world.registry().find_attachment(Digest::of(&bytes)).await.unwrap().is_none());
    assert_eq!(files_left(&world), 0);
    assert_eq!(number(bringing(&device, &bytes).send().await.unwrap().headers(), "upload-offset"), 5000);
    assert!(device.receipt(&sealed).await.payload.is_complete());
}

#[tokio::test]
async fn one_photo_from_eight_people_and_twice_from_each_at_once_lies_there_once() {
    let mut world = World::start().await;
    let bytes = photo(1, 150_000);
    let mut devices = Vec::new();
    for id in 1..=8 {
        let mut device = world.facilitator().await;
        let sealed = device.sealed(id, &[&bytes]);
        device.bring(&sealed).await;
        devices.push((device, sealed));
    }
    let both = devices.iter().chain(&devices).map(|(device, _)| bringing(device, &bytes).send());
    for response in futures_util::future::join_all(both).await {
        let response = response.unwrap();
        assert_eq!((response.status().as_u16(), number(response.headers(), "upload-offset")), (201, 150_000));
    }
    for (device, sealed) in &devices {
        assert!(device.receipt(sealed).await.payload.is_complete());
    }
    assert_eq!(world.registry().verify().await.unwrap().attachments, 1);
    assert_eq!(files_left(&world), 0);
}
