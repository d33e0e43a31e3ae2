//! What a supervisor's tablet fetches of its area.

use std::collections::BTreeSet;

use sambang_domain::people::Role;
use sambang_domain::review::{ReviewState, Verdict};
use sambang_domain::seal::{self, Revision};
use sambang_domain::survey::Survey;
use sambang_domain::wire::ErrorCode;
use sambang_server::AuditAction;

use crate::desk::distinct;
use crate::device::{Device, Sealed, photo};
use crate::world::{World, problem};

/// A survey of a village.
fn at(mut survey: Survey, village: &str) -> Survey {
    survey.identity.village = Some(village.parse().unwrap());
    survey
}

/// Everything after `since`, page by page: which surveys, and whether they are there.
async fn followed(device: &Device, mut since: u64, limit: u32) -> (Vec<(u128, bool)>, u64) {
    let mut seen = Vec::new();
    loop {
        let page = device.area(since, limit).await;
        assert!(page.changes.len() <= limit as usize);
        assert!(page.changes.iter().map(|change| change.sequence).is_sorted());
        seen.extend(page.changes.iter().map(|change| (change.survey.0.as_u128(), change.content.is_some())));
        since = page.cursor;
        if !page.more {
            return (seen, since);
        }
    }
}

#[tokio::test]
async fn each_role_follows_what_it_may_in_pages_that_meet_without_gap() {
    let mut world = World::start().await;
    let mut facilitator = world.device(Role::Facilitator, &["1803", "1804"]).await;
    for id in 1..=60 {
        let village = if id % 3 == 0 {
            "1804012001"
        } else if id % 3 == 1 {
            "1803022001"
        } else {
            "1803072001"
        };
        let survey = at(distinct(&facilitator, id, &[]), village);
        let sealed = facilitator.seal(1, survey);
        facilitator.bring(&sealed).await;
    }
    let ids = |keep: fn(u128) -> bool| (1..=60).filter(|id| keep(*id)).map(|id| (id, true)).collect::<Vec<_>>();
    let readers: [(Role, &[&str], _); 7] = [
        (Role::Supervisor, &["1803"], ids(|id| id % 3 != 0)),
        (Role::Supervisor, &["180302"], ids(|id| id % 3 == 1)),
        (Role::Supervisor, &["180302", "1804"], ids(|id| id % 3 != 2)),
        (Role::Supervisor, &["180302", "1803"], ids(|id| id % 3 != 0)),
        (Role::Supervisor, &["1805"], Vec::new()),
        (Role::Province, &[], ids(|_| true)),
        (Role::Auditor, &[], ids(|_| true)),
    ];
    for (role, area, expected) in readers {
        let device = world.device(role, area).await;
        for limit in [7, 50] {
            let (seen, cursor) = followed(&device, 0, limit).await;
            assert_eq!(seen, expected, "{area:?}");
            assert!(followed(&device, cursor, limit).await.0.is_empty(), "nothing more");
        }
        assert_eq!(device.area(0, 5000).await.changes.len(), expected.len().min(50), "bounded");
        assert_eq!(followed(&device, 999_999, 50).await.0, expected, "a cursor from before a restored backup");
    }
    let response = facilitator.get("/v1/area").await;
    assert_eq!(problem(response).await, (403, ErrorCode::RoleForbidden));
    let supervisor = world.device(Role::Supervisor, &["1803"]).await;
    assert_eq!(problem(supervisor.get("/v1/area?since=x").await).await, (400, ErrorCode::Malformed));
}

#[tokio::test]
async fn a_survey_comes_whole_and_again_with_whatever_changes() {
    let mut world = World::start().await;
    let mut facilitator = world.facilitator().await;
    let supervisor = world.device(Role::Supervisor, &["1803"]).await;
    let (card, shop) = (photo(1, 900), photo(2, 700));
    let survey = distinct(&facilitator, 1, &[&card, &shop]);
    let first = facilitator.seal(1, survey.clone());
    let receipt = facilitator.bring(&first).await;
    let page = supervisor.area(0, 50).await;
    let told = page.changes[0].content.clone().unwrap();
    assert_eq!(told.receipt_number, receipt.payload.number);
    assert_eq!((told.facilitator, told.facilitator_name.as_str()), (facilitator.enrolment.person.id, "CONTOH Orang"));
    assert_eq!(
        (told.state, told.decided_by, told.village.to_string()),
        (ReviewState::Received, None, "1803022001".into())
    );
    assert_eq!(told.attachments, receipt.payload.attachments);
    let key = hex::decode(&told.revisions[0].device_key).unwrap();
    let key = ed25519_dalek::VerifyingKey::from_bytes(&key.try_into().unwrap()).unwrap();
    let revision = &told.revisions[0];
    let (opened, seal) = seal::open::<Revision>(revision.document.as_bytes(), &revision.signature, &key).unwrap();
    assert_eq!((opened.survey, seal.digest), (survey.clone(), revision.digest), "the seal can be checked");

    let mut cursor = page.cursor;
    facilitator.upload(&shop).await;
    let page = supervisor.area(cursor, 50).await;
    let held: Vec<_> = page.changes[0].content.as_ref().unwrap().attachments.iter().map(|photo| photo.held).collect();
    assert_eq!((page.changes.len(), held), (1, vec![false, true]), "a photo arrived");
    cursor = page.cursor;
    let second = facilitator.seal(2, Survey { evidence: Vec::new(), ..survey });
    facilitator.bring(&second).await;
    let told = supervisor.area(cursor, 50).await.changes.remove(0).content.unwrap();
    assert_eq!((told.revisions.len(), told.attachments.len()), (2, 0), "the newest revision names no photo");
    assert_eq!((told.revisions[0].digest, told.revisions[1].digest), (first.digest, second.digest));
}

#[tokio::test]
async fn a_survey_that_moved_is_gone_from_one_area_and_there_in_the_other() {
    let mut world = World::start().await;
    let mut facilitator = world.device(Role::Facilitator, &["1803", "1804"]).await;
    let before = world.device(Role::Supervisor, &["180302"]).await;
    let whole = world.device(Role::Supervisor, &["1803"]).await;
    let after = world.device(Role::Supervisor, &["1804"]).await;
    let survey = facilitator.survey(1, &[]);
    let sealed = facilitator.seal(1, survey.clone());
    facilitator.bring(&sealed).await;
    let (_, cursor) = followed(&before, 0, 50).await;
    let moved = facilitator.seal(2, at(survey.clone(), "1803072001"));
    facilitator.bring(&moved).await;
    assert_eq!(followed(&before, cursor, 50).await.0, [(1, false)], "it left the district");
    assert_eq!(followed(&whole, cursor, 50).await.0, [(1, true)], "and not the regency");
    let moved = facilitator.seal(3, at(survey.clone(), "1804012001"));
    facilitator.bring(&moved).await;
    assert_eq!(followed(&whole, cursor, 50).await.0, [(1, false)]);
    assert_eq!(followed(&after, 0, 50).await.0, [(1, true)]);
    for path in [sealed.path(), format!("{}/receipt", sealed.path())] {
        assert_eq!(problem(before.get(&path).await).await, (403, ErrorCode::OutsideArea), "nor what it was before");
        assert_eq!(after.get(&path).await.status(), 200, "the successor reads what was corrected");
    }
    let back = facilitator.seal(4, survey);
    facilitator.bring(&back).await;
    assert_eq!(followed(&before, cursor, 50).await.0, [(1, true)]);
    assert_eq!(followed(&after, 0, 50).await.0, [(1, false)]);
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn duplicates_are_told_to_both_areas_and_a_family_card_is_only_counted() {
    let mut world = World::start().await;
    let mut north = world.device(Role::Facilitator, &["1803"]).await;
    let mut south = world.device(Role::Facilitator, &["1804"]).await;
    let mut first = world.device(Role::Supervisor, &["1803"]).await;
    let second = world.device(Role::Supervisor, &["1804"]).await;
    let one = north.sealed(1, &[]);
    let receipt = north.bring(&one).await;
    let mut relative = distinct(&north, 2, &[]);
    relative.identity.family_card = "1803021502109001".into();
    let relative = north.seal(1, relative);
    north.bring(&relative).await;
    let (_, cursor) = followed(&first, 0, 50).await;
    let mut survey = at(south.survey(3, &[]), "1804012001");
    survey.identity.family_card = "18.03.02 150210 9001".into();
    let two = south.seal(1, survey);
    south.bring(&two).await;
    assert_eq!(followed(&first, cursor, 50).await.0, [(1, true)], "the double learns of it, the relative does not");
    let (here, there) = (first.case(&one).await.unwrap(), second.case(&two).await.unwrap());
    assert_eq!((here.duplicates.len(), here.same_family_card), (1, 0));
    assert_eq!((there.duplicates.len(), there.same_family_card), (1, 1), "however it is written");
    let duplicate = &there.duplicates[0];
    assert_eq!((duplicate.survey, &duplicate.receipt_number), (one.survey, &receipt.payload.number));
    assert_eq!((&duplicate.state, duplicate.in_area), (&ReviewState::Received, false));
    assert_eq!(first.case(&relative).await.unwrap().same_family_card, 1);

    let (_, cursor) = followed(&second, 0, 50).await;
    first.decide(&one, Verdict::Approve, None).await;
    let page = second.area(cursor, 50).await;
    let told = page.changes[0].content.as_ref().unwrap();
    assert_eq!(
        (page.changes.len(), &told.duplicates[0].state),
        (1, &ReviewState::Approved),
        "how the other stands is told"
    );
    let other = Sealed { survey: one.survey, ..two };
    assert!(second.case(&other).await.is_none(), "of the other there is nothing but that");
    for (role, area) in [(Role::Supervisor, ["1803", "1804"].as_slice()), (Role::Province, &[])] {
        let device = world.device(role, area).await;
        assert!(device.case(&one).await.unwrap().duplicates[0].in_area, "{area:?}");
    }
}

#[tokio::test]
async fn a_page_ends_at_about_a_megabyte_and_never_before_its_first_survey() {
    let mut world = World::start().await;
    let mut facilitator = world.facilitator().await;
    let supervisor = world.device(Role::Supervisor, &["1803"]).await;
    for (id, size) in [(1, 400_000), (2, 400_000), (3, 400_000), (4, 900_000), (5, 10)] {
        let mut survey = distinct(&facilitator, id, &[]);
        survey.unknown.insert("note".into(), "x".repeat(size).into());
        let sealed = facilitator.seal(1, survey);
        facilitator.bring(&sealed).await;
    }
    let mut pages = Vec::new();
    let mut cursor = 0;
    loop {
        let page = supervisor.area(cursor, 50).await;
        pages.push(page.changes.iter().map(|change| change.survey.0.as_u128()).collect::<Vec<_>>());
        cursor = page.cursor;
        if !page.more {
            break;
        }
    }
    assert_eq!(pages, [vec![1, 2], vec![3], vec![4, 5]]);
}

#[tokio::test]
async fn a_page_ends_before_its_decisions_grow_beyond_a_megabyte() {
    let mut world = World::start().await;
    let mut facilitator = world.facilitator().await;
    let mut supervisor = world.device(Role::Supervisor, &["1803"]).await;
    for id in 1..=6 {
        let survey = distinct(&facilitator, id, &[]);
        let sealed = facilitator.seal(1, survey);
        facilitator.bring(&sealed).await;
        for _ in 0..15 {
            let mut review = supervisor.review(&sealed, Verdict::Reject, None);
            review.note = "x".repeat(sambang_domain::review::MOST_WORDS);
            let decision = supervisor.seal_review(&review);
            supervisor.bring_review(&decision).await;
        }
    }
    let page = supervisor.area(0, 50).await;
    assert_eq!((page.changes.len(), page.more), (3, true));
    assert_eq!(followed(&supervisor, 0, 50).await.0.len(), 6);
}

#[tokio::test]
async fn every_page_of_documents_is_logged_with_what_was_on_it() {
    let mut world = World::start().await;
    let mut facilitator = world.facilitator().await;
    let supervisor = world.device(Role::Supervisor, &["1803"]).await;
    let mut expected = BTreeSet::new();
    for id in 1..=3 {
        let survey = distinct(&facilitator, id, &[]);
        let sealed = facilitator.seal(1, survey);
        facilitator.bring(&sealed).await;
        expected.insert(sealed.survey.to_string());
    }
    let (_, cursor) = followed(&supervisor, 0, 2).await;
    followed(&supervisor, cursor, 2).await;
    let log = world.registry().audit().await.unwrap().into_iter().map(|audited| audited.entry);
    let log: Vec<_> = log.filter(|entry| entry.action == AuditAction::AreaFetched).collect();
    assert_eq!(log.len(), 2, "a page without documents is none");
    assert!(log.iter().all(|entry| entry.device == Some(supervisor.enrolment.device)));
    let given = log.iter().flat_map(|entry| entry.details["surveys"].as_array().unwrap().clone());
    assert_eq!(given.map(|survey| survey.as_str().unwrap().to_owned()).collect::<BTreeSet<_>>(), expected);
}
