//! Barriers, as axe-core finds them: names that are missing, roles that do not fit, text that is too
//! pale. The scripts fetch it; the app itself never loads it.

use std::path::Path;

use serde_json::{Value, json};

use crate::driver::Window;

/// Finds barriers on the screen; `arguments` are the options and, last, what takes the answer.
const LOOK: &str = r"
const [options, done] = arguments;
axe.run(document, options).then(
    ({ violations }) => done(violations.flatMap(({ id, impact, nodes }) => nodes.map(({ target, any, all, none }) => {
        const why = [...any, ...all, ...none].map((check) => check.message)[0] || '';
        return { impact, text: `${id} (${impact}) at ${target.join(' ')}: ${why}` };
    }))),
    (error) => done(String(error)),
);";

/// Impacts that keep somebody from using a screen.
const GRAVE: [&str; 2] = ["serious", "critical"];

/// axe-core, as `./check` and `./run tour` fetched it.
pub(crate) struct Axe {
    source: String,
}

impl Axe {
    /// Reads it.
    pub(crate) fn fetched() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/npm/axe-core/axe.min.js");
        let source = std::fs::read_to_string(&path);
        let source = source.unwrap_or_else(|error| {
            panic!("{}: {error}; ./check and ./run tour fetch axe-core, they need npm and its registry", path.display())
        });
        Self { source }
    }

    /// Everything that WCAG 2.2 AA asks and a program can tell; empty when nothing is wrong.
    pub(crate) async fn barriers(&self, window: &Window) -> Vec<String> {
        let tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
        self.run(window, "tag", &tags).await
    }

    /// Text that is too pale for its ground: for the same screen in other colours.
    pub(crate) async fn pale_text(&self, window: &Window) -> Vec<String> {
        self.run(window, "rule", &["color-contrast"]).await
    }

    async fn run(&self, window: &Window, kind: &str, values: &[&str]) -> Vec<String> {
        if window.js("return typeof axe", Vec::new()).await == "undefined" {
            window.js(&self.source, Vec::new()).await;
        }
        // Styles are in the page; axe would fetch them, which the page's policy forbids.
        // Sizes are for `comfort`: it asks for more, and not of what runs below the dock.
        let options = json!({ "resultTypes": ["violations"], "preload": false,
            "rules": { "target-size": { "enabled": false } }, "runOnly": { "type": kind, "values": values } });
        let found = window.js_async(LOOK, vec![options]).await;
        let Value::Array(found) = found else { panic!("axe-core could not look: {found}") };
        let grave = |found: &Value| found["impact"].as_str().is_some_and(|impact| GRAVE.contains(&impact));
        found.iter().filter(|found| grave(found)).filter_map(|found| Some(found["text"].as_str()?.to_owned())).collect()
    }
}
