//! `X-HTTP-Method-Override`: for networks whose proxies know no PATCH or DELETE.

use axum::http::{Method, Request};

const OVERRIDE: &str = "x-http-method-override";

/// Gives a POST the method it stands for, before its route is looked for.
pub(in crate::api) fn as_meant<B>(request: &mut Request<B>) {
    if request.method() != Method::POST || !super::is_at(request.uri().path()) {
        return;
    }
    let meant = request.headers().get(OVERRIDE).and_then(|name| Method::from_bytes(name.as_bytes()).ok());
    if let Some(method @ (Method::PATCH | Method::DELETE | Method::HEAD)) = meant {
        *request.method_mut() = method;
    }
}
