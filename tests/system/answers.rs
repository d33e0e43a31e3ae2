//! Somebody who reads and writes inside the encrypted connection (a proxy of the office, a captured certificate)
//! cannot make answers up.

use std::sync::{Arc, Mutex};

use sambang::device::{self, Device, LastError, Pin};
use sambang::sync::{Answer, Exchange, HttpTransport, Request, Transport};

use crate::phone::{PIN, Phone};
use crate::world::World;

/// What is done to an answer in the feed of changes, given the one before it.
type Forgery = fn(&mut Answer, Option<&Answer>);

/// Passes everything on, and forges the feed of changes.
struct Forger {
    real: HttpTransport,
    forgery: Forgery,
    before: Mutex<Option<Answer>>,
}

impl Transport for Forger {
    fn exchange(&self, request: Request) -> Exchange<'_> {
        Box::pin(async move {
            let feed = request.url.contains("/v1/changes");
            let mut answer = self.real.exchange(request).await?;
            if feed {
                let genuine = answer.clone();
                let mut before = self.before.lock().unwrap();
                (self.forgery)(&mut answer, before.as_ref());
                *before = Some(genuine);
            }
            Ok(answer)
        })
    }
}

fn with(phone: &mut Phone, forgery: Forgery) -> Device {
    phone.lock();
    let mut setup = phone.setup();
    let (real, before) = (HttpTransport::new().unwrap(), Mutex::default());
    setup.transport = Some(Arc::new(Forger { real, forgery, before }));
    device::unlock(&setup, &Pin::parse(PIN).unwrap()).unwrap()
}

fn renamed(answer: &mut Answer) {
    let text = String::from_utf8(answer.body.clone()).unwrap();
    answer.body = text.replace("CONTOH Rahmat", "CONTOH Lain").replace("\"1803\"", "\"1804\"").into_bytes();
}

#[tokio::test]
async fn an_answer_that_somebody_changed_stripped_or_sent_again_is_not_believed() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    assert_eq!(rahmat.sync().await, None);
    let person = rahmat.device().person().unwrap();
    let elsewhere = vec!["180302".parse().unwrap()];
    world.server().registry().set_area(person.id, elsewhere.clone()).await.unwrap();
    let forgeries: [Forgery; 4] = [
        |answer, _| renamed(answer),
        |answer, _| {
            renamed(answer);
            answer.headers.remove("sambang-answer");
        },
        |answer, _| {
            answer.headers.remove("sambang-answer");
        },
        |answer, before| {
            let earlier = before.cloned();
            answer.status = if earlier.is_some() { answer.status } else { 503 };
            if let Some(earlier) = earlier {
                *answer = earlier;
            }
        },
    ];
    for forgery in forgeries {
        let device = with(&mut rahmat, forgery);
        for _ in 0..2 {
            assert_eq!(device.sync_once().await.unwrap().trouble, Some(LastError::NotOurServer));
            assert_eq!(device.person().unwrap(), person, "nothing of it was taken");
        }
    }
    rahmat.crash();
    assert_eq!(rahmat.sync().await, None);
    assert_eq!(rahmat.device().person().unwrap().area, elsewhere, "the genuine one is");
}

#[tokio::test]
async fn nobody_but_the_province_can_tell_a_phone_that_it_is_blocked_or_unknown() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    assert_eq!(rahmat.sync().await, None);
    let device = with(&mut rahmat, |answer, _| {
        answer.status = 401;
        answer.headers.insert("content-type".into(), "application/problem+json".into());
        answer.body = br#"{"type":"","status":401,"title":"","code":"auth.token_invalid"}"#.to_vec();
    });
    assert_eq!(device.sync_once().await.unwrap().trouble, Some(LastError::NotOurServer));
}
