use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::*;

/// Key and variables of every message, read from the files themselves.
fn messages(files: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::<String, BTreeSet<String>>::new();
    let mut key = String::new();
    for line in files.iter().flat_map(|file| file.lines()) {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if !line.starts_with([' ', '}', '.', '*', '[']) {
            key = line.split_once('=').unwrap_or_else(|| panic!("not a message: {line}")).0.trim().to_owned();
            assert!(found.insert(key.clone(), BTreeSet::new()).is_none(), "{key} is written twice");
        }
        for variable in line.split('$').skip(1) {
            let name = |c: &char| c.is_ascii_alphanumeric() || "_-".contains(*c);
            found.get_mut(&key).unwrap().insert(variable.chars().take_while(name).collect());
        }
    }
    found
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("i18n/tests.rs") {
            found.push(path);
        }
    }
}

/// Keys written as a literal in `t("...")` and `t_with("...")`.
fn used_keys(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for call in ["t(", "t_with("] {
        let mut pieces = text.split(call);
        let mut before = pieces.next().unwrap_or_default();
        for after in pieces {
            let part_of_a_name = before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
            if let Some((key, _)) = after.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'))
                && !part_of_a_name
            {
                keys.push(key.to_owned());
            }
            before = after;
        }
    }
    keys
}

#[test]
fn both_languages_have_the_same_keys_and_variables() {
    let (indonesian, english) = (messages(ID), messages(EN));
    for (key, variables) in &indonesian {
        assert_eq!(Some(variables), english.get(key), "{key}");
    }
    for key in english.keys() {
        assert!(indonesian.contains_key(key), "{key} is only in English");
    }
}

#[test]
fn every_file_is_valid_fluent() {
    for file in ID.iter().chain(EN) {
        if let Err((_, errors)) = FluentResource::try_new((*file).to_owned()) {
            panic!("{errors:?}");
        }
    }
}

#[test]
fn every_key_in_the_sources_has_a_text() {
    let known = messages(ID);
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui"), &mut files);
    let mut missing = Vec::new();
    let mut seen = 0;
    for file in files {
        for key in used_keys(&std::fs::read_to_string(&file).unwrap()) {
            seen += 1;
            if !known.contains_key(&key) {
                missing.push(format!("{key} in {}", file.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(seen > 50, "only {seen} keys were found: the search itself is broken");
}

/// The answers of the optional sections.
fn answers() -> Vec<(&'static str, &'static str)> {
    use sambang_domain::survey::sections::*;
    let mut all = Vec::new();
    all.extend(Doing::KNOWN.iter().map(|word| ("doing", word.as_str())));
    all.extend(CreditKind::KNOWN.iter().map(|word| ("credit", word.as_str())));
    all.extend(Prakerja::KNOWN.iter().map(|word| ("prakerja", word.as_str())));
    all.extend(RegionalAid::KNOWN.iter().map(|word| ("regional", word.as_str())));
    all.extend(Respondent::KNOWN.iter().map(|word| ("respondent", word.as_str())));
    all.extend(Channel::KNOWN.iter().map(|word| ("channel", word.as_str())));
    all.extend(GoodsDelivery::KNOWN.iter().map(|word| ("goods", word.as_str())));
    all.extend(Interest::KNOWN.iter().map(|word| ("interest", word.as_str())));
    all.extend(PlutService::KNOWN.iter().map(|word| ("plut", word.as_str())));
    all.extend(ProblemStatus::KNOWN.iter().map(|word| ("problem", word.as_str())));
    all
}

#[test]
fn every_known_code_has_its_own_words() {
    let known = messages(ID);
    let reasons = crate::device::BlockedReason::KNOWN.iter().map(|r| ("blocked", r.as_str()));
    let troubles = crate::device::LastError::KNOWN.iter().map(|e| ("trouble", e.as_str()));
    let photos = sambang_domain::survey::EvidenceKind::KNOWN.iter().map(|k| ("evidence", k.as_str()));
    let sections = sambang_domain::survey::Section::KNOWN.iter();
    let sections = sections.flat_map(|s| [("section", s.as_str()), ("section-sub", s.as_str())]);
    for (prefix, code) in reasons.chain(troubles).chain(photos).chain(sections).chain(answers()) {
        let key = format!("{prefix}-{}", code.replace(['.', '_'], "-"));
        assert!(known.contains_key(&key), "{key}");
    }
    for reason in sambang_domain::review::RejectReason::KNOWN {
        let key = format!("reject-reason-{}", reason.as_str().to_lowercase().replace('_', "-"));
        assert!(known.contains_key(&key), "{key}");
    }
    for fallback in ["reject-reason-other", "blocked-other", "trouble-other", "error-other", "evidence-other"] {
        assert!(known.contains_key(fallback), "{fallback}");
    }
}

#[test]
fn plurals_and_variables_are_filled_in() {
    let args: FluentArgs<'_> = [("n", FluentValue::from(3))].into_iter().collect();
    assert_eq!(find(Language::Id, "sync-waiting", Some(&args)).as_deref(), Some("3 menunggu"));
    assert_eq!(find(Language::En, "sync-waiting", Some(&args)).as_deref(), Some("3 waiting"));
    assert_eq!(find(Language::Id, "no-such-key", None), None);
}
