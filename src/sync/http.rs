//! The real network: reqwest over rustls with built-in roots.
//!
//! Time-outs watch for a stall, not for the total: on 128 kbit/s a photo takes long and is fine as
//! long as bytes move. Redirects are not followed: the province does not redirect, captive portals
//! do.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sambang_domain::wire::v1::invitation::IssuerPrint;

use super::Failure;
use super::connection::{self, failure};
use super::transport::{Answer, Exchange, Method, Request, Transport};
use crate::platform::Phone;
use crate::platform::phone::Network;

/// Without a byte in either direction for so long, the connection counts as dead.
const STALL: Duration = Duration::from_secs(60);
const CONNECT: Duration = Duration::from_secs(30);
/// Body bytes handed over at once; progress is counted in these.
const PIECE: usize = 16 * 1024;
/// No answer of the protocol is larger.
const LARGEST_ANSWER: usize = 8 * 1024 * 1024;

/// Speaks HTTP to a server.
#[derive(Clone)]
pub struct HttpTransport {
    client: reqwest::Client,
    stall: Duration,
    phone: Option<Arc<dyn Phone>>,
}

impl HttpTransport {
    /// A transport with the default stall limit.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new() -> Result<Self, Failure> {
        Self::with_stall(STALL)
    }

    /// The transport of `phone`, whose network and proxy it asks for. It believes the issuer that the invitation
    /// named, if it named one.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn of(phone: Arc<dyn Phone>, invited: Option<IssuerPrint>) -> Result<Self, Failure> {
        Self::made(STALL, connection::tls(connection::built_in_roots(), invited)?, Some(phone))
    }

    /// A transport that gives a silent connection up after `stall`.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn with_stall(stall: Duration) -> Result<Self, Failure> {
        Self::made(stall, connection::tls(connection::built_in_roots(), None)?, None)
    }

    /// A transport that believes the issuers in `roots` alone.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn with_roots(roots: rustls::RootCertStore) -> Result<Self, Failure> {
        Self::made(STALL, connection::tls(roots, None)?, None)
    }

    fn made(stall: Duration, tls: rustls::ClientConfig, phone: Option<Arc<dyn Phone>>) -> Result<Self, Failure> {
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT)
            .dns_resolver(Arc::new(connection::SystemNames))
            .proxy(connection::proxy(phone.clone()))
            .build()
            .map_err(|_| Failure::Tls)?;
        Ok(Self { client, stall, phone })
    }

    /// Without a network every other reason is a guess.
    fn told(&self, failure: Failure) -> Failure {
        let nowhere = self.phone.as_ref().is_some_and(|phone| phone.network() == Network::None);
        let connecting = matches!(failure, Failure::NameUnknown | Failure::ServerDown | Failure::Cut);
        if nowhere && connecting { Failure::Offline } else { failure }
    }

    async fn run(&self, request: Request, moved: Arc<AtomicU64>) -> Result<Answer, Failure> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Head => reqwest::Method::HEAD,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Patch => reqwest::Method::PATCH,
        };
        let mut builder = self.client.request(method, &request.url);
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        if !request.body.is_empty() {
            builder = builder.header("content-length", request.body.len()).body(body(&request, Arc::clone(&moved)));
        }
        let mut answer = builder.send().await.map_err(|error| failure(&error))?;
        let status = answer.status().as_u16();
        let text = |value: &reqwest::header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = answer.headers().iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
        let mut whole = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(|error| failure(&error))? {
            moved.fetch_add(1, Ordering::Relaxed);
            whole.extend_from_slice(&piece);
            if whole.len() > LARGEST_ANSWER {
                return Err(Failure::NotOurServer);
            }
        }
        Ok(Answer { status, headers, body: whole })
    }
}

impl Transport for HttpTransport {
    fn exchange(&self, request: Request) -> Exchange<'_> {
        Box::pin(async move {
            let moved = Arc::new(AtomicU64::new(0));
            let run = self.run(request, Arc::clone(&moved));
            tokio::pin!(run);
            let mut seen = 0;
            loop {
                match tokio::time::timeout(self.stall, &mut run).await {
                    Ok(answer) => return answer.map_err(|failure| self.told(failure)),
                    Err(_) if moved.load(Ordering::Relaxed) == seen => return Err(Failure::TimedOut),
                    Err(_) => seen = moved.load(Ordering::Relaxed),
                }
            }
        })
    }
}

fn body(request: &Request, moved: Arc<AtomicU64>) -> reqwest::Body {
    let bytes = Arc::clone(&request.body);
    let on_sent = request.on_sent.clone();
    let pieces = bytes.len().div_ceil(PIECE);
    let stream = futures_util::stream::iter((0..pieces).map(move |piece| {
        let start = piece * PIECE;
        let end = (start + PIECE).min(bytes.len());
        moved.fetch_add(1, Ordering::Relaxed);
        if let Some(on_sent) = &on_sent {
            on_sent(end as u64);
        }
        Ok::<_, std::convert::Infallible>(bytes.get(start..end).unwrap_or_default().to_vec())
    }));
    reqwest::Body::wrap_stream(stream)
}
