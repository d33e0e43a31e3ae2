//! Letters that nobody sees.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Control characters, and marks that turn the direction of writing, so that a name reads as another one. Line
/// breaks and tabs are none.
#[must_use]
pub fn is_hidden(letter: char) -> bool {
    let turns = matches!(letter, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    turns || (letter.is_control() && !matches!(letter, '\n' | '\t' | '\r'))
}

/// A text in which each of them is seen, as its number between angle brackets. Apps refuse to seal them; what older
/// apps have sealed, or somebody with another program, is kept as it is and shown so.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut seen = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if is_hidden(letter) {
            // Writing to a text does not fail.
            let _ = write!(seen, "⟨{:04X}⟩", u32::from(letter));
        } else {
            seen.push(letter);
        }
    }
    Cow::Owned(seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_nobody_sees_is_shown_by_its_number_and_all_others_as_they_are() {
        for plain in ["CONTOH Siti", "Ma’mun Nur‘aini", "baris\nkedua\tkolom", ""] {
            assert_eq!(shown(plain), plain);
        }
        assert_eq!(shown("CONTOH \u{202E}itiS"), "CONTOH ⟨202E⟩itiS");
        assert_eq!(shown("a\0b\u{7f}\u{2066}"), "a⟨0000⟩b⟨007F⟩⟨2066⟩");
    }
}
