//! The page that the window opens: its head, the place where Dioxus draws, and what starts Dioxus there.
//!
//! Dioxus writes its scripts in front of the first `</body>`. They need a WebView of 84, so the first one stands in a
//! field, where they are text, and the page runs the same scripts in words that Chromium 64 knows
//! (`docs/adr/0030`). Below that it says so in words that need no script of Dioxus.

#[cfg(any(feature = "desktop", all(feature = "mobile", target_os = "android")))]
mod backup;
mod too_old;

#[cfg(any(feature = "desktop", all(feature = "mobile", target_os = "android")))]
pub use backup::use_backup_without_screens;

use super::head;
use super::look::Look;

/// The scripts of the locked Dioxus, made by `tools/page-scripts`.
const DIOXUS: &str = include_str!("dioxus.js");
/// Reads what Dioxus wrote into the field, and starts.
const LOADER: &str = include_str!("loader.js");

/// The page for a first frame that looks like `look`.
#[must_use]
pub fn html(look: &Look) -> String {
    let head = head::html(look);
    let words = too_old::html(look.language);
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\">{head}</head><body><div id=\"main\"></div>{words}\
         <textarea id=\"dioxus\" hidden></body></textarea><script>{}</script><script>{DIOXUS}</script><script>{LOADER}</script></body></html>",
        too_old::SCRIPT
    )
}

#[cfg(test)]
mod tests {
    use kuchikiki::traits::TendrilSink;

    use super::*;

    /// What Dioxus writes in front of the first `</body>`, as far as it matters here.
    const WRITTEN: &str = "<script type=\"module\">if (1 < 2 && \"a\") new NativeInterpreter(\"dioxus://index.html/\", \
        false); window.interpreter.waitForRequest(\"ws://127.0.0.1:1/0/a&b=\", \"b\");</script>";

    fn field(html: &str) -> String {
        let page = kuchikiki::parse_html().one(html).document_node;
        page.select_first("#dioxus").unwrap().text_contents()
    }

    /// Where a WebView cannot run scripts before the page (below about 83), wry parses the page and writes it anew.
    #[test]
    fn what_dioxus_writes_is_text_and_stays_when_wry_writes_the_page_anew() {
        let mut html = html(&Look::default());
        html.insert_str(html.find("</body>").unwrap(), WRITTEN);
        assert_eq!(field(&html), format!("{WRITTEN}</body>"));
        let anew = kuchikiki::parse_html().one(html.as_str()).document_node.to_string();
        assert_eq!(field(&anew), field(&html));
        let ours = |html: &str| {
            let page = kuchikiki::parse_html().one(html).document_node;
            page.select("script").unwrap().map(|script| script.text_contents()).collect::<Vec<_>>()
        };
        assert_eq!(ours(&anew), ours(&html));
        assert!(ours(&html).iter().any(|script| script == LOADER), "the loader stands behind the field");
        assert!(!ours(&html).iter().any(|script| script.contains("dioxus://")), "Dioxus' own script would run");
    }

    #[test]
    fn the_page_for_old_webviews_has_its_words_in_both_languages() {
        for language in [sambang_domain::Language::Id, sambang_domain::Language::En] {
            let html = html(&Look { language, ..Look::default() });
            assert!(!html.contains(">old-") && !html.contains(">backup-"), "a text is missing");
        }
    }
}
