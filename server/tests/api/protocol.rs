use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{Health, PROTOCOL_HEADER};

use crate::world::{World, problem};

#[tokio::test]
async fn every_answer_names_the_protocol_and_the_request() {
    let world = World::start().await;
    let (mut ids, none) = (Vec::new(), "/v1/nothing");
    for (method, path) in [
        ("GET", "/v1/health"),
        ("GET", "/v1/ready"),
        ("GET", "/openapi.json"),
        ("OPTIONS", "/v1/uploads"),
        ("GET", none),
        ("DELETE", "/v1/health"),
        ("POST", "/v1/enrolments"),
        ("GET", "/v1/changes"),
        ("POST", "/v1/uploads"),
        ("GET", "/%ff/../x"),
    ] {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let response = world.http.request(method, world.url(path)).send().await.unwrap();
        assert_eq!(response.headers()[PROTOCOL_HEADER], "1", "{path}");
        ids.push(response.headers()["x-request-id"].clone());
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[tokio::test]
async fn unknown_addresses_and_methods_are_problems() {
    let world = World::start().await;
    let response = world.http.get(world.url("/v2/anything")).send().await.unwrap();
    assert_eq!(problem(response).await, (404, ErrorCode::NotFound));
    let response = world.http.delete(world.url("/v1/enrolments")).send().await.unwrap();
    assert_eq!(problem(response).await, (405, ErrorCode::NotFound));
}

#[tokio::test]
async fn another_version_of_the_protocol_is_told_to_update() {
    let world = World::start().await;
    for version in ["0", "2", "1.1", "", "one"] {
        let request = world.http.get(world.url("/v1/changes")).header(PROTOCOL_HEADER, version);
        assert_eq!(problem(request.send().await.unwrap()).await, (426, ErrorCode::ProtocolUnsupported));
    }
}

#[tokio::test]
async fn health_and_readiness_tell_the_versions() {
    let world = World::start().await;
    for path in ["/v1/health", "/v1/ready"] {
        let health: Health = world.http.get(world.url(path)).send().await.unwrap().json().await.unwrap();
        assert_eq!((health.status.as_str(), health.protocols), ("ok", vec![1]));
    }
    world.registry().close().await;
    let response = world.http.get(world.url("/v1/ready")).send().await.unwrap();
    assert_eq!(problem(response).await, (503, ErrorCode::Unavailable));
    assert_eq!(world.http.get(world.url("/v1/health")).send().await.unwrap().status(), 200);
}
