//! A stored value in words: for the history of a survey, and wherever no form shows it.

use sambang_domain::Language;
use sambang_domain::ids::Timestamp;
use sambang_domain::letters::shown;
use sambang_domain::nik;
use sambang_domain::region::{RegionCode, RegionTable};
use sambang_domain::survey::fields::{self, Kind};
use serde_json::{Number, Value};

use crate::answers::yes_no;
use crate::format;
use crate::texts::{text, text_code, text_with};

/// Longest text, in characters, that is shown whole. The statement is longer; its own page shows it.
const LONGEST: usize = 240;

/// The value of the answer at `path`; `offset` is local time ahead of UTC in minutes. A missing value reads
/// as "empty"; long texts and strokes are only named.
#[must_use]
pub fn value(language: Language, path: &str, value: &Value, offset: i32) -> String {
    let kind = fields::of(path).kind;
    match value {
        Value::Null => text(language, "value-empty"),
        Value::Bool(yes) => yes_no(language, *yes),
        Value::Number(number) => number_words(kind, number, offset),
        Value::String(given) => text_words(language, kind, given),
        Value::Array(list) => list_words(language, kind, list),
        Value::Object(_) => text(language, "value-changed"),
    }
}

/// As [`value`], with the middle of a NIK or family card number hidden.
#[must_use]
pub fn masked(language: Language, path: &str, stored: &Value, offset: i32) -> String {
    match (fields::of(path).kind, stored) {
        (Kind::Nik | Kind::FamilyCard, Value::String(digits)) => nik::mask(digits),
        _ => value(language, path, stored, offset),
    }
}

fn number_words(kind: Kind, number: &Number, offset: i32) -> String {
    match (kind, number.as_u64(), number.as_i64(), number.as_f64()) {
        (Kind::Money, Some(amount), ..) => format::rupiah(amount),
        (Kind::Instant, _, Some(at), _) => format::moment(Timestamp(at), offset),
        (Kind::Metres, .., Some(metres)) => format::distance(metres),
        (Kind::Degrees, .., Some(degrees)) => format::decimal(degrees, 5),
        _ => number.to_string().replace('.', ","),
    }
}

fn text_words(language: Language, kind: Kind, given: &str) -> String {
    match kind {
        Kind::Nik | Kind::FamilyCard => nik::group(given),
        Kind::Region => village(given),
        Kind::Date => given.parse().map_or_else(|_| given.to_owned(), format::date),
        Kind::Word(list) | Kind::Words(list) => text_code(language, list.name, given),
        _ if given.chars().count() > LONGEST => text(language, "value-long"),
        _ => shown(given).into_owned(),
    }
}

fn list_words(language: Language, kind: Kind, list: &[Value]) -> String {
    let named = |word: &Value| word.as_str().map(|word| text_words(language, kind, word));
    match kind {
        Kind::Photos => text_with(language, "value-photos", &[("count", list.len().into())]),
        Kind::Loans(lenders) => {
            let lender = |loan: &Value| loan.get("kind")?.as_str().map(|word| text_code(language, lenders.name, word));
            list.iter().filter_map(lender).collect::<Vec<_>>().join(", ")
        }
        _ if list.is_empty() => text(language, "section-none"),
        _ => match list.iter().map(named).collect::<Option<Vec<_>>>() {
            Some(words) => words.join(", "),
            None => text(language, "value-changed"),
        },
    }
}

fn village(code: &str) -> String {
    let found = code.parse::<RegionCode>().ok().and_then(|code| RegionTable::shipped().full_name(code));
    found.unwrap_or_else(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_reads_as_its_kind_says() {
        let words = |path: &str, stored: Value| value(Language::Id, path, &stored, 420);
        assert_eq!(words("identity.nik", json!("1803025002879003")), "180302 500287 9003");
        assert_eq!(words("identity.birth_date", json!("1987-02-10")), "10-02-1987");
        assert_eq!(words("identity.sex", json!("female")), "perempuan");
        assert_eq!(words("sections.turnover.now_rupiah", json!(2_400_000)), "Rp2.400.000");
        assert_eq!(words("position.latitude", json!(-4.802_131)), "-4,80213");
        assert_eq!(words("business.name", json!("Warung Bu Siti")), "Warung Bu Siti");
        assert_eq!(words("position.at", json!(1_618_455_480_000_i64)), "15-04-2021 09.58 WIB");
        assert_eq!(words("sections.digital.channels", json!([])), "Tidak ada");
        assert_eq!(words("sections.aid.credits", json!([{"kind": "kur"}])), "KUR");
        assert_eq!(words("eligibility.received_before.year", json!(2020)), "2020");
    }

    #[test]
    fn a_letter_that_nobody_sees_is_seen_in_a_value() {
        let name = Value::from("CONTOH \u{202E}itiS");
        assert_eq!(value(Language::Id, "identity.name", &name, 0), "CONTOH ⟨202E⟩itiS");
    }

    #[test]
    fn a_masked_number_keeps_its_ends_and_other_answers_are_whole() {
        let words = |path: &str, stored: Value| masked(Language::Id, path, &stored, 420);
        assert_eq!(words("identity.family_card", json!("1803021502109001")), "1803••••••••9001");
        assert_eq!(words("identity.name", json!("CONTOH Siti")), "CONTOH Siti");
    }
}
