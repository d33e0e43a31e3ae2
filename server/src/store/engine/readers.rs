//! The connections that read.

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

use super::{Conn, Counts, SqlError};

/// Connections. A request has one for a few statements; a long look at the store for longer.
const MANY: u32 = 4;
/// How long a request waits for one.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// The connections that read. They stay open as long as the store: with the last one the log would go, and another
/// file would take its name.
#[derive(Debug)]
pub(in crate::store) struct Readers {
    conns: Mutex<Vec<Arc<tokio::sync::Mutex<Conn>>>>,
    /// As many as there are connections that nobody has.
    free: Arc<Semaphore>,
}

impl Readers {
    pub(in crate::store) fn open(file: &Path, counts: &Arc<Counts>) -> Result<Self, SqlError> {
        let conn = |_| Ok(Arc::new(tokio::sync::Mutex::new(Conn::open(file, counts)?.reading()?)));
        let conns = (0..MANY).map(conn).collect::<Result<_, SqlError>>()?;
        Ok(Self { conns: Mutex::new(conns), free: Arc::new(Semaphore::new(MANY as usize)) })
    }

    /// A connection for one who reads.
    pub(in crate::store) async fn take(&self) -> Result<Reading, SqlError> {
        let permit = match Arc::clone(&self.free).try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => {
                let acquired = tokio::time::timeout(LONGEST_WAIT, Arc::clone(&self.free).acquire_owned()).await;
                acquired.map_err(|_| SqlError::passing("no connection became free"))?.map_err(|_| closed())?
            }
        };
        let conns = self.conns.lock().unwrap_or_else(PoisonError::into_inner);
        let conn = conns.iter().find_map(|conn| Arc::clone(conn).try_lock_owned().ok()).ok_or_else(closed)?;
        Ok(Reading { conn, _permit: permit })
    }

    /// Waits for those who read, and closes every connection.
    pub(in crate::store) async fn close(&self) {
        let all = self.free.acquire_many(MANY).await;
        self.free.close();
        drop(all);
        let conns = std::mem::take(&mut *self.conns.lock().unwrap_or_else(PoisonError::into_inner));
        // The log may be folded into the database now, which takes its time.
        let _ = tokio::task::spawn_blocking(move || drop(conns)).await;
    }
}

fn closed() -> SqlError {
    SqlError::passing("the database is closed")
}

/// A connection that somebody reads over; dropped, it is another's.
#[derive(Debug)]
pub(crate) struct Reading {
    // Given back before the permit says that it is free.
    conn: OwnedMutexGuard<Conn>,
    _permit: OwnedSemaphorePermit,
}

impl Reading {
    /// From here on everything is read as it stands at the first statement.
    pub(in crate::store) fn at_one_moment(self) -> Result<Self, SqlError> {
        self.conn.say("BEGIN")?;
        Ok(self)
    }

    /// From here on it has its thread to itself.
    pub(in crate::store) fn alone(mut self) -> Self {
        self.conn.set_alone(true);
        self
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.conn.set_alone(false);
        if self.conn.is_in_transaction() {
            // It changed nothing; should this fail, the next one says BEGIN in vain and is told so.
            let _ = self.conn.say("ROLLBACK");
        }
    }
}

impl Deref for Reading {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Reading {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}
