//! The direction of the parts, checked in the source: in the app `ui -> device -> sync -> store, media
//! -> domain` and `ui -> words -> domain`, in the server `api, cli -> registry -> store, files -> domain`.
//! A part that reaches the wrong way fails here with file and line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may stop the run")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What each part of the app may name besides itself.
const MAY_USE: [(&str, &[&str]); 7] = [
    ("ui", &["device", "platform"]),
    ("device", &["sync", "store", "media", "postbox", "platform"]),
    ("sync", &["store", "media", "postbox", "platform"]),
    ("postbox", &["platform"]),
    ("store", &["platform"]),
    ("media", &[]),
    ("platform", &[]),
];

/// Crates that belong to one part alone, and that part.
const OWNED: [(&str, &str); 6] = [
    ("rusqlite", "store"),
    ("reqwest", "sync"),
    ("dioxus", "ui"),
    ("image", "media"),
    ("rqrr", "media"),
    ("jni", "platform"),
];

/// What each part of the server may name besides itself. A part stands below every part that names it,
/// so there is no circle. `lib.rs` and `main.rs` put them together.
const SERVER_MAY_USE: [(&str, &[&str]); 19] = [
    ("cli", &[]),
    ("probe", &["api", "lists"]),
    ("serve", &["api", "registry", "config", "address", "folders"]),
    ("api", &["registry", "refusal", "config", "random", "per_upload", "address"]),
    (
        "registry",
        &[
            "authorise",
            "store",
            "files",
            "lists",
            "spreadsheet",
            "keys",
            "config",
            "clock",
            "refusal",
            "random",
            "folders",
            "per_upload",
            "shrink",
        ],
    ),
    ("authorise", &["refusal"]),
    ("store", &["folders"]),
    ("files", &["folders"]),
    ("lists", &["spreadsheet"]),
    ("spreadsheet", &[]),
    ("keys", &["random", "folders"]),
    ("config", &["clock", "address"]),
    ("clock", &["random"]),
    ("refusal", &[]),
    ("random", &[]),
    ("folders", &[]),
    ("per_upload", &[]),
    ("address", &[]),
    ("shrink", &[]),
];

/// Crates that belong to one part of the server alone, and that part.
const OWNED_IN_SERVER: [(&str, &str); 8] = [
    ("rusqlite", "store"),
    ("axum", "api"),
    ("utoipa", "api"),
    ("clap", "cli"),
    ("qrcode", "cli"),
    ("calamine", "spreadsheet"),
    ("image", "shrink"),
    ("getrandom", "random"),
];

/// What domain and words must not name: they do no I/O, read no clock and draw no random numbers.
const NOT_BELOW: [&str; 8] =
    ["std::fs", "std::net", "std::process", "std::thread", "SystemTime", "Instant::now", "Utc::now", "getrandom"];

/// Crates that the domain must not name.
const NOT_IN_DOMAIN: [&str; 3] = ["sambang::", "sambang_server::", "sambang_words::"];

/// Crates that the words must not name: they know no screen, no page, no store and no network.
const NOT_IN_WORDS: [&str; 6] = ["sambang::", "sambang_server::", "dioxus::", "rusqlite::", "reqwest::", "axum::"];

#[test]
fn every_part_of_the_app_names_only_the_parts_below_it() {
    let wrong = wrong_ways("src", &MAY_USE);
    assert!(wrong.is_empty(), "wrong direction:\n{}", wrong.join("\n"));
}

#[test]
fn every_part_of_the_server_names_only_the_parts_below_it() {
    let wrong = wrong_ways("server/src", &SERVER_MAY_USE);
    assert!(wrong.is_empty(), "wrong direction:\n{}", wrong.join("\n"));
    for (at, (part, below)) in SERVER_MAY_USE.iter().enumerate() {
        let above: Vec<_> = SERVER_MAY_USE.iter().take(at + 1).map(|(part, _)| part).collect();
        assert!(!below.iter().any(|named| above.contains(&named)), "{part} names a part that is not below it");
    }
}

#[test]
fn every_folder_of_the_app_is_a_part_with_a_rule() {
    let folders: BTreeSet<_> = parts("src").filter(|path| path.is_dir()).map(|path| name(&path)).collect();
    assert_eq!(folders, MAY_USE.iter().map(|(part, _)| (*part).to_owned()).collect());
}

#[test]
fn every_folder_and_file_of_the_server_is_a_part_with_a_rule() {
    let mut found: BTreeSet<_> = parts("server/src").map(|path| name(&path)).collect();
    for root in ["lib", "main"] {
        assert!(found.remove(root), "{root}");
    }
    assert_eq!(found, SERVER_MAY_USE.iter().map(|(part, _)| (*part).to_owned()).collect());
}

#[test]
fn a_library_stays_in_the_part_that_wraps_it() {
    let mut wrong = Vec::new();
    for (root, parts, owned) in
        [("src", MAY_USE.as_slice(), OWNED.as_slice()), ("server/src", &SERVER_MAY_USE, &OWNED_IN_SERVER)]
    {
        for (library, owner) in owned {
            for (part, _) in parts.iter().filter(|(part, _)| part != owner) {
                let names_it = |line: &Line| word_positions(&line.text, &format!("{library}::")).next().is_some();
                wrong.extend(of_part(root, part).filter(names_it).map(|line| format!("{line}: {library}")));
            }
        }
    }
    assert!(wrong.is_empty(), "libraries outside the part that wraps them:\n{}", wrong.join("\n"));
}

/// Which libraries are compiled depends on features; the core must not, so that it is the same with and
/// without the screens and need not be compiled twice to show it.
#[test]
fn nothing_below_the_screens_depends_on_a_feature() {
    let gates = ["src/lib.rs", "src/main.rs", "src/platform/mod.rs"].map(|file| root().join(file));
    let asks = |line: &Line| line.text.contains("feature = ") && !line.file.starts_with(root().join("src/ui"));
    let wrong: Vec<_> = code("src").filter(asks).filter(|line| !gates.contains(&line.file)).collect();
    assert!(wrong.is_empty(), "only these may ask for a feature, {gates:?}:\n{}", list(&wrong));
}

#[test]
fn two_files_alone_speak_to_java() {
    let java = |line: &Line| ["jni::", "Java_", "ndk_"].iter().any(|name| line.text.contains(name));
    let mut files: Vec<_> = code("src").filter(java).map(|line| line.file).collect();
    files.dedup();
    assert_eq!(files, ["src/job.rs", "src/platform/android.rs"].map(|file| root().join(file)));
}

#[test]
fn the_app_never_names_the_server_and_the_server_never_names_the_app() {
    let in_app = code("src").filter(|line| line.text.contains("sambang_server"));
    let in_server = code("server/src").filter(|line| word_positions(&line.text, "sambang::").next().is_some());
    let wrong: Vec<_> = in_app.chain(in_server).map(|line| line.to_string()).collect();
    assert!(wrong.is_empty(), "app and server share the domain alone:\n{}", wrong.join("\n"));
}

#[test]
fn the_domain_names_no_other_part_and_does_no_input_or_output() {
    let wrong = naming("domain/src", &NOT_IN_DOMAIN);
    assert!(wrong.is_empty(), "not for the domain:\n{}", wrong.join("\n"));
}

#[test]
fn the_words_know_the_domain_alone_and_do_no_input_or_output() {
    let wrong = naming("words/src", &NOT_IN_WORDS);
    assert!(wrong.is_empty(), "not for the words:\n{}", wrong.join("\n"));
}

#[test]
fn only_a_face_names_the_words() {
    let mut wrong = Vec::new();
    for (part, _) in MAY_USE.iter().filter(|(part, _)| *part != "ui") {
        let names_it = |line: &Line| word_positions(&line.text, "sambang_words::").next().is_some();
        wrong.extend(code(&format!("src/{part}")).filter(names_it).map(|line| line.to_string()));
    }
    assert!(wrong.is_empty(), "the core says nothing to people:\n{}", wrong.join("\n"));
}

/// The lines of `folder` that name one of these crates, or what neither domain nor words may do. Tests
/// may read the sources.
fn naming(folder: &str, crates: &[&str]) -> Vec<String> {
    let names_it = |line: &Line| {
        let is_test = line.file.ends_with("tests.rs");
        !is_test && NOT_BELOW.iter().any(|name| line.text.contains(name))
            || crates.iter().any(|name| word_positions(&line.text, name).next().is_some())
    };
    code(folder).filter(names_it).map(|line| line.to_string()).collect()
}

#[test]
fn the_files_of_the_store_import_one_way() {
    for folder in ["src/store", "src/store/area", "src/store/decisions"] {
        let uses = uses_within(folder);
        for name in uses.keys() {
            let mut seen = BTreeSet::new();
            let mut ahead: Vec<&String> = uses[name].iter().collect();
            while let Some(next) = ahead.pop() {
                assert_ne!(next, name, "{folder}: {name} comes back to itself by {seen:?}");
                if seen.insert(next) {
                    ahead.extend(uses.get(next).into_iter().flatten());
                }
            }
        }
    }
}

/// Which of its neighbours each file or folder directly in `folder` names, tests left out. A type that
/// the folder hands on counts as the file it comes from.
fn uses_within(folder: &str) -> BTreeMap<String, BTreeSet<String>> {
    let (path, module) = (root().join(folder), folder.replace('/', "::").replace("src::", "crate::"));
    let text = |file: &Path| std::fs::read_to_string(file).unwrap();
    let whole = |text: &str| text.split("#[cfg(test)]").next().unwrap().replace('\n', " ");
    let hub = whole(&text(&path.join("mod.rs")));
    let mut origin = BTreeMap::new();
    for handed_on in hub.split("use ").skip(1).filter_map(|rest| rest.split(';').next()) {
        let (from, names) = handed_on.split_once("::").unwrap_or((handed_on, ""));
        let names = names.split(|c: char| !c.is_alphanumeric() && c != '_');
        origin.extend(names.map(|name| (name.to_owned(), from.to_owned())));
    }
    let mut uses = BTreeMap::new();
    for file in files(&path) {
        let inside = file.strip_prefix(&path).unwrap();
        let name = inside.components().next().unwrap().as_os_str().to_string_lossy().replace(".rs", "");
        let direct = inside.components().count() == 1;
        if name == "mod" || name.contains("tests") || file.ends_with("tests.rs") {
            continue;
        }
        let known = path.join(format!("{name}.rs")).exists() || path.join(&name).is_dir();
        assert!(known, "{name}");
        let of_file: &mut BTreeSet<String> = uses.entry(name.clone()).or_default();
        let code = whole(&text(&file));
        let inner = format!("{module}::");
        for prefix in [Some(inner.as_str()), direct.then_some("super::")].into_iter().flatten() {
            for at in word_positions(&code, prefix) {
                let rest = code.split_at(at + prefix.len()).1;
                let named = if rest.starts_with('{') { rest.split(';').next().unwrap() } else { first_word(rest) };
                let words = named.split(|c: char| !c.is_alphanumeric() && c != '_');
                let modules = words.map(|word| origin.get(word).cloned().unwrap_or_else(|| word.to_owned()));
                let is_one = |word: &String| {
                    *word != name
                        && (path.join(format!("{word}.rs")).exists() || path.join(word).join("mod.rs").exists())
                };
                of_file.extend(modules.filter(is_one));
            }
        }
    }
    uses
}

#[test]
fn no_file_is_longer_than_four_hundred_lines() {
    let long: Vec<_> = ["src", "domain/src", "words/src", "server/src"]
        .iter()
        .flat_map(|folder| files(&root().join(folder)))
        .map(|file| (std::fs::read_to_string(&file).unwrap().lines().count(), file))
        .filter(|(lines, _)| *lines > 400)
        .map(|(lines, file)| format!("{}: {lines}", file.display()))
        .collect();
    assert!(long.is_empty(), "split these by what they do:\n{}", long.join("\n"));
}

/// Every line below `root` in which a part names one that it may not.
fn wrong_ways(root: &str, may_use: &[(&str, &[&str])]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (part, allowed) in may_use {
        for line in of_part(root, part) {
            let strangers = words_after(&line.text, "crate::").filter(|word| word != part && !allowed.contains(word));
            wrong.extend(strangers.map(|stranger| format!("{line}: {part} names {stranger}")));
        }
    }
    wrong
}

/// One line of code and where it stands.
struct Line {
    file: PathBuf,
    number: usize,
    text: String,
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let file = self.file.strip_prefix(root()).unwrap_or(&self.file);
        write!(f, "{}:{}: {}", file.display(), self.number, self.text.trim())
    }
}

fn list(lines: &[Line]) -> String {
    lines.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folders and files right under `folder`, each one part.
fn parts(folder: &str) -> impl Iterator<Item = PathBuf> + use<> {
    std::fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path())
}

/// The name of a part, without the ending of a file.
fn name(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

/// The lines of code of a part, whether it is a folder or one file.
fn of_part(root: &str, part: &str) -> impl Iterator<Item = Line> + use<> {
    code(&format!("{root}/{part}")).chain(code(&format!("{root}/{part}.rs")))
}

/// The lines of every Rust file under `folder`, or of this one file, that are not comments.
fn code(folder: &str) -> impl Iterator<Item = Line> + use<> {
    files(&root().join(folder)).into_iter().flat_map(|file| {
        let text = std::fs::read_to_string(&file).unwrap();
        let lines: Vec<_> = text.lines().map(str::to_owned).zip(1..).collect();
        let is_code = |(text, _): &(String, usize)| !text.trim_start().starts_with("//");
        lines.into_iter().filter(is_code).map(move |(text, number)| Line { file: file.clone(), number, text })
    })
}

fn files(folder: &Path) -> Vec<PathBuf> {
    if folder.is_file() {
        return vec![folder.to_owned()];
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The parts that `text` names after `prefix`; `{` for a group, whose members may stand on other lines.
fn words_after<'a>(text: &'a str, prefix: &'a str) -> impl Iterator<Item = &'a str> {
    word_positions(text, prefix)
        .map(move |at| first_word(text.split_at(at + prefix.len()).1))
        .filter(|word| !word.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// The name `text` begins with, or the one character that begins no name.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    text.split_at(end.max(1).min(text.len())).0
}

/// Where `name` begins in `text` as a path of its own, not as the tail of a longer one.
fn word_positions<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(name).map(|(at, _)| at).filter(move |&at| {
        let before = text.split_at(at).0.chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

#[test]
fn a_name_is_found_alone_and_not_inside_another_word() {
    let parts = |text| words_after(text, "crate::").map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(parts("use crate::store::Store;"), ["store"]);
    assert_eq!(parts("use crate::Error; use crate::{"), ["{"]);
    assert_eq!(parts("let x = mycrate::ui::y(crate::device::z());"), ["device"]);
}
