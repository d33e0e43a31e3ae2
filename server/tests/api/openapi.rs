//! The document at `/openapi.json` says what the server really does.

use std::collections::BTreeSet;

use reqwest::Url;
use sambang_domain::wire::ErrorCode;
use serde_json::Value;

use crate::world::{World, http};

/// Fields of the recorded messages that stand for what a newer server or app would add.
const NEWER: [&str; 3] = ["newer", "motd", "best_hour"];

/// Every recorded message, and the schema that describes it.
const SAMPLES: &[(&str, &str)] = &[
    ("area_page", "AreaPage"),
    ("area_page_history", "AreaPage"),
    ("area_page_pictures", "AreaPage"),
    ("assignment_change", "Change"),
    ("changes_page", "ChangesPage"),
    ("changes_page_filters", "ChangesPage"),
    ("changes_page_history", "ChangesPage"),
    ("changes_page_lease", "ChangesPage"),
    ("changes_page_province", "ChangesPage"),
    ("device_report", "DeviceReport"),
    ("device_report_courier", "DeviceReport"),
    ("device_report_lock", "DeviceReport"),
    ("device_report_log", "DeviceReport"),
    ("device_report_mark", "DeviceReport"),
    ("device_report_objects", "DeviceReport"),
    ("device_report_unreadable", "DeviceReport"),
    ("enrolment_reply", "EnrolmentReply"),
    ("enrolment_reply_history", "EnrolmentReply"),
    ("enrolment_reply_province", "EnrolmentReply"),
    ("enrolment_request", "EnrolmentRequest"),
    ("enrolment_request_again", "EnrolmentRequest"),
    ("enrolment_request_invited", "EnrolmentRequest"),
    ("filter_change", "Change"),
    ("filter_list", "FilterList"),
    ("health", "Health"),
    ("health_warnings", "Health"),
    ("openings_reply", "OpeningsReply"),
    ("openings_report", "OpeningsReport"),
    ("problem", "Problem"),
    ("problem_blocked", "Problem"),
    ("province_reply", "ProvinceReply"),
    ("quarantine_receipt", "SignedReceipt"),
    ("ready_no_backup", "Health"),
    ("recovery_reply", "RecoveryReply"),
    ("recovery_reply_sealed", "RecoveryReply"),
    ("recovery_request", "RecoveryRequest"),
    ("recovery_request_pass", "RecoveryRequest"),
    ("recovery_request_sealed", "RecoveryRequest"),
    ("recovery_request_waits", "RecoveryRequest"),
    ("recovery_waiting", "RecoveryWaiting"),
    ("report_reply", "ReportReply"),
    ("report_reply_history", "ReportReply"),
    ("report_reply_province", "ReportReply"),
    ("report_reply_log", "ReportReply"),
    ("report_reply_opening", "ReportReply"),
    ("review_change", "Change"),
    ("signed_receipt", "SignedReceipt"),
    ("signed_receipt_kept", "SignedReceipt"),
    ("signed_review_receipt", "SignedReviewReceipt"),
    ("team", "Team"),
    ("token_reply", "TokenReply"),
];

/// What describes the body of each kind of change.
const CHANGES: [(&str, &str); 6] = [
    ("programme", "Programme"),
    ("person", "Person"),
    ("receipt", "SignedReceipt"),
    ("assignment", "Assignment"),
    ("review", "ReviewNotice"),
    ("province", "SignedProvinceChange"),
];

async fn document(origin: &str) -> Value {
    http().get(format!("{origin}/openapi.json")).send().await.unwrap().json().await.unwrap()
}

fn sample(name: &str) -> Value {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../domain/src/wire/samples/v1");
    serde_json::from_slice(&std::fs::read(format!("{folder}/{name}.json")).unwrap()).unwrap()
}

#[tokio::test]
async fn every_recorded_message_is_what_its_schema_says() {
    let world = World::start().await;
    let document = document(&world.url("")).await;
    let mut check = Check { document: &document, wrong: Vec::new(), met: BTreeSet::new() };
    for (name, schema) in SAMPLES {
        let message = sample(name);
        check.component(name, &message, schema);
        let changes = message["changes"].as_array().cloned().unwrap_or_else(|| vec![message]);
        for change in changes {
            let kind = CHANGES.iter().find(|(kind, _)| change["kind"] == *kind);
            if let Some((kind, schema)) = kind {
                check.component(&format!("{name} {kind}"), &change["body"], schema);
            }
        }
    }
    for programme in sambang_domain::programme::Programme::shipped().unwrap() {
        check.component("programme", &serde_json::to_value(programme).unwrap(), "Programme");
    }
    assert!(check.wrong.is_empty(), "{}", check.wrong.join("\n"));
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../domain/src/wire/samples/v1");
    let recorded = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let recorded: BTreeSet<_> = recorded.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    assert_eq!(recorded, SAMPLES.iter().map(|(name, _)| (*name).to_owned()).collect());
    let unmet = properties(&document).difference(&check.met).cloned().collect::<Vec<_>>();
    assert!(unmet.is_empty(), "no message has these fields: {unmet:?}");
}

#[tokio::test]
async fn a_sealed_revision_is_what_its_schema_says() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let sealed: Value = serde_json::from_slice(&device.sealed(1, &[]).bytes).unwrap();
    let document = document(&world.url("")).await;
    let mut check = Check { document: &document, wrong: Vec::new(), met: BTreeSet::new() };
    check.component("revision", &sealed, "Revision");
    assert!(check.wrong.is_empty(), "{}", check.wrong.join("\n"));
}

#[tokio::test]
async fn every_route_is_described_and_every_code_belongs_to_one() {
    let world = World::start().await;
    let document = document(&world.url("")).await;
    let (mut codes, mut names) = (BTreeSet::new(), BTreeSet::new());
    for (path, method, operation) in operations(&document) {
        assert!(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "{method} {path}");
        assert!(names.insert(operation["operationId"].as_str()), "{method} {path} has another's name");
        for (status, response) in operation["responses"].as_object().unwrap() {
            assert!(!response["description"].as_str().unwrap().is_empty(), "{method} {path} {status}");
            assert!(response["headers"]["sambang-protocol"].is_object(), "{method} {path} {status}");
            codes.extend(codes_of(response));
        }
    }
    assert_eq!(codes, ErrorCode::KNOWN.iter().map(|code| code.as_str().to_owned()).collect());
    let mut references = BTreeSet::new();
    collect_references(&document, &mut references);
    for reference in references {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
}

#[tokio::test]
async fn a_method_that_is_not_described_is_not_answered() {
    let world = World::start().await;
    let document = document(&world.url("")).await;
    for (path, methods) in document["paths"].as_object().unwrap() {
        let at =
            path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect::<Vec<_>>().join("/");
        for method in ["GET", "PUT", "POST", "DELETE", "OPTIONS", "PATCH"] {
            let described = methods.as_object().unwrap().contains_key(&method.to_lowercase());
            let request = world.http.request(method.parse().unwrap(), world.url(&at));
            let answered = request.send().await.unwrap().status() != 405;
            assert_eq!(answered, described, "{method} {path}");
        }
    }
}

/// Fails when no method of the address is described with this problem. Tests that meet a problem ask this.
pub(crate) async fn expect_described(url: &Url, status: u16, code: &ErrorCode) {
    let document = document(&url.origin().ascii_serialization()).await;
    let fits = |path: &str| {
        let (template, found) = (path.split('/').collect::<Vec<_>>(), url.path().split('/').collect::<Vec<_>>());
        let same = |(part, found): (&&str, &&str)| part.starts_with('{') || part == found;
        template.len() == found.len() && template.iter().zip(&found).all(same)
    };
    let mut there = operations(&document).filter(|(path, ..)| fits(path)).peekable();
    // Outside of every route, and under a method that no route has, nothing is described.
    if status == 405 || there.peek().is_none() {
        return;
    }
    let described = there.any(|(.., operation)| {
        codes_of(&operation["responses"][status.to_string()]).any(|described| described == code.as_str())
    });
    assert!(described, "{} does not describe {status} {}", url.path(), code.as_str());
}

fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    paths.flat_map(|(path, methods)| {
        methods.as_object().unwrap().iter().map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}

fn codes_of(response: &Value) -> impl Iterator<Item = String> {
    let codes = response["x-problem-codes"].as_array().cloned().unwrap_or_default();
    codes.into_iter().map(|code| code.as_str().unwrap().to_owned())
}

fn collect_references(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            into.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| collect_references(field, into));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_references(item, into)),
        _ => {}
    }
}

/// Every field of every message, as `Message.field`. A revision has a test of its own.
fn properties(document: &Value) -> BTreeSet<String> {
    let schemas = document["components"]["schemas"].as_object().unwrap().iter().filter(|(name, _)| *name != "Revision");
    let fields = |schema: &Value| schema["properties"].as_object().cloned().unwrap_or_default().into_iter();
    schemas.flat_map(|(name, schema)| fields(schema).map(move |(field, _)| format!("{name}.{field}"))).collect()
}

/// As much of JSON Schema as the document uses.
struct Check<'a> {
    document: &'a Value,
    wrong: Vec<String>,
    /// Fields that stood in a message, as `Message.field`.
    met: BTreeSet<String>,
}

impl Check<'_> {
    fn component(&mut self, at: &str, value: &Value, name: &str) {
        let schema = &self.document["components"]["schemas"][name];
        if schema.is_null() {
            self.wrong.push(format!("{at}: there is no schema {name}"));
        }
        self.value(at, value, schema);
        let fields = value.as_object().into_iter().flatten().map(|(field, _)| format!("{name}.{field}"));
        self.met.extend(fields);
    }

    fn value(&mut self, at: &str, value: &Value, schema: &Value) {
        if let Some(reference) = schema["$ref"].as_str() {
            return self.component(at, value, reference.trim_start_matches("#/components/schemas/"));
        }
        if let Some(either) = schema["oneOf"].as_array() {
            let is_null = |schema: &&Value| schema["type"] == "null";
            return match either.iter().find(|schema| is_null(schema) == value.is_null()) {
                Some(schema) => self.value(at, value, schema),
                None => self.wrong.push(format!("{at}: {value} is none of {schema}")),
            };
        }
        let kinds = match &schema["type"] {
            Value::Array(kinds) => kinds.clone(),
            kind => vec![kind.clone()],
        };
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        if !kinds.contains(&kind.into()) {
            self.wrong.push(format!("{at}: {value} is not {schema}"));
        }
        for (index, item) in value.as_array().into_iter().flatten().enumerate() {
            self.value(&format!("{at}/{index}"), item, &schema["items"]);
        }
        let Some(fields) = schema["properties"].as_object() else { return };
        for (field, inner) in value.as_object().into_iter().flatten() {
            match fields.get(field) {
                Some(schema) => self.value(&format!("{at}/{field}"), inner, schema),
                None if NEWER.contains(&field.as_str()) => {}
                None => self.wrong.push(format!("{at}: {field} is not described")),
            }
        }
        for field in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if value.get(field).is_none() {
                self.wrong.push(format!("{at}: {field} is missing"));
            }
        }
    }
}
