//! Verification finds every decision and state that was changed outside the server.

use sambang_domain::ids::ReviewId;
use sambang_domain::review::Verdict;
use sambang_server::Break;

use crate::database::database;
use crate::device::{Device, Sealed};
use crate::verify::finds;
use crate::world::World;

/// A survey that was approved, one whose approval was a duplicate, and one that waits.
async fn filled() -> (World, Device, Vec<Sealed>, Vec<ReviewId>) {
    let mut world = World::start().await;
    let (mut supervisor, sealed) = world.surveys_to_judge(3).await;
    let mut reviews = Vec::new();
    for sealed in &sealed[..2] {
        reviews.push(supervisor.decide(sealed, Verdict::Approve, None).await.0);
    }
    (world, supervisor, sealed, reviews)
}

/// A store that somebody with access to its file changed.
async fn tampered(sql: &'static str) -> (World, Vec<Sealed>, Vec<ReviewId>) {
    let (world, _, sealed, reviews) = filled().await;
    let conn = database(world.dir.path());
    conn.execute_batch("DROP TRIGGER reviews_stay").unwrap();
    assert!(conn.execute(sql, []).unwrap() > 0);
    drop(conn);
    (world, sealed, reviews)
}

#[tokio::test]
async fn an_untouched_store_passes_and_a_decision_that_has_not_arrived_is_a_gap() {
    let (world, mut supervisor, sealed, reviews) = filled().await;
    let found = world.registry().verify().await.unwrap();
    assert_eq!((found.reviews, found.states, found.links, found.gaps), (2, 3, 2 + 1, 0));
    let lost = supervisor.review(&sealed[2], Verdict::Approve, None);
    supervisor.seal_review(&lost);
    supervisor.decide(&sealed[0], Verdict::Reject, Some(reviews[0])).await;
    assert_eq!(world.registry().verify().await.unwrap().gaps, 1);
}

#[tokio::test]
async fn one_changed_byte_of_a_decision_is_found() {
    let sql = "UPDATE reviews SET bytes = CAST(replace(CAST(bytes AS TEXT), 'approve', 'reject') AS BLOB) \
        WHERE sequence = 2";
    let (world, _, reviews) = tampered(sql).await;
    finds(&world, Break::ReviewDigest { review: reviews[1] }).await;
    let (world, _, reviews) = tampered("UPDATE reviews SET signature = zeroblob(64) WHERE sequence = 1").await;
    finds(&world, Break::ReviewSeal { review: reviews[0] }).await;
}

#[tokio::test]
async fn a_row_that_says_something_else_is_found() {
    let (world, _, reviews) = tampered("UPDATE reviews SET verdict = 'reject' WHERE sequence = 1").await;
    finds(&world, Break::ReviewRow { review: reviews[0] }).await;
    let (world, _, reviews) = tampered("UPDATE reviews SET standing = 'stale' WHERE sequence = 1").await;
    finds(&world, Break::ReviewReceipt { review: reviews[0] }).await;
    let sql = "UPDATE reviews SET standing = 'applied', receipt = replace(receipt, 'double', 'applied') \
        WHERE sequence = 2";
    let (world, _, reviews) = tampered(sql).await;
    finds(&world, Break::ReviewReceipt { review: reviews[1] }).await;
}

#[tokio::test]
async fn a_state_that_nobody_decided_is_found() {
    for (sql, index) in [
        ("UPDATE survey_states SET state = 'rejected' WHERE survey LIKE '%3'", 2),
        ("UPDATE survey_states SET state = 'received' WHERE survey LIKE '%1'", 0),
        ("UPDATE survey_states SET review = NULL WHERE survey LIKE '%1'", 0),
        ("UPDATE survey_states SET place = '1804012001' WHERE survey LIKE '%2'", 1),
        ("UPDATE survey_states SET nik_hmac = NULL WHERE survey LIKE '%2'", 1),
        ("DELETE FROM survey_areas WHERE survey LIKE '%3' AND area = '1803'", 2),
        ("UPDATE survey_areas SET sequence = 77 WHERE survey LIKE '%3' AND area = '1803'", 2),
    ] {
        let (world, sealed, _) = tampered(sql).await;
        finds(&world, Break::State { survey: sealed[index].survey }).await;
    }
}

#[tokio::test]
async fn the_database_itself_refuses_a_second_approval_and_to_change_or_drop_a_decision() {
    let (world, ..) = filled().await;
    let conn = database(world.dir.path());
    for sql in [
        "UPDATE survey_states SET state = 'approved'",
        "UPDATE reviews SET standing = 'applied'",
        "DELETE FROM reviews",
    ] {
        assert!(conn.execute_batch(sql).is_err(), "{sql}");
    }
}
