//! One test or more for each promise of the design. A number in a name is the promise's.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use sambang::device::{self, BlockedReason, Delivery, Opened, Pin, UnlockError};
use sambang_domain::survey::{EvidenceKind, Step};

use crate::network::Fault;
use crate::phone::{PIN, Phone};
use crate::visit;
use crate::world::World;

/// Types into a draft until it is killed, saying each answer once it is committed.
#[test]
#[ignore = "the child of promise_1"]
fn child_types_answers() {
    let mut lines = std::io::stdin().lines().map(Result::unwrap);
    let (folder, id) = (lines.next().unwrap(), lines.next().unwrap());
    let setup = device::Setup::new(folder.into());
    let device = device::unlock(&setup, &Pin::parse(PIN).unwrap()).unwrap();
    for n in 0.. {
        device.edit(id.parse().unwrap(), |survey| survey.identity.address = format!("Dusun {n}")).unwrap();
        if n % 7 == 0 {
            device.set_step(id.parse().unwrap(), Step::ALL[n / 7 % Step::COUNT]).unwrap();
        }
        println!("typed {n}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn promise_1_nothing_typed_is_lost_when_the_app_is_killed() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let programme = rahmat.device().programmes().unwrap().remove(0);
    let id = rahmat.device().start_visit(&programme.reference).unwrap();
    let folder = rahmat.setup().folder;
    let mut rahmat = Unlocked::close(rahmat);
    for answers in [1, 5, 20, 60] {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "promises::child_types_answers", "--ignored", "--nocapture"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        write!(child.stdin.take().unwrap(), "{}\n{id}\n", folder.display()).unwrap();
        let said = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let typed = |line: String| line.rsplit_once("typed ").and_then(|(_, n)| n.parse::<u32>().ok());
        let last = said.filter_map(typed).nth(answers).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        let phone = rahmat.open();
        let address = phone.device().survey(id).unwrap().identity.address;
        let kept: u32 = address.trim_start_matches("Dusun ").parse().unwrap();
        assert!(kept >= last, "said {last}, kept {kept}");
        rahmat = Unlocked::close(phone);
    }
}

/// A phone whose app is not running.
struct Unlocked(Phone);

impl Unlocked {
    fn close(mut phone: Phone) -> Self {
        phone.lock();
        Self(phone)
    }

    fn open(self) -> Phone {
        let mut phone = self.0;
        phone.crash();
        phone
    }
}

#[tokio::test]
async fn promise_1_a_draft_with_photos_survives_a_crash_at_every_step() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let id = rahmat.visit();
    rahmat.device().set_step(id, Step::Photos).unwrap();
    let before = rahmat.device().survey(id).unwrap();
    rahmat.crash();
    assert_eq!(rahmat.device().survey(id).unwrap(), before);
    assert_eq!(rahmat.device().step(id).unwrap(), Step::Photos);
    for photo in &before.evidence {
        assert_eq!(rahmat.device().photo(photo.sha256).unwrap().len() as u64, photo.size_bytes);
    }
}

#[tokio::test]
async fn promise_2_a_receipt_names_every_attachment_and_outlives_the_server() {
    let mut world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    assert_eq!(rahmat.sync().await, None);
    rahmat.assert_receipt_complete(id);
    let receipt = rahmat.device().receipt(id).unwrap().unwrap();
    let survey = rahmat.device().survey(id).unwrap();
    assert_eq!(receipt.total, survey.evidence.len());
    world.server_goes().await;
    world.server_returns().await;
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test]
async fn promise_2_without_a_receipt_nothing_counts_as_received() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    world.section("the answer to the document is altered on the way");
    rahmat.network.script([Fault::GarbleReply]);
    assert!(rahmat.sync().await.is_some());
    assert_eq!(rahmat.device().receipt(id).unwrap(), None);
    assert_eq!(rahmat.device().outbox().unwrap()[0].delivery, Delivery::Waiting);
    assert_eq!(rahmat.sync().await, None);
    rahmat.assert_receipt_complete(id);
}

#[tokio::test]
async fn promise_3_a_lost_reply_does_not_store_a_survey_twice() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    world.section("every single reply is lost once");
    for lost in 0..12 {
        let mut script = vec![Fault::None; lost];
        script.push(Fault::LoseReply);
        rahmat.network.script(script);
        rahmat.sync().await;
    }
    rahmat.network.script([]);
    rahmat.sync().await;
    rahmat.assert_outbox_empty();
    world.assert_received_once(&rahmat, id).await;
    let counts = world.server().registry().counts().await.unwrap();
    assert_eq!((counts.revisions, counts.conflicts, counts.attachments), (1, 0, 4));
}

#[tokio::test]
async fn promise_3_the_same_number_with_other_bytes_keeps_both() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = rahmat.visit();
    let twin = rahmat.twin();
    twin.device().edit(id, |survey| survey.business.landmark = "seberang pasar".into()).unwrap();
    rahmat.device().finish(id).unwrap();
    twin.device().finish(id).unwrap();
    assert_eq!(rahmat.sync().await, None);
    twin.sync().await;
    let blocked = Delivery::Blocked(BlockedReason::ContentDiffers);
    assert_eq!(twin.device().outbox().unwrap()[0].delivery, blocked);
    let counts = world.server().registry().counts().await.unwrap();
    assert_eq!((counts.revisions, counts.conflicts), (1, 1));
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test]
async fn promise_5_one_bad_record_does_not_hold_up_the_others() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let elsewhere = visit::complete(rahmat.device(), "3171011001", 9001);
    rahmat.device().finish(elsewhere).unwrap();
    let good = rahmat.finished_visit();
    rahmat.sync().await;
    world.assert_received_once(&rahmat, good).await;
    rahmat.assert_receipt_complete(good);
    let rows = rahmat.device().outbox().unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].survey, &rows[0].delivery), (elsewhere, &Delivery::Blocked(BlockedReason::OutsideArea)));
    world.section("it is neither dropped nor removable");
    assert!(rahmat.device().discard_draft(elsewhere).is_err());
    for _ in 0..10 {
        rahmat.device().sync_now().unwrap();
        rahmat.sync().await;
    }
    assert_eq!(rahmat.device().outbox().unwrap().len(), 1);
}

#[tokio::test]
async fn promise_6_nothing_opens_without_the_pin() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let id = rahmat.visit();
    rahmat.lock();
    let wrong = device::unlock(&rahmat.setup(), &Pin::parse("246801").unwrap());
    assert!(matches!(wrong, Err(UnlockError::WrongPin { .. })));
    for file in std::fs::read_dir(rahmat.setup().folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for secret in [&b"1803025002879003"[..], b"CONTOH Siti", b"JFIF", PIN.as_bytes()] {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret));
        }
    }
    rahmat.crash();
    assert!(rahmat.device().survey(id).is_ok());
}

#[tokio::test]
async fn promise_6_the_server_shows_nothing_to_those_who_may_not_see_it() {
    let world = World::start().await;
    let (rahmat, dewi) = (world.phone("Rahmat").await, world.phone("Dewi").await);
    let id = rahmat.finished_visit();
    rahmat.sync().await;
    let photo = rahmat.device().survey(id).unwrap().photos(&EvidenceKind::IdentityCard).next().unwrap().sha256;
    let places = [
        (format!("/v1/surveys/{id}/revisions/1"), 403),
        (format!("/v1/surveys/{id}/revisions/1/receipt"), 403),
        // Not even that it is there.
        (format!("/v1/attachments/by-digest/{photo}"), 404),
    ];
    let (own, other) = (world.token_of(&rahmat).await, world.token_of(&dewi).await);
    for (place, refused) in &places {
        assert_eq!(rahmat.network.get_with(place, &other).await, *refused, "another facilitator: {place}");
        assert_eq!(rahmat.network.get_with(place, &own).await, 200, "the own survey: {place}");
        assert_eq!(rahmat.network.get_with(place, "").await, 401, "nobody: {place}");
        assert_eq!(rahmat.network.get_with(place, &rahmat.network.token()).await, 401, "who saw the token: {place}");
    }
    let audit = world.server().registry().audit().await.unwrap();
    assert!(audit.iter().any(|audited| audited.entry.subject == photo.to_string()), "the opening was logged");
    rahmat.device().note_opening(id, Opened::Nik).unwrap();
}

#[tokio::test]
async fn promise_7_order_comes_from_counters_when_clocks_lie() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let years = 365 * 86_400_000;
    let first = rahmat.finished_visit();
    rahmat.clock.advance_ms(-11 * years);
    let second = visit::complete(rahmat.device(), "1803022001", 9004);
    rahmat.device().finish(second).unwrap();
    assert_eq!(rahmat.sync().await, None);
    let (first, second) = (world.stored(first).await.unwrap(), world.stored(second).await.unwrap());
    assert!(first.sealed_at > second.sealed_at, "the clock was set back");
    assert!(first.sequence < second.sequence && second.previous_seal.is_some(), "the counter was not");
    world.section("after a sync the device knows how far off it is");
    let third = visit::complete(rahmat.device(), "1803022001", 9005);
    rahmat.device().finish(third).unwrap();
    rahmat.sync().await;
    assert_eq!(world.stored(third).await.unwrap().clock_offset_ms, Some(11 * years));
    let received: Vec<_> = world.server().registry().revisions().await.unwrap();
    assert!(received.iter().all(|revision| revision.received_at == world.clock.now()), "by the server's clock");
}
