//! The description of the routes, generated from them.

use std::sync::Arc;

use axum::Json;
use utoipa::Modify;
use utoipa::OpenApi;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Sambang, provincial server",
        description = "Version 1 of the protocol. Every answer carries `sambang-protocol: 1`; one without it did \
            not come from this server. Messages are named in backticks and described in docs/protocol.md.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    modifiers(&Token),
)]
struct Document;

struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    }
}

/// What the description says beside the routes.
pub(super) fn document() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// Shows the description.
#[expect(clippy::unused_async, reason = "axum's handlers are asynchronous")]
pub(super) async fn show(document: Arc<utoipa::openapi::OpenApi>) -> Json<utoipa::openapi::OpenApi> {
    Json((*document).clone())
}
