//! Listening until told to stop.

use sambang_server::{Config, Server};
use tracing_subscriber::EnvFilter;

use super::{Outcome, output};

/// Prints the address when the server is ready, and returns when it has stopped.
pub(super) async fn serve(config: Config) -> Outcome {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let mut running = Server::start(config).await?;
    output::line(&running.url());
    tokio::select! {
        told = told_to_stop() => told?,
        error = running.ended() => return Err(error.into()),
    }
    tracing::info!("stopping");
    running.stop().await;
    Ok(())
}

#[cfg(unix)]
async fn told_to_stop() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminated = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminated.recv() => Ok(()),
        interrupted = tokio::signal::ctrl_c() => interrupted,
    }
}

#[cfg(not(unix))]
async fn told_to_stop() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
