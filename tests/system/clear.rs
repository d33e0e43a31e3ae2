//! What somebody reads in the app's folder without the PIN, and who gets a code that is typed without it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use sambang::device::{self, Gate, Invitation, Pin, UnlockError};
use sambang::platform::Clock;
use sambang::platform::log::AppLog;
use sambang::sync::{Answer, Exchange, Failure, HttpTransport, Request, Transport};
use sambang_domain::region::RegionTable;
use sambang_domain::survey::EvidenceKind;

use crate::handset::Handset;
use crate::phone::{PIN, Phone};
use crate::visit;
use crate::world::World;

/// Every file below a folder, with its name.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.clone(), std::fs::read(path).unwrap()));
        }
    }
    found
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn a_locked_phone_that_was_used_shows_a_nickname_and_neither_person_office_host_nik_nor_village() {
    let world = World::start().await;
    let handset = Arc::new(Handset::new(1));
    let mut rahmat = Phone::with(&handset);
    let (folder, everything) = (rahmat.setup().folder, rahmat.folder.path().to_owned());
    let log = AppLog::open(&folder).unwrap();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter("warn,sambang=trace,sambang_server=off")
        .with_ansi(false)
        .with_writer(move || log.clone());
    let _quiet_again = tracing::subscriber::set_default(subscriber.finish());
    let _second = tracing::Dispatch::new(tracing_subscriber::Registry::default());
    let person = world.facilitator("Rahmat").await;
    rahmat.enrol(&world.server().url(), &world.code(&person).await).await;
    rahmat.device().set_nickname("Julukan").unwrap();
    rahmat.finished_visit();
    assert_eq!(rahmat.sync().await, None);
    let draft = visit::complete(rahmat.device(), "1803022001", 9004);
    visit::complete(rahmat.device(), "1803022001", 9005);
    *handset.photo.lock().unwrap() = visit::camera_jpeg(779);
    rahmat.device().photograph(draft, EvidenceKind::BusinessFront).unwrap();
    rahmat.backup();
    let (host, port) = (world.server().addr.ip().to_string(), world.server().addr.port().to_string());
    rahmat.crash();
    rahmat.sync().await;
    rahmat.lock();
    // The camera's photo came while the app was locked; this is what the lock screen does.
    device::seal_inbox(&folder, rahmat.clock.now()).unwrap();
    let found = files(&everything);
    let names: Vec<_> =
        found.iter().map(|(path, _)| path.strip_prefix(&everything).unwrap().display().to_string()).collect();
    for expected in ["app/sambang.db", "app/sambang.key", "app/sambang.log"] {
        assert!(names.iter().any(|name| name == expected), "{names:?}");
    }
    assert!(found.iter().any(|(_, bytes)| holds(bytes, "Julukan")), "what is in clear is found");
    let village = RegionTable::shipped().find(visit::village("1803022001")).unwrap().name;
    for secret in [
        person.name.as_str(),
        "Rahmat",
        person.office.as_str(),
        "Lampung",
        host.as_str(),
        &format!(":{port}"),
        village,
        "1803022001",
        "180302500287",
        "1803021502109001",
        "CONTOH",
        "Kotabumi",
        "gorengan",
        PIN,
    ] {
        for (path, bytes) in &found {
            let path = path.strip_prefix(&everything).unwrap().display().to_string();
            assert!(!secret.is_empty() && !holds(bytes, secret) && !path.contains(secret), "{secret} is in {path}");
        }
    }
    let id = rahmat.id();
    assert_eq!(device::gate(&rahmat.setup()).unwrap(), Gate::Locked { nickname: Some("Julukan".into()), device: id });
}

/// Stands before a server: hands on what everybody may ask, with another signature or none, and keeps the rest.
struct Between {
    behind: HttpTransport,
    /// The province's signature over an answer of another time; none to leave it out.
    stale: Option<String>,
    got: Mutex<Vec<String>>,
}

impl Transport for Between {
    fn exchange(&self, request: Request) -> Exchange<'_> {
        Box::pin(async move {
            self.got.lock().unwrap().push(request.url.clone());
            let Answer { status, mut headers, body } = self.behind.exchange(request).await?;
            headers.remove("sambang-answer");
            headers.extend(self.stale.clone().map(|stale| ("sambang-answer".to_owned(), stale)));
            Ok::<_, Failure>(Answer { status, headers, body })
        })
    }
}

async fn refusal(phone: &Phone, letter: &Invitation, between: Option<&Arc<Between>>) -> String {
    let mut setup = phone.setup();
    if let Some(between) = between {
        setup.transport = Some(Arc::<Between>::clone(between));
    }
    match crate::phone::recover(&setup, letter, &Pin::parse("864209").unwrap()).await {
        Err(UnlockError::Device(error)) => error.code(),
        other => panic!("{:?}", other.err()),
    }
}

#[tokio::test]
async fn a_code_typed_before_the_pin_goes_to_the_province_of_this_phone_and_to_nobody_else() {
    let (mut world, other) = (World::start().await, World::start().await);
    let mut rahmat = world.phone("Rahmat").await;
    let draft = rahmat.visit();
    assert_eq!(rahmat.sync().await, None);
    rahmat.lock();
    let code = world.recovery_code(&rahmat).await;
    world.section("another province, whose letter is genuine");
    assert_eq!(refusal(&rahmat, &other.letter(&code), None).await, "enrolment.fake_server");
    world.section("somebody who repeats what the province tells everybody");
    let letter = world.letter(&code);
    for stale in [None, Some("AAAA".repeat(22)), Some("kosong".to_owned())] {
        let (behind, got) = (HttpTransport::new().unwrap(), Mutex::default());
        let between = Arc::new(Between { behind, stale, got });
        assert_eq!(refusal(&rahmat, &letter, Some(&between)).await, "enrolment.fake_server");
        let got = between.got.lock().unwrap().clone();
        assert!(got.len() == 1 && got[0].ends_with("/v1/province"), "the code was not sent: {got:?}");
    }
    world.section("a letter without an address, and one where nobody answers");
    assert_eq!(refusal(&rahmat, &Invitation::alone("", &code), None).await, "address.malformed");
    let nowhere = Invitation::alone("http://127.0.0.1:9", &code);
    assert!(refusal(&rahmat, &nowhere, None).await.starts_with("trouble."));
    world.section("the province has other keys since, and the phone was locked all the time");
    world.rotate(sambang_server::Rotation::Receipt).await;
    let opened =
        crate::phone::recover(&rahmat.setup(), &world.letter(&code), &Pin::parse("864209").unwrap()).await.unwrap();
    assert!(opened.survey(draft).is_ok());
}

#[tokio::test]
async fn before_a_phone_kept_the_provinces_keys_the_letter_tells_whose_server_it_is() {
    let (world, other) = (World::start().await, World::start().await);
    let mut rahmat = world.phone("Rahmat").await;
    rahmat.lock();
    let path = rahmat.setup().folder.join("sambang.key");
    let mut file: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    file["format"] = 1.into();
    file["label"]["known"].take();
    file["label"]["server"] = "http://127.0.0.1:9".into();
    std::fs::write(&path, file.to_string()).unwrap();
    let code = world.recovery_code(&rahmat).await;
    let forged = Invitation { server: world.server().url(), ..other.letter(&code) };
    assert_eq!(refusal(&rahmat, &forged, None).await, "enrolment.fake_server");
    drop(crate::phone::recover(&rahmat.setup(), &world.letter(&code), &Pin::parse("864209").unwrap()).await.unwrap());
    let file = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
    assert!(!file.contains("127.0.0.1") && file.contains("receipt_key"), "{file}");
}
