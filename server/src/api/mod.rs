//! The protocol over HTTP. Routes translate; the registry decides.

mod answer;
mod area;
mod attachments;
mod body;
mod caller;
mod changes;
mod courier;
mod enrolments;
mod error;
mod extract;
mod filters;
mod health;
mod host;
mod limits;
mod openapi;
mod problems;
mod province;
mod receipts;
mod recoveries;
mod reports;
mod reviews;
mod revisions;
mod schema;
mod tokens;
mod unread;
mod uploads;

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::http::Request;
use axum::middleware::from_fn_with_state;
use sambang_domain::wire::ErrorCode;
use tower::util::MapRequest;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::address::Proxies;
use crate::config::{Config, Limits};
use crate::registry::Registry;
use error::ApiError;
pub(crate) use unread::Unread;
pub(crate) use uploads::can_begin as can_begin_upload;

/// The address a connection comes from.
#[derive(Debug, Clone, Copy)]
struct Peer(IpAddr);

/// What every route can reach.
#[derive(Clone)]
struct Api {
    registry: Registry,
    limits: Arc<Limits>,
    guard: Arc<limits::Guard>,
    receivers: Arc<uploads::Receivers>,
    memory: uploads::Memory,
    proxies: Arc<Proxies>,
    is_https: bool,
    hosts: Arc<[String]>,
}

impl Api {
    fn new(registry: Registry, config: &Config) -> Self {
        Self {
            registry,
            guard: Arc::new(limits::Guard::new(&config.limits)),
            limits: Arc::new(config.limits.clone()),
            receivers: Arc::default(),
            memory: uploads::Memory::default(),
            proxies: Arc::new(config.proxies.clone()),
            is_https: config.tls.is_some(),
            hosts: config.hosts.as_slice().into(),
        }
    }
}

/// All routes, ready to answer.
pub(crate) type Routes = Router;

/// All routes, with what every answer has in common.
pub(crate) fn router(registry: Registry, config: &Config) -> Routes {
    finished(routes().split_for_parts().0, Api::new(registry, config))
}

/// Every route, with what it says of itself for [`openapi`].
fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::with_openapi(openapi::Document::openapi())
        .routes(routes!(openapi::show))
        .routes(routes!(health::health))
        .routes(routes!(health::ready))
        .routes(routes!(province::get))
        .routes(routes!(enrolments::enrol))
        .routes(routes!(recoveries::recover))
        .routes(routes!(tokens::offer))
        .routes(routes!(revisions::put, revisions::get))
        .routes(routes!(receipts::get))
        .routes(routes!(reviews::put))
        .routes(routes!(area::list))
        .routes(routes!(attachments::get))
        .routes(routes!(attachments::thumbnail))
        .routes(routes!(reports::put))
        .routes(routes!(reports::openings))
        .routes(routes!(reports::team))
        .routes(routes!(changes::list))
        .routes(routes!(filters::list))
        .routes(routes!(filters::get))
        .merge(uploads::routes())
}

/// The routes for a connection that comes from `peer`, and that learns by `unread` when its caller still sends what
/// nobody reads. What an upload's request means is read before its route is looked for.
pub(crate) fn asked_from<B>(
    peer: IpAddr,
    unread: Unread,
    router: Router,
) -> MapRequest<Router, impl FnMut(Request<B>) -> Request<B> + Clone> {
    MapRequest::new(router, move |mut request: Request<B>| {
        request.extensions_mut().insert(Peer(peer));
        request.extensions_mut().insert(unread.clone());
        uploads::as_meant(&mut request);
        request
    })
}

/// Gives routes what every answer has in common, whatever becomes of the request.
fn finished(routes: Router<Api>, api: Api) -> Router {
    routes
        .fallback(nothing_here)
        .method_not_allowed_fallback(no_such_method)
        .layer(CatchPanicLayer::custom(answer::panicked))
        .layer(from_fn_with_state(api.clone(), answer::finish))
        .with_state(api)
}

async fn nothing_here() -> ApiError {
    ApiError::new(ErrorCode::NotFound, "no such address")
}

async fn no_such_method() -> ApiError {
    ApiError::new(ErrorCode::NotFound, "the address does not know this method").with_status(405)
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::routing::get;
    use sambang_domain::wire::v1::PROTOCOL_HEADER;
    use sambang_domain::wire::{ErrorCode, Problem};
    use tower::ServiceExt;

    use super::*;

    async fn boom() -> &'static str {
        panic!("1803025002879003")
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_that_tells_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let config = Config::new(dir.path());
        Registry::init(&config).await.unwrap();
        let registry = Registry::open(&config).await.unwrap();
        let api = Api::new(registry, &config);
        let router = finished(Router::new().route("/boom", get(boom)), api);
        let response =
            router.oneshot(Request::get("/boom").header("host", "contoh").body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!((response.status().as_u16(), &response.headers()[PROTOCOL_HEADER]), (500, &"1".parse().unwrap()));
        let bytes = body::whole(response.into_body(), 10_000, std::time::Duration::from_secs(1)).await.unwrap();
        let problem: Problem = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(problem.code, ErrorCode::Internal);
        assert!(!String::from_utf8(bytes).unwrap().contains("1803"));
    }
}
