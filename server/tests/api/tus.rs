//! The parts of tus that any tus client relies on.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sambang_domain::ids::Digest;
use sambang_domain::wire::ErrorCode;
use sha2::Digest as _;

use crate::device::{Device, Sealed, number, photo};
use crate::world::{World, headers, problem};

/// A world with one revision that names one photo.
async fn with_photo(length: usize) -> (World, Device, Sealed, Vec<u8>) {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let bytes = photo(1, length);
    let sealed = device.sealed(1, &[&bytes]);
    device.bring(&sealed).await;
    (world, device, sealed, bytes)
}

#[tokio::test]
async fn the_server_says_what_its_tus_can_do() {
    let world = World::start().await;
    let response = world.http.request(reqwest::Method::OPTIONS, world.url("/v1/uploads")).send().await.unwrap();
    assert_eq!(response.status(), 204);
    let headers = headers(&response);
    assert_eq!(headers["tus-resumable"], "1.0.0");
    assert_eq!(headers["tus-version"], "1.0.0");
    assert_eq!(headers["tus-extension"], "creation,creation-with-upload,checksum,expiration,termination");
    assert_eq!(headers["tus-max-size"], (4 * 1024 * 1024).to_string());
    assert_eq!(headers["tus-checksum-algorithm"], "sha256,sha1");
}

#[tokio::test]
async fn an_upload_goes_in_pieces_and_tells_where_it_stands() {
    let (world, device, sealed, bytes) = with_photo(10_000).await;
    let response = device.create_request(&bytes).send().await.unwrap();
    let created = headers(&response);
    assert_eq!(created["upload-expires"], "Thu, 29 Apr 2021 02:31:00 GMT");
    let location = &created["location"];
    let head = headers(&device.tus("HEAD", location).send().await.unwrap());
    assert_eq!((head["upload-offset"].as_str(), head["upload-length"].as_str()), ("0", "10000"));
    assert_eq!(head["cache-control"], "no-store");
    let metadata = format!("sha256 {}", STANDARD.encode(Digest::of(&bytes).to_hex()));
    assert_eq!(head["upload-metadata"], metadata);
    for (offset, end) in [(0, 1), (1, 4097), (4097, 10_000)] {
        let response = device.patch(location, offset, &bytes[offset as usize..end]).await;
        assert_eq!(response.status(), 204);
        assert_eq!(number(response.headers(), "upload-offset"), end as u64);
    }
    assert_eq!(device.stands(location).await, 10_000);
    assert!(device.receipt(&sealed).await.payload.is_complete());
    assert_eq!(world.registry().find_attachment(Digest::of(&bytes)).await.unwrap().unwrap(), bytes);
}

#[tokio::test]
async fn a_post_may_stand_for_a_method_that_is_not_let_through() {
    let (world, device, sealed, bytes) = with_photo(10_000).await;
    let (location, _) = device.create(&bytes).await;
    let posted = |method: &'static str| device.tus("POST", &location).header("x-http-method-override", method);
    let first = posted("PATCH").header("upload-offset", 0).header("content-type", "application/offset+octet-stream");
    assert_eq!(first.body(bytes[..4_000].to_vec()).send().await.unwrap().status(), 204);
    let head = posted("HEAD").send().await.unwrap();
    assert_eq!((head.status().as_u16(), number(head.headers(), "upload-offset")), (200, 4_000));
    assert_eq!(posted("PUT").send().await.unwrap().status(), 405, "only what an upload knows");
    assert_eq!(posted("DELETE").send().await.unwrap().status(), 204);
    let (location, offset) = device.create(&bytes).await;
    assert_eq!(offset, 0);
    assert_eq!(device.patch(&location, 0, &bytes).await.status(), 204);
    assert!(device.receipt(&sealed).await.payload.is_complete());
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn a_photo_may_come_with_the_creation() {
    let (_world, device, sealed, bytes) = with_photo(10_000).await;
    let with_bytes = |part: &[u8]| {
        let request = device.create_request(&bytes).header("content-type", "application/offset+octet-stream");
        request.body(part.to_vec()).send()
    };
    let response = with_bytes(&bytes[..6000]).await.unwrap();
    assert_eq!((response.status().as_u16(), number(response.headers(), "upload-offset")), (201, 6000));
    let again = with_bytes(&bytes).await.unwrap();
    assert_eq!(number(again.headers(), "upload-offset"), 6000, "the first bytes are there, nothing is doubled");
    let location = headers(&again)["location"].clone();
    assert_eq!(device.patch(&location, 6000, &bytes[6000..]).await.status(), 204);
    assert!(device.receipt(&sealed).await.payload.is_complete());
}

#[tokio::test]
async fn another_offset_is_refused_and_changes_nothing() {
    let (_world, device, _, bytes) = with_photo(1000).await;
    let (location, _) = device.create(&bytes).await;
    assert_eq!(device.patch(&location, 0, &bytes[..500]).await.status(), 204);
    for offset in [0, 499, 501, 1000, u64::MAX] {
        let refused = device.patch(&location, offset, &bytes[..10]).await;
        assert_eq!(refused.headers()["tus-resumable"], "1.0.0");
        assert_eq!(problem(refused).await, (409, ErrorCode::OffsetDiffers));
    }
    assert_eq!(device.stands(&location).await, 500);
}

#[tokio::test]
async fn a_piece_with_another_checksum_is_not_kept() {
    let (_world, device, sealed, bytes) = with_photo(1000).await;
    let (location, _) = device.create(&bytes).await;
    let (first, rest) = bytes.split_at(400);
    let send = async |offset, piece: &[u8], checksum: String| {
        device.patch_request(&location, offset, piece).header("upload-checksum", checksum).send().await.unwrap()
    };
    let sha256 = |bytes: &[u8]| format!("sha256 {}", STANDARD.encode(sha2::Sha256::digest(bytes)));
    let sha1 = |bytes: &[u8]| format!("sha1 {}", STANDARD.encode(sha1::Sha1::digest(bytes)));
    assert_eq!(problem(send(0, first, sha256(b"other")).await).await, (460, ErrorCode::DigestDiffers));
    assert_eq!(problem(send(0, first, "md5 AAAA".into()).await).await, (400, ErrorCode::Malformed));
    assert_eq!(device.stands(&location).await, 0);
    assert_eq!(send(0, first, sha1(first)).await.status(), 204);
    assert_eq!(problem(send(400, rest, sha1(first)).await).await, (460, ErrorCode::DigestDiffers));
    assert_eq!(send(400, rest, sha256(rest)).await.status(), 204);
    assert!(device.receipt(&sealed).await.payload.is_complete());
}

#[tokio::test]
async fn an_upload_can_be_given_up() {
    let (world, device, _, bytes) = with_photo(1000).await;
    let (location, _) = device.create(&bytes).await;
    assert_eq!(device.patch(&location, 0, &bytes[..500]).await.status(), 204);
    assert_eq!(device.tus("DELETE", &location).send().await.unwrap().status(), 204);
    assert_eq!(device.tus("HEAD", &location).send().await.unwrap().status(), 404);
    let gone = device.patch(&location, 500, &bytes[500..]).await;
    assert_eq!(problem(gone).await, (404, ErrorCode::UploadUnknown));
    assert_eq!(world.registry().counts().await.unwrap().uploads, 0);
    assert_eq!(std::fs::read_dir(world.dir.path().join("uploads")).unwrap().count(), 0);
    device.upload(&bytes).await;
}

#[tokio::test]
async fn an_expired_upload_is_gone_and_can_be_begun_again() {
    let (world, device, sealed, bytes) = with_photo(1000).await;
    let (location, _) = device.create(&bytes).await;
    assert_eq!(device.patch(&location, 0, &bytes[..500]).await.status(), 204);
    world.clock.advance_ms(14 * 24 * 3600 * 1000);
    assert_eq!(device.tus("HEAD", &location).send().await.unwrap().status(), 410);
    let late = device.patch(&location, 500, &bytes[500..]).await;
    assert_eq!(problem(late).await, (410, ErrorCode::UploadUnknown));
    assert_eq!(world.registry().expire_uploads().await.unwrap(), 1);
    assert_eq!(device.tus("HEAD", &location).send().await.unwrap().status(), 404);
    assert_eq!(std::fs::read_dir(world.dir.path().join("uploads")).unwrap().count(), 0);
    device.upload(&bytes).await;
    assert!(device.receipt(&sealed).await.payload.is_complete());
}

#[tokio::test]
async fn every_answer_names_the_version_of_tus_refusals_before_any_route_too() {
    let mut world = World::with(|config| config.hosts = vec!["127.0.0.1".to_owned()]).await;
    let device = world.facilitator().await;
    let url = world.url("/v1/uploads");
    for (request, status) in [
        (world.http.post(&url), 401),
        (world.http.put(&url), 405),
        (world.http.post(&url).header("sambang-protocol", "9"), 426),
        (world.http.post(&url).header("host", "evil.invalid"), 421),
        (world.http.post(&url).bearer_auth(device.token()), 412),
        (world.http.head(format!("{url}/none")).bearer_auth(device.token()).header("tus-resumable", "1.0.0"), 404),
    ] {
        let response = request.send().await.unwrap();
        assert_eq!(
            (response.status().as_u16(), &response.headers()["tus-resumable"]),
            (status, &"1.0.0".parse().unwrap())
        );
    }
}

#[tokio::test]
async fn requests_that_are_not_tus_are_refused() {
    let (_world, device, _, bytes) = with_photo(1000).await;
    let (location, _) = device.create(&bytes).await;
    let plain = device.request("HEAD", &location).send().await.unwrap();
    assert_eq!((plain.status().as_u16(), headers(&plain)["tus-version"].as_str()), (412, "1.0.0"));
    let newer = device.request("PATCH", &location).header("tus-resumable", "2.0.0").send().await.unwrap();
    assert_eq!(newer.status(), 412);
    let untyped = device.tus("PATCH", &location).header("upload-offset", 0).body("x").send().await.unwrap();
    assert_eq!(problem(untyped).await, (415, ErrorCode::Malformed));
    let typed = device.create_request(&bytes).header("content-type", "image/jpeg").body(bytes.clone()).send();
    assert_eq!(problem(typed.await.unwrap()).await, (415, ErrorCode::Malformed));
    for (length, metadata) in [("1000", ""), ("", "sha256 AAAA"), ("x", "sha256 AAAA"), ("1000", "sha256 AAAA")] {
        let request = device.tus("POST", "/v1/uploads").header("upload-length", length);
        let response = request.header("upload-metadata", metadata).send().await.unwrap();
        assert_eq!(problem(response).await, (400, ErrorCode::Malformed));
    }
    for path in ["/v1/uploads/x", "/v1/uploads/01900000-0000-7000-8000-000000000001"] {
        assert_eq!(device.tus("HEAD", path).send().await.unwrap().status(), 404);
    }
}
