//! Somebody on the way who refuses some requests and lets others pass, every time.

use sambang::device::{Delivery, LastError, QueueFilter, ReviewDraft};
use sambang::sync::{Method, Request};
use sambang_domain::ids::SurveyId;
use sambang_domain::review::{RejectReason, Verdict};

use crate::network::Fault;
use crate::phone::Phone;
use crate::visit;
use crate::world::World;

/// Whatever brings something of this survey.
fn about(id: SurveyId) -> impl Fn(&Request) -> bool {
    move |request| request.url.contains(&id.to_string()) && matches!(request.method, Method::Put | Method::Post)
}

fn visits(phone: &Phone, count: u32) -> Vec<SurveyId> {
    let ids: Vec<_> = (0..count).map(|n| visit::complete(phone.device(), "1803022001", 9100 + n)).collect();
    ids.iter().for_each(|id| phone.device().finish(*id).unwrap());
    ids
}

#[tokio::test]
async fn a_record_that_something_on_the_way_refuses_keeps_no_other_record_back() {
    let refusals = [
        (Fault::Firewall, LastError::NotOurServer),
        (Fault::CaptivePortal, LastError::NotOurServer),
        (Fault::Silence, LastError::TimedOut),
        (Fault::LoseRequest, LastError::Cut),
    ];
    for (fault, word) in refusals {
        let world = World::start().await;
        let rahmat = world.phone("Rahmat").await;
        let ids = visits(&rahmat, 3);
        let refused = about(ids[0]);
        rahmat.network.refuse(move |request| refused(request).then_some(fault));
        assert_eq!(rahmat.sync().await, Some(word.clone()), "{fault:?}");
        for id in &ids[1..] {
            world.assert_received_once(&rahmat, *id).await;
            rahmat.assert_receipt_complete(*id);
        }
        let rows = rahmat.device().outbox().unwrap();
        assert_eq!((rows.len(), rows[0].survey, &rows[0].delivery), (1, ids[0], &Delivery::Waiting));
        assert_eq!(rows[0].last_error, Some(word));
        world.section("later records go before it");
        let later = visit::complete(rahmat.device(), "1803022001", 9150);
        rahmat.device().finish(later).unwrap();
        rahmat.network.take_requests();
        rahmat.sync().await;
        let puts: Vec<_> = rahmat.network.take_requests().into_iter().filter(|sent| sent.0 == Method::Put).collect();
        assert!(puts[0].1.contains(&later.to_string()), "{puts:?}");
        world.section("the way is open again");
        rahmat.network.clear();
        assert_eq!(rahmat.sync().await, None);
        for id in ids {
            world.assert_received_once(&rahmat, id).await;
        }
    }
}

#[tokio::test]
async fn records_that_are_refused_rotate_until_a_sound_one_passes() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let ids = visits(&rahmat, 7);
    let refused: Vec<_> = ids[..5].iter().map(ToString::to_string).collect();
    rahmat.network.refuse(move |request| {
        let hit = request.method == Method::Put && refused.iter().any(|id| request.url.contains(id));
        hit.then_some(Fault::Firewall)
    });
    for _ in 0..3 {
        rahmat.sync().await;
    }
    for id in &ids[5..] {
        world.assert_received_once(&rahmat, *id).await;
    }
}

#[tokio::test]
async fn three_records_in_a_row_without_an_answer_end_the_run() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let ids = visits(&rahmat, 6);
    rahmat.network.refuse(|_| Some(Fault::Silence));
    assert_eq!(rahmat.sync().await, Some(LastError::TimedOut));
    let attempts: Vec<_> = rahmat.device().outbox().unwrap().iter().map(|row| row.attempts).collect();
    assert_eq!(attempts, [1, 1, 1, 0, 0, 0]);
    rahmat.network.clear();
    assert_eq!(rahmat.sync().await, None);
    for id in ids {
        world.assert_received_once(&rahmat, id).await;
    }
}

#[tokio::test]
async fn a_photo_that_is_refused_keeps_no_other_photo_back() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let ids = visits(&rahmat, 2);
    let photo = rahmat.device().survey(ids[0]).unwrap().evidence[0].sha256.to_hex();
    let named = {
        use base64::Engine;
        base64::engine::general_purpose::STANDARD.encode(photo)
    };
    rahmat.network.refuse(move |request| {
        let hit = request.headers.iter().any(|(_, value)| value.contains(&named));
        hit.then_some(Fault::Firewall)
    });
    assert_eq!(rahmat.sync().await, Some(LastError::NotOurServer));
    rahmat.assert_receipt_complete(ids[1]);
    let receipt = rahmat.device().receipt(ids[0]).unwrap().unwrap();
    assert_eq!((receipt.held, receipt.total), (3, 4));
    rahmat.network.clear();
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, ids[0]).await;
}

#[tokio::test]
async fn a_decision_or_a_picture_that_is_refused_keeps_no_other_back() {
    let world = World::start().await;
    let (rahmat, dewi) = (world.phone("Rahmat").await, world.tablet("Dewi").await);
    let ids = visits(&rahmat, 3);
    assert_eq!(rahmat.sync().await, None);
    world.section("one small picture never comes");
    let hidden = rahmat.device().survey(ids[0]).unwrap().evidence[0].sha256.to_hex();
    let other = rahmat.device().survey(ids[2]).unwrap().evidence[0].sha256;
    dewi.network.refuse(move |request| request.url.contains(&hidden).then_some(Fault::Firewall));
    dewi.sync().await;
    assert!(dewi.device().case_thumbnail(other).unwrap().is_some());
    world.section("one decision never goes");
    for id in &ids {
        let draft = ReviewDraft { reason: Some(RejectReason::PhotoUnfit), ..ReviewDraft::default() };
        dewi.device().set_case_draft(*id, &draft).unwrap();
        let digest = dewi.device().case(*id).unwrap().digest;
        dewi.device().decide(*id, digest, Verdict::Reject).unwrap();
    }
    let first = std::sync::Mutex::new(None::<String>);
    dewi.network.refuse(move |request| {
        let decides = request.url.contains("/v1/reviews/");
        let mut first = first.lock().unwrap();
        let hit = decides && *first.get_or_insert_with(|| request.url.clone()) == request.url;
        hit.then_some(Fault::LoseRequest)
    });
    assert_eq!(dewi.sync().await, Some(LastError::Cut));
    assert_eq!(world.server().registry().reviews().await.unwrap().len(), 2);
    dewi.network.clear();
    assert_eq!(dewi.sync().await, None);
    assert_eq!(world.server().registry().reviews().await.unwrap().len(), 3);
    assert_eq!(dewi.device().queue(&QueueFilter::default()).unwrap(), []);
}

#[tokio::test]
async fn a_photo_that_broke_arrives_where_nobody_lets_patch_through() {
    for fault in [Fault::NoSuchMethod, Fault::Firewall, Fault::LoseRequest, Fault::Silence] {
        let world = World::start().await;
        let rahmat = world.phone("Rahmat").await;
        let ids = visits(&rahmat, 2);
        rahmat.network.script([Fault::None, Fault::None, Fault::CutAfter(3_000)]);
        rahmat.network.refuse(move |request| (request.method == Method::Patch).then_some(fault));
        assert_eq!(rahmat.sync().await, None, "{fault:?}");
        for id in ids {
            world.assert_received_once(&rahmat, id).await;
        }
    }
}

#[tokio::test]
async fn a_photo_that_broke_arrives_where_nobody_lets_head_through_either() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    rahmat.network.script([Fault::None, Fault::CutAfter(3_000)]);
    let plain = |request: &Request| matches!(request.method, Method::Get | Method::Put | Method::Post);
    rahmat.network.refuse(move |request| (!plain(request)).then_some(Fault::NoSuchMethod));
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test]
async fn a_network_that_asks_for_its_proxy_is_told_by_name() {
    let world = World::start().await;
    let proxy = crate::proxy::FaultProxy::start(world.server().addr).await;
    let rahmat = world.phone_through("Rahmat", &proxy.url()).await;
    let id = rahmat.finished_visit();
    let page = "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n";
    proxy.answer_with(Some(page));
    rahmat.sync().await;
    assert_eq!(rahmat.sync().await, Some(LastError::ProxyNeeded));
    proxy.answer_with(None);
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, id).await;
}
