use ed25519_dalek::SigningKey;
use sambang_domain::people::Role;
use sambang_domain::wire::ErrorCode;

use crate::world::{World, problem, reply};

fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

#[tokio::test]
async fn a_code_enrols_one_device_and_tells_it_everything_it_needs() {
    let world = World::start().await;
    let person = world.person(Role::Facilitator, &["180302", "180307"]).await;
    let code = world.registry().enrol_code(person.id).await.unwrap().code;
    let typed = format!(" {}-{} ", code[..4].to_lowercase(), &code[4..]);
    let enrolled = reply(world.enrol(&typed, &key(1)).await).await;
    assert_eq!(enrolled.person, person);
    assert_eq!(&enrolled.province, world.registry().province());
    assert_eq!(enrolled.programmes.len(), 2);
    assert_eq!(enrolled.server_time, world.clock.now());
    assert_eq!(world.registry().devices().await.unwrap()[0].id, enrolled.device);
}

#[tokio::test]
async fn after_a_lost_answer_the_same_code_and_key_give_the_same_device_a_fresh_token() {
    let world = World::start().await;
    let person = world.person(Role::Facilitator, &["1803"]).await;
    let code = world.registry().enrol_code(person.id).await.unwrap().code;
    let first = reply(world.enrol(&code, &key(1)).await).await;
    let again = reply(world.enrol(&code, &key(1)).await).await;
    assert_eq!(first.device, again.device);
    assert_ne!(first.token, again.token);
    let old = world.http.get(world.url("/v1/changes")).bearer_auth(first.token).send().await.unwrap();
    assert_eq!(problem(old).await, (401, ErrorCode::TokenInvalid));
    assert_eq!(problem(world.enrol(&code, &key(2)).await).await, (409, ErrorCode::CodeUsed));
    assert_eq!(world.registry().counts().await.unwrap().devices, 1);
}

#[tokio::test]
async fn a_blocked_device_is_not_let_in_again_by_its_old_code_but_by_a_fresh_one() {
    let mut world = World::start().await;
    let person = world.person(Role::Facilitator, &["1803"]).await;
    let code = world.registry().enrol_code(person.id).await.unwrap().code;
    let first = reply(world.enrol(&code, &key(200)).await).await;
    world.registry().revoke_device(first.device).await.unwrap();
    assert_eq!(problem(world.enrol(&code, &key(200)).await).await, (403, ErrorCode::DeviceRevoked));
    let fresh = world.registry().enrol_code(person.id).await.unwrap().code;
    let again = reply(world.enrol(&fresh, &key(200)).await).await;
    assert_eq!(first.device, again.device, "what it sealed before still names it");
    let _ = world.device_of(&person).await;
    assert_eq!(world.registry().counts().await.unwrap().devices, 2);
}

#[tokio::test]
async fn wrong_old_and_garbled_codes_are_refused_with_their_own_reason() {
    let world = World::start().await;
    let person = world.person(Role::Facilitator, &["1803"]).await;
    let code = world.registry().enrol_code(person.id).await.unwrap();
    assert_eq!(problem(world.enrol("ABCDEFGH", &key(1)).await).await, (403, ErrorCode::CodeInvalid));
    assert_eq!(problem(world.enrol("", &key(1)).await).await, (403, ErrorCode::CodeInvalid));
    world.clock.advance_ms(24 * 3600 * 1000);
    assert_eq!(world.clock.now(), code.expires_at);
    assert_eq!(problem(world.enrol(&code.code, &key(1)).await).await, (410, ErrorCode::CodeExpired));
    assert_eq!(world.registry().counts().await.unwrap().devices, 0);
}

#[tokio::test]
async fn garbage_is_malformed_and_consumes_no_code() {
    let world = World::start().await;
    let person = world.person(Role::Facilitator, &["1803"]).await;
    let code = world.registry().enrol_code(person.id).await.unwrap().code;
    let bodies = [
        String::new(),
        "{".into(),
        "[]".into(),
        "\u{0}\u{ff}".into(),
        format!(r#"{{"code":"{code}","device_key":"zz","app_version":"1"}}"#),
        format!(r#"{{"code":"{code}","device_key":"{}","app_version":"1"}}"#, "00".repeat(32)),
    ];
    for body in bodies {
        let response = world.http.post(world.url("/v1/enrolments")).body(body).send().await.unwrap();
        assert_eq!(problem(response).await, (400, ErrorCode::Malformed));
    }
    reply(world.enrol(&code, &key(1)).await).await;
}

#[tokio::test]
async fn eight_devices_with_one_code_at_once_leave_one_device() {
    let world = World::start().await;
    let person = world.person(Role::Facilitator, &["1803"]).await;
    let code = world.registry().enrol_code(person.id).await.unwrap().code;
    let keys: Vec<_> = (1..=8).map(key).collect();
    let all = futures_util::future::join_all(keys.iter().map(|key| world.enrol(&code, key))).await;
    let mut statuses: Vec<_> = all.iter().map(|response| response.status().as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409, 409, 409]);
    assert_eq!(world.registry().counts().await.unwrap().devices, 1);
}

#[tokio::test]
async fn a_token_that_was_not_used_for_half_a_year_ends_and_enrolling_again_keeps_the_device() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let sealed = device.sealed(1, &[]);
    device.bring(&sealed).await;
    let day = 24 * 60 * 60 * 1000;
    world.clock.advance_ms(179 * day);
    let report = serde_json::json!({"drafts": 0, "waiting": 0, "blocked": 0, "received": 1, "sealed": 1, "reviews": 0,
        "reviews_waiting": 0, "app_version": "0.1.0"});
    let told = device.request("PUT", "/v1/report").json(&report).send().await.unwrap();
    assert_eq!(told.status(), 200);
    world.clock.advance_ms(179 * day);
    assert_eq!(device.get("/v1/changes").await.status(), 200, "the report counts as use");
    world.clock.advance_ms(2 * day);
    assert_eq!(problem(device.get("/v1/changes").await).await, (401, ErrorCode::TokenInvalid));
    let code = world.registry().enrol_code(device.enrolment.person.id).await.unwrap().code;
    let again = reply(world.enrol(&code, &device.key).await).await;
    assert_eq!(again.device, device.enrolment.device);
    device.enrolment = again;
    assert_eq!(device.put(&sealed).await.status(), 200, "what was sealed is still this device's");
}

#[tokio::test]
async fn who_leaves_is_let_in_by_no_device_and_no_unused_code() {
    let mut world = World::start().await;
    let device = world.facilitator().await;
    let person = device.enrolment.person.clone();
    let unused = world.registry().enrol_code(person.id).await.unwrap().code;
    world.registry().withdraw_person(person.id).await.unwrap();
    assert_eq!(problem(device.get("/v1/changes").await).await, (403, ErrorCode::DeviceRevoked));
    let key = SigningKey::from_bytes(&[77; 32]);
    assert_eq!(problem(world.enrol(&unused, &key).await).await, (410, ErrorCode::CodeExpired));
    let fresh = world.registry().enrol_code(person.id).await.unwrap().code;
    assert_eq!(reply(world.enrol(&fresh, &device.key).await).await.device, device.enrolment.device, "let in again");
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn signs_that_nobody_sees_are_refused_in_names_and_left_out_of_what_a_device_tells() {
    let world = World::start().await;
    for name in ["CONTOH\u{202e}itiS", "CONTOH\u{0}", "CONTOH\nSiti", "CONTOH \u{200b}"] {
        let new = sambang_server::NewPerson {
            name: name.into(),
            role: Role::Facilitator,
            area: vec!["1803".parse().unwrap()],
            office: String::new(),
        };
        assert!(world.registry().add_person(new).await.is_err(), "{name:?}");
    }
    let person = world.person(Role::Facilitator, &["1803"]).await;
    let code = world.registry().enrol_code(person.id).await.unwrap().code;
    let mut request = crate::world::enrolment(&code, &SigningKey::from_bytes(&[5; 32]));
    request.device_name = "HP\u{0}\u{202e} lapangan\n".into();
    let response = world.http.post(world.url("/v1/enrolments")).json(&request).send().await.unwrap();
    reply(response).await;
    assert_eq!(world.registry().devices().await.unwrap()[0].name, "HP lapangan");
}
