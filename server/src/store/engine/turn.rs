//! What one writer after the other holds: the connection, and the transaction that they share.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use tokio::sync::oneshot;

use super::drive::at_once;
use super::{Conn, SqlError};
use crate::folders::Place;
use crate::store::StoreError;

/// What becomes of a batch, for each of its members.
type Told = oneshot::Sender<Result<(), StoreError>>;
/// The same, for who waits for it.
pub(super) type Outcome = oneshot::Receiver<Result<(), StoreError>>;

/// What one writer after the other holds.
#[derive(Debug, Default)]
pub(super) struct Turn {
    /// None before the first write, and when it has to be replaced: when the disk fails, SQLite ends the transaction by
    /// itself or leaves it as nobody knows how.
    pub(super) conn: Option<Conn>,
    batch: Option<Batch>,
    /// Batches so far.
    begun: u64,
    pub(super) is_closed: bool,
}

/// Requests that share a transaction.
#[derive(Debug)]
struct Batch {
    number: u64,
    /// What was changed over the connection before it.
    changed: u64,
    members: Vec<Told>,
}

/// What came of the work of one request.
pub(super) enum Done<R> {
    /// Nothing of it waits for a commit.
    Now(R),
    /// It counts once its batch is committed. The first member is told the number of the batch, and sees to that.
    With(R, Outcome, Option<u64>),
}

impl Turn {
    /// Whether a transaction is open that others may join.
    pub(super) fn is_open(&self) -> bool {
        self.batch.is_some()
    }

    /// Whether it is the transaction of this batch.
    pub(super) fn is_of(&self, number: u64) -> bool {
        self.batch.as_ref().is_some_and(|batch| batch.number == number)
    }

    /// Opens a transaction that holds the write lock from its start.
    ///
    /// # Errors
    /// [`SqlError::is_busy`] when another process has the lock, and it may be tried again.
    pub(super) fn begin(&mut self) -> Result<(), SqlError> {
        let conn = self.conn.as_ref().ok_or_else(|| SqlError::passing("there is no connection"))?;
        let begun = conn.say("BEGIN IMMEDIATE");
        match begun {
            Ok(()) => {
                self.begun += 1;
                self.batch = Some(Batch { number: self.begun, changed: conn.changed(), members: Vec::new() });
            }
            Err(ref error) if error.is_busy() => {}
            Err(_) => self.conn = None,
        }
        begun
    }

    /// Does the first work of a batch. Its transaction is its own until then, so that it needs no savepoint.
    pub(super) fn first<T, E: From<StoreError>>(
        &mut self,
        work: impl AsyncFnOnce(&mut Conn) -> Result<T, E>,
        place: &Place,
    ) -> Done<Result<T, E>> {
        match self.caught(work) {
            Ok(Ok(done)) => {
                let number = self.batch.as_ref().map(|batch| batch.number);
                let written = self.batch.as_ref().zip(self.conn.as_ref());
                match written.map(|(batch, conn)| batch.changed != conn.changed()) {
                    Some(true) => Done::With(Ok(done), self.member(), number),
                    // Where nothing was written nothing has to reach the disk.
                    _ => Done::Now(self.commit(place).map(|()| done).map_err(E::from)),
                }
            }
            Ok(Err(error)) => {
                self.roll_back();
                Done::Now(Err(error))
            }
            Err(panic) => {
                self.roll_back();
                resume_unwind(panic)
            }
        }
    }

    /// Does the work of one more member, which fails alone. Whatever it answers may rest on what those before it
    /// wrote, so it waits for the commit, a refusal too.
    pub(super) fn join<T, E: From<StoreError>>(
        &mut self,
        work: impl AsyncFnOnce(&mut Conn) -> Result<T, E>,
    ) -> Done<Result<T, E>> {
        if let Err(error) = self.say("SAVEPOINT member") {
            return Done::Now(Err(self.fail(error.into()).into()));
        }
        let done = self.caught(work);
        // SQLite may have ended the transaction meanwhile, and does so at times when it ends a savepoint.
        let kept = self.expect_transaction().and_then(|()| match &done {
            Ok(Ok(_)) => self.say("RELEASE member"),
            _ => self.say("ROLLBACK TO member").and_then(|()| self.say("RELEASE member")),
        });
        let sound = kept.and_then(|()| self.expect_transaction()).map_err(|error| self.fail(error.into()));
        match (done, sound) {
            (Err(panic), _) => resume_unwind(panic),
            (Ok(done), Ok(())) => Done::With(done, self.member(), None),
            // A refusal counts no more either: what it rests on was never kept.
            (Ok(_), Err(error)) => Done::Now(Err(error.into())),
        }
    }

    /// Commits the batch. Its members are to be told when the turn is the next one's.
    pub(super) fn finish(&mut self, place: &Place) -> Finished {
        let members = self.batch.as_mut().map(|batch| std::mem::take(&mut batch.members)).unwrap_or_default();
        Finished { members, done: self.commit(place) }
    }

    /// Makes what was written durable, in the files that have the database's names at that moment: what goes
    /// into a file that was removed or replaced meanwhile is no success.
    fn commit(&mut self, place: &Place) -> Result<(), StoreError> {
        let done = place.check().map_err(StoreError::from).and_then(|()| {
            self.expect_transaction()?;
            self.say("COMMIT")?;
            Ok(place.check()?)
        });
        if done.is_err() {
            self.roll_back();
            self.conn = None;
        }
        self.batch = None;
        done
    }

    /// One more who is told what becomes of the batch.
    fn member(&mut self) -> Outcome {
        let (told, outcome) = oneshot::channel();
        if let Some(batch) = &mut self.batch {
            batch.members.push(told);
        }
        outcome
    }

    /// Ends the batch without a trace, and tells its members why.
    fn fail(&mut self, error: StoreError) -> StoreError {
        let members = self.batch.take().map(|batch| batch.members).unwrap_or_default();
        self.roll_back();
        self.conn = None;
        tell(members, &Err(error.clone()));
        error
    }

    fn roll_back(&mut self) {
        self.batch = None;
        if self.expect_transaction().is_err() || self.say("ROLLBACK").is_err() {
            self.conn = None;
        }
    }

    fn say(&self, word: &'static str) -> Result<(), SqlError> {
        self.conn.as_ref().map_or_else(|| Err(ended()), |conn| conn.say(word))
    }

    fn expect_transaction(&self) -> Result<(), SqlError> {
        let open = self.conn.as_ref().is_some_and(Conn::is_in_transaction);
        if open { Ok(()) } else { Err(ended()) }
    }

    /// Does the work; a panic of it is caught, so that it can be undone first.
    fn caught<T, E: From<StoreError>>(
        &mut self,
        work: impl AsyncFnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<Result<T, E>, Box<dyn Any + Send>> {
        let Some(conn) = &mut self.conn else { return Ok(Err(StoreError::from(ended()).into())) };
        let done = catch_unwind(AssertUnwindSafe(|| at_once(work(conn))))?;
        Ok(done.unwrap_or_else(|error| Err(StoreError::from(error).into())))
    }
}

/// A batch that is committed, or not.
#[must_use = "its members wait to be told"]
pub(super) struct Finished {
    members: Vec<Told>,
    done: Result<(), StoreError>,
}

impl Finished {
    /// Tells the members.
    pub(super) fn tell(self) {
        tell(self.members, &self.done);
    }
}

fn ended() -> SqlError {
    SqlError::passing("the database has ended the transaction")
}

fn tell(members: Vec<Told>, done: &Result<(), StoreError>) {
    for member in members {
        // Who has gone away meanwhile need not hear of it.
        let _ = member.send(done.clone());
    }
}
