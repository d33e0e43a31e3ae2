use ed25519_dalek::SigningKey;
use sambang_domain::people::Role;
use sambang_domain::wire::ErrorCode;

use crate::device::photo;
use crate::world::{World, enrolment, problem, reply};

#[tokio::test]
async fn one_busy_device_is_slowed_down_and_the_next_is_not() {
    let mut world = World::with(|config| {
        config.limits.device_burst = 5;
        config.limits.device_per_second = 1;
    })
    .await;
    let (busy, calm) = (world.facilitator().await, world.facilitator().await);
    let mut last = busy.get("/v1/changes").await;
    for _ in 0..20 {
        last = busy.get("/v1/changes").await;
        if last.status() == 429 {
            break;
        }
    }
    assert!(last.headers()["retry-after"].to_str().unwrap().parse::<u64>().unwrap() >= 1);
    assert_eq!(problem(last).await, (429, ErrorCode::RateLimited));
    assert_eq!(calm.get("/v1/changes").await.status(), 200);
}

#[tokio::test]
async fn whoever_guesses_codes_is_refused_even_with_a_right_one_and_an_office_full_of_devices_is_not() {
    let world = World::with(|config| {
        config.limits.failures_burst = 4;
        config.limits.failures_per_minute = 1;
    })
    .await;
    let person = world.person(Role::Facilitator, &["1803"]).await;
    for seed in 1..=30 {
        let code = world.registry().enrol_code(person.id).await.unwrap().code;
        reply(world.enrol(&code, &SigningKey::from_bytes(&[seed; 32])).await).await;
    }
    let key = SigningKey::from_bytes(&[99; 32]);
    let mut refused = 0;
    for _ in 0..8 {
        match problem(world.enrol("AAAAAAAA", &key).await).await {
            (403, ErrorCode::CodeInvalid) => {}
            (429, ErrorCode::RateLimited) => refused += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(refused, 4);
    let code = world.registry().enrol_code(person.id).await.unwrap().code;
    assert_eq!(problem(world.enrol(&code, &key).await).await, (429, ErrorCode::RateLimited));
}

#[tokio::test]
async fn many_addresses_together_guess_no_faster_than_one_and_a_right_code_still_goes_through() {
    let world = World::with(|config| {
        config.proxies.every_peer = true;
        (config.limits.all_failures_burst, config.limits.all_failures_per_minute) = (3, 1);
    })
    .await;
    let from = async |address: &str, code: &str, seed: u8| {
        let request = enrolment(code, &SigningKey::from_bytes(&[seed; 32]));
        let post = world.http.post(world.url("/v1/enrolments")).header("x-forwarded-for", address).json(&request);
        post.send().await.unwrap()
    };
    for address in ["192.0.2.1", "192.0.2.2", "192.0.2.3"] {
        assert_eq!(problem(from(address, "AAAAAAAAAA", 1).await).await, (403, ErrorCode::CodeInvalid));
    }
    for address in ["198.51.100.1", "198.51.100.2"] {
        assert_eq!(from(address, "AAAAAAAAAA", 1).await.status(), 429, "the first guess of a fresh address");
        assert_eq!(from(address, "AAAAAAAAAA", 1).await.status(), 429);
    }
    let person = world.person(Role::Facilitator, &["1803"]).await;
    let code = world.registry().enrol_code(person.id).await.unwrap().code;
    assert_eq!(from("203.0.113.9", &code, 2).await.status(), 201);
    world.running.stop().await;
}

#[tokio::test]
async fn wrong_tokens_never_lock_out_the_right_ones_of_the_same_address() {
    let mut world = World::with(|config| config.limits.failures_burst = 2).await;
    let device = world.facilitator().await;
    let mut last = (0, ErrorCode::Internal);
    for _ in 0..6 {
        let request = world.http.get(world.url("/v1/changes")).bearer_auth("wrong");
        last = problem(request.send().await.unwrap()).await;
    }
    assert_eq!(last, (429, ErrorCode::RateLimited));
    assert_eq!(device.get("/v1/changes").await.status(), 200);
}

#[tokio::test]
async fn behind_a_proxy_the_guessers_own_address_counts() {
    let world = World::with(|config| {
        config.proxies.every_peer = true;
        config.limits.failures_burst = 1;
        config.limits.failures_per_minute = 1;
    })
    .await;
    let guess = async |from: &str| {
        let request = crate::world::enrolment("AAAAAAAA", &SigningKey::from_bytes(&[1; 32]));
        let response = world.http.post(world.url("/v1/enrolments")).header("x-forwarded-for", from).json(&request);
        problem(response.send().await.unwrap()).await.0
    };
    assert_eq!(guess("203.0.113.7").await, 403);
    assert_eq!(guess("203.0.113.7").await, 429);
    assert_eq!(guess("spoofed, 203.0.113.7").await, 429);
    assert_eq!(guess("203.0.113.8").await, 403);
}

#[tokio::test]
async fn what_is_too_large_is_refused_however_its_length_is_told() {
    let mut world = World::with(|config| config.limits.attachment_bytes = 10_000).await;
    let mut device = world.facilitator().await;
    let mut survey = device.survey(1, &[]);
    survey.business.landmark = "x".repeat(1024 * 1024);
    let sealed = device.seal(1, survey);
    assert_eq!(problem(device.put(&sealed).await).await, (413, ErrorCode::TooLarge));
    let pieces: Vec<_> = sealed.bytes.chunks(100_000).map(|piece| Ok::<_, std::io::Error>(piece.to_vec())).collect();
    let streamed = reqwest::Body::wrap_stream(futures_util::stream::iter(pieces));
    let response = device.put_request(&sealed).body(streamed).send().await;
    if let Ok(response) = response {
        assert_eq!(problem(response).await, (413, ErrorCode::TooLarge));
    }
    let big = "x".repeat(70_000);
    let response = world.http.post(world.url("/v1/enrolments")).body(big).send().await.unwrap();
    assert_eq!(problem(response).await, (413, ErrorCode::TooLarge));
    let bytes = photo(1, 10_001);
    for never in [&bytes[..], &[]] {
        let mut naming = device.clone();
        let refused = naming.sealed(2, &[never]);
        assert_eq!(problem(naming.put(&refused).await).await, (422, ErrorCode::RevisionInvalid), "it could never come");
    }
    let response = device.create_request(&bytes).send().await.unwrap();
    assert_eq!(problem(response).await, (413, ErrorCode::TooLarge));
    assert_eq!(world.registry().counts().await.unwrap().revisions, 0);
}
