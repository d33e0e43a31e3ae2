//! Prints, as JSON, the scripts that Dioxus puts into the page and that stand in no file, for
//! `tools/page-scripts.mjs`.
#![expect(clippy::print_stdout, reason = "a tool reads them")]

use dioxus_interpreter_js::{NATIVE_JS, unified_bindings::SLEDGEHAMMER_JS};

fn main() {
    println!("{}", serde_json::json!({ "interpreter": SLEDGEHAMMER_JS, "native": NATIVE_JS }));
}
