//! The fuzz targets over what is known to be awkward, and over a thousand mutations of it that are the same
//! on every run. libFuzzer goes on from there: `tools/fuzz`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may stop the run")]

mod corpus;
mod mutate;
mod targets;

use mutate::Mutator;
use targets::TARGETS;

/// Mutations of each entry of the corpus.
const MUTATIONS: u64 = 400;

/// Runs one target; a panic tells which bytes it was, so that they can be added to the corpus.
fn run(name: &str) {
    let (_, target) = TARGETS.into_iter().find(|(known, _)| *known == name).unwrap();
    let corpus = corpus::of(name);
    assert!(!corpus.is_empty(), "{name}");
    for (number, entry) in corpus.iter().enumerate() {
        target(entry);
        for seed in 0..MUTATIONS {
            let bytes = Mutator::new(seed ^ (number as u64) << 32).mutated(entry, &corpus);
            if std::panic::catch_unwind(|| target(&bytes)).is_err() {
                panic!("{name}: entry {number}, seed {seed}: {}", hex::encode(bytes));
            }
        }
    }
}

macro_rules! tests {
    ($($name:ident: $target:literal;)+) => {
        $(#[test] fn $name() { run($target); })+

        #[test]
        fn every_target_has_a_test_and_a_door_for_libfuzzer() {
            assert_eq!([$($target),+], TARGETS.map(|(name, _)| name));
            for (name, _) in TARGETS {
                let door = format!("{}/tools/fuzz/targets/{name}.rs", env!("CARGO_MANIFEST_DIR"));
                assert!(std::fs::read_to_string(door).unwrap().contains(&format!("run(\"{name}\"")), "{name}");
            }
        }
    };
}

tests! {
    canonical_json_stays_the_same: "canonical";
    no_foreign_document_is_opened: "sealed";
    filter_bytes_of_a_stranger_do_no_harm: "filter";
    headers_of_a_stranger_do_no_harm: "tus";
    lists_of_any_shape_do_no_harm: "list";
    files_that_are_no_photo_do_no_harm: "photo";
    files_that_are_no_backup_do_no_harm: "backup";
}
