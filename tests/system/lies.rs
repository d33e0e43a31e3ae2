//! A province that lies, or somebody who speaks for an older one that signs no answers: who a phone belongs to and whose
//! seal a document bears does not change by being told.

use std::sync::Arc;

use ed25519_dalek::SigningKey;
use sambang::device::{self, Device, Pin};
use sambang::sync::{Answer, Exchange, HttpTransport, Request, Transport};
use sambang_domain::ids::SurveyId;
use sambang_domain::seal::{self, Revision};
use sambang_domain::wire::v1::AreaPage;

use crate::phone::{PIN, Phone};
use crate::reviewer::Reviewer;
use crate::visit;
use crate::world::World;

/// What is told instead, given the address that was asked.
type Lie = fn(&str, &mut Answer);

/// Takes the signatures from all answers and tells something else.
struct Liar {
    real: HttpTransport,
    lie: Lie,
}

impl Transport for Liar {
    fn exchange(&self, request: Request) -> Exchange<'_> {
        Box::pin(async move {
            let url = request.url.clone();
            let mut answer = self.real.exchange(request).await?;
            answer.headers.remove("sambang-answer");
            (self.lie)(&url, &mut answer);
            Ok(answer)
        })
    }
}

/// The phone, which hears nothing but lies from here on.
fn lied_to(phone: &mut Phone, lie: Lie) -> Device {
    phone.lock();
    let mut setup = phone.setup();
    setup.transport = Some(Arc::new(Liar { real: HttpTransport::new().unwrap(), lie }));
    device::unlock(&setup, &Pin::parse(PIN).unwrap()).unwrap()
}

fn finished(phone: &Phone, serial: u32) -> SurveyId {
    let id = visit::complete(phone.device(), "1803022001", serial);
    phone.device().finish(id).unwrap();
    id
}

#[tokio::test]
async fn a_phone_never_becomes_another_persons() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let person = rahmat.device().person().unwrap();
    world.server().registry().set_area(person.id, vec!["180302".parse().unwrap()]).await.unwrap();
    let device = lied_to(&mut rahmat, |url, answer| {
        if url.contains("/v1/changes") {
            let mut page: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
            for change in page["changes"].as_array_mut().unwrap().iter_mut().filter(|change| change["kind"] == "person")
            {
                change["body"]["id"] = "01900000-0000-7000-8000-00000000beef".into();
                change["body"]["name"] = "CONTOH Lain".into();
            }
            answer.body = serde_json::to_vec(&page).unwrap();
        }
    });
    assert_eq!(device.sync_once().await.unwrap().trouble, None);
    assert_eq!(device.person().unwrap(), person);
}

/// Every document is sealed with a key that the liar has.
fn sealed_anew(url: &str, answer: &mut Answer) {
    if !url.contains("/v1/area") {
        return;
    }
    let mut page: AreaPage = serde_json::from_slice(&answer.body).unwrap();
    let key = SigningKey::from_bytes(&[4; 32]);
    let all = page.changes.iter_mut().filter_map(|change| change.content.as_mut());
    for kept in all.flat_map(|area| area.revisions.iter_mut()) {
        let mut revision: Revision = serde_json::from_str(&kept.document).unwrap();
        revision.survey.identity.name = "CONTOH Lain".into();
        let (bytes, seal) = seal::seal(&revision, &key).unwrap();
        (kept.document, kept.digest) = (String::from_utf8(bytes).unwrap(), seal.digest);
        (kept.signature, kept.device_key) = (seal.signature, hex::encode(key.verifying_key().as_bytes()));
        kept.pass = None;
    }
    answer.body = serde_json::to_vec(&page).unwrap();
}

#[tokio::test]
async fn a_document_under_another_key_than_its_devices_is_shown_as_damage() {
    let world = World::start().await;
    let (rahmat, mut dewi) = (world.phone("Rahmat").await, world.tablet("Dewi").await);
    let first = finished(&rahmat, 9003);
    assert_eq!(rahmat.sync().await, None);
    // The tablet hears of the device's key from an older province, which signs nothing.
    let device = lied_to(&mut dewi, |_, _| {});
    assert_eq!(device.sync_once().await.unwrap().trouble, None);
    assert!(device.case(first).unwrap().seal_fits);
    drop(device);
    let second = finished(&rahmat, 9004);
    assert_eq!(rahmat.sync().await, None);
    let device = lied_to(&mut dewi, sealed_anew);
    assert_eq!(device.sync_once().await.unwrap().trouble, None);
    assert!(device.case(first).unwrap().seal_fits);
    assert!(!device.case(second).unwrap().seal_fits);
}

#[tokio::test]
async fn a_returned_survey_under_another_seal_than_its_devices_is_not_taken() {
    let world = World::start().await;
    let (person, mut dewi) = (world.facilitator("Rahmat").await, Reviewer::enrol(&world, "Dewi").await);
    let (mut old, mut new) = (Phone::new(), Phone::new());
    old.enrol(&world.server().url(), &world.code(&person).await).await;
    let id = finished(&old, 9003);
    assert_eq!(old.sync().await, None);
    dewi.returns(&world, id, &[("business.landmark", "Patokannya apa?")]).await;
    new.enrol(&world.server().url(), &world.code(&person).await).await;
    let device = lied_to(&mut new, |_, answer| {
        if let Some(signature) = answer.headers.get_mut("sambang-signature") {
            *signature = seal::base64_signature::encode(&[1; 64]);
        }
    });
    device.sync_once().await.unwrap();
    assert!(device.survey(id).is_err());
    drop(device);
    new.crash();
    assert_eq!(new.sync().await, None);
    assert_eq!(new.device().survey(id).unwrap(), old.device().survey(id).unwrap());
}
