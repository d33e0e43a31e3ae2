//! A mobile link between phone and server: slow, far, and broken again and again.
//!
//! One direction of one connection is a pipe: bytes enter at the line's rate and come out after the
//! delay. A connection that breaks loses what is in the air. Bytes count when they enter.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, sleep_until};

use crate::Outcome;

/// What the line is like. New connections take it as it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    /// Bytes a second in each direction.
    pub(crate) rate: f64,
    /// There and back.
    pub(crate) round_trip: Duration,
    /// After so many bytes towards the server a connection breaks.
    pub(crate) breaks_after: u64,
}

impl Line {
    /// As fast as this machine, and whole.
    pub(crate) const GOOD: Self = Self { rate: f64::INFINITY, round_trip: Duration::ZERO, breaks_after: u64::MAX };
}

pub(crate) struct Link {
    pub(crate) address: SocketAddr,
    line: Arc<Mutex<Line>>,
    up: Arc<AtomicU64>,
    connections: Arc<AtomicU64>,
    task: JoinHandle<()>,
}

impl Link {
    /// A good line to `server`.
    pub(crate) async fn to(server: SocketAddr) -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let line = Arc::new(Mutex::new(Line::GOOD));
        let (up, connections) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let (shared, carried, count) = (Arc::clone(&line), Arc::clone(&up), Arc::clone(&connections));
        let task = tokio::spawn(async move {
            while let Ok((phone, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                let line = *shared.lock().unwrap_or_else(PoisonError::into_inner);
                tokio::spawn(carry(phone, server, line, Arc::clone(&carried)));
            }
        });
        Ok(Self { address, line, up, connections, task })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn becomes(&self, line: Line) {
        *self.line.lock().unwrap_or_else(PoisonError::into_inner) = line;
    }

    /// Bytes towards the server and connections since the last call.
    pub(crate) fn take(&self) -> (u64, u64) {
        (self.up.swap(0, Ordering::SeqCst), self.connections.swap(0, Ordering::SeqCst))
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn carry(phone: TcpStream, server: SocketAddr, line: Line, up: Arc<AtomicU64>) {
    // The handshake crosses the line once in each direction.
    sleep(line.round_trip).await;
    let Ok(server) = TcpStream::connect(server).await else { return };
    if phone.set_nodelay(true).and_then(|()| server.set_nodelay(true)).is_err() {
        return;
    }
    let (from_phone, to_phone) = phone.into_split();
    let (from_server, to_server) = server.into_split();
    let (down, not_counted) = (Line { breaks_after: u64::MAX, ..line }, AtomicU64::new(0));
    // The first direction that ends breaks both, as a dead radio does.
    tokio::select! {
        () = pipe(from_phone, to_server, line, &up) => {}
        () = pipe(from_server, to_phone, down, &not_counted) => {}
    }
}

async fn pipe(mut from: OwnedReadHalf, to: OwnedWriteHalf, line: Line, count: &AtomicU64) {
    let (air, landing) = mpsc::unbounded_channel();
    let broken = OnceLock::new();
    let enter = async {
        let air = air;
        let (mut left, mut free_at) = (line.breaks_after, Instant::now());
        let mut buffer = [0; 512];
        loop {
            let Ok(read @ 1..) = from.read(&mut buffer).await else { return };
            let room = usize::try_from(left).unwrap_or(usize::MAX).min(read);
            let Some(piece) = buffer.get(..room) else { return };
            free_at = free_at.max(Instant::now()) + Duration::from_secs_f64(room as f64 / line.rate);
            sleep_until(free_at).await;
            count.fetch_add(room as u64, Ordering::SeqCst);
            left -= room as u64;
            if air.send((free_at + line.round_trip / 2, piece.to_vec())).is_err() {
                return;
            }
            if left == 0 {
                broken.get_or_init(Instant::now);
                return;
            }
        }
    };
    tokio::join!(enter, land(to, landing, &broken));
}

/// Lets every piece out at its time, but for those that are in the air when the connection breaks.
async fn land(
    mut to: OwnedWriteHalf,
    mut landing: mpsc::UnboundedReceiver<(Instant, Vec<u8>)>,
    broken: &OnceLock<Instant>,
) {
    while let Some((at, piece)) = landing.recv().await {
        sleep_until(at).await;
        if broken.get().is_some_and(|moment| at > *moment) || to.write_all(&piece).await.is_err() {
            return;
        }
    }
}
