//! What a connection is made of (names, proxy, certificates), and why it did not come about.

use std::error::Error;
use std::io::ErrorKind;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use rustls::CertificateError;
use sambang_domain::wire::v1::invitation::IssuerPrint;

use super::Failure;
use super::address::is_loopback;
use super::failure::CertificateFault;
use super::issuer::KnownOrInvited;
use crate::platform::Phone;

/// The roots that this app was built with; a phone's own may be old, or somebody's who reads along.
pub(super) fn built_in_roots() -> rustls::RootCertStore {
    rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() }
}

/// How this app believes a server: by these roots, or by the issuer that the invitation named.
pub(super) fn tls(roots: rustls::RootCertStore, invited: Option<IssuerPrint>) -> Result<rustls::ClientConfig, Failure> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|_| Failure::Tls)?;
    let Some(invited) = invited else { return Ok(config.with_root_certificates(roots).with_no_client_auth()) };
    let verifier = Arc::new(KnownOrInvited::new(roots, invited, provider)?);
    Ok(config.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
}

/// The proxy that the platform names, asked for anew at every connection, because the network changes. What
/// stays on this machine needs none.
pub(super) fn proxy(phone: Option<Arc<dyn Phone>>) -> reqwest::Proxy {
    reqwest::Proxy::custom(move |url| {
        let elsewhere = url.host_str().is_some_and(|host| !is_loopback(host));
        phone.as_ref().filter(|_| elsewhere)?.proxy()
    })
}

/// The system's own way of finding a name, with an error that can be told from others.
pub(super) struct SystemNames;

/// Nobody knows the name.
#[derive(Debug, thiserror::Error)]
#[error("the name is not known")]
struct NameUnknown;

impl Resolve for SystemNames {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::task::spawn_blocking(move || {
                (name.as_str(), 0).to_socket_addrs().map(Iterator::collect::<Vec<SocketAddr>>)
            });
            match found.await? {
                Ok(addresses) if !addresses.is_empty() => Ok(Box::new(addresses.into_iter()) as Addrs),
                _ => Err(NameUnknown.into()),
            }
        })
    }
}

/// Why a request has no answer. A connection that did not come about never reached the server; anything later
/// may have.
pub(super) fn failure(error: &reqwest::Error) -> Failure {
    let causes = || Causes(Some(error));
    if let Some(tls) = causes().find_map(|cause| cause.downcast_ref::<rustls::Error>()) {
        return of_tls(tls);
    }
    if !error.is_connect() {
        return Failure::Cut;
    }
    if causes().any(|cause| cause.is::<NameUnknown>()) {
        return Failure::NameUnknown;
    }
    let kinds = || causes().filter_map(|cause| Some(cause.downcast_ref::<std::io::Error>()?.kind()));
    if kinds().any(|kind| kind == ErrorKind::ConnectionRefused) {
        return Failure::ServerDown;
    }
    // Somebody on the way took the connection and dropped it again.
    let dropped = [ErrorKind::ConnectionReset, ErrorKind::ConnectionAborted, ErrorKind::UnexpectedEof];
    if kinds().any(|kind| dropped.contains(&kind)) { Failure::Cut } else { Failure::Offline }
}

fn of_tls(error: &rustls::Error) -> Failure {
    let rustls::Error::InvalidCertificate(certificate) = error else { return Failure::NotOurServer };
    Failure::Certificate(match certificate {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => CertificateFault::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => CertificateFault::NotYetValid,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            CertificateFault::OtherName
        }
        _ => CertificateFault::UnknownIssuer,
    })
}

/// An error and what caused it. An I/O error hides the one it wraps from `source`.
struct Causes<'a>(Option<&'a (dyn Error + 'static)>);

impl<'a> Iterator for Causes<'a> {
    type Item = &'a (dyn Error + 'static);

    fn next(&mut self) -> Option<Self::Item> {
        let this = self.0?;
        let wrapped = this.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        self.0 = wrapped.map(|wrapped| wrapped as &(dyn Error + 'static)).or_else(|| this.source());
        Some(this)
    }
}
