//! A token alone opens nothing once its device signs requests; and tokens change.

use ed25519_dalek::SigningKey;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::TokenReply;
use sambang_domain::wire::v1::proof::{Asked, NONCE_HEADER, PROOF_HEADER};
use sambang_server::AuditAction;

use crate::device::Device;
use crate::world::{World, problem};

const CHANGES: &str = "/v1/changes?since=0";

/// A nonce from any answer.
async fn nonce(world: &World) -> String {
    let answer = world.http.get(world.url("/v1/health")).send().await.unwrap();
    answer.headers()[NONCE_HEADER].to_str().unwrap().to_owned()
}

fn proof(key: &SigningKey, method: &str, target: &str, nonce: &str) -> String {
    Asked { method, target, nonce }.proof(key)
}

async fn signed(device: &Device, target: &str, proof: String) -> reqwest::Response {
    device.request("GET", target).header(PROOF_HEADER, proof).send().await.unwrap()
}

/// A device that has signed a request.
async fn proved(world: &mut World) -> Device {
    let device = world.facilitator().await;
    assert_eq!(device.get(CHANGES).await.status(), 200, "an app that does not sign yet");
    let nonce = nonce(world).await;
    assert_eq!(signed(&device, CHANGES, proof(&device.key, "GET", CHANGES, &nonce)).await.status(), 200);
    device
}

#[tokio::test]
async fn a_token_that_was_seen_somewhere_opens_nothing_without_the_devices_key() {
    let mut world = World::start().await;
    let device = proved(&mut world).await;
    let refused = device.get(CHANGES).await;
    assert_eq!(refused.headers()["www-authenticate"], "Proof");
    assert_eq!(problem(refused).await, (401, ErrorCode::ProofNeeded));
    let nonce = nonce(&world).await;
    let strangers = SigningKey::from_bytes(&[99; 32]);
    let forged = signed(&device, CHANGES, proof(&strangers, "GET", CHANGES, &nonce)).await;
    assert_eq!(problem(forged).await, (401, ErrorCode::TokenInvalid));
    world.running.stop().await;
}

#[tokio::test]
async fn a_signature_that_was_seen_fits_no_other_request_and_not_for_long() {
    let mut world = World::start().await;
    let device = proved(&mut world).await;
    let nonce = nonce(&world).await;
    let seen = proof(&device.key, "GET", CHANGES, &nonce);
    for target in ["/v1/changes?since=1", "/v1/changes", "/v1/area?since=0"] {
        assert_eq!(
            problem(signed(&device, target, seen.clone()).await).await,
            (401, ErrorCode::TokenInvalid),
            "{target}"
        );
    }
    let put = device.request("PUT", CHANGES).header(PROOF_HEADER, &seen).send().await.unwrap();
    assert_ne!(put.status(), 200);
    assert_eq!(signed(&device, CHANGES, seen.clone()).await.status(), 200);
    world.clock.advance_ms(16 * 60 * 1000);
    assert_eq!(problem(signed(&device, CHANGES, seen).await).await, (401, ErrorCode::ProofNeeded));
    world.running.stop().await;
}

#[tokio::test]
async fn only_a_nonce_of_this_server_counts() {
    let mut world = World::start().await;
    let device = proved(&mut world).await;
    let genuine = nonce(&world).await;
    let (given, hmac) = genuine.rsplit_once('-').unwrap();
    let invented = [
        format!("{given}-{}", "0".repeat(32)),
        format!("{given}0-{hmac}"),
        given.to_owned(),
        String::new(),
        "x-y-z".to_owned(),
        format!("-{genuine}"),
    ];
    for nonce in invented {
        let answer = signed(&device, CHANGES, proof(&device.key, "GET", CHANGES, &nonce)).await;
        assert_eq!(problem(answer).await, (401, ErrorCode::ProofNeeded), "{nonce}");
    }
    for header in ["", "x", "x y"] {
        assert_eq!(problem(signed(&device, CHANGES, header.to_owned()).await).await, (401, ErrorCode::ProofNeeded));
    }
    world.running.stop().await;
}

#[tokio::test]
async fn a_device_that_enrols_again_with_an_older_app_goes_on_without_signing() {
    let mut world = World::start().await;
    let device = proved(&mut world).await;
    let code = world.registry().enrol_code(device.enrolment.person.id).await.unwrap().code;
    let again = crate::world::reply(world.enrol(&code, &device.key).await).await;
    let again = Device::new(device.url.clone(), device.key.clone(), again);
    assert_eq!(again.get(CHANGES).await.status(), 200);
    world.running.stop().await;
}

async fn next(device: &Device) -> Device {
    let response = device.request("POST", "/v1/tokens").send().await.unwrap();
    assert_eq!(response.status(), 201);
    let TokenReply { token, .. } = response.json().await.unwrap();
    let mut next = device.clone();
    next.enrolment.token = token;
    next
}

#[tokio::test]
async fn a_token_holds_until_the_next_one_is_used() {
    let mut world = World::start().await;
    let first = world.facilitator().await;
    let lost = next(&first).await;
    let second = next(&first).await;
    assert_eq!(first.get(CHANGES).await.status(), 200, "the answer may be lost");
    assert_eq!(problem(lost.get(CHANGES).await).await, (401, ErrorCode::TokenInvalid), "forgotten for the second");
    assert_eq!(second.get(CHANGES).await.status(), 200);
    assert_eq!(second.get(CHANGES).await.status(), 200);
    assert_eq!(problem(first.get(CHANGES).await).await, (401, ErrorCode::TokenInvalid), "ended");
    let log = world.registry().audit().await.unwrap();
    let count = |action| log.iter().filter(|audited| audited.entry.action == action).count();
    assert_eq!((count(AuditAction::TokenOffered), count(AuditAction::TokenTaken)), (2, 1));
    world.registry().verify().await.unwrap();
    world.running.stop().await;
}

#[tokio::test]
async fn a_blocked_device_gets_no_next_token() {
    let mut world = World::start().await;
    let device = world.facilitator().await;
    world.registry().revoke_device(device.enrolment.device).await.unwrap();
    let response = device.request("POST", "/v1/tokens").send().await.unwrap();
    assert_eq!(problem(response).await, (403, ErrorCode::DeviceRevoked));
    world.running.stop().await;
}
