//! Whether a screen can be used with a thumb, and by somebody who needs large letters: what
//! `tools/reflow.mjs` finds in the page of the real window.

use crate::driver::Window;

/// The sizes of text of the settings, in percent.
pub(crate) const TEXT_SIZES: [&str; 4] = ["100", "130", "160", "200"];

/// What is wrong with the screen, in words; empty when nothing is.
pub(crate) async fn complaints(window: &Window) -> Vec<String> {
    // Another size of text moves the page under the last tap, which is covered for a moment.
    window.gone(".settling").await;
    // The driver runs statements and knows no modules.
    let script = include_str!("../../tools/reflow.mjs").replace("export ", "");
    let found = window.js(&format!("{script}\nreturn complaints();"), Vec::new()).await;
    let list = found.as_array().expect("a list of complaints");
    list.iter().filter_map(|complaint| Some(complaint.as_str()?.to_owned())).collect()
}
