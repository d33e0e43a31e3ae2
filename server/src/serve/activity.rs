//! When a connection last moved a byte, and closing one that moves none.
//!
//! One rule covers a caller that never speaks, a connection kept alive for nothing, a body that stands
//! still and a reader that does not read: no byte in either direction for too long. However slow a link
//! is, a connection that moves bytes stays.
//!
//! A connection that is closed while its caller still sends goes on reading for a while: a machine that closes with
//! bytes unread resets the connection, and the caller never sees the answer that says why.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

use crate::api::Unread;

/// How long what a caller still sends is read and dropped after the answer, at most.
const LINGER: Duration = Duration::from_secs(20);

/// How long a connection may move no byte.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// Until its first byte.
    pub(super) first_byte: Duration,
    /// From then on.
    pub(super) idle: Duration,
}

/// What is known of one connection while it is open.
#[derive(Debug)]
pub(super) struct Activity {
    began: Instant,
    /// Milliseconds from `began` to the last byte.
    last: AtomicU64,
    has_spoken: AtomicBool,
}

impl Activity {
    pub(super) fn begin() -> Arc<Self> {
        Arc::new(Self { began: Instant::now(), last: AtomicU64::new(0), has_spoken: AtomicBool::new(false) })
    }

    /// Whether the caller has sent anything at all.
    pub(super) fn has_spoken(&self) -> bool {
        self.has_spoken.load(Ordering::Relaxed)
    }

    /// When the last byte was moved, or when the connection began.
    pub(super) fn last(&self) -> Instant {
        self.began + Duration::from_millis(self.last.load(Ordering::Relaxed))
    }

    fn moved(&self) {
        let now = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.last.fetch_max(now, Ordering::Relaxed);
    }

    fn ends(&self, patience: Patience) -> Instant {
        self.last() + if self.has_spoken() { patience.idle } else { patience.first_byte }
    }
}

/// A stream that fails when it moves no byte for too long.
pub(super) struct Watched<S> {
    stream: S,
    activity: Arc<Activity>,
    patience: Patience,
    alarm: Pin<Box<Sleep>>,
    unread: Unread,
    is_lingering: bool,
}

impl<S> Watched<S> {
    /// `unread` tells whether the caller still sends what nobody reads.
    pub(super) fn new(stream: S, activity: Arc<Activity>, patience: Patience, unread: Unread) -> Self {
        let alarm = Box::pin(sleep_until(activity.ends(patience)));
        Self { stream, activity, patience, alarm, unread, is_lingering: false }
    }

    /// Called when the stream has nothing to give or take: fails when that lasts too long.
    fn wait<T>(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        loop {
            let ends = self.activity.ends(self.patience);
            if ends <= Instant::now() {
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
            // An alarm that goes off too early is set anew then, so that not every byte sets it.
            if self.alarm.is_elapsed() || self.alarm.deadline() > ends {
                self.alarm.as_mut().reset(ends);
            }
            ready!(self.alarm.as_mut().poll(cx));
        }
    }

    /// Notes what was written, or waits.
    fn noted(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match written {
            Poll::Pending => self.wait(cx),
            Poll::Ready(Ok(bytes)) => {
                if bytes > 0 {
                    self.activity.moved();
                }
                Poll::Ready(Ok(bytes))
            }
            failed @ Poll::Ready(Err(_)) => failed,
        }
    }
}

impl<S: AsyncRead + Unpin> Watched<S> {
    /// Reads and drops what still comes, until the caller closes or for long enough.
    fn linger(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut dropped = [0; 8192];
        loop {
            if self.alarm.as_mut().poll(cx).is_ready() {
                return Poll::Ready(Ok(()));
            }
            let mut buffer = ReadBuf::new(&mut dropped);
            let read = ready!(Pin::new(&mut self.stream).poll_read(cx, &mut buffer));
            if read.is_err() || buffer.filled().is_empty() {
                return Poll::Ready(Ok(()));
            }
            self.activity.moved();
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buffer);
        if read.is_pending() {
            return self.wait(cx);
        }
        if buffer.filled().len() > before {
            self.activity.has_spoken.store(true, Ordering::Relaxed);
            self.activity.moved();
        }
        read
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.noted(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, pieces);
        self.noted(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(cx);
        if flushed.is_pending() { self.wait(cx) } else { flushed }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if !self.is_lingering {
            let shut = Pin::new(&mut self.stream).poll_shutdown(cx);
            if shut.is_pending() {
                return self.wait(cx);
            }
            if !self.unread.is_left() {
                return shut;
            }
            self.is_lingering = true;
            self.alarm.as_mut().reset(Instant::now() + LINGER);
        }
        self.linger(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    const PATIENCE: Patience = Patience { first_byte: Duration::from_secs(20), idle: Duration::from_secs(75) };

    fn watched(room: usize) -> (Watched<tokio::io::DuplexStream>, tokio::io::DuplexStream) {
        let (ours, theirs) = duplex(room);
        (Watched::new(ours, Activity::begin(), PATIENCE, Unread::default()), theirs)
    }

    #[tokio::test(start_paused = true)]
    async fn who_never_speaks_is_let_go_after_the_first_patience() {
        let (mut ours, _theirs) = watched(64);
        let began = Instant::now();
        let error = ours.read_u8().await.unwrap_err();
        assert_eq!((error.kind(), began.elapsed()), (io::ErrorKind::TimedOut, PATIENCE.first_byte));
    }

    #[tokio::test(start_paused = true)]
    async fn a_byte_a_minute_stays_and_silence_after_it_ends() {
        let (mut ours, mut theirs) = watched(64);
        let slow = tokio::spawn(async move {
            theirs.write_u8(0).await.unwrap();
            for _ in 0..10 {
                tokio::time::sleep(Duration::from_secs(60)).await;
                theirs.write_u8(1).await.unwrap();
            }
            theirs
        });
        for _ in 0..11 {
            ours.read_u8().await.unwrap();
        }
        let _theirs = slow.await.unwrap();
        let quiet = Instant::now();
        assert_eq!(ours.read_u8().await.unwrap_err().kind(), io::ErrorKind::TimedOut);
        assert_eq!(quiet.elapsed(), PATIENCE.idle);
    }

    #[tokio::test(start_paused = true)]
    async fn who_asks_and_does_not_read_is_let_go() {
        let (mut ours, mut theirs) = watched(64);
        theirs.write_u8(0).await.unwrap();
        ours.read_u8().await.unwrap();
        let error = ours.write_all(&[0; 1000]).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test(start_paused = true)]
    async fn who_still_sends_after_the_answer_is_read_to_the_end_but_not_for_ever() {
        let (mut ours, mut theirs) = watched(64);
        ours.unread.leave();
        let shut = tokio::spawn(async move { ours.shutdown().await.map(|()| ours) });
        theirs.write_all(&[0; 1000]).await.unwrap();
        let began = Instant::now();
        shut.await.unwrap().unwrap();
        assert_eq!(began.elapsed(), LINGER);
        let (mut ours, theirs) = watched(64);
        ours.unread.leave();
        drop(theirs);
        let began = Instant::now();
        ours.shutdown().await.unwrap();
        assert_eq!(began.elapsed(), Duration::ZERO, "who has gone is not waited for");
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_reader_keeps_its_connection_while_the_other_side_is_silent() {
        let (ours, mut theirs) = watched(64);
        let (mut read, mut write) = tokio::io::split(ours);
        theirs.write_u8(0).await.unwrap();
        read.read_u8().await.unwrap();
        let waiting = tokio::spawn(async move { read.read_u8().await });
        let slow = tokio::spawn(async move {
            for _ in 0..1000 / 50 {
                tokio::time::sleep(Duration::from_secs(60)).await;
                theirs.read_exact(&mut [0; 50]).await.unwrap();
            }
            theirs
        });
        write.write_all(&[0; 1000]).await.unwrap();
        let mut theirs = slow.await.unwrap();
        theirs.write_u8(7).await.unwrap();
        assert_eq!(waiting.await.unwrap().unwrap(), 7);
    }
}
