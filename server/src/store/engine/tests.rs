//! What requests promise each other that share a commit.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;

use super::*;
use crate::folders::DATABASE;
use crate::store::{Store, StoreError};

/// Why a piece of work does not want what it did.
#[derive(Debug)]
enum No {
    /// It thought better of it.
    Refused,
    Store(StoreError),
}

impl From<StoreError> for No {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

async fn store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    Store::make(dir.path()).await.unwrap();
    let store = Store::open(dir.path(), &[], 0).await.unwrap();
    (dir, store)
}

async fn put(conn: &mut Conn, name: &str) -> Result<(), StoreError> {
    query("INSERT INTO settings (name, value) VALUES ($1, '')").bind(name).execute(conn).await?;
    Ok(())
}

async fn names(conn: &mut Conn) -> Result<Vec<String>, StoreError> {
    let rows = query("SELECT name FROM settings ORDER BY name").fetch_all(conn).await?;
    rows.iter().map(|row| Ok(row.try_get("name")?)).collect()
}

/// What is committed.
async fn kept(store: &Store) -> Vec<String> {
    names(&mut store.read().await.unwrap()).await.unwrap()
}

/// Another program at work on the same file, which has the write lock.
fn other(dir: &tempfile::TempDir) -> Conn {
    let other = Conn::open(&dir.path().join(DATABASE), &Arc::default()).unwrap();
    other.run("BEGIN IMMEDIATE").unwrap();
    other
}

/// Lets the work come as far as it comes by itself, and says whether it waits.
async fn waits<T>(work: &mut (impl Future<Output = T> + Unpin)) -> bool {
    let mut work = Pin::new(work);
    std::future::poll_fn(|context| Poll::Ready(work.as_mut().poll(context).is_pending())).await
}

#[tokio::test]
async fn who_waits_together_shares_a_commit_and_who_fails_fails_alone() {
    let (_dir, store) = store().await;
    let before = store.counts.commits();
    let first = store.write(async |write| put(write, "first").await);
    let failing = store.write(async |write| {
        assert_eq!(names(write).await?, ["first"], "it sees what those before it did");
        put(write, "failing").await?;
        Err::<(), _>(No::Refused)
    });
    let last = store.write(async |write| {
        put(write, "last").await?;
        names(write).await
    });
    let (first, failing, last) = tokio::join!(first, failing, last);
    assert!(matches!((first, failing), (Ok(()), Err(No::Refused))));
    assert_eq!(last.unwrap(), ["first", "last"]);
    assert_eq!(kept(&store).await, ["first", "last"]);
    assert_eq!(store.counts.commits() - before, 1);
}

#[tokio::test]
async fn nobody_is_answered_before_the_commit_neither_is_who_was_refused_by_what_it_will_hold() {
    let (_dir, store) = store().await;
    // From here on the connection is open, and what has its turn does its work when it is first looked at.
    store.write(async |write| put(write, "before").await).await.unwrap();
    let mut first = pin!(store.write(async |write| put(write, "first").await));
    let mut second = pin!(store.write(async |write| match names(write).await?.len() {
        1 => Ok(()),
        _ => Err(No::Refused),
    }));
    assert!(waits(&mut first).await && waits(&mut second).await);
    assert_eq!(kept(&store).await, ["before"]);
    let (first, second) = tokio::join!(first, second);
    assert!(matches!((first, second), (Ok(()), Err(No::Refused))));
}

#[tokio::test]
async fn a_commit_that_fails_is_told_to_all_whom_it_holds_and_the_next_one_works() {
    let (_dir, store) = store().await;
    let first = store.write(async |write| put(write, "first").await);
    let refused = store.write(async |write| match names(write).await?.is_empty() {
        true => Ok(()),
        false => Err(No::Refused),
    });
    let breaking = store.write(async |write| {
        write.run("PRAGMA defer_foreign_keys = ON")?;
        let orphan = query("INSERT INTO person_areas (person, area) VALUES ('nobody', '1803')");
        orphan.execute(write).await?;
        Ok::<_, StoreError>(())
    });
    let (first, refused, breaking) = tokio::join!(first, refused, breaking);
    assert!(matches!(first, Err(StoreError::Fault(_))) && matches!(breaking, Err(StoreError::Fault(_))));
    assert!(matches!(refused, Err(No::Store(StoreError::Fault(_)))), "what it saw was never kept: {refused:?}");
    store.write(async |write| put(write, "next").await).await.unwrap();
    assert_eq!(kept(&store).await, ["next"]);
}

#[tokio::test]
async fn what_is_full_ends_the_transaction_for_all_and_lets_nothing_through_outside_of_one() {
    let (_dir, store) = store().await;
    let first = store.write(async |write| put(write, "first").await);
    let filling = store.write(async |write| {
        write.run("PRAGMA max_page_count = 1")?;
        let large = query("INSERT INTO settings (name, value) VALUES ('large', $1)").bind("x".repeat(1_000_000));
        assert!(large.execute(write).await.is_err());
        write.run("PRAGMA max_page_count = 1000000")?;
        put(write, "after").await
    });
    let (first, filling) = tokio::join!(first, filling);
    assert!(matches!(first, Err(StoreError::Unavailable(_))), "{first:?}");
    assert!(matches!(filling, Err(StoreError::Unavailable(_))), "{filling:?}");
    store.write(async |write| put(write, "next").await).await.unwrap();
    assert_eq!(kept(&store).await, ["next"]);
}

#[tokio::test]
async fn who_goes_away_before_its_turn_does_nothing_and_later_is_done_with() {
    let (dir, store) = store().await;
    let lock = other(&dir);
    let mut waiting = pin!(store.write(async |write| put(write, "waiting").await));
    assert!(waits(&mut waiting).await);
    {
        let mut gone = Box::pin(store.write(async |write| put(write, "gone").await));
        assert!(waits(&mut gone).await);
    }
    lock.run("ROLLBACK").unwrap();
    waiting.await.unwrap();
    {
        let mut done = Box::pin(store.write(async |write| put(write, "done").await));
        assert!(waits(&mut done).await);
    }
    store.write(async |write| put(write, "last").await).await.unwrap();
    assert_eq!(kept(&store).await, ["done", "last", "waiting"]);
}

#[tokio::test]
async fn a_panic_undoes_its_own_work_alone_whoever_was_before_it() {
    let (_dir, store) = store().await;
    let panicking = || {
        let store = store.clone();
        tokio::spawn(async move {
            let work = store.write(async |write| {
                put(write, "panic").await?;
                assert!(names(write).await?.is_empty(), "it panics");
                Ok::<_, StoreError>(())
            });
            work.await
        })
    };
    assert!(panicking().await.unwrap_err().is_panic());
    let beside = panicking();
    let first = store.write(async |write| put(write, "first").await);
    let (first, beside) = tokio::join!(first, beside);
    assert!(beside.unwrap_err().is_panic());
    first.unwrap();
    assert_eq!(kept(&store).await, ["first"]);
}

#[tokio::test]
async fn work_that_waits_for_something_else_is_given_up_and_undone() {
    let (_dir, store) = store().await;
    let waiting = store.write(async |write| {
        put(write, "waiting").await?;
        tokio::task::yield_now().await;
        Ok::<_, StoreError>(())
    });
    assert!(matches!(waiting.await, Err(StoreError::Fault(_))));
    assert!(kept(&store).await.is_empty());
}

#[tokio::test]
async fn another_programs_lock_is_waited_for() {
    let (dir, store) = store().await;
    let lock = other(&dir);
    let mut waiting = pin!(store.write(async |write| put(write, "waiting").await));
    assert!(waits(&mut waiting).await);
    lock.run("COMMIT").unwrap();
    waiting.await.unwrap();
    assert_eq!(kept(&store).await, ["waiting"]);
}

#[tokio::test(start_paused = true)]
async fn another_programs_lock_is_not_waited_for_for_ever() {
    let (dir, store) = store().await;
    let _lock = other(&dir);
    let begun = tokio::time::Instant::now();
    let waited = store.write(async |write| put(write, "in vain").await).await;
    assert!(matches!(waited, Err(StoreError::Unavailable(_))));
    assert_eq!(begun.elapsed().as_secs(), 10);
}

#[tokio::test]
async fn a_refusal_of_one_alone_and_work_that_changes_nothing_reach_no_disk() {
    let (_dir, store) = store().await;
    let before = store.counts.commits();
    let refused = store.write(async |write| {
        put(write, "refused").await?;
        Err::<(), _>(No::Refused)
    });
    assert!(matches!(refused.await, Err(No::Refused)));
    assert!(store.write(names).await.unwrap().is_empty());
    assert_eq!(store.counts.commits(), before);
}

#[tokio::test]
async fn a_snapshot_stays_as_it_was_and_readers_see_commits_alone() {
    let (_dir, store) = store().await;
    let mut before = store.snapshot().await.unwrap();
    assert!(names(&mut before).await.unwrap().is_empty());
    store.write(async |write| put(write, "first").await).await.unwrap();
    assert!(names(&mut before).await.unwrap().is_empty());
    drop(before);
    assert_eq!(kept(&store).await, ["first"]);
    let long = store.read_long(async |conn| names(conn).await).await.unwrap();
    assert_eq!(long, ["first"]);
}

#[tokio::test]
async fn a_statement_that_is_refused_after_its_first_row_gives_none() {
    let (_dir, store) = store().await;
    let refused = store.write(async |write| {
        let orphan = "INSERT INTO person_areas (person, area) VALUES ('nobody', '1803') RETURNING area";
        query(orphan).fetch_one(write).await?;
        Ok::<_, StoreError>(())
    });
    assert!(matches!(refused.await, Err(StoreError::Fault(_))));
}

#[tokio::test]
async fn values_are_taken_by_their_numbers_wherever_they_stand() {
    let (_dir, store) = store().await;
    let mut conn = store.read().await.unwrap();
    let both = query("SELECT $2 AS second, $1 AS first, $2 AS again").bind("a").bind(vec![1_u8]);
    let row = both.fetch_one(&mut conn).await.unwrap();
    assert_eq!(row.try_get::<String>("first").unwrap(), "a");
    assert_eq!(row.try_get::<Vec<u8>>("second").unwrap(), row.try_get::<Vec<u8>>(2).unwrap());
    assert!(row.try_get::<i64>("first").is_err() && row.try_get::<i64>("none").is_err());
    assert!(query("SELECT $1, $2").bind(1_i64).fetch_one(&mut conn).await.is_err(), "a value is missing");
}
