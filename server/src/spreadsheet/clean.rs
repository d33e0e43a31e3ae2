//! What people see of a text: signs without a shape are gone, every kind of space is a space.

use super::Cell;

/// The text without invisible signs and without the spaces around it. Line breaks become spaces.
fn clean(text: &str) -> String {
    let seen = text.chars().filter(|c| !is_invisible(*c));
    let spaced: String = seen.map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c }).collect();
    spaced.trim().to_owned()
}

/// Whether a sign has no shape of its own: marks of direction, joiners, soft hyphens, variation
/// selectors, controls. Numbers copied from chats and web pages carry them.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
        || (c.is_control() && !c.is_whitespace())
}

/// Whether a sign in a name breaks a line of output or hides in it.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    is_invisible(c) || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

impl Cell {
    /// A cell of text; one without a visible sign is empty.
    pub(super) fn text(text: &str) -> Self {
        let text = clean(text);
        match text.as_str() {
            "" => Self::Empty,
            // What a spreadsheet shows instead of a value it cannot compute or show.
            "#N/A" | "#REF!" | "#VALUE!" | "#NAME?" | "#DIV/0!" | "#NUM!" | "#NULL!" => Self::Broken,
            hashes if hashes.len() > 2 && hashes.bytes().all(|byte| byte == b'#') => Self::Broken,
            _ => Self::Text(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_without_a_shape_are_taken_away_and_every_space_is_a_space() {
        for typed in ["\u{200b}1803", "1803\u{200e}", "\u{202a}1803\u{202c}", "\u{a0}1803\u{3000}", "18\u{ad}03\u{0}"] {
            assert_eq!(clean(typed), "1803", "{typed:?}");
        }
        assert_eq!(clean("Siti\u{a0}Aminah\nRT 1"), "Siti Aminah RT 1");
        assert_eq!(Cell::text("\u{200b}\u{a0}"), Cell::Empty);
        assert_eq!((Cell::text("#N/A"), Cell::text("########")), (Cell::Broken, Cell::Broken));
    }
}
