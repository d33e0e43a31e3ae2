//! A real TCP proxy that breaks connections, below everything the app could be clever about.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Bytes from phone to server after which each connection is cut; `u64::MAX` for never.
#[derive(Default)]
struct Policy {
    cut_up_after: AtomicU64,
    cut_down_after: AtomicU64,
    up: AtomicU64,
    connections: AtomicU64,
}

pub struct FaultProxy {
    pub addr: SocketAddr,
    policy: Arc<Policy>,
    task: tokio::task::JoinHandle<()>,
}

impl FaultProxy {
    pub async fn start(upstream: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let policy = Arc::new(Policy::default());
        policy.cut_up_after.store(u64::MAX, Ordering::SeqCst);
        policy.cut_down_after.store(u64::MAX, Ordering::SeqCst);
        let shared = Arc::clone(&policy);
        let task = tokio::spawn(async move {
            while let Ok((phone, _)) = listener.accept().await {
                shared.connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(carry(phone, upstream, Arc::clone(&shared)));
            }
        });
        Self { addr, policy, task }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Every connection breaks after so many bytes towards the server.
    pub fn cut_up_after(&self, bytes: u64) {
        self.policy.cut_up_after.store(bytes, Ordering::SeqCst);
    }

    /// Every connection breaks after so many bytes towards the phone.
    pub fn cut_down_after(&self, bytes: u64) {
        self.policy.cut_down_after.store(bytes, Ordering::SeqCst);
    }

    pub fn heal(&self) {
        self.cut_up_after(u64::MAX);
        self.cut_down_after(u64::MAX);
    }

    /// Bytes towards the server since the last call.
    pub fn take_up(&self) -> u64 {
        self.policy.up.swap(0, Ordering::SeqCst)
    }

    pub fn connections(&self) -> u64 {
        self.policy.connections.load(Ordering::SeqCst)
    }
}

impl Drop for FaultProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn carry(phone: TcpStream, upstream: SocketAddr, policy: Arc<Policy>) {
    let Ok(server) = TcpStream::connect(upstream).await else { return };
    let (mut from_phone, mut to_phone) = phone.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let up = async {
        let limit = policy.cut_up_after.load(Ordering::SeqCst);
        pump(&mut from_phone, &mut to_server, limit, Some(&policy.up)).await;
    };
    let down = async {
        let limit = policy.cut_down_after.load(Ordering::SeqCst);
        pump(&mut from_server, &mut to_phone, limit, None).await;
    };
    // The first direction that ends breaks both, as a dead radio does.
    tokio::select! { () = up => {}, () = down => {} }
}

async fn pump(
    from: &mut tokio::net::tcp::OwnedReadHalf,
    to: &mut tokio::net::tcp::OwnedWriteHalf,
    limit: u64,
    count: Option<&AtomicU64>,
) {
    let mut carried = 0;
    let mut buffer = [0; 4096];
    while carried < limit {
        let room = usize::try_from(limit - carried).unwrap_or(usize::MAX).min(buffer.len());
        let Ok(n @ 1..) = from.read(&mut buffer[..room]).await else { return };
        if to.write_all(&buffer[..n]).await.is_err() {
            return;
        }
        carried += n as u64;
        if let Some(count) = count {
            count.fetch_add(n as u64, Ordering::SeqCst);
        }
    }
}
