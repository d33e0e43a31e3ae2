//! From an accepted connection to its requests: a place in the crowd, HTTPS, HTTP.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::watch;

use super::activity::{Patience, Watched};
use super::crowd::{Crowd, Place};
use super::handles;
use super::tls::{Tls, TlsError};
use crate::address::{Proxies, counted};
use crate::api::{self, Routes, Unread};
use crate::config::Config;
use crate::registry::Registry;

/// Where connections come in.
pub(super) struct Door {
    routes: Routes,
    crowd: Arc<Crowd>,
    tls: Option<Arc<Tls>>,
    proxies: Proxies,
    patience: Patience,
    head: Duration,
    graceful: GracefulShutdown,
}

impl Door {
    /// Everything a connection needs but the listener.
    pub(super) fn open(registry: Registry, config: &Config) -> Result<Self, TlsError> {
        let limits = &config.limits;
        let total = handles::room_for(limits.connections);
        Ok(Self {
            routes: api::router(registry, config),
            crowd: Crowd::new(total, limits.connections_per_address.min(total.div_ceil(2))),
            tls: config.tls.clone().map(Tls::open).transpose()?.map(Arc::new),
            proxies: config.proxies.clone(),
            patience: Patience { first_byte: limits.first_byte, idle: limits.idle },
            head: limits.head,
            graceful: GracefulShutdown::new(),
        })
    }

    /// How many connections are open.
    pub(super) fn connections(&self) -> watch::Receiver<usize> {
        self.crowd.open()
    }

    /// Serves a connection until it ends, or drops it at once when there is no place for it.
    pub(super) fn take_in(&self, stream: TcpStream, peer: IpAddr) {
        let from = Some(counted(peer)).filter(|_| !self.proxies.contains(peer.to_canonical()));
        let Some(place) = self.crowd.admit(from) else {
            tracing::warn!("a connection was refused: too many are open and at work");
            return;
        };
        // Devices wait for small answers; without this the kernel may hold one back until an acknowledgement
        // comes.
        let _ = stream.set_nodelay(true);
        let unread = Unread::default();
        let stream = Watched::new(stream, place.activity.clone(), self.patience, unread.clone());
        let (routes, watcher) = (self.routes.clone(), self.graceful.watcher());
        let serving = Serving { routes, peer, unread, head: self.head, watcher };
        let tls = self.tls.as_ref().map(|tls| tls.acceptor());
        tokio::spawn(async move {
            let served = async {
                match tls {
                    None => serving.http(stream).await,
                    Some(tls) => match tls.accept(stream).await {
                        Ok(stream) => serving.http(stream).await,
                        Err(error) => tracing::debug!(%error, "no HTTPS"),
                    },
                }
            };
            until_lost(&place, served).await;
        });
    }

    /// Takes no more requests and waits for those under way.
    pub(super) async fn close(self) {
        self.graceful.shutdown().await;
    }
}

async fn until_lost(place: &Place, served: impl Future<Output = ()>) {
    tokio::select! {
        () = served => {}
        () = place.lost() => tracing::debug!("a silent connection gave its place to another"),
    }
}

/// What one connection is served with.
struct Serving {
    routes: Routes,
    peer: IpAddr,
    unread: Unread,
    head: Duration,
    watcher: Watcher,
}

impl Serving {
    async fn http(self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let service = TowerToHyperService::new(api::asked_from(self.peer, self.unread, self.routes));
        let builder = builder(self.head);
        let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
        if let Err(error) = self.watcher.watch(connection).await {
            tracing::debug!(error, "a connection ended early");
        }
    }
}

fn builder(head: Duration) -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(head);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(head);
    builder
}
