//! A server in a temporary folder, and people with devices.

use std::collections::BTreeMap;

use sambang_domain::filter::Cost;
use sambang_domain::ids::Timestamp;
use sambang_domain::people::{Person, Role};
use sambang_domain::wire::v1::{EnrolmentReply, EnrolmentRequest, PROTOCOL_HEADER};
use sambang_domain::wire::{ErrorCode, Problem};
use sambang_server::{AuditAction, AuditEntry, Clock, Config, NewPerson, Registry, Running, Server};
use tempfile::TempDir;

use crate::device::{Device, Sealed};
use crate::openapi::expect_described;

pub(crate) const BEGINNING: Timestamp = Timestamp(1_618_453_860_000);
/// A slow step that is not slow.
const CHEAP: Cost = Cost { memory_kib: 8, passes: 1 };

pub(crate) struct World {
    pub(crate) dir: TempDir,
    pub(crate) clock: Clock,
    pub(crate) running: Running,
    pub(crate) http: reqwest::Client,
    pub(crate) config: Config,
    keys: u8,
}

/// A client for any feature set: built together with the app, reqwest brings TLS without a provider.
pub(crate) fn http() -> reqwest::Client {
    // An error says that another test was first.
    drop(rustls::crypto::ring::default_provider().install_default());
    reqwest::Client::new()
}

impl World {
    pub(crate) async fn start() -> Self {
        Self::with(|_| ()).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Clock::manual(BEGINNING);
        let mut config = Config::new(dir.path());
        config.clock = clock.clone();
        config.limits.filter_cost = CHEAP;
        change(&mut config);
        Registry::init(&config).await.unwrap();
        let running = Server::start(config.clone()).await.unwrap();
        Self { dir, clock, running, http: http(), config, keys: 0 }
    }

    /// Stops the server and starts it again on the same folder, at another address.
    pub(crate) async fn restart(self) -> Self {
        self.restart_after(|_| ()).await
    }

    /// The same, with something done to the folder while no server runs.
    pub(crate) async fn restart_after(mut self, change: impl FnOnce(&std::path::Path)) -> Self {
        self.running.stop().await;
        change(self.dir.path());
        self.running = Server::start(self.config.clone()).await.unwrap();
        self
    }

    pub(crate) fn registry(&self) -> &Registry {
        self.running.registry()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.running.url())
    }

    pub(crate) async fn person(&self, role: Role, area: &[&str]) -> Person {
        let area = area.iter().map(|code| code.parse().unwrap()).collect();
        let new = NewPerson { name: "CONTOH Orang".into(), role, area, office: "Dinas CONTOH".into() };
        self.registry().add_person(new).await.unwrap()
    }

    /// An enrolled device of a fresh person.
    pub(crate) async fn device(&mut self, role: Role, area: &[&str]) -> Device {
        let person = self.person(role, area).await;
        self.device_of(&person).await
    }

    pub(crate) async fn facilitator(&mut self) -> Device {
        self.device(Role::Facilitator, &["1803"]).await
    }

    /// A further enrolled device of a person.
    pub(crate) async fn device_of(&mut self, person: &Person) -> Device {
        self.keys += 1;
        let code = self.registry().enrol_code(person.id).await.unwrap().code;
        let key = ed25519_dalek::SigningKey::from_bytes(&[self.keys; 32]);
        let response = self.enrol(&code, &key).await;
        assert_eq!(response.status(), 201);
        Device::new(self.running.url(), key, response.json().await.unwrap())
    }

    /// A supervisor, and so many surveys of the supervisor's area at the province.
    pub(crate) async fn surveys_to_judge(&mut self, count: u128) -> (Device, Vec<Sealed>) {
        let mut facilitator = self.facilitator().await;
        let supervisor = self.device(Role::Supervisor, &["1803"]).await;
        let sealed: Vec<_> = (1..=count).map(|id| facilitator.sealed(id, &[])).collect();
        for sealed in &sealed {
            facilitator.bring(sealed).await;
        }
        (supervisor, sealed)
    }

    /// What the audit log says of sealed bytes, photos and keys that were opened.
    pub(crate) async fn opened(&self) -> Vec<AuditEntry> {
        use AuditAction::{AttachmentOpened, KeyRecovered, RevisionOpened, ShownOnDevice, ThumbnailOpened};
        let opened = [RevisionOpened, AttachmentOpened, ThumbnailOpened, ShownOnDevice, KeyRecovered];
        let log = self.registry().audit().await.unwrap().into_iter().map(|audited| audited.entry);
        log.filter(|entry| opened.contains(&entry.action)).collect()
    }

    pub(crate) async fn enrol(&self, code: &str, key: &ed25519_dalek::SigningKey) -> reqwest::Response {
        let request = enrolment(code, key);
        self.http.post(self.url("/v1/enrolments")).json(&request).send().await.unwrap()
    }
}

pub(crate) fn enrolment(code: &str, key: &ed25519_dalek::SigningKey) -> EnrolmentRequest {
    EnrolmentRequest { device_name: "CONTOH".into(), ..EnrolmentRequest::new(code, key, "0.1.0") }
}

pub(crate) async fn reply(response: reqwest::Response) -> EnrolmentReply {
    assert_eq!(response.status(), 201);
    response.json().await.unwrap()
}

/// The status and the code of a failed request, whose answer must be a whole problem document that the
/// description of the routes names.
pub(crate) async fn problem(response: reqwest::Response) -> (u16, ErrorCode) {
    let status = response.status().as_u16();
    assert_eq!(response.headers()[PROTOCOL_HEADER], "1");
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    let id = response.headers()["x-request-id"].to_str().unwrap().to_owned();
    let url = response.url().clone();
    let problem: Problem = response.json().await.unwrap();
    assert_eq!((problem.status, problem.request_id), (status, id));
    assert!(problem.kind.ends_with(problem.code.as_str()));
    expect_described(&url, status, &problem.code).await;
    (status, problem.code)
}

/// The headers of an answer as text.
pub(crate) fn headers(response: &reqwest::Response) -> BTreeMap<String, String> {
    let text = |value: &reqwest::header::HeaderValue| value.to_str().unwrap().to_owned();
    response.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect()
}
