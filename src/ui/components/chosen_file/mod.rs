//! A file that is chosen in the page, where the phone brings none itself: its button, and its way to Rust in pieces.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dioxus::prelude::*;
use serde::{Deserialize, Serialize};

use super::Icon;

/// The listener in the page.
const PAGE: &str = include_str!("page.js");

/// A button that opens the page's chooser.
#[component]
pub fn FileButton(
    /// Id of the input, by which [`read_chosen`] knows it.
    id: String,
    /// Which files are offered, as in HTML.
    accept: String,
    /// Before the words.
    icon: &'static str,
    /// Cannot be pressed.
    #[props(default)]
    disabled: bool,
    /// The words.
    label: String,
) -> Element {
    rsx! {
        label { class: "btn btn--second btn--block file-button", r#for: "{id}",
            Icon { name: icon }
            span { "{label}" }
            input { r#type: "file", id: "{id}", accept, disabled, "aria-label": label }
        }
    }
}

/// What comes of a chosen file.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    /// The next bytes.
    Piece {
        /// How many came before.
        start: u64,
        /// How many there are in all.
        size: u64,
        /// These.
        bytes: Vec<u8>,
    },
    /// Every piece was told.
    Whole,
    /// The page cannot read on.
    Broken,
}

/// What the page is told.
#[derive(Serialize)]
struct Listen {
    input: &'static str,
    frame: &'static str,
}

/// What the page sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Told {
    size: u64,
    start: u64,
    data: String,
    last: bool,
    trouble: bool,
    stopped: bool,
}

/// Gives the files that are chosen by `input` to `take`, piece after piece, while the element `frame` is in the page.
/// The next piece comes only after `take` said that it has this one, so that memory holds one; no ends the file.
pub async fn read_chosen(input: &'static str, frame: &'static str, mut take: impl FnMut(Part) -> bool) {
    let mut page = document::eval(PAGE);
    if page.send(Listen { input, frame }).is_err() {
        return;
    }
    while let Ok(told) = page.recv::<Told>().await {
        if told.stopped {
            return;
        }
        let part = part(&told);
        let is_piece = matches!(part, Part::Piece { .. });
        let taken = take(part);
        if is_piece && page.send(taken).is_err() {
            return;
        }
    }
}

fn part(told: &Told) -> Part {
    match STANDARD.decode(&told.data) {
        _ if told.trouble => Part::Broken,
        _ if told.last => Part::Whole,
        Ok(bytes) => Part::Piece { start: told.start, size: told.size, bytes },
        Err(_) => Part::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_reads_what_the_page_writes() {
        let read = |text: &str| part(&serde_json::from_str(text).unwrap());
        assert_eq!(
            read(r#"{"size":5,"start":2,"data":"AQID"}"#),
            Part::Piece { start: 2, size: 5, bytes: vec![1, 2, 3] }
        );
        assert_eq!(read(r#"{"size":5,"start":5,"last":true}"#), Part::Whole);
        assert_eq!(read(r#"{"trouble":true}"#), Part::Broken);
        assert!(serde_json::from_str::<Told>(r#"{"stopped":true}"#).unwrap().stopped);
    }
}
