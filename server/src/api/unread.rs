//! Answers that were given before the whole body was read: it is too large, or its sender may not send it.
//!
//! What is left on the connection would be taken for the next request, so it is closed after the answer, which says
//! so. How it is closed decides whether the sender sees the answer at all (`serve/activity.rs`).

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::{HeaderValue, Version, header};
use axum::response::Response;
use http_body::{Frame, SizeHint};

/// Bodies of at most so many bytes are here already when they are refused, and are dropped without closing anything.
const SMALL: u64 = 64 * 1024;

/// Whether a connection holds bytes of a body that nobody will read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unread(Arc<AtomicBool>);

impl Unread {
    /// Whether it does.
    pub(crate) fn is_left(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// From now on it does.
    pub(crate) fn leave(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Notes whether a body that is not small was read to its end.
pub(super) struct Watch {
    ended: Arc<AtomicBool>,
    version: Version,
    connection: Option<Unread>,
}

impl Watch {
    /// Watches the body of a request.
    pub(super) fn over(request: Request) -> (Request, Self) {
        let is_small = request.body().size_hint().upper().is_some_and(|bytes| bytes <= SMALL);
        let ended = Arc::new(AtomicBool::new(is_small));
        let (version, connection) = (request.version(), request.extensions().get().cloned());
        let watch = Self { ended: Arc::clone(&ended), version, connection };
        (request.map(|body| Body::new(Watched { body, ended })), watch)
    }

    /// Has the connection closed after an answer that came before the end of the body. Streams of HTTP/2 end each by
    /// itself.
    pub(super) fn close(&self, response: &mut Response) {
        if self.ended.load(Ordering::Relaxed) || self.version > Version::HTTP_11 {
            return;
        }
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        if let Some(connection) = &self.connection {
            connection.leave();
        }
    }
}

struct Watched {
    body: Body,
    ended: Arc<AtomicBool>,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        if frame.is_none() || self.body.is_end_stream() {
            self.ended.store(true, Ordering::Relaxed);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
