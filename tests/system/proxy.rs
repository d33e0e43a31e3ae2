//! A real TCP proxy that breaks connections, below HTTP.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

/// After how many bytes a connection breaks; counted anew on open connections when it is set.
#[derive(Clone, Copy)]
struct Limit {
    bytes: u64,
    set: u64,
}

/// One direction of every connection.
struct Direction {
    limit: Mutex<Limit>,
    carried: AtomicU64,
}

impl Direction {
    fn new() -> Self {
        Self { limit: Mutex::new(Limit { bytes: u64::MAX, set: 0 }), carried: AtomicU64::new(0) }
    }

    fn cut_after(&self, bytes: u64) {
        let mut limit = self.limit.lock().unwrap();
        *limit = Limit { bytes, set: limit.set + 1 };
    }

    fn limit(&self) -> Limit {
        *self.limit.lock().unwrap()
    }

    async fn pump(&self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf) {
        let (mut limit, mut carried) = (self.limit(), 0);
        let mut buffer = [0; 2048];
        loop {
            let Ok(n @ 1..) = from.read(&mut buffer).await else { return };
            let current = self.limit();
            if current.set != limit.set {
                (limit, carried) = (current, 0);
            }
            let room = usize::try_from(limit.bytes - carried).unwrap_or(usize::MAX).min(n);
            if to.write_all(&buffer[..room]).await.is_err() || room < n {
                return;
            }
            carried += room as u64;
            self.carried.fetch_add(room as u64, Ordering::SeqCst);
        }
    }
}

pub struct FaultProxy {
    pub addr: SocketAddr,
    up: Arc<Direction>,
    down: Arc<Direction>,
    portal: Arc<Mutex<Option<&'static str>>>,
    connections: Arc<AtomicU64>,
    task: tokio::task::JoinHandle<()>,
}

impl FaultProxy {
    pub async fn start(upstream: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let (up, down) = (Arc::new(Direction::new()), Arc::new(Direction::new()));
        let connections = Arc::new(AtomicU64::new(0));
        let portal = Arc::new(Mutex::new(None));
        let shared = (Arc::clone(&up), Arc::clone(&down), Arc::clone(&connections));
        let login = Arc::clone(&portal);
        let task = tokio::spawn(async move {
            while let Ok((phone, _)) = listener.accept().await {
                shared.2.fetch_add(1, Ordering::SeqCst);
                let page: Option<&str> = *login.lock().unwrap();
                match page {
                    Some(page) => drop(tokio::spawn(answer(phone, page))),
                    None => drop(tokio::spawn(carry(phone, upstream, Arc::clone(&shared.0), Arc::clone(&shared.1)))),
                }
            }
        });
        Self { addr, up, down, portal, connections, task }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Every connection, the open ones too, breaks after so many more bytes towards the server.
    pub fn cut_up_after(&self, bytes: u64) {
        self.up.cut_after(bytes);
    }

    /// Every connection, the open ones too, breaks after so many more bytes towards the phone.
    pub fn cut_down_after(&self, bytes: u64) {
        self.down.cut_after(bytes);
    }

    /// A login page answers in the province's place on every connection; the open ones break.
    pub fn answer_with(&self, page: Option<&'static str>) {
        *self.portal.lock().unwrap() = page;
        self.up.cut_after(if page.is_some() { 0 } else { u64::MAX });
    }

    pub fn heal(&self) {
        self.up.cut_after(u64::MAX);
        self.down.cut_after(u64::MAX);
    }

    /// Bytes towards the server since the last call.
    pub fn take_up(&self) -> u64 {
        self.up.carried.swap(0, Ordering::SeqCst)
    }

    pub fn connections(&self) -> u64 {
        self.connections.load(Ordering::SeqCst)
    }
}

impl Drop for FaultProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(mut phone: TcpStream, page: &'static str) {
    let _head = phone.read(&mut [0; 4096]).await;
    let _sent = phone.write_all(page.as_bytes()).await;
    let _end = phone.shutdown().await;
    // What the phone still sends is taken, so that the page is not lost in a reset.
    while matches!(phone.read(&mut [0; 4096]).await, Ok(1..)) {}
}

/// A radio needs a moment for a new connection; what it sent before has arrived by then.
const RECONNECT: Duration = Duration::from_millis(200);

async fn carry(phone: TcpStream, upstream: SocketAddr, up: Arc<Direction>, down: Arc<Direction>) {
    tokio::time::sleep(RECONNECT).await;
    let Ok(server) = TcpStream::connect(upstream).await else { return };
    let (from_phone, to_phone) = phone.into_split();
    let (from_server, to_server) = server.into_split();
    // The first direction that ends breaks both, as a dead radio does.
    tokio::select! {
        () = up.pump(from_phone, to_server) => {}
        () = down.pump(from_server, to_phone) => {}
    }
}
