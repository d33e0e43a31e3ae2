//! The six words that lock a backup.
//!
//! The list has 6⁴ words, so six of them are 62 bits: with Argon2id in front nobody tries them all. They are told apart
//! by their first four letters, so that each may be typed short, and no two differ by one letter alone.

use zeroize::Zeroizing;

use crate::platform::random_bytes;

/// Words in a passphrase.
const WORDS: usize = 6;
/// Letters that tell a word.
const TELLING: usize = 4;

/// One word a line, by the alphabet.
const LIST: &str = include_str!("words.txt");

/// Six words of the list; wiped from memory when dropped, never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(Zeroizing<String>);

/// Why a text is no passphrase.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PassphraseError {
    /// It has so many words, not six.
    #[error("a passphrase has six words, not {0}")]
    Count(usize),
    /// A word is not in the list. The word itself is for the screen of its person alone.
    #[error("word {number} is not in the list")]
    Unknown {
        /// Which word, from 1.
        number: usize,
        /// As it was typed.
        word: String,
    },
}

impl Passphrase {
    /// Six random words.
    #[must_use]
    pub fn random() -> Self {
        let list: Vec<&str> = LIST.lines().collect();
        let mut words: Vec<&str> = Vec::new();
        while words.len() < WORDS {
            let drawn = usize::from(u16::from_be_bytes(random_bytes()));
            // What is beyond the last whole round of the list would make its first words likelier.
            if drawn < 65_536 / list.len() * list.len() {
                words.extend(list.get(drawn % list.len()));
            }
        }
        Self(Zeroizing::new(words.join(" ")))
    }

    /// Reads six words in any case, with anything between them. The first four letters of a word are enough.
    ///
    /// # Errors
    /// [`PassphraseError`].
    pub fn parse(text: &str) -> Result<Self, PassphraseError> {
        let typed: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
        let found = typed.iter().enumerate().map(|(at, word)| {
            find(word).ok_or_else(|| PassphraseError::Unknown { number: at + 1, word: (*word).to_owned() })
        });
        let found = found.collect::<Result<Vec<_>, _>>()?;
        if found.len() != WORDS {
            return Err(PassphraseError::Count(found.len()));
        }
        Ok(Self(Zeroizing::new(found.join(" "))))
    }

    /// The words, in their order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.split(' ')
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase(••••••)")
    }
}

/// The word of the list that begins with the same four letters.
fn find(typed: &str) -> Option<&'static str> {
    let typed = typed.to_lowercase();
    let telling = typed.get(..TELLING)?;
    LIST.lines().find(|word| word.starts_with(telling))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Whether one letter changed, added or left out makes one word of the other.
    fn is_close(one: &str, other: &str) -> bool {
        let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
        match long.len() - short.len() {
            0 => one.bytes().zip(other.bytes()).filter(|(a, b)| a != b).count() <= 1,
            1 => (0..long.len()).any(|at| {
                let left = long.char_indices().filter(|(other, _)| *other != at).map(|(_, letter)| letter);
                left.eq(short.chars())
            }),
            _ => false,
        }
    }

    #[test]
    fn the_list_has_plain_short_words_that_nobody_confuses() {
        let words: Vec<&str> = LIST.lines().collect();
        assert_eq!(words.len(), 6_usize.pow(4));
        assert!(words.is_sorted());
        for word in &words {
            let plain = word.bytes().all(|letter| letter.is_ascii_lowercase());
            assert!(plain && (TELLING..=7).contains(&word.len()), "{word}");
        }
        let telling: BTreeSet<_> = words.iter().map(|word| word.get(..TELLING)).collect();
        assert_eq!(telling.len(), words.len(), "four letters tell each");
        for (at, one) in words.iter().enumerate() {
            for other in &words[at + 1..] {
                assert!(!is_close(one, other), "{one} {other}");
            }
        }
    }

    #[test]
    fn words_are_read_however_they_are_typed() {
        let list: Vec<&str> = LIST.lines().collect();
        let six = [list[0], list[1295], list[700], list[3], list[3], list[12]];
        let expected = Passphrase::parse(&six.join(" ")).unwrap();
        assert_eq!(expected.words().collect::<Vec<_>>(), six);
        let short: Vec<String> = six.iter().map(|word| word.get(..4).unwrap().to_uppercase()).collect();
        let spaced = format!("  {}\n", six.join(" \t "));
        let numbered: String = six.iter().enumerate().map(|(at, word)| format!("{}. {word}\r\n", at + 1)).collect();
        for text in [short.join("-"), spaced, numbered, six.join(","), six.join(" · ")] {
            assert!(Passphrase::parse(&text) == Ok(expected.clone()), "{text}");
        }
        assert_eq!(format!("{expected:?}"), "Passphrase(••••••)");
    }

    #[test]
    fn what_is_wrong_is_told() {
        let list: Vec<&str> = LIST.lines().collect();
        assert_eq!(Passphrase::parse(""), Err(PassphraseError::Count(0)));
        assert_eq!(Passphrase::parse(&list[..5].join(" ")), Err(PassphraseError::Count(5)));
        assert_eq!(Passphrase::parse(&list[..7].join(" ")), Err(PassphraseError::Count(7)));
        for word in ["xyzzy", "aba", "éééé", list[9].get(..3).unwrap()] {
            let unknown = PassphraseError::Unknown { number: 2, word: word.to_owned() };
            assert_eq!(Passphrase::parse(&format!("{} {word}", list[0])), Err(unknown));
        }
    }

    #[test]
    fn drawn_words_are_of_the_list_and_differ() {
        let drawn: BTreeSet<String> =
            (0..50).map(|_| Passphrase::random().words().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(drawn.len(), 50);
        for text in drawn {
            assert_eq!(Passphrase::parse(&text).unwrap().words().collect::<Vec<_>>().join(" "), text);
        }
    }
}
