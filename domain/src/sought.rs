//! Finding people as they are looked for: names in any spelling, NIKs and telephone numbers by their digits.
//!
//! Each record keeps two texts: its words folded, and its numbers as digits. A query is folded the same way.

use crate::survey::Survey;

/// Marks that people type or leave out within a word: apostrophes of every kind, and what nobody sees.
const LEFT_OUT: &[char] = &[
    '\'', '`', '\u{B4}', '\u{2018}', '\u{2019}', '\u{201B}', '\u{2032}', '\u{2BB}', '\u{2BC}', '\u{2BF}', '\u{FF07}',
    '\u{AD}', '\u{200B}', '\u{200C}', '\u{200D}', '\u{2060}', '\u{FEFF}',
];

/// What stands between words, and between the groups of a number.
const PARTS: &[char] = &['-', '\u{2010}', '\u{2011}', '\u{2013}', '.', ',', ';', ':', '/', '(', ')', '"', '+'];

/// Latin letters with marks, by the letter they are looked for as.
const LATIN: &[(char, &str)] = &[
    ('a', "àáâãäåāăą"),
    ('c', "çćĉċč"),
    ('d', "ďđ"),
    ('e', "èéêëēĕėęě"),
    ('g', "ĝğġģ"),
    ('h', "ĥħ"),
    ('i', "ìíîïĩīĭįı"),
    ('j', "ĵ"),
    ('k', "ķ"),
    ('l', "ĺļľŀł"),
    ('n', "ñńņňŋ"),
    ('o', "òóôõöøōŏő"),
    ('r', "ŕŗř"),
    ('s', "śŝşš"),
    ('t', "ţťŧ"),
    ('u', "ùúûüũūŭůűų"),
    ('w', "ŵ"),
    ('y', "ýÿŷ"),
    ('z', "źżž"),
];

/// Lower case, without accents and apostrophes, words parted by single spaces.
#[must_use]
pub fn folded(text: &str) -> String {
    let kept = text.chars().filter(|letter| !LEFT_OUT.contains(letter) && !is_accent(*letter));
    let plain: String = kept.flat_map(char::to_lowercase).map(plain).filter(|letter| !is_accent(*letter)).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A combining mark (Unicode blocks of combining diacritical marks).
fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}')
}

/// A letter without its mark; punctuation parts words.
fn plain(letter: char) -> char {
    let base = LATIN.iter().find(|(_, marked)| marked.contains(letter)).map(|(base, _)| *base);
    let other = if PARTS.contains(&letter) { ' ' } else { letter };
    base.unwrap_or(other)
}

/// What lists keep of a survey for looking it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// Name and activity, folded.
    pub words: String,
    /// NIK and telephone number as digits: `N1803025002879003 T08120009003 `. Both letters stand also where
    /// there is no number.
    pub numbers: String,
}

impl Sought {
    /// Of a survey's answers.
    #[must_use]
    pub fn of(survey: &Survey) -> Self {
        let words = folded(&format!("{} {}", survey.identity.name, survey.business.activity));
        let (nik, phone) = (digits(&survey.identity.nik), national(&digits(&survey.identity.phone)));
        Self { words, numbers: format!("N{nik} T{phone} ") }
    }
}

/// One part of a query; a record that is found fits all of them. The patterns are SQL's `LIKE` with `\`
/// as its escape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The folded words contain it.
    pub words: String,
    /// Or the numbers: one of them ends with it (a whole NIK or telephone number, or its last digits), or the
    /// telephone number begins with it. None for what is no number.
    pub numbers: Option<[String; 2]>,
}

/// Fewer digits are no number that somebody looks for.
const FEWEST_DIGITS: usize = 4;

/// The parts of a query; none when nothing was typed.
#[must_use]
pub fn wanted(text: &str) -> Vec<Wanted> {
    let words = folded(text);
    if words.chars().all(|letter| letter.is_ascii_digit() || letter == ' ') {
        // One number, however it is grouped.
        let number = digits(&words);
        return if number.is_empty() { Vec::new() } else { vec![part(&words, &number)] };
    }
    words.split(' ').filter(|word| !word.is_empty()).map(|word| part(word, word)).collect()
}

fn part(word: &str, number: &str) -> Wanted {
    let number = national(number);
    let is_number = number.len() >= FEWEST_DIGITS && number.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = is_number.then(|| [format!("%{number} %"), format!("%T{number}%")]);
    let literal = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    Wanted { words: format!("%{literal}%"), numbers }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// `62812` is dialled as `0812` in the country. No NIK begins with 628: the codes of provinces end at 97, and
/// 62 is Kalimantan Tengah with regencies up to 71.
fn national(digits: &str) -> String {
    digits.strip_prefix("628").map_or_else(|| digits.to_owned(), |rest| format!("08{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_in_every_spelling() {
        for spelling in ["Ma\u{2019}ruf", "Ma'ruf", "MA`RUF", "Maruf", "  ma\u{2BC}ruf ", "Ma\u{200B}ruf"] {
            assert_eq!(folded(spelling), "maruf", "{spelling:?}");
        }
        assert_eq!(folded("Ren\u{E9}"), folded("Rene\u{301}"));
        assert_eq!(folded("Siti   Aminah"), "siti aminah");
        assert_eq!(folded("H. Abdul-Muis, S.E."), "h abdul muis s e");
        assert_eq!(folded("\u{0639}\u{0644}\u{064A}"), "\u{0639}\u{0644}\u{064A}", "other letters stay");
        assert_eq!(wanted("100%")[0].words, "%100\\%%", "signs are letters");
    }

    #[test]
    fn numbers_are_wanted_however_they_are_grouped() {
        let number = |text: &str| wanted(text).into_iter().map(|wanted| wanted.numbers).collect::<Vec<_>>();
        let whole = Some(["%1803025002879003 %".to_owned(), "%T1803025002879003%".to_owned()]);
        assert_eq!(number("180302 500287 9003"), [whole]);
        assert_eq!(number("+62 812-0000-9003"), number("0812 0000 9003"));
        assert_eq!(number("90"), [None], "a few digits are looked for in names alone");
        assert_eq!(number("  "), []);
        assert_eq!(wanted("Ruf Contoh").len(), 2);
    }
}
