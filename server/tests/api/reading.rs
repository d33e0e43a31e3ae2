//! Who may read what, and that it is written down.

use sambang_domain::ids::Digest;
use sambang_domain::people::Role;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::SIGNATURE_HEADER;
use sambang_server::AuditAction;

use crate::device::{Device, photo};
use crate::world::{World, problem};

/// The answers to reading, in the words of the matrix below.
async fn answers(device: &Device, path: &str) -> &'static str {
    let response = device.get(path).await;
    if response.status() == 200 {
        return "yes";
    }
    match problem(response).await {
        (403, ErrorCode::OutsideArea) => "area",
        (403, ErrorCode::RoleForbidden) => "role",
        (404, ErrorCode::AttachmentUnknown) => "unknown",
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn each_role_reads_what_it_may_and_nothing_else() {
    let mut world = World::start().await;
    let mut owner = world.device(Role::Facilitator, &["180302"]).await;
    let bytes = photo(1, 3000);
    let sealed = owner.sealed(1, &[&bytes]);
    owner.bring(&sealed).await;
    owner.upload(&bytes).await;
    let person = owner.enrolment.person.clone();
    let readers = [
        (owner.clone(), "yes"),
        (world.device_of(&person).await, "yes"),
        (world.device(Role::Facilitator, &["180302"]).await, "role"),
        (world.device(Role::Supervisor, &["1803"]).await, "yes"),
        (world.device(Role::Supervisor, &["180302"]).await, "yes"),
        (world.device(Role::Supervisor, &["1804"]).await, "area"),
        (world.device(Role::Supervisor, &["180307", "1872"]).await, "area"),
        (world.device(Role::Province, &[]).await, "yes"),
        (world.device(Role::Auditor, &[]).await, "yes"),
    ];
    let photo_path = format!("/v1/attachments/by-digest/{}", Digest::of(&bytes));
    for (reader, expected) in &readers {
        let who = format!("{:?} {:?}", reader.enrolment.person.role, reader.enrolment.person.area);
        assert_eq!(answers(reader, &sealed.path()).await, *expected, "revision, {who}");
        assert_eq!(answers(reader, &format!("{}/receipt", sealed.path())).await, *expected, "receipt, {who}");
        // Who may not read a photo is not told that it is here.
        let photo = if *expected == "yes" { "yes" } else { "unknown" };
        assert_eq!(answers(reader, &photo_path).await, photo, "photo, {who}");
        if reader.enrolment.person.role != Role::Facilitator {
            let mut reader = reader.clone();
            let own = reader.sealed(77, &[]);
            assert_eq!(problem(reader.put(&own).await).await, (403, ErrorCode::RoleForbidden), "send, {who}");
            let begun = reader.create_request(&bytes).send().await.unwrap();
            match (&reader.enrolment.person.role, *expected) {
                // A tablet may bring back a photo of its area that the province has lost.
                (Role::Supervisor, "yes") => assert_eq!(begun.status(), 201, "upload, {who}"),
                (Role::Supervisor, _) => assert_eq!(problem(begun).await, (404, ErrorCode::AttachmentUnknown), "{who}"),
                _ => assert_eq!(problem(begun).await, (403, ErrorCode::RoleForbidden), "upload, {who}"),
            }
        }
    }
    let log = world.opened().await;
    let expected = readers.iter().filter(|(_, answer)| *answer == "yes").flat_map(|(reader, _)| {
        let who = reader.enrolment.device;
        let (survey, photo) = (sealed.survey.to_string(), Digest::of(&bytes).to_string());
        [(who, AuditAction::RevisionOpened, survey), (who, AuditAction::AttachmentOpened, photo)]
    });
    let opened = log.iter().filter(|entry| entry.action == AuditAction::AttachmentOpened);
    for entry in opened {
        let told = ["kind", "survey", "owner"].map(|name| entry.details[name].as_str().unwrap());
        assert_eq!(told, ["identity_card", &sealed.survey.to_string(), &person.id.to_string()]);
    }
    let log: Vec<_> = log.into_iter().map(|entry| (entry.device.unwrap(), entry.action, entry.subject)).collect();
    assert_eq!(log, expected.collect::<Vec<_>>(), "every opening is logged, and only those");
}

#[tokio::test]
async fn a_revision_is_read_as_it_was_signed() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let sealed = device.sealed(1, &[]);
    device.bring(&sealed).await;
    let response = device.get(&sealed.path()).await;
    let signature = response.headers()[SIGNATURE_HEADER].to_str().unwrap().to_owned();
    assert_eq!(sambang_domain::seal::base64_signature::decode(&signature), Some(sealed.signature));
    assert_eq!(response.bytes().await.unwrap(), sealed.bytes);
}

#[tokio::test]
async fn a_photo_is_served_as_what_it_is_and_never_guessed() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let (jpeg, html) = (photo(1, 100), b"<script>alert(1)</script>".to_vec());
    let sealed = device.sealed(1, &[&jpeg, &html]);
    device.bring(&sealed).await;
    for (bytes, media_type) in [(jpeg, "image/jpeg"), (html, "application/octet-stream")] {
        device.upload(&bytes).await;
        let response = device.get(&format!("/v1/attachments/by-digest/{}", Digest::of(&bytes))).await;
        assert_eq!(response.headers()["content-type"], media_type);
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        assert_eq!(response.bytes().await.unwrap(), bytes);
    }
}

#[tokio::test]
async fn a_revision_or_photo_that_is_not_held_is_unknown() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let bytes = photo(1, 100);
    let sealed = device.sealed(1, &[&bytes]);
    let path = format!("/v1/attachments/by-digest/{}", Digest::of(&bytes));
    let unknown = (404, ErrorCode::AttachmentUnknown);
    assert_eq!(problem(device.get(&sealed.path()).await).await, (404, ErrorCode::RevisionUnknown));
    assert_eq!(problem(device.get(&path).await).await, unknown);
    device.bring(&sealed).await;
    assert_eq!(problem(device.get(&path).await).await, unknown, "named but not here yet");
    assert_eq!(problem(device.get("/v1/attachments/by-digest/xyz").await).await, unknown);
    for path in ["/v1/surveys/x/revisions/1", "/v1/surveys/01900000-0000-7000-8000-000000000001/revisions/x"] {
        assert_eq!(problem(device.get(path).await).await, (404, ErrorCode::NotFound));
    }
    assert!(world.opened().await.is_empty());
}

#[tokio::test]
async fn a_blocked_device_and_a_wrong_token_get_nowhere() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let sealed = device.sealed(1, &[]);
    device.bring(&sealed).await;
    world.registry().revoke_device(device.enrolment.device).await.unwrap();
    for response in [device.get(&sealed.path()).await, device.get("/v1/changes").await] {
        assert_eq!(problem(response).await, (403, ErrorCode::DeviceRevoked));
    }
    let bearer = ["", "Bearer", "Bearer ", "Basic abc", "Bearer abc", "bearer \t"];
    for header in bearer {
        let request = world.http.get(world.url("/v1/changes")).header("authorization", header);
        let response = request.send().await.unwrap();
        assert_eq!(response.headers()["www-authenticate"], "Bearer");
        assert_eq!(problem(response).await, (401, ErrorCode::TokenInvalid));
    }
    let none = world.http.get(world.url(&sealed.path())).send().await.unwrap();
    assert_eq!(problem(none).await, (401, ErrorCode::TokenInvalid));
    assert_eq!(world.registry().counts().await.unwrap().revisions, 1);
}
