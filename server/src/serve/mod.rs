//! Listening: connections, time-outs, and stopping after the running requests have ended.

mod activity;
mod crowd;
mod door;
mod handles;
mod tls;

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::config::Config;
use crate::folders::Lock;
use crate::registry::{Registry, RegistryError};
use door::Door;
pub use tls::TlsError;

/// How often uploads that expired are given up.
const SWEEP: Duration = Duration::from_secs(600);
/// How often the server looks whether filters are to be built. It goes on with a long list by itself.
const FILTERS: Duration = Duration::from_secs(30);
/// How often the store's files are looked for, and after how many looks everything is tried.
const LOOK: Duration = Duration::from_secs(1);
const TRY: u32 = 10;

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address is in use or not this machine's.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// Which address.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// Anybody on the way could read what devices send.
    #[error(
        "{0} can be reached from other machines and has no certificate: give --tls-cert and --tls-key, or say \
         --behind-proxy when a proxy does HTTPS, or --plain-http to let everybody on the way read along"
    )]
    Readable(SocketAddr),
    /// The certificate cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The store cannot be opened, or cannot be worked with any more.
    #[error(transparent)]
    Registry(#[from] RegistryError),
}

/// The provincial server.
#[derive(Debug, Clone, Copy)]
pub struct Server;

/// A server that listens. Dropping it stops it without waiting.
pub struct Running {
    /// Where it listens.
    pub addr: SocketAddr,
    is_https: bool,
    connections: watch::Receiver<usize>,
    registry: Registry,
    stop: watch::Sender<bool>,
    work: JoinHandle<Result<(), RegistryError>>,
    _alone: Lock,
}

impl Server {
    /// Opens the store and listens. It needs a Tokio runtime with time and I/O.
    ///
    /// # Errors
    /// When the address cannot be had, the store cannot be opened, or another server has it.
    pub async fn start(config: Config) -> Result<Running, StartError> {
        let address = config.listen;
        let is_https = config.tls.is_some();
        if !is_https && !config.may_be_plain() {
            return Err(StartError::Readable(address));
        }
        let failed = |source| StartError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let addr = listener.local_addr().map_err(failed)?;
        let alone = Registry::lock(&config)?;
        let registry = Registry::open(&config).await?;
        registry.expect_sound().await?;
        let door = Door::open(registry.clone(), &config)?;
        let connections = door.connections();
        registry.begin_run().await?;
        let (stop, stopped) = watch::channel(false);
        let work = tokio::spawn(work(listener, door, registry.clone(), config.limits.shutdown, stopped));
        Ok(Running { addr, is_https, connections, registry, stop, work, _alone: alone })
    }
}

impl Running {
    /// Where it is reached, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}://{}", if self.is_https { "https" } else { "http" }, self.addr)
    }

    /// How many connections are open, at every moment.
    #[must_use]
    pub fn connections(&self) -> watch::Receiver<usize> {
        self.connections.clone()
    }

    /// The registry the server works for.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Waits until the server ends by itself, which it does when its store is gone or can no longer be
    /// written, and says why.
    pub async fn ended(&mut self) -> StartError {
        match (&mut self.work).await {
            Ok(Err(error)) => error.into(),
            Ok(Ok(())) | Err(_) => RegistryError::Stopped.into(),
        }
    }

    /// Takes no more requests, waits for those under way, and closes the store.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let _ = self.work.await;
        self.registry.close().await;
    }
}

async fn work(
    listener: TcpListener,
    door: Door,
    registry: Registry,
    patience: Duration,
    mut stopped: watch::Receiver<bool>,
) -> Result<(), RegistryError> {
    let (mut sweep, mut filters) = (tokio::time::interval(SWEEP), tokio::time::interval(FILTERS));
    let mut building = tokio::spawn(work_on_filters(registry.clone()));
    let lost = lost(&registry);
    tokio::pin!(lost);
    let outcome = loop {
        tokio::select! {
            error = &mut lost => break Err(error),
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => door.take_in(stream, peer.ip()),
                // No file handles are left, or the caller was gone before the connection was accepted.
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
            _ = sweep.tick() => {
                tokio::spawn(sweep_uploads(registry.clone()));
                tokio::spawn(scrub(registry.clone()));
            }
            _ = filters.tick() => if building.is_finished() {
                building = tokio::spawn(work_on_filters(registry.clone()));
            },
            // An error means that the handle was dropped, which also asks to stop.
            _ = stopped.changed() => break Ok(()),
        }
    };
    drop(listener);
    building.abort();
    if tokio::time::timeout(patience, door.close()).await.is_err() {
        tracing::warn!("requests under way were cut off");
    }
    outcome
}

/// Waits until nothing can be done for the store any more, and says why.
async fn lost(registry: &Registry) -> RegistryError {
    let mut look = tokio::time::interval(LOOK);
    let mut looks = 0_u32;
    loop {
        look.tick().await;
        looks = looks.wrapping_add(1);
        let found = match looks % TRY {
            0 => registry.ready().await.map(drop),
            _ => registry.still_there().map_err(Into::into),
        };
        match found {
            Err(error) if error.is_final() => return error,
            Err(error) => tracing::warn!(%error, "the server cannot work at this moment"),
            Ok(()) => {}
        }
    }
}

async fn sweep_uploads(registry: Registry) {
    if let Err(error) = registry.expire_uploads().await {
        tracing::warn!(%error, "expired uploads could not be given up");
    }
}

async fn work_on_filters(registry: Registry) {
    if let Err(error) = registry.work_on_filters().await {
        tracing::warn!(%error, "filters could not be built");
    }
}

async fn scrub(registry: Registry) {
    match registry.scrub().await {
        Ok(Some(found)) => tracing::info!(broken = found.count(), "the whole store was looked through"),
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, "the store could not be looked through"),
    }
}
