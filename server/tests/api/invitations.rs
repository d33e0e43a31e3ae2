//! Whom a device meant to enrol with.

use ed25519_dalek::SigningKey;
use sambang_domain::people::Role;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::EnrolmentRequest;

use crate::world::{World, enrolment, problem};

async fn send(world: &World, request: &EnrolmentRequest) -> reqwest::Response {
    world.http.post(world.url("/v1/enrolments")).json(request).send().await.unwrap()
}

async fn code(world: &World) -> String {
    let person = world.person(Role::Facilitator, &["1803"]).await;
    world.registry().enrol_code(person.id).await.unwrap().code
}

#[tokio::test]
async fn a_request_that_somebody_changed_or_signed_with_another_key_takes_no_code() {
    let world = World::start().await;
    let (code, key, thief) = (code(&world).await, SigningKey::from_bytes(&[1; 32]), SigningKey::from_bytes(&[2; 32]));
    let genuine = EnrolmentRequest { host: Some("sambang.example".into()), ..enrolment(&code, &key) };
    let genuine = genuine.signed(&key).unwrap();
    let stolen_key = hex::encode(thief.verifying_key().as_bytes());
    let changed = [
        EnrolmentRequest { device_key: stolen_key, ..genuine.clone() },
        EnrolmentRequest { host: Some("127.0.0.1".into()), ..genuine.clone() },
        EnrolmentRequest { province: Some("A".repeat(26)), ..genuine.clone() },
        EnrolmentRequest { signature: Some("AAAA".into()), ..genuine.clone() },
        enrolment(&code, &key).signed(&thief).unwrap(),
    ];
    for request in changed {
        assert_eq!(problem(send(&world, &request).await).await, (400, ErrorCode::Malformed), "{request:?}");
    }
    let newer = EnrolmentRequest { signature: None, ..genuine.clone() };
    let unknown = [("best_hour".to_owned(), 7.into())].into_iter().collect();
    let newer = EnrolmentRequest { unknown, ..newer }.signed(&key).unwrap();
    assert_eq!(send(&world, &newer).await.status(), 201, "the code was not used up; a newer app signs what it adds");
    world.running.stop().await;
}

#[tokio::test]
async fn a_request_that_was_meant_for_another_province_or_came_through_another_name_takes_no_code() {
    let world = World::with(|config| config.hosts = vec!["127.0.0.1".to_owned(), "sambang.example".to_owned()]).await;
    let (code, key) = (code(&world).await, SigningKey::from_bytes(&[1; 32]));
    let ours = world.registry().fingerprint().unwrap().to_string();
    let meant = |host: &str, province: &str| {
        let (host, province) = (Some(host.to_owned()), Some(province.to_owned()));
        EnrolmentRequest { host, province, ..enrolment(&code, &key) }.signed(&key).unwrap()
    };
    for request in [meant("sambang.example", &"A".repeat(26)), meant("sambang-dinas.example", &ours)] {
        assert_eq!(problem(send(&world, &request).await).await, (409, ErrorCode::OtherProvince));
    }
    assert_eq!(send(&world, &meant("Sambang.Example", &ours)).await.status(), 201);
    world.running.stop().await;
}
