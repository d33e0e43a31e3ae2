//! Finding an entry of a short list by the words people use for it.

/// How well an entry fits what was typed; the best comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// An everyday word is exactly what was typed, or begins with it.
    Begins,
    /// Each typed word begins a word of the entry.
    Words,
    /// Each typed word is somewhere in the entry: "jahit" in "penjahit".
    Within,
}

/// Lower case, words parted by single spaces.
pub(crate) fn fold(text: &str) -> String {
    let letters = text.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' });
    let spaced: String = letters.flat_map(char::to_lowercase).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How the entry fits `typed`, which is folded; none when it does not. `everyday` and `title` are the
/// entry's words as written.
pub(crate) fn fit<'a>(typed: &str, everyday: impl Iterator<Item = &'a str>, title: &str) -> Option<Fit> {
    let everyday: Vec<String> = everyday.map(fold).collect();
    if everyday.iter().any(|word| word.starts_with(typed)) {
        return Some(Fit::Begins);
    }
    let whole = format!("{} {}", everyday.join(" "), fold(title));
    let words = || typed.split(' ');
    if words().all(|typed| whole.split(' ').any(|word| word.starts_with(typed))) {
        return Some(Fit::Words);
    }
    // One or two letters occur in almost every entry.
    words().all(|typed| typed.chars().count() > 2 && whole.contains(typed)).then_some(Fit::Within)
}

/// The entries that fit `text`, best first, in list order among equals; all of them for an empty text.
pub(crate) fn search<T>(list: &'static [T], text: &str, fit: impl Fn(&T, &str) -> Option<Fit>) -> Vec<&'static T> {
    let typed = fold(text);
    if typed.is_empty() {
        return list.iter().collect();
    }
    let mut found: Vec<(Fit, &T)> = list.iter().filter_map(|entry| Some((fit(entry, &typed)?, entry))).collect();
    found.sort_by_key(|(fit, _)| *fit);
    found.into_iter().map(|(_, entry)| entry).collect()
}
