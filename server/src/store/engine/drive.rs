//! Work that has nothing to wait for is done at once.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use super::SqlError;

/// Does work to its end on this thread, without a look at anything else. Every statement on SQLite is done at once, so
/// work that consists of them is too; for such work nobody has to be woken, and it may hold what cannot change threads.
///
/// # Errors
/// When the work waits for something: a file, another request, another task. That belongs before or after it.
pub(in crate::store) fn at_once<T>(work: impl Future<Output = T>) -> Result<T, SqlError> {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => Ok(done),
        Poll::Pending => Err(SqlError::fault("work on the database waited for something else and was given up")),
    }
}
