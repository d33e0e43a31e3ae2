//! An office's own issuer of certificates. The invitation names it; nothing has to be installed on the phone.

use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, RootCertStore, SignatureScheme};
use sambang_domain::wire::v1::invitation::IssuerPrint;

use super::Failure;

/// Believes the issuers that this app was built with, and the one of the invitation. The server shows that one's
/// certificate behind its own.
#[derive(Debug)]
pub(super) struct KnownOrInvited {
    known: Arc<WebPkiServerVerifier>,
    invited: IssuerPrint,
    provider: Arc<CryptoProvider>,
}

impl KnownOrInvited {
    pub(super) fn new(
        roots: RootCertStore,
        invited: IssuerPrint,
        provider: Arc<CryptoProvider>,
    ) -> Result<Self, Failure> {
        let known = verifier(roots, &provider).ok_or(Failure::Tls)?;
        Ok(Self { known, invited, provider })
    }
}

fn verifier(roots: RootCertStore, provider: &Arc<CryptoProvider>) -> Option<Arc<WebPkiServerVerifier>> {
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider)).build().ok()
}

impl ServerCertVerifier for KnownOrInvited {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let refused = match self.known.verify_server_cert(end_entity, intermediates, name, ocsp, now) {
            Ok(believed) => return Ok(believed),
            Err(refused) => refused,
        };
        let Some(issuer) = intermediates.iter().find(|shown| IssuerPrint::of(shown) == self.invited) else {
            return Err(refused);
        };
        let mut roots = RootCertStore::empty();
        roots.add(issuer.clone().into_owned())?;
        let invited = verifier(roots, &self.provider).ok_or(CertificateError::UnknownIssuer)?;
        invited.verify_server_cert(end_entity, intermediates, name, ocsp, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.known.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.known.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.known.supported_verify_schemes()
    }
}
