//! Why no connection comes about, each with its own word: against a real TLS server.

use std::net::SocketAddr;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use sambang::device::LastError;
use sambang::platform::phone::{Network, PhoneEvent};
use sambang::platform::{Phone, ThisPhone};
use sambang::sync::{HttpTransport, Method, Request, Transport};
use sambang_domain::wire::v1::invitation::IssuerPrint;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// An authority, and servers it vouches for.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    root: CertificateDer<'static>,
}

/// From when until when a certificate is valid, in years.
const TODAY: (i32, i32) = (2000, 4000);

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let root = params.self_signed(&key).unwrap().der().clone();
        Self { issuer: Issuer::new(params, key), root }
    }

    fn believed(&self) -> rustls::RootCertStore {
        let mut roots = rustls::RootCertStore::empty();
        roots.add(self.root.clone()).unwrap();
        roots
    }

    /// A server that shows a certificate for `name` and takes every connection.
    async fn serve(&self, name: &str, valid: (i32, i32)) -> SocketAddr {
        self.serve_with(name, valid, &[]).await
    }

    /// The same, and shows these certificates behind its own.
    async fn serve_with(&self, name: &str, valid: (i32, i32), behind: &[CertificateDer<'static>]) -> SocketAddr {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        (params.not_before, params.not_after) = (date_time_ymd(valid.0, 1, 1), date_time_ymd(valid.1, 1, 1));
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap().der().clone();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let config =
            config.unwrap().with_no_client_auth().with_single_cert([&[certificate], behind].concat(), key).unwrap();
        let (acceptor, listener) =
            (TlsAcceptor::from(Arc::new(config)), TcpListener::bind("127.0.0.1:0").await.unwrap());
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let _refused = acceptor.accept(stream).await;
            }
        });
        address
    }
}

async fn word(transport: &HttpTransport, url: String) -> LastError {
    let request = Request { method: Method::Get, url, headers: vec![], body: Arc::default(), on_sent: None };
    transport.exchange(request).await.unwrap_err().trouble()
}

#[tokio::test]
async fn a_certificate_that_is_refused_is_told_by_its_reason() {
    let (known, stranger) = (Authority::new(), Authority::new());
    let transport = HttpTransport::with_roots(known.believed()).unwrap();
    let cases = [
        (&known, "localhost", (2000, 2015), LastError::CertificateExpired),
        (&known, "localhost", (3900, 4000), LastError::ClockBehind),
        (&known, "dinas.example", TODAY, LastError::CertificateName),
        (&stranger, "localhost", TODAY, LastError::CertificateUnknown),
    ];
    for (authority, name, valid, expected) in cases {
        let server = authority.serve(name, valid).await;
        assert_eq!(word(&transport, format!("https://localhost:{}/", server.port())).await, expected);
    }
}

#[tokio::test]
async fn a_sound_certificate_opens_the_way() {
    let known = Authority::new();
    let server = known.serve("localhost", TODAY).await;
    let transport = HttpTransport::with_roots(known.believed()).unwrap();
    // The server hangs up after the handshake.
    assert_eq!(word(&transport, format!("https://localhost:{}/", server.port())).await, LastError::Cut);
}

#[tokio::test]
async fn nobody_at_the_address_is_not_no_signal() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let transport = HttpTransport::new().unwrap();
    assert_eq!(word(&transport, format!("https://{closed}/")).await, LastError::ServerDown);
}

#[tokio::test]
async fn a_name_that_nobody_knows_is_not_no_signal() {
    let transport = HttpTransport::new().unwrap();
    assert_eq!(word(&transport, "https://dinas.invalid/".to_owned()).await, LastError::NameUnknown);
}

#[tokio::test]
async fn a_login_page_that_speaks_no_tls_is_not_the_province() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            use tokio::io::{AsyncReadExt, AsyncWriteExt};
            let _hello = stream.read(&mut [0; 4096]).await;
            let _page = stream.write_all(b"HTTP/1.1 302 Found\r\nlocation: http://masuk.example/\r\n\r\n").await;
        }
    });
    assert_eq!(word(&HttpTransport::new().unwrap(), format!("https://{address}/")).await, LastError::NotOurServer);
}

/// A phone that says what its network is.
#[derive(Debug)]
struct Told(Network, Option<String>);

impl Phone for Told {
    fn events(&self) -> tokio::sync::broadcast::Receiver<PhoneEvent> {
        tokio::sync::broadcast::Sender::new(1).subscribe()
    }

    fn free_bytes(&self, _: &std::path::Path) -> Option<u64> {
        None
    }

    fn network(&self) -> Network {
        self.0
    }

    fn proxy(&self) -> Option<String> {
        self.1.clone()
    }
}

#[tokio::test]
async fn without_a_network_the_reason_is_no_signal() {
    let transport = HttpTransport::of(Arc::new(Told(Network::None, None)), None).unwrap();
    assert_eq!(word(&transport, "https://dinas.invalid/".to_owned()).await, LastError::Offline);
}

#[tokio::test]
async fn the_networks_proxy_is_asked_for_what_lies_elsewhere_alone() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    let heard = tokio::spawn(async move {
        use tokio::io::AsyncReadExt;
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut line = [0; 26];
        stream.read_exact(&mut line).await.unwrap();
        String::from_utf8(line.to_vec()).unwrap()
    });
    let transport = HttpTransport::of(Arc::new(Told(Network::Unmetered, Some(proxy))), None).unwrap();
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    assert_eq!(word(&transport, format!("http://{closed}/")).await, LastError::ServerDown, "this machine needs none");
    let _refused = word(&transport, "https://dinas.invalid/".to_owned()).await;
    assert_eq!(heard.await.unwrap(), "CONNECT dinas.invalid:443 ");
}

#[tokio::test]
async fn an_offices_own_issuer_is_believed_where_the_invitation_names_it_and_nowhere_else() {
    let (office, stranger) = (Authority::new(), Authority::new());
    let phone = || -> Arc<dyn Phone> { Arc::new(ThisPhone::default()) };
    let invited = IssuerPrint::of(&office.root);
    let transport = HttpTransport::of(phone(), Some(invited.clone())).unwrap();
    let at = |server: SocketAddr| format!("https://localhost:{}/", server.port());
    let shown = [office.root.clone()];
    let server = office.serve_with("localhost", TODAY, &shown).await;
    // The server hangs up after the handshake.
    assert_eq!(word(&transport, at(server)).await, LastError::Cut);
    let ordinary = HttpTransport::of(phone(), None).unwrap();
    assert_eq!(word(&ordinary, at(server)).await, LastError::CertificateUnknown);
    let refused = [
        // Shows the office's certificate and has none from it.
        (stranger.serve_with("localhost", TODAY, &shown).await, LastError::CertificateUnknown),
        (
            stranger.serve_with("localhost", TODAY, std::slice::from_ref(&stranger.root)).await,
            LastError::CertificateUnknown,
        ),
        (office.serve_with("dinas.example", TODAY, &shown).await, LastError::CertificateName),
        (office.serve_with("localhost", (2000, 2015), &shown).await, LastError::CertificateExpired),
    ];
    for (server, expected) in refused {
        assert_eq!(word(&transport, at(server)).await, expected);
    }
}
