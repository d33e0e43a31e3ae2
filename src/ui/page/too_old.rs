//! What a WebView shows in which Dioxus' scripts cannot run: what to do, and the way to a backup.

use sambang_domain::Language;
use sambang_words::texts::text;

pub(super) const SCRIPT: &str = include_str!("too_old.js");

/// Where both engines are updated that Android shows pages with; Android 7 to 9 may use Chrome.
const UPDATES: [(&str, &str); 2] = [
    ("Android System WebView", "https://play.google.com/store/apps/details?id=com.google.android.webview"),
    ("Chrome", "https://play.google.com/store/apps/details?id=com.android.chrome"),
];

/// The words, hidden until they are needed. They stand in the page without the sheet, of which such a WebView may
/// know little.
pub(super) fn html(language: Language) -> String {
    let t = |key| text(language, key);
    let links: String = UPDATES.iter().map(|(name, url)| format!("<p><a href=\"{url}\">{name}</a></p>")).collect();
    format!(
        "<section id=\"too-old\" hidden style=\"max-width:36em;margin:0 auto;padding:24px;font:18px/1.5 sans-serif\">\
         <h1>{}</h1><p>{}</p>{links}<h2>{}</h2>\
         <form id=\"old-form\"><p>{}</p><p><label>PIN <input id=\"old-pin\" type=\"password\" inputmode=\"numeric\" \
         maxlength=\"6\" autocomplete=\"off\" style=\"font-size:24px;width:8em\"></label></p>\
         <p><button id=\"old-save\" style=\"font-size:18px;padding:12px 24px\">{}</button></p></form>\
         <p id=\"old-told\" role=\"status\"></p>\
         <div id=\"old-done\" hidden><h3>{}</h3><p>{}</p><p id=\"old-words\" style=\"font-size:24px\"></p><p>{}</p>\
         <p><button id=\"old-share\" type=\"button\" style=\"font-size:18px;padding:12px 24px\">{}</button></p></div></section>",
        t("old-title"),
        t("old-about"),
        t("backup-save-title"),
        t("backup-save-about"),
        t("backup-save"),
        t("backup-words-title"),
        t("backup-words-about"),
        t("backup-words-once"),
        t("old-share"),
    )
}
