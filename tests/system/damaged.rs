//! A phone with rows that cannot be read: the rest goes on, nothing is lost, and the office hears of it.

use sambang::device::{DeviceError, Group, ListFilter, LocalCopy};
use sambang::store::FILE_NAME;
use sambang_domain::ids::SurveyId;

use crate::phone::Phone;
use crate::safety::listed;
use crate::visit;
use crate::world::World;

/// The office opens the phone's database with the province's own lock, as it would to help, and runs
/// `sql` in it while the app is closed.
pub(crate) async fn behind(world: &World, phone: &mut Phone, sql: &str) {
    phone.lock();
    let (folder, key) = (phone.setup().folder, hex::encode(world.key_of(phone).await.as_slice()));
    #[expect(clippy::disallowed_methods, reason = "not the app opens it here")]
    let connection = rusqlite::Connection::open(folder.join(FILE_NAME)).unwrap();
    connection.pragma_update(None, "key", format!("x'{key}'")).unwrap();
    connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    assert_eq!(connection.execute(sql, []).unwrap(), 1, "{sql}");
    drop(connection);
    phone.crash();
}

fn finished(phone: &Phone, number: u32) -> SurveyId {
    let id = visit::complete(phone.device(), "1803022001", number);
    phone.device().finish(id).unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_entry_of_the_outbox_waits_while_the_others_are_sent_and_the_province_hears_of_it() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let (stuck, sound) = (finished(&rahmat, 9003), finished(&rahmat, 9004));
    behind(&world, &mut rahmat, "UPDATE outbox SET survey = 'x' || survey WHERE id = 1").await;

    world.section("the other visit arrives, and the phone tells of the row");
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, sound).await;
    assert!(world.stored(stuck).await.is_none());
    assert_eq!(rahmat.device().unreadable(), 1);
    assert_eq!(rahmat.device().sync_status().unwrap().unreadable, 1);
    assert_eq!(listed(&rahmat).len(), 2, "the survey itself is sound and listed");

    world.section("province and supervisor are told");
    let dewi = world.tablet("Dewi").await;
    assert_eq!(dewi.sync().await, None);
    for team in [world.server().registry().team().await.unwrap(), dewi.device().team().unwrap().unwrap()] {
        let report = team.people[0].devices[0].report.clone().unwrap();
        assert_eq!((report.unreadable, report.waiting, report.received, report.sealed), (Some(1), 1, 1, 2));
        assert_eq!(team.people[0].devices[0].missing(), Some(1));
    }

    world.section("the next visit is sealed in the same chain and arrives too");
    let next = finished(&rahmat, 9005);
    assert_eq!(rahmat.sync().await, None);
    assert_eq!(world.stored(next).await.unwrap().sequence, 3);
    world.section("once the office has repaired the row, the visit arrives, and nobody is told of anything");
    behind(&world, &mut rahmat, "UPDATE outbox SET survey = substr(survey, 2) WHERE id = 1").await;
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, stuck).await;
    rahmat.assert_outbox_empty();
    let team = world.server().registry().team().await.unwrap();
    assert_eq!(team.people[0].devices[0].report.as_ref().unwrap().unreadable, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_whose_end_cannot_be_read_seals_nothing_and_loses_nothing() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let first = finished(&rahmat, 9003);
    let draft = visit::complete(rahmat.device(), "1803022001", 9004);
    let answers = rahmat.device().survey(draft).unwrap();
    behind(&world, &mut rahmat, "UPDATE revisions SET seal = 'x' || seal").await;
    let refused = rahmat.device().finish(draft).unwrap_err();
    assert!(refused.needs_help() && refused.code() == "store.damaged", "{refused}");
    assert_eq!(rahmat.device().survey(draft).unwrap(), answers);
    assert!(!rahmat.device().is_sealed(draft).unwrap());
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, first).await;
    behind(&world, &mut rahmat, "UPDATE revisions SET seal = substr(seal, 2)").await;
    rahmat.device().finish(draft).unwrap();
    assert_eq!(rahmat.sync().await, None);
    let second = world.stored(draft).await.unwrap();
    assert_eq!(second.sequence, 2);
    assert!(second.previous_seal.is_some());
    world.server().registry().verify().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_cannot_be_read_says_so_and_goes_along_in_a_backup() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let broken = rahmat.visit();
    behind(&world, &mut rahmat, "UPDATE surveys SET document = json_set(document, '$.identity', 5)").await;
    let refused = |error: DeviceError| assert_eq!(error.code(), "store.damaged");
    refused(rahmat.device().survey(broken).unwrap_err());
    refused(rahmat.device().edit(broken, |_| {}).unwrap_err());
    refused(rahmat.device().finish(broken).unwrap_err());
    let sound = finished(&rahmat, 9004);
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, sound).await;
    let file = rahmat.backup();
    let mut next = Phone::new();
    next.enrol(&world.server().url(), &world.code(&rahmat.device().person().unwrap()).await).await;
    assert_eq!(next.restore(&file).unwrap().drafts, 1);
    assert_eq!(listed(&next), [broken], "the province has the other one");
    refused(next.device().survey(broken).unwrap_err());
    behind(
        &world,
        &mut next,
        "UPDATE surveys SET document = json_set(document, '$.identity', json('{}')) WHERE stage = 'draft'",
    )
    .await;
    assert_eq!(next.device().survey(broken).unwrap().evidence.len(), 4, "its photos came along");
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_and_cursors_that_cannot_be_read_lose_and_double_nothing() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let id = finished(&rahmat, 9003);
    let mut settings = rahmat.device().settings().unwrap();
    settings.keep_days = None;
    rahmat.device().save_settings(&settings).unwrap();
    assert_eq!(rahmat.sync().await, None);
    rahmat.clock.advance_ms(400 * 86_400_000);
    for name in ["settings", "cursor", "clock_offset_ms", "reported"] {
        behind(&world, &mut rahmat, &format!("UPDATE meta SET value = '{{' WHERE name = '{name}'")).await;
        assert_eq!(rahmat.sync().await, None, "{name}");
        assert_eq!(rahmat.device().receipt(id).unwrap().unwrap().local, LocalCopy::Stays, "{name}");
    }
    let all = ListFilter { group: Group::All, text: String::new(), limit: 9 };
    assert_eq!(rahmat.device().list(&all).unwrap().len(), 1);
    assert_eq!(world.server().registry().counts().await.unwrap().revisions, 1);
    behind(
        &world,
        &mut rahmat,
        "UPDATE meta SET value = json_set(value, '$.signing_seed', 'x') WHERE name = 'identity'",
    )
    .await;
    let draft = rahmat.visit();
    assert!(rahmat.device().finish(draft).unwrap_err().needs_help());
    assert!(!rahmat.device().is_sealed(draft).unwrap());
}
