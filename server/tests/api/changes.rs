use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::KnownChange;

use crate::device::photo;
use crate::world::{World, problem};

#[tokio::test]
async fn a_device_hears_of_programmes_its_person_and_its_receipts() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let other = world.facilitator().await;
    let page = device.changes(0, 100).await;
    assert_eq!(page.changes.len(), 2, "the shipped programmes");
    assert!(!page.more);
    let cursor = page.cursor;
    assert!(device.changes(cursor, 100).await.changes.is_empty());

    let bytes = [photo(1, 500), photo(2, 600)];
    let sealed = device.sealed(1, &[&bytes[0], &bytes[1]]);
    device.bring(&sealed).await;
    device.upload(&bytes[0]).await;
    device.upload(&bytes[1]).await;
    let area = vec!["1804".parse().unwrap()];
    let person = world.registry().set_area(device.enrolment.person.id, area).await.unwrap();
    let page = device.changes(cursor, 100).await;
    let read: Vec<_> = page.changes.iter().map(|change| change.read().unwrap().unwrap()).collect();
    let [KnownChange::Receipt(receipt), KnownChange::Person(told)] = read.as_slice() else { panic!("{read:?}") };
    assert!(receipt.payload.is_complete(), "only the latest receipt of a revision is worth fetching");
    assert_eq!(**told, person);
    assert!(other.changes(cursor, 100).await.changes.is_empty(), "nobody hears of what is not theirs");
}

#[tokio::test]
async fn pages_are_bounded_and_meet_without_gap_or_overlap() {
    let mut world = World::start().await;
    let device = world.facilitator().await;
    let mut programme = world.registry().programmes().await.unwrap().remove(0);
    for number in 0..150 {
        programme.reference.id = format!("contoh-{number}");
        world.registry().publish_programme(&programme).await.unwrap();
    }
    assert_eq!(device.changes(0, 5000).await.changes.len(), 100);
    let (mut cursor, mut seen) = (0, Vec::new());
    loop {
        let page = device.changes(cursor, 7).await;
        assert!(page.changes.len() <= 7);
        seen.extend(page.changes.iter().map(|change| change.sequence));
        cursor = page.cursor;
        if !page.more {
            break;
        }
    }
    assert_eq!(seen, (1..=152).collect::<Vec<u64>>());
    assert_eq!(device.changes(999_999, 100).await.changes.len(), 100, "a cursor from before a restored backup");
}

#[tokio::test]
async fn a_cursor_that_is_no_number_is_malformed() {
    let mut world = World::start().await;
    let device = world.facilitator().await;
    for query in ["since=x", "since=-1", "limit=many", "since=1&limit=-3"] {
        let response = device.get(&format!("/v1/changes?{query}")).await;
        assert_eq!(problem(response).await, (400, ErrorCode::Malformed), "{query}");
    }
    assert_eq!(device.get("/v1/changes").await.status(), 200);
    assert_eq!(device.changes(0, 0).await.changes.len(), 1);
}
