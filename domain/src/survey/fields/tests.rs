use std::collections::BTreeSet;

use serde_json::Value;

use super::filled::filled;
use super::*;

/// The paths at which values stand; photos by their kinds.
fn leaves(path: &str, value: &Value, found: &mut BTreeSet<String>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Object(parts) if !parts.is_empty() => {
            parts.iter().for_each(|(name, part)| leaves(&below(name), part, found));
        }
        Value::Array(photos) if path == EVIDENCE.path => {
            found.extend(photos.iter().map(|photo| EVIDENCE.of(photo["kind"].as_str().unwrap())));
        }
        _ => drop(found.insert(path.to_owned())),
    }
}

fn filled_leaves() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    leaves("", &serde_json::to_value(filled()).unwrap(), &mut found);
    found
}

#[test]
fn every_value_of_a_filled_survey_has_a_row_and_every_row_is_in_it() {
    let leaves = filled_leaves();
    let rowless: Vec<_> = leaves
        .iter()
        .filter(|path| *of(path) == UNKNOWN || matches!(of(path).kind, Kind::Group | Kind::Section))
        .collect();
    assert!(rowless.is_empty(), "no row: {rowless:?}");
    let strange: Vec<_> =
        ALL.iter().map(|row| row.path).filter(|row| !leaves.iter().any(|at| is_within(at, row))).collect();
    assert!(strange.is_empty(), "in no survey: {strange:?}");
}

#[test]
fn nothing_of_a_filled_survey_is_empty() {
    let survey = serde_json::to_value(filled()).unwrap();
    for path in filled_leaves().iter().filter(|path| photo(path).is_none() && of(path).kind != Kind::Beside) {
        let value = survey.pointer(&format!("/{}", path.replace('.', "/"))).unwrap();
        let empty = value.is_null() || value == "" || value.as_array().is_some_and(Vec::is_empty);
        assert!(!empty && !value.is_object(), "{path} is not filled");
    }
}

#[test]
fn names_of_rows_are_used_once() {
    let mut paths = BTreeSet::new();
    let mut ids = BTreeSet::new();
    for row in ALL {
        assert!(paths.insert(row.path), "{} has two rows", row.path);
        let named = row.part_of.is_some() || ids.insert((row.kind == Kind::Section, row.id));
        assert!(named, "{} is the id of two answers", row.id);
    }
}

#[test]
fn an_answer_is_judged_with_one_that_is_judged_itself() {
    for row in ALL {
        let head = row.judged_as();
        assert!(head.is_none_or(|head| head.judged == Judged::Alone), "{}", row.path);
    }
    assert_eq!(of("identity.rt").judged_as(), Some(&ADDRESS));
    assert_eq!(of("sections.aid.kemensos").judged_as(), Some(&AID));
    assert_eq!(of("position.latitude").judged_as(), Some(&POSITION));
}

#[test]
fn a_path_leads_to_the_nearest_row_and_an_unknown_one_to_none() {
    let step = |path: &str| of(path).step;
    assert_eq!(step("evidence.identity_card"), Step::Identity);
    assert_eq!(step("evidence.from_a_newer_programme"), Step::Photos);
    assert_eq!(step("eligibility.receives_kur.year"), Step::Eligibility);
    assert_eq!(*of("position.altitude"), POSITION);
    assert_eq!(*of("identity.iris"), UNKNOWN);
    assert_eq!(*of(""), WHOLE);
    assert_eq!(question("eligibility.received_before.year"), Some("received_before"));
    assert_eq!(photo("evidence.product_photo"), Some(crate::survey::EvidenceKind::ProductPhoto));
    assert_eq!(photo("evidence"), None);
}

#[test]
fn a_part_of_an_answer_belongs_to_it_and_a_longer_name_does_not() {
    assert!(is_within("position.latitude", "position") && is_within("identity.name", "identity.name"));
    assert!(!is_within("business.legality_number", "business.legality"));
    assert!(!is_within("identity.name", ""), "a remark on the whole survey is answered, not changed");
}

/// Somebody must be able to write a client from the pages alone.
#[test]
fn every_field_of_a_sealed_document_is_described_for_those_who_write_a_client() {
    let page = include_str!("../../../../docs/documents.md");
    let revision: Value = serde_json::from_str(include_str!("../../../vectors/revision-1.json")).unwrap();
    let examples = page.lines().filter_map(|line| line.strip_prefix("document "));
    let review: crate::review::Review = examples.flat_map(serde_json::from_str).next().unwrap();
    assert!(review.fault().is_ok() && review.unknown.is_empty());
    let mut names = BTreeSet::new();
    for document in [serde_json::to_value(filled()).unwrap(), serde_json::to_value(review).unwrap(), revision] {
        field_names(&document, &mut names);
    }
    // Of a map only the values have a form; its keys are questions of a programme and paths of warnings.
    let is_key = |name: &String| filled().eligibility.contains_key(name) || name.contains(['.', ':']);
    let missing: Vec<_> = names.iter().filter(|name| !is_key(name) && !page.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "docs/documents.md does not say: {missing:?}");
}

fn field_names(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(parts) => parts.iter().for_each(|(name, part)| {
            names.insert(name.clone());
            field_names(part, names);
        }),
        Value::Array(parts) => parts.iter().for_each(|part| field_names(part, names)),
        _ => {}
    }
}
