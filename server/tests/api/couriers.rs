//! A courier brings what its own device sealed, and can do nothing else.

use ed25519_dalek::SigningKey;
use reqwest::RequestBuilder;
use sambang_domain::ids::DeviceId;
use sambang_domain::people::Role;
use sambang_domain::seal::base64_signature;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::proof::{Asked, NONCE_HEADER, PROOF_HEADER};
use sambang_domain::wire::v1::{
    COURIER_SCHEME, CourierKey, DeviceReport, PROTOCOL_HEADER, SIGNATURE_HEADER, SignedReceipt,
};
use sambang_server::AuditAction;

use crate::device::{Device, Sealed, photo};
use crate::world::{World, problem};

/// Somebody with a courier's key.
struct Courier {
    url: String,
    device: DeviceId,
    key: SigningKey,
}

impl Courier {
    /// The courier of this device, which has told of it.
    async fn of(device: &Device, seed: u8) -> Self {
        let courier = Self::strange(device, seed);
        assert_eq!(courier.told_by(device, &device.key).await.status(), 200);
        courier
    }

    /// The same, of which nobody told.
    fn strange(device: &Device, seed: u8) -> Self {
        let key = SigningKey::from_bytes(&[seed; 32]);
        Self { url: device.url.clone(), device: device.enrolment.device, key }
    }

    /// A report that tells of it, signed with this key.
    async fn told_by(&self, device: &Device, key: &SigningKey) -> reqwest::Response {
        let courier = Some(CourierKey::new(self.device, &self.key.verifying_key(), key));
        let report = DeviceReport { courier, ..DeviceReport::default() };
        device.request("PUT", "/v1/report").json(&report).send().await.unwrap()
    }

    /// A request without proof.
    fn bare(&self, method: &str, path: &str) -> RequestBuilder {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let scheme = format!("{COURIER_SCHEME} {}", self.device);
        let request = crate::world::http().request(method, format!("{}{path}", self.url));
        request.header("authorization", scheme).header(PROTOCOL_HEADER, "1")
    }

    async fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let answer = crate::world::http().get(format!("{}/v1/health", self.url)).send().await.unwrap();
        let nonce = answer.headers()[NONCE_HEADER].to_str().unwrap().to_owned();
        let proof = Asked { method, target: path, nonce: &nonce }.proof(&self.key);
        self.bare(method, path).header(PROOF_HEADER, proof)
    }

    async fn put(&self, sealed: &Sealed) -> reqwest::Response {
        let request = self.request("PUT", &sealed.path()).await;
        let signature = base64_signature::encode(&sealed.signature);
        request.header(SIGNATURE_HEADER, signature).body(sealed.bytes.clone()).send().await.unwrap()
    }

    async fn create(&self, device: &Device, bytes: &[u8]) -> reqwest::Response {
        let like = device.create_request(bytes).build().unwrap();
        let mut request = self.request("POST", "/v1/uploads").await;
        for name in ["tus-resumable", "upload-length", "upload-metadata"] {
            request = request.header(name, &like.headers()[name]);
        }
        request.send().await.unwrap()
    }

    async fn patch(&self, target: &str, bytes: &[u8]) -> reqwest::Response {
        let request = self.request("PATCH", target).await.header("tus-resumable", "1.0.0").header("upload-offset", "0");
        let request = request.header("content-type", "application/offset+octet-stream");
        request.body(bytes.to_vec()).send().await.unwrap()
    }

    async fn head(&self, target: &str) -> u16 {
        let request = self.request("HEAD", target).await.header("tus-resumable", "1.0.0");
        request.send().await.unwrap().status().as_u16()
    }
}

fn location(answer: &reqwest::Response) -> String {
    answer.headers()["location"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_courier_brings_the_sealed_surveys_and_the_photos_of_its_device() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let courier = Courier::of(&device, 51).await;
    let bytes = photo(1, 3000);
    let sealed = device.sealed(1, &[&bytes]);
    let answer = courier.put(&sealed).await;
    assert_eq!(answer.status(), 201);
    assert!(answer.headers().contains_key("sambang-answer"), "so that its app believes it");
    let receipt: SignedReceipt = answer.json().await.unwrap();
    assert_eq!(receipt.payload.digest, sealed.digest);
    assert_eq!(courier.put(&sealed).await.status(), 200, "again");
    let begun = courier.create(&device, &bytes).await;
    assert_eq!(begun.status(), 201);
    assert_eq!(courier.head(&location(&begun)).await, 200);
    assert_eq!(courier.patch(&location(&begun), &bytes).await.status(), 204);
    assert!(device.receipt(&sealed).await.payload.is_complete());
    let audit = world.registry().audit().await.unwrap();
    let told = audit.iter().filter(|entry| entry.entry.action == AuditAction::CourierTold).count();
    assert_eq!(told, 1);
    world.registry().verify().await.unwrap();
    world.running.stop().await;
}

#[tokio::test]
async fn a_courier_reads_nothing_and_says_nothing() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let courier = Courier::of(&device, 51).await;
    let bytes = photo(1, 3000);
    let sealed = device.sealed(1, &[&bytes]);
    assert_eq!(courier.put(&sealed).await.status(), 201);
    let upload = location(&courier.create(&device, &bytes).await);
    let digest = sambang_domain::ids::Digest::of(&bytes);
    for (method, path) in [
        ("GET", sealed.path()),
        ("GET", format!("{}/receipt", sealed.path())),
        ("GET", format!("/v1/attachments/by-digest/{digest}")),
        ("GET", format!("/v1/attachments/{digest}/thumbnail")),
        ("GET", "/v1/changes?since=0".to_owned()),
        ("GET", "/v1/area?since=0".to_owned()),
        ("GET", "/v1/filters".to_owned()),
        ("GET", format!("/v1/filters/{digest}")),
        ("GET", "/v1/team".to_owned()),
        ("POST", "/v1/tokens".to_owned()),
        ("PUT", "/v1/report".to_owned()),
        ("POST", "/v1/openings".to_owned()),
        ("PUT", format!("/v1/reviews/{}", sealed.survey)),
        ("DELETE", upload),
    ] {
        let request = courier.request(method, &path).await.header("tus-resumable", "1.0.0");
        let request = request.header("content-type", "application/json").body("{}");
        assert_eq!(problem(request.send().await.unwrap()).await, (401, ErrorCode::TokenInvalid), "{method} {path}");
    }
    world.running.stop().await;
}

#[tokio::test]
async fn only_the_key_that_the_device_told_last_is_its_courier() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let sealed = device.sealed(1, &[]);
    let unknown = Courier::strange(&device, 51);
    assert_eq!(problem(unknown.put(&sealed).await).await, (401, ErrorCode::TokenInvalid), "none was told");
    let forged = unknown.told_by(&device, &unknown.key).await;
    assert_eq!(problem(forged).await, (400, ErrorCode::Malformed), "the device does not vouch for it");
    assert_eq!(problem(unknown.put(&sealed).await).await, (401, ErrorCode::TokenInvalid));
    let courier = Courier::of(&device, 51).await;
    let without = courier.bare("PUT", &sealed.path()).body(sealed.bytes.clone()).send().await.unwrap();
    assert_eq!(problem(without).await, (401, ErrorCode::ProofNeeded));
    let device_key = Courier { key: device.key.clone(), ..Courier::strange(&device, 0) };
    assert_eq!(problem(device_key.put(&sealed).await).await, (401, ErrorCode::TokenInvalid));
    let next = Courier::of(&device, 52).await;
    assert_eq!(problem(courier.put(&sealed).await).await, (401, ErrorCode::TokenInvalid), "one before");
    assert_eq!(next.put(&sealed).await.status(), 201);
    world.running.stop().await;
}

#[tokio::test]
async fn a_courier_brings_nothing_of_another_device() {
    let mut world = World::start().await;
    let (mut device, mut other) = (world.facilitator().await, world.facilitator().await);
    let courier = Courier::of(&device, 51).await;
    let (own, others) = (photo(1, 3000), photo(2, 3000));
    let strange = other.sealed(2, &[&others]);
    assert_eq!(problem(courier.put(&strange).await).await, (403, ErrorCode::RoleForbidden));
    other.bring(&strange).await;
    let begun = courier.create(&other, &others).await;
    assert_eq!(problem(begun).await, (404, ErrorCode::AttachmentUnknown));
    let begun = location(&other.create_request(&others).send().await.unwrap());
    assert_eq!(courier.head(&begun).await, 404);
    device.sealed(1, &[&own]);
    assert_eq!(
        problem(courier.create(&device, &own).await).await,
        (404, ErrorCode::AttachmentUnknown),
        "not brought yet"
    );
    world.running.stop().await;
}

#[tokio::test]
async fn the_courier_of_a_blocked_device_brings_nothing_and_a_supervisors_neither() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let courier = Courier::of(&device, 51).await;
    let bytes = photo(1, 3000);
    let sealed = device.sealed(1, &[&bytes]);
    assert_eq!(courier.put(&sealed).await.status(), 201);
    world.registry().revoke_device(device.enrolment.device).await.unwrap();
    let next = device.sealed(2, &[]);
    assert_eq!(problem(courier.put(&next).await).await, (403, ErrorCode::DeviceRevoked));
    assert_eq!(problem(courier.create(&device, &bytes).await).await, (403, ErrorCode::DeviceRevoked));
    assert_eq!(device.put(&next).await.status(), 202, "the unlocked app hands it in");
    let mut tablet = world.device(Role::Supervisor, &["1803"]).await;
    let its = Courier::of(&tablet, 53).await;
    let sealed = tablet.sealed(3, &[]);
    assert_eq!(problem(its.put(&sealed).await).await, (403, ErrorCode::RoleForbidden));
    world.running.stop().await;
}
