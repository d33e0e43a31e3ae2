//! See `tests/fuzz/targets.rs`.
#![no_main]

#[path = "../../../tests/fuzz/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| run("backup", bytes));

fn run(name: &str, bytes: &[u8]) {
    targets::TARGETS.iter().filter(|(known, _)| *known == name).for_each(|(_, target)| target(bytes));
}
