//! What stands in the page's head: the content security policy, the styles and the font, all
//! compiled in. The first frame is already styled and nothing is ever fetched.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::look::Look;

const THEME: &str = include_str!("../../assets/ui/theme.css");
const COMPONENTS: &str = include_str!("../../assets/ui/components.css");
const APP: &str = include_str!("../../assets/ui/app.css");
const QUEUE: &str = include_str!("../../assets/ui/queue.css");
const REVIEW: &str = include_str!("../../assets/ui/review.css");
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
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1,viewport-fit=cover\">\
         <meta name=\"referrer\" content=\"no-referrer\">\
         <script>{script}</script>\
         <style>{theme}\n\
         @font-face {{ font-family: \"Hanken Grotesk\"; src: url(\"data:font/woff2;base64,{font}\") format(\"woff2\"); \
         font-weight: 100 900; font-style: normal; font-display: block; }}\n{COMPONENTS}\n{APP}\n{QUEUE}\n{REVIEW}</style>",
        theme = without_font_file(THEME),
    )
}

/// The theme without its own `@font-face`, whose address does not exist inside the app.
fn without_font_file(css: &str) -> String {
    css.lines().filter(|line| !line.starts_with("@font-face")).collect::<Vec<_>>().join("\n")
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
        assert!(!html.contains("</style>\n<style>"));
    }
}
