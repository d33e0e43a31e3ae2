//! Faults above TCP, played by a script.

use sambang::device::{Delivery, LastError, Phase};
use sambang::sync::Method;

use crate::network::Fault;
use crate::visit;
use crate::world::World;

#[tokio::test]
async fn a_captive_portals_200_is_not_success() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    for answered_by_portal in 0..9 {
        let mut script = vec![Fault::None; answered_by_portal];
        script.extend([Fault::CaptivePortal; 20]);
        rahmat.network.script(script);
        let trouble = rahmat.sync().await;
        let everything_was_through = rahmat.device().outbox().unwrap().is_empty();
        assert!(trouble == Some(LastError::NotOurServer) || everything_was_through, "{trouble:?}");
    }
    rahmat.network.script([]);
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test]
async fn photos_cut_at_any_byte_go_on_where_the_server_stopped() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    world.section("the document, then the photos are cut again and again, from their creation on");
    let cuts = [1, 1, 1000, 65_535, 65_536, 65_537];
    // Each cut is followed by the request that asks for the offset.
    let script = [Fault::None].into_iter().chain(cuts.into_iter().flat_map(|n| [Fault::CutAfter(n), Fault::None]));
    rahmat.network.script(script);
    rahmat.network.take_sent();
    assert_eq!(rahmat.sync().await, None);
    let sent = rahmat.network.take_sent();
    let revision = world.stored(id).await.unwrap();
    let payload: u64 = revision.survey.evidence.iter().map(|photo| photo.size_bytes).sum();
    let document = sambang_domain::canonical::to_bytes(&revision).unwrap().len();
    assert_eq!(sent as u64, payload + document as u64, "no byte was sent twice");
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test]
async fn an_app_killed_between_pieces_resumes_the_upload() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    let bytes = rahmat.device().outbox().unwrap()[0].bytes;
    world.section("while it is created; then, where it is kept is known, but not how much of it");
    let stops = [
        (vec![Fault::None, Fault::CutAfter(3_000), Fault::Offline], Method::Post),
        (vec![Fault::None, Fault::CutAfter(2_000), Fault::Offline], Method::Head),
    ];
    rahmat.network.take_sent();
    let mut sent = 0;
    for (script, asks) in stops {
        rahmat.network.script(script);
        assert_eq!(rahmat.sync().await, Some(LastError::Offline));
        rahmat.crash();
        sent += rahmat.network.take_sent();
        rahmat.network.script([Fault::None, Fault::Offline]);
        assert_eq!(rahmat.sync().await, Some(LastError::Offline));
        let requests = rahmat.network.take_requests();
        assert_eq!(requests.first().map(|r| r.0), Some(asks), "it asks where the upload stands");
    }
    assert_eq!(rahmat.sync().await, None);
    assert_eq!((sent + rahmat.network.take_sent()) as u64, bytes, "no byte was sent twice");
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test]
async fn an_app_killed_after_any_step_of_a_sync_ends_with_everything_received_once() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    for (serial, step) in (9100..).zip(0..13) {
        let id = visit::complete(rahmat.device(), "1803022001", serial);
        rahmat.device().finish(id).unwrap();
        // The step's reply arrives at nobody: the app is dead by then.
        rahmat.network.script((0..step).map(|_| Fault::None).chain([Fault::LoseReply, Fault::Offline, Fault::Offline]));
        rahmat.sync().await;
        rahmat.crash();
        rahmat.network.script([]);
        assert_eq!(rahmat.sync().await, None, "killed after step {step}");
        rahmat.assert_outbox_empty();
        rahmat.assert_receipt_complete(id);
        world.assert_received_once(&rahmat, id).await;
    }
}

#[tokio::test]
async fn a_garbled_photo_is_refused_and_sent_again() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    rahmat.network.script([Fault::None, Fault::GarbleRequest]);
    rahmat.sync().await;
    rahmat.sync().await;
    rahmat.assert_outbox_empty();
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test]
async fn a_server_fault_with_one_record_leaves_the_others_alone() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let first = rahmat.finished_visit();
    let second = visit::complete(rahmat.device(), "1803022001", 9004);
    rahmat.device().finish(second).unwrap();
    rahmat.network.script([Fault::Status(500)]);
    assert_eq!(rahmat.sync().await, Some(LastError::ServerBusy));
    rahmat.assert_receipt_complete(second);
    assert_eq!(rahmat.device().receipt(first).unwrap(), None);
    assert_eq!(rahmat.sync().await, None);
    rahmat.assert_receipt_complete(first);
}

#[tokio::test]
async fn a_busy_server_is_left_alone_until_later() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    rahmat.finished_visit();
    for status in [429, 503] {
        rahmat.network.script([Fault::Status(status)]);
        rahmat.network.take_requests();
        assert_eq!(rahmat.sync().await, Some(LastError::ServerBusy));
        assert_eq!(rahmat.network.take_requests(), [], "nothing was tried after the first answer");
    }
    assert_eq!(rahmat.sync().await, None);
}

#[tokio::test]
async fn a_server_that_is_gone_costs_nothing_and_nothing_is_dropped() {
    let mut world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    let address = world.server().addr;
    world.server_goes().await;
    for n in 0..20 {
        // Half of the requests find no server, half find no network at all.
        rahmat.network.script([if n % 2 == 0 { Fault::None } else { Fault::Offline }]);
        let word = if n % 2 == 0 { LastError::ServerDown } else { LastError::Offline };
        assert_eq!(rahmat.sync().await, Some(word));
    }
    let row = rahmat.device().outbox().unwrap().remove(0);
    assert_eq!((row.delivery, row.last_error), (Delivery::Waiting, Some(LastError::Offline)));
    assert_eq!(row.attempts, 20);
    world.server_returns_at(address).await;
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test]
async fn a_revoked_device_keeps_its_surveys_and_says_so() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    let registry = world.server().registry();
    let device = registry.devices().await.unwrap().remove(0).id;
    registry.revoke_device(device).await.unwrap();
    assert_eq!(rahmat.sync().await, Some(LastError::SignInAgain));
    assert_eq!(rahmat.device().outbox().unwrap()[0].survey, id);
    assert!(world.stored(id).await.is_none());
}

#[tokio::test]
async fn the_worker_sends_by_itself_after_sealing() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let worker = tokio::spawn(rahmat.device().clone().run_worker());
    let mut notices = rahmat.device().notices();
    let id = rahmat.finished_visit();
    let status = loop {
        let status = rahmat.device().sync_status().unwrap();
        if status.last_success_at.is_some() && status.waiting == 0 && status.phase == Phase::Idle {
            break status;
        }
        notices.changed().await.unwrap();
    };
    assert_eq!(status.last_error, None);
    assert!(rahmat.device().receipt(id).unwrap().is_some_and(|receipt| receipt.complete));
    worker.abort();
}

#[tokio::test]
async fn progress_is_told_entry_by_entry_and_byte_by_byte() {
    use sambang::device::SyncEvent;
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    let mut events = rahmat.device().events();
    rahmat.sync().await;
    let mut told = Vec::new();
    while let Ok(event) = events.try_recv() {
        told.push(event);
    }
    assert!(matches!(told.first(), Some(SyncEvent::Started { entries: 5, bytes }) if *bytes > 10_000));
    assert_eq!(told.last(), Some(&SyncEvent::Finished { trouble: None }));
    assert!(told.contains(&SyncEvent::Received { survey: id }));
    let halfway =
        |event: &SyncEvent| matches!(event, SyncEvent::Bytes { sent, total, .. } if sent < total && *sent > 0);
    assert!(told.iter().any(halfway), "there is progress within one photo");
}
