//! Finding a village by the name a person types.

use super::{Region, RegionCode, RegionTable};

/// How well a village fits what was typed; the best comes first.
#[derive(Clone, Copy)]
enum Fit {
    /// The name begins with it, spaces aside: "sukam" or "suka m" for Suka Maju.
    Begins,
    /// Every word begins a word of the name.
    Words,
    /// Every word begins a word of the name or of the district's name.
    WithDistrict,
}

impl RegionTable {
    /// Villages within a region whose name fits what was typed, at most `limit`.
    ///
    /// Capitals, apostrophes and punctuation do not matter. Villages whose name begins with the
    /// text come first, then those where each typed word begins a word of the name, then those
    /// where the name of the district helps; in code order among equals. An empty text lists the
    /// first villages in code order. An unknown region has none.
    pub fn search_villages(&self, within: RegionCode, text: &str, limit: usize) -> Vec<Region<'_>> {
        let typed = Typed::new(text);
        let mut found: [Vec<Region<'_>>; 3] = Default::default();
        let (mut district_name, mut name) = (String::new(), String::new());
        let all = self.villages();
        for position in self.regions.span(within) {
            let Some(district) = self.regions.get(position) else { continue };
            fold(district.name, &mut district_name);
            for village in all.of(position, district.code).filter(|village| within.contains(village.code)) {
                fold(village.name, &mut name);
                let Some(fit) = typed.fit(&name, &district_name) else { continue };
                if let Some(list) = found.get_mut(fit as usize).filter(|list| list.len() < limit) {
                    list.push(village);
                }
            }
            if found.first().is_some_and(|best| best.len() == limit) {
                break;
            }
        }
        found.into_iter().flatten().take(limit).collect()
    }
}

/// What was typed, folded.
struct Typed {
    words: Vec<String>,
    joined: String,
}

impl Typed {
    fn new(text: &str) -> Self {
        let mut folded = String::new();
        fold(text, &mut folded);
        let words: Vec<String> = folded.split_whitespace().map(str::to_owned).collect();
        Self { joined: words.concat(), words }
    }

    fn fit(&self, name: &str, district: &str) -> Option<Fit> {
        let mut letters = name.chars().filter(|letter| *letter != ' ');
        if self.joined.chars().all(|typed| letters.next() == Some(typed)) {
            return Some(Fit::Begins);
        }
        let begins_in = |word: &str, name: &str| name.split(' ').any(|part| part.starts_with(word));
        let mut fit = Fit::Words;
        for word in &self.words {
            if begins_in(word, name) {
                continue;
            }
            if !begins_in(word, district) {
                return None;
            }
            fit = Fit::WithDistrict;
        }
        Some(fit)
    }
}

/// Lower case, words parted by single spaces, apostrophes dropped: "Ra'as" becomes "raas".
pub(super) fn fold(name: &str, folded: &mut String) {
    folded.clear();
    for letter in name.chars() {
        if letter.is_alphanumeric() {
            folded.extend(letter.to_lowercase());
        } else if !matches!(letter, '\'' | '’' | '‘' | '`' | 'ʼ') && !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
}
