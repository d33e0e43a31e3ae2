//! Telephone numbers as people give them, in one spelling.

/// The number in its one spelling: Indonesian ones from the zero on (`081200009003`), others with
/// plus and country code. None when it cannot be a whole number.
///
/// Accepted are spaces, dots, hyphens and brackets between the digits, and `+62`, `62` or `0062` for
/// the zero. Indonesian numbers have 8 to 13 digits with the zero, foreign ones 8 to 15 without the
/// plus (ITU-T E.164).
#[must_use]
pub fn normalise(text: &str) -> Option<String> {
    let text = text.trim();
    let separator = |c: char| matches!(c, ' ' | '.' | '-' | '(' | ')' | '/');
    let plus = text.starts_with('+');
    let kept: String = text.chars().skip(usize::from(plus)).filter(|c| !separator(*c)).collect();
    if kept.is_empty() || !kept.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (international, number) = match kept.strip_prefix("00") {
        Some(rest) if !plus => (true, rest),
        _ => (plus, kept.as_str()),
    };
    let home = match number.strip_prefix("62") {
        // Some write +62 (0)812...
        Some(rest) => Some(rest.strip_prefix('0').unwrap_or(rest)),
        None if international => None,
        // The zero is often left out before an 8.
        None => number.strip_prefix('0').or_else(|| number.starts_with('8').then_some(number)),
    };
    match home {
        Some(rest) => ((7..=12).contains(&rest.len()) && !rest.starts_with('0')).then(|| format!("0{rest}")),
        None => (international && (8..=15).contains(&number.len())).then(|| format!("+{number}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_number_becomes_one() {
        for text in [
            "081200009003",
            "0812-0000-9003",
            "+62 812 0000 9003",
            "62812 00009003",
            "0062-812-0000-9003",
            "(0812) 0000.9003",
            "+62 (0)812 0000 9003",
            "812 0000 9003",
        ] {
            assert_eq!(normalise(text).as_deref(), Some("081200009003"), "{text}");
        }
        assert_eq!(normalise("(0724) 21900").as_deref(), Some("072421900"));
        assert_eq!(normalise("+60 12-345 6789").as_deref(), Some("+60123456789"));
    }

    #[test]
    fn what_is_no_whole_number_is_left_alone() {
        for text in ["", "0812", "0812 0000 90031234", "nol delapan", "0812x00009003", "+", "00", "999", "123456789"] {
            assert_eq!(normalise(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_in_its_one_spelling_stays() {
        for text in ["081200009003", "072421900", "+60123456789"] {
            assert_eq!(normalise(text).as_deref(), Some(text));
        }
    }
}
