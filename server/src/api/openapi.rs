//! The description of the routes, generated from them.

use std::sync::LazyLock;

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::schema::{Object, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{AllOf, Content, Header, Ref, RefOr, Schema};
use utoipa::{Modify, OpenApi};

use super::problems::{self, Always, CODES, WithBody, WithToken};
use super::schema;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Sambang, provincial server",
        description = "Version 1 of the protocol; docs/protocol.md tells how the messages work together. Every answer \
            carries `sambang-protocol: 1`; one without it did not come from this server. A request may carry the \
            same header. Fields beyond the ones described are kept, not refused.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    // Schemas that no route names; all others are found through the routes.
    components(schemas(
        schema::Problem,
        schema::ErrorCode,
        schema::Programme,
        schema::Assignment,
        schema::ReviewNotice,
    )),
    modifiers(&Token),
)]
pub(super) struct Document;

struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
        let courier =
            "`Courier DEVICE` with a `sambang-proof` under the courier key that the device told with its report";
        let courier = ApiKeyValue::with_description("authorization", courier);
        components.add_security_scheme("courier", SecurityScheme::ApiKey(ApiKey::Header(courier)));
    }
}

static DOCUMENT: LazyLock<String> = LazyLock::new(|| {
    let mut document = super::routes().into_openapi();
    for (path, item) in &mut document.paths.paths {
        complete(path, item);
    }
    document.to_json().unwrap_or_default()
});

/// This document: every route with its messages, parameters and problems.
#[utoipa::path(
    get, path = "/openapi.json", tag = "server",
    responses((status = 200, description = "OpenAPI 3.1", body = Object)),
)]
pub(super) async fn show() -> Response {
    ([(CONTENT_TYPE, "application/json")], DOCUMENT.as_str()).into_response()
}

/// Adds what routes have in common, so that none has to say it.
fn complete(path: &str, item: &mut PathItem) {
    let PathItem { get, put, post, delete, options, patch, head, .. } = item;
    let methods = [
        ("get", get),
        ("put", put),
        ("post", post),
        ("delete", delete),
        ("options", options),
        ("patch", patch),
        ("head", head),
    ];
    for (method, operation) in methods {
        if let Some(operation) = operation {
            operation.operation_id = Some(operation_id(method, path));
            complete_operation(operation, method != "head");
        }
    }
}

/// A name that no other operation has, e.g. `put_reviews_review`.
fn operation_id(method: &str, path: &str) -> String {
    let words = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty() && *word != "v1");
    std::iter::once(method).chain(words).collect::<Vec<_>>().join("_")
}

fn complete_operation(operation: &mut Operation, has_content: bool) {
    let responses = &mut operation.responses.responses;
    problems::add(responses, Always::TOLD);
    if operation.security.is_some() {
        problems::add(responses, WithToken::TOLD);
    }
    if operation.request_body.is_some() {
        problems::add(responses, WithBody::TOLD);
    }
    let is_tus = operation.tags.iter().flatten().any(|tag| tag == "uploads");
    for (status, response) in responses {
        let RefOr::T(response) = response else { continue };
        let mut header = |name: &str, text: &str| {
            response.headers.insert(name.to_owned(), described(text));
        };
        header("sambang-protocol", "1");
        header("sambang-nonce", "what the device's next requests are signed over");
        header("sambang-answer", "the province's signature, on JSON in answer to a request with sambang-proof");
        header("x-request-id", "names the request in the server's log");
        match status.as_str() {
            "401" => header("www-authenticate", "Bearer or Proof"),
            "412" => header("tus-version", "1.0.0"),
            "429" | "503" | "507" => header("retry-after", "seconds"),
            _ => {}
        }
        if is_tus {
            header("tus-resumable", "1.0.0");
        }
        let codes = response.extensions.as_ref().and_then(|extensions| extensions.get(CODES)).cloned();
        if let Some(Value::Array(codes)) = codes {
            let named: Vec<_> = codes.iter().filter_map(Value::as_str).map(|code| format!("`{code}`")).collect();
            response.description = named.join(", ");
            if has_content {
                let content = Content::new(Some(problem(codes)));
                response.content.insert(sambang_domain::wire::problem::PROBLEM_MEDIA_TYPE.to_owned(), content);
            }
        }
    }
}

fn described(text: &str) -> Header {
    let mut header = Header::default();
    header.description = Some(text.to_owned());
    header
}

/// A problem that has one of these codes.
fn problem(codes: Vec<Value>) -> Schema {
    let code = Object::builder().schema_type(Type::String).enum_values(Some(codes));
    let narrowed = Object::builder().schema_type(Type::Object).property("code", code);
    AllOf::builder().item(Ref::from_schema_name("Problem")).item(narrowed).into()
}
