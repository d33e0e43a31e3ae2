//! HTTPS from the server itself, so that one machine needs no proxy.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use tokio::time::Instant;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::pem::{self, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ServerConfig, crypto::ring};

use crate::config::TlsFiles;

/// How often the files are looked at for a renewed certificate.
const LOOK: Duration = Duration::from_secs(1);

/// Why there is no HTTPS.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read, or holds nothing of its kind.
    #[error("{path} cannot be read as PEM: {source}")]
    Pem {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: pem::Error,
    },
    /// There is no certificate in the file.
    #[error("{0} holds no certificate")]
    Empty(PathBuf),
    /// Certificate and key do not belong together, or cannot be used.
    #[error("certificate and key cannot be used: {0}")]
    Unusable(#[from] rustls::Error),
}

/// The certificate in use, read again when its files change.
pub(super) struct Tls {
    files: TlsFiles,
    current: Mutex<Current>,
}

struct Current {
    acceptor: TlsAcceptor,
    /// What the files were when they were last read, also if what they held was of no use.
    seen: Stamp,
    looked: Instant,
}

type Stamp = [Option<(SystemTime, u64)>; 2];

impl Tls {
    pub(super) fn open(files: TlsFiles) -> Result<Self, TlsError> {
        let seen = stamp(&files);
        let current = Mutex::new(Current { acceptor: read(&files)?, seen, looked: Instant::now() });
        Ok(Self { files, current })
    }

    /// What the next connection is taken with. A renewed certificate that cannot be used is told in the log, and
    /// the one before stays.
    pub(super) fn acceptor(&self) -> TlsAcceptor {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if current.looked.elapsed() >= LOOK {
            current.looked = Instant::now();
            let now = stamp(&self.files);
            if now != current.seen {
                current.seen = now;
                match read(&self.files) {
                    Ok(acceptor) => {
                        tracing::info!("the certificate was read again");
                        current.acceptor = acceptor;
                    }
                    Err(error) => tracing::error!(%error, "the renewed certificate is not used"),
                }
            }
        }
        current.acceptor.clone()
    }
}

fn read(files: &TlsFiles) -> Result<TlsAcceptor, TlsError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| TlsError::Pem { path, source }
    };
    let chain = CertificateDer::pem_file_iter(&files.certificate).map_err(failed(&files.certificate))?;
    let chain: Vec<_> = chain.collect::<Result<_, _>>().map_err(failed(&files.certificate))?;
    if chain.is_empty() {
        return Err(TlsError::Empty(files.certificate.clone()));
    }
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(failed(&files.key))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// When the files changed and how long they are, as far as that can be found out. A link counts as what it
/// leads to, which is how renewed certificates usually come.
fn stamp(files: &TlsFiles) -> Stamp {
    [&files.certificate, &files.key].map(|path| {
        let found = std::fs::metadata(path).and_then(|found| Ok((found.modified()?, found.len())));
        found.map_err(|error: io::Error| tracing::debug!(%error, "a file of the certificate")).ok()
    })
}
