//! Styles, classes and icons belong together: nothing is styled that no screen shows, no screen names
//! a class that nothing styles, and no icon is shipped unseen.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may stop the run")]

use std::collections::BTreeSet;
use std::path::Path;

/// Classes that stand in the page for something else than a style.
const NOT_STYLED: [(&str, &str); 1] = [("sign__wet", "sign_pad.js finds the stroke being drawn by it")];

#[test]
fn every_class_of_the_sheet_is_used_by_a_screen() {
    let mut words = BTreeSet::new();
    for text in read("src/ui", "rs").iter().flat_map(|text| literals(text)).chain(read("src/ui", "js")) {
        words.extend(text.split(|c: char| !is_name(c)).map(str::to_owned));
    }
    let unused: Vec<_> = styled().into_iter().filter(|class| !words.contains(class)).collect();
    assert!(unused.is_empty(), "styled, but no screen uses them: {unused:?}");
}

#[test]
fn every_class_that_a_screen_names_has_a_style() {
    let styled = styled();
    let known = |class: &String| styled.contains(class) || NOT_STYLED.iter().any(|(name, _)| name == class);
    let missing: BTreeSet<_> = named().into_iter().filter(|class| !known(class)).collect();
    assert!(missing.is_empty(), "named by a screen, but styled nowhere: {missing:?}");
}

#[test]
fn a_class_is_excused_only_while_a_screen_names_it_without_a_style() {
    let (styled, named) = (styled(), named());
    let settled: Vec<_> =
        NOT_STYLED.iter().filter(|(class, _)| styled.contains(*class) || !named.contains(*class)).collect();
    assert!(settled.is_empty(), "no excuse needed any more: {settled:?}");
}

#[test]
fn every_icon_is_shown_by_a_screen() {
    let folder = root().join("src/ui/components/icon");
    let words: BTreeSet<_> = rust_outside(&folder).iter().flat_map(|text| literals(text)).collect();
    let files = std::fs::read_dir(root().join("assets/ui/icons")).unwrap().map(|entry| entry.unwrap().path());
    let icons = files.filter(|path| path.extension().is_some_and(|ending| ending == "svg"));
    let unused: Vec<_> = icons
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|icon| !words.contains(icon))
        .collect();
    assert!(unused.is_empty(), "shipped, but shown nowhere: {unused:?}");
}

/// The classes of the app's sheet. The theme has none, and the desk's own sheet is not the app's.
fn styled() -> BTreeSet<String> {
    let base = std::fs::read_to_string(root().join("assets/ui/base.css")).unwrap();
    let mut classes = BTreeSet::new();
    for sheet in read("src/ui", "css").into_iter().chain([base]) {
        let rules = without_comments(&sheet);
        let selectors = rules.split('{').map(|part| part.rsplit(['}', ';']).next().unwrap());
        for part in selectors.flat_map(|selector| selector.split('.').skip(1)) {
            classes.insert(part.chars().take_while(|c| is_name(*c)).collect());
        }
    }
    classes
}

/// The classes that screens name: in a `class:`, and wherever a word has a class's two dashes or
/// underscores.
fn named() -> BTreeSet<String> {
    let mut classes = BTreeSet::new();
    for text in read("src/ui", "rs") {
        let marked = literals(&text).into_iter().filter(|text| text.split(' ').any(looks_like_a_class));
        let given = text.split(" class: ").skip(1).flat_map(|rest| literals(value(rest)));
        for literal in marked.chain(given) {
            let words = literal.split_whitespace().filter(|word| !word.contains(['{', '}']));
            classes.extend(words.filter(|word| word.chars().all(is_name)).map(str::to_owned));
        }
    }
    classes
}

/// `block__part` or `block--kind`.
fn looks_like_a_class(word: &str) -> bool {
    let parts = word.split_once("__").or_else(|| word.split_once("--"));
    parts.is_some_and(|(block, rest)| !block.is_empty() && !rest.is_empty()) && word.chars().all(is_name)
}

/// The value that `text` begins with, up to the comma or bracket that ends it.
fn value(text: &str) -> &str {
    let (mut depth, mut quoted) = (0, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '(' | '{' | '[' if !quoted => depth += 1,
            ')' | '}' | ']' if !quoted && depth == 0 => return text.split_at(at).0,
            ')' | '}' | ']' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => return text.split_at(at).0,
            _ => {}
        }
    }
    text
}

/// What stands between quotes in Rust, except what something is compared with.
fn literals(text: &str) -> Vec<String> {
    let mut parts = text.replace("\\\"", "").replace("'\"'", "");
    parts = parts.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let pieces: Vec<_> = parts.split('"').collect();
    let quoted = pieces.chunks(2).filter(|pair| pair.len() == 2 && !pair[0].ends_with("== "));
    quoted.map(|pair| pair[1].to_owned()).collect()
}

fn without_comments(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |rules, part| rules + part.split_once("*/").unwrap().1)
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of every file under `folder` with that ending.
fn read(folder: &str, ending: &str) -> Vec<String> {
    texts(&root().join(folder), ending, Path::new(""))
}

fn rust_outside(excluded: &Path) -> Vec<String> {
    texts(&root().join("src/ui"), "rs", excluded)
}

fn texts(folder: &Path, ending: &str, excluded: &Path) -> Vec<String> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found = Vec::new();
    for path in paths.filter(|path| path != excluded) {
        if path.is_dir() {
            found.extend(texts(&path, ending, excluded));
        } else if path.extension().is_some_and(|kind| kind == ending) {
            found.push(std::fs::read_to_string(path).unwrap());
        }
    }
    found
}

#[test]
fn classes_are_read_from_values_and_not_from_what_is_compared() {
    let text = r#"span { class: if kind == "warn" { "chip chip--warn" } else { "chip {more}" }, id: "left" }"#;
    let given = literals(value(text.split_once(" class: ").unwrap().1));
    assert_eq!(given, ["chip chip--warn", "chip {more}"]);
    assert!(looks_like_a_class("btn--second") && !looks_like_a_class("--data") && !looks_like_a_class("plain"));
}
