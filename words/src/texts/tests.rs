use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use sambang_domain::survey::fields::{self, Kind};

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
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("texts/tests.rs") {
            found.push(path);
        }
    }
}

/// Keys written as a literal in `t("...")` and `t_with("...")` of the screens, and in `text(language, "...")`
/// and `text_with(language, "...")` here.
fn used_keys(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for call in [
        "t(",
        "t_with(",
        "text(language,",
        "text_with(language,",
        "text(self.language,",
        "text_with(self.language,",
        "text_with(Language::Id,",
    ] {
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
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    ["src", "../src/ui"].iter().for_each(|folder| sources(&root.join(folder), &mut files));
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

#[test]
fn every_code_has_its_own_words() {
    use sambang_domain::check::FindingCode;
    use sambang_domain::review::RejectReason;
    use sambang_domain::survey::{EvidenceKind, Section, Step};

    let photos = EvidenceKind::WORDS.iter().map(|kind| key("evidence", kind));
    let sections = Section::WORDS.iter().flat_map(|name| [key("section", name), key("section-sub", name)]);
    let reasons = RejectReason::WORDS.iter().map(|reason| key("reject-reason", &reason.to_lowercase()));
    let findings = FindingCode::WORDS.iter().flat_map(|code| {
        let title = key("finding", code);
        [format!("{title}-do"), title, key("brief", code)]
    });
    let steps = Step::ALL.iter().map(|step| key("visit-fix", step.as_str()));
    let known = messages(ID);
    let missing: Vec<_> = photos.chain(sections).chain(reasons).chain(findings).chain(steps).collect();
    let missing: Vec<_> = missing.into_iter().filter(|key| !known.contains_key(key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_answer_has_a_name_and_every_word_of_a_list_its_own() {
    let known = messages(ID);
    let mut missing = Vec::new();
    for field in fields::ALL.iter().chain([&fields::WHOLE, &fields::UNKNOWN]) {
        let family = matches!(field.kind, Kind::Section | Kind::Photos | Kind::Question | Kind::Beside);
        let name = (!family && field.part_of.is_none()).then(|| key("answer", field.id));
        let list = field.kind.list().into_iter();
        let words = list.flat_map(|list| list.words.iter().chain([&"other"]).map(move |word| key(list.name, word)));
        missing.extend(name.into_iter().chain(words).filter(|key| !known.contains_key(key)));
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_code_of_a_newer_version_has_words_too() {
    let known = messages(ID);
    for prefix in ["reject-reason", "blocked", "trouble", "error", "evidence", "brief", "section", "brief-question"] {
        assert!(known.contains_key(&format!("{prefix}-other")), "{prefix}");
    }
}

#[test]
fn plurals_and_variables_are_filled_in() {
    let args: FluentArgs<'_> = [("n", FluentValue::from(3))].into_iter().collect();
    assert_eq!(find(Language::Id, "sync-waiting", Some(&args)).as_deref(), Some("3 menunggu"));
    assert_eq!(find(Language::En, "sync-waiting", Some(&args)).as_deref(), Some("3 waiting"));
    assert_eq!(find(Language::Id, "no-such-key", None), None);
}
