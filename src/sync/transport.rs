//! One request, one answer. Tests put faults between this trait and the real network.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::Failure;

/// HTTP methods the protocol uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Read.
    Get,
    /// Ask where an upload stands.
    Head,
    /// Create.
    Post,
    /// Store under a known name.
    Put,
    /// Append to an upload.
    Patch,
}

impl Method {
    /// As HTTP writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
        }
    }
}

/// Header of a POST that names the method it stands for.
pub(super) const METHOD_OVERRIDE: &str = "x-http-method-override";

/// A request.
#[derive(Clone)]
pub struct Request {
    /// Method.
    pub method: Method,
    /// Whole URL.
    pub url: String,
    /// Header names in lower case, with values.
    pub headers: Vec<(&'static str, String)>,
    /// The body; empty for none.
    pub body: Arc<Vec<u8>>,
    /// Called with the count of body bytes handed to the network so far.
    pub on_sent: Option<Arc<dyn Fn(u64) + Send + Sync>>,
}

impl Request {
    /// A header's value.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| *found == name).map(|(_, value)| value.as_str())
    }
}

/// An answer, whatever its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Header names in lower case, with values.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// A header's value as a number.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<u64> {
        self.header(name)?.parse().ok()
    }
}

/// What [`Transport::exchange`] gives.
pub type Exchange<'a> = Pin<Box<dyn Future<Output = Result<Answer, Failure>> + Send + 'a>>;

/// Carries a request to the server and its answer back.
pub trait Transport: Send + Sync {
    /// Sends `request` and waits for the whole answer. Fails only when there is none.
    fn exchange(&self, request: Request) -> Exchange<'_>;
}
