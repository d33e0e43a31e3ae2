//! What stands in the page's head: the content security policy, the styles and the font, all
//! compiled in. The first frame is already styled and nothing is ever fetched.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::components::live_input::MASK_SCRIPT as MASKS;
use super::components::settle::SCRIPT as SETTLE;
use super::look::Look;

/// All styles, as `build.rs` puts them together.
const SHEET: &str = include_str!(concat!(env!("OUT_DIR"), "/app.css"));
/// What older WebViews lack, before any other script.
const OLDER: &str = include_str!("page/older.js");
const FONT: &[u8] = include_bytes!("../../assets/ui/fonts/hanken-grotesk-latin-wght-normal.woff2");

/// Scripts come from the WebView's own bridge only (it needs inline code and eval), pictures from
/// memory, and the only connection is the bridge's.
const POLICY: &str = "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval' dioxus:; \
style-src 'unsafe-inline'; img-src 'self' data: blob: dioxus:; font-src data:; media-src blob:; \
connect-src 'self' dioxus: ws://127.0.0.1:*; base-uri 'none'; form-action 'none'; frame-src 'none'; object-src 'none'";

/// The head for a first frame that looks like `look`.
#[must_use]
pub fn html(look: &Look) -> String {
    let font = STANDARD.encode(FONT);
    let script = look.script();
    let before = before_page();
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1,viewport-fit=cover\">\
         <meta name=\"referrer\" content=\"no-referrer\">\
         {before}<script>{OLDER}</script><script>{script}</script><script>{SETTLE}</script><script>{MASKS}</script>\
         <style>@font-face {{ font-family: \"Hanken Grotesk\"; src: url(\"data:font/woff2;base64,{font}\") format(\"woff2\"); \
         font-weight: 100 900; font-style: normal; font-display: block; }}\n{SHEET}</style>"
    )
}

/// What a window test puts before every script of the page.
#[cfg(all(target_os = "linux", feature = "automation"))]
fn before_page() -> String {
    crate::platform::automation::before_page().map(|script| format!("<script>{script}</script>")).unwrap_or_default()
}

#[cfg(not(all(target_os = "linux", feature = "automation")))]
fn before_page() -> &'static str {
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_needs_nothing_from_outside_itself() {
        let html = html(&Look::default());
        assert!(!html.contains("fonts/hanken"), "a font address that does not exist");
        assert!(
            !html.contains("http://") || html.matches("http://").count() == html.matches("http://www.w3.org").count()
        );
        assert!(!html.contains("https://"));
        assert!(html.contains("data:font/woff2;base64,d09G"));
    }

    #[test]
    fn the_dark_tokens_stand_in_the_sheet_for_the_setting_and_for_the_phone() {
        let dark = |beginning: &str| {
            let (_, rest) = SHEET.split_once(beginning).unwrap();
            rest.split_once('}').unwrap().0.trim()
        };
        let chosen = dark(":root[data-theme=\"dark\"] {");
        assert!(chosen.contains("color-scheme: dark"));
        assert_eq!(chosen, dark(":root:not([data-theme]) {"));
    }
}
