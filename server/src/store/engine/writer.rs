//! The one connection that writes, and how requests share its commits.
//!
//! A commit costs a wait for the disk, whatever is in it. So whoever finds no transaction opens one, and everybody who
//! waits at that moment joins it: each in a savepoint, so that each fails alone. What ends the transaction is in the
//! queue like everybody else, behind them. Nobody is answered before the commit that holds what the answer says.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::Instant;

use super::turn::{Done, Turn};
use super::{Conn, Counts, SqlError};
use crate::folders::{Place, Room};
use crate::store::StoreError;

/// How long a request waits for its turn.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// How long another process may have the lock, how long it is asked again after at first, and at most.
const PATIENCE: Duration = Duration::from_secs(10);
const FIRST_PAUSE: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_millis(5);

/// The one connection that writes. Clones are the same.
#[derive(Debug, Clone)]
pub(in crate::store) struct Writer(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    file: PathBuf,
    place: Arc<Place>,
    room: Room,
    /// Bytes that must be free before anything is written.
    kept: u64,
    /// Whose turn it is; the others wait in the order in which they came.
    turn: Arc<Mutex<Turn>>,
    counts: Arc<Counts>,
}

impl Writer {
    pub(in crate::store) fn new(
        file: PathBuf,
        place: Arc<Place>,
        (room, kept): (Room, u64),
        counts: Arc<Counts>,
    ) -> Self {
        Self(Arc::new(Inner { file, place, room, kept, turn: Arc::default(), counts }))
    }

    /// Does work in a transaction that holds the write lock. What it writes is durable when this returns its success;
    /// when it fails nothing of it stays. It may wait for nothing but the database. Where this is dropped before its
    /// turn nothing is done; later the work is done and committed all the same.
    pub(in crate::store) async fn write<T, E: From<StoreError>>(
        &self,
        work: impl AsyncFnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut turn = self.turn().await?;
        self.0.counts.write();
        let done = if turn.is_open() {
            turn.join(work)
        } else {
            self.begin(&mut turn).await?;
            turn.first(work, &self.0.place)
        };
        match done {
            Done::Now(done) => done,
            Done::With(done, outcome, first_of) => {
                // Nothing is waited for before this, so that no batch is left without.
                if let Some(number) = first_of {
                    self.see_to(number);
                }
                drop(turn);
                outcome.await.unwrap_or_else(|_| Err(SqlError::passing("the server is being stopped").into()))?;
                done
            }
        }
    }

    /// Commits what was begun, and closes the connection.
    pub(in crate::store) async fn close(&self) {
        let mut turn = Arc::clone(&self.0.turn).lock_owned().await;
        let writer = self.clone();
        let closing = move || {
            if turn.is_open() {
                turn.finish(&writer.0.place).tell();
            }
            (turn.is_closed, turn.conn) = (true, None);
        };
        let _ = tokio::task::spawn_blocking(closing).await;
    }

    async fn turn(&self) -> Result<OwnedMutexGuard<Turn>, StoreError> {
        let waiting = Arc::clone(&self.0.turn);
        let turn = match Arc::clone(&waiting).try_lock_owned() {
            Ok(turn) => turn,
            Err(_) => {
                let turn = tokio::time::timeout(LONGEST_WAIT, waiting.lock_owned()).await;
                turn.map_err(|_| SqlError::passing("others were writing for too long"))?
            }
        };
        if turn.is_closed { Err(SqlError::passing("the database is closed").into()) } else { Ok(turn) }
    }

    /// Opens a transaction, when another process lets go of the lock.
    async fn begin(&self, turn: &mut Turn) -> Result<(), StoreError> {
        self.0.place.check()?;
        self.0.room.expect(self.0.kept)?;
        if turn.conn.is_none() {
            let inner = Arc::clone(&self.0);
            let opened = tokio::task::spawn_blocking(move || Conn::open(&inner.file, &inner.counts)?.writing()).await;
            turn.conn = Some(opened.map_err(|_| SqlError::passing("the server is being stopped"))??);
        }
        let (asked, mut pause) = (Instant::now(), FIRST_PAUSE);
        loop {
            match turn.begin() {
                Err(error) if error.is_busy() && asked.elapsed() < PATIENCE => {}
                begun => return Ok(begun?),
            }
            tokio::time::sleep(pause).await;
            pause = LONGEST_PAUSE.min(pause * 2);
        }
    }

    /// Commits this batch when everybody had a turn who waits by now. Nobody's going away ends that.
    fn see_to(&self, number: u64) {
        let writer = self.clone();
        tokio::spawn(async move {
            let mut turn = Arc::clone(&writer.0.turn).lock_owned().await;
            if turn.is_of(number) {
                writer.0.counts.commit();
                // It waits for the disk, and keeps everybody else waiting for their turn but not for the processor.
                tokio::task::spawn_blocking(move || {
                    let finished = turn.finish(&writer.0.place);
                    drop(turn);
                    finished.tell();
                });
            }
        });
    }
}
