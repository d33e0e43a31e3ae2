//! A stored value in words, by the field it stands in: for the history of a survey.

use chrono::NaiveDate;
use sambang_domain::ids::Timestamp;
use sambang_domain::nik;
use sambang_domain::region::{RegionCode, RegionTable};
use serde_json::Value;

use super::answer_words::{sex, yes_no};
use super::format;
use super::i18n::{t, t_code, t_with};

/// Longest text that is shown whole; the statement is longer and is read in its place.
const LONGEST: usize = 240;

/// The value of the field at `path`; `offset` is local time ahead of UTC in minutes. Nothing reads
/// as "empty", strokes and whole texts as what they are.
#[must_use]
pub fn value_words(path: &str, value: &Value, offset: i32) -> String {
    match value {
        Value::Null => t("value-empty"),
        Value::Bool(yes) => yes_no(*yes),
        Value::Number(number) => number_words(path, number, offset),
        Value::String(text) => text_words(path, text),
        Value::Array(list) => list_words(path, list, offset),
        Value::Object(_) => t("value-changed"),
    }
}

fn number_words(path: &str, number: &serde_json::Number, offset: i32) -> String {
    let leaf = path.rsplit('.').next().unwrap_or(path);
    match (leaf, number.as_u64(), number.as_i64(), number.as_f64()) {
        (leaf, Some(amount), ..) if leaf.ends_with("_rupiah") => format::rupiah(amount),
        ("at" | "signed_at" | "answered_at" | "started_at", _, Some(at), _) => format::moment(Timestamp(at), offset),
        ("accuracy_m", .., Some(metres)) => format::distance(metres),
        ("latitude" | "longitude", .., Some(degrees)) => format::decimal(degrees, 5),
        _ => number.to_string().replace('.', ","),
    }
}

fn text_words(path: &str, text: &str) -> String {
    let leaf = path.rsplit('.').next().unwrap_or(path);
    match (path, leaf) {
        (_, "nik" | "family_card") => nik::group(text),
        (_, "village") => village(text),
        (_, "birth_date" | "visited_on") => text.parse::<NaiveDate>().map_or_else(|_| text.to_owned(), format::date),
        ("identity.sex", _) => serde_json::from_value(Value::from(text)).map_or_else(|_| text.to_owned(), sex),
        _ => match list_of(path) {
            Some(prefix) => t_code(prefix, text),
            None if text.chars().count() > LONGEST => t("value-long"),
            None => text.to_owned(),
        },
    }
}

/// The texts that name the words of a field; none for free text.
fn list_of(path: &str) -> Option<&'static str> {
    Some(match path {
        "business.line" => "visit-line",
        "business.premises" => "visit-premises",
        "business.legality" => "visit-legality",
        "sections.turnover.doing" => "doing",
        "sections.aid.prakerja" => "prakerja",
        "sections.aid.regional" => "regional",
        "sections.cooperative.respondent" => "respondent",
        "sections.digital.channels" => "channel",
        "sections.digital.delivery" => "goods",
        "sections.interests.programmes" => "interest",
        "sections.interests.plut" => "plut",
        "sections.problem.status" => "problem",
        _ => return None,
    })
}

fn list_words(path: &str, list: &[Value], offset: i32) -> String {
    if path.starts_with("evidence.") {
        return t_with("value-photos", &[("count", list.len().into())]);
    }
    if path == "sections.aid.credits" {
        let kind = |credit: &Value| credit.get("kind").and_then(Value::as_str).map(|kind| t_code("credit", kind));
        return list.iter().filter_map(kind).collect::<Vec<_>>().join(", ");
    }
    match list {
        [] => t("section-none"),
        _ if list.iter().all(Value::is_string) => {
            list.iter().map(|value| value_words(path, value, offset)).collect::<Vec<_>>().join(", ")
        }
        _ => t("value-changed"),
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
    fn numbers_dates_and_digits_read_as_the_form_writes_them() {
        let words = |path: &str, value: Value| value_words(path, &value, 420);
        assert_eq!(words("identity.nik", json!("1803025002879003")), "180302 500287 9003");
        assert_eq!(words("identity.birth_date", json!("1987-02-10")), "10-02-1987");
        assert_eq!(words("sections.turnover.now_rupiah", json!(2_400_000)), "Rp2.400.000");
        assert_eq!(words("position.latitude", json!(-4.802_131)), "-4,80213");
        assert_eq!(words("business.name", json!("Warung Bu Siti")), "Warung Bu Siti");
        assert_eq!(words("position.at", json!(1_618_455_480_000_i64)), "15-04-2021 09.58 WIB");
    }
}
