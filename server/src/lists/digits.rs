//! Sixteen-digit numbers that went through a spreadsheet.
//!
//! A spreadsheet keeps fifteen digits of a number. A NIK typed into a cell that is not text loses
//! its last digit, which becomes a zero, and is shown as `1,80302E+15`; saved as CSV, only those
//! six digits are left. Such a number must never reach a phone: it belongs to somebody else.

use crate::spreadsheet::Cell;

/// Why a cell gives no sixteen digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberTrouble {
    /// Nothing is there.
    Missing,
    /// A spreadsheet took digits away.
    Damaged,
    /// Something else is there.
    Other,
}

/// Numbers above this are no longer exact in a spreadsheet's cell.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The sixteen digits of a cell.
pub(super) fn sixteen_digits(cell: &Cell) -> Result<String, NumberTrouble> {
    let digits = match cell {
        Cell::Empty => return Err(NumberTrouble::Missing),
        Cell::Broken => return Err(NumberTrouble::Damaged),
        Cell::Number(number) => of_number(*number)?,
        Cell::Text(text) => of_text(text)?,
    };
    if digits.len() == 16 { Ok(digits) } else { Err(NumberTrouble::Other) }
}

/// A telephone number as written; a number lost the zero it began with.
pub(super) fn telephone(cell: &Cell) -> Result<String, NumberTrouble> {
    let text = match cell {
        Cell::Empty => return Ok(String::new()),
        Cell::Broken => return Err(NumberTrouble::Damaged),
        Cell::Number(number) if *number >= EXACT || number.fract() != 0.0 => return Err(NumberTrouble::Damaged),
        Cell::Number(number) => format!("{number:.0}"),
        Cell::Text(text) => {
            text.trim_start_matches(['=', '\'', '"', '`', '’']).trim_end_matches(['"', '\'']).to_owned()
        }
    };
    if text.split_once(['e', 'E']).is_some_and(|(figure, power)| is_figure(figure) && is_figure(power)) {
        return Err(NumberTrouble::Damaged);
    }
    let bare = text.strip_suffix(".0").unwrap_or(&text);
    let mobile = bare.starts_with('8') && bare.len() >= 9 && bare.bytes().all(|byte| byte.is_ascii_digit());
    Ok(if mobile { format!("0{bare}") } else { bare.to_owned() })
}

fn is_figure(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'+'))
}

/// A number of sixteen digits whose last one is not 0 was written by a program that keeps all of
/// them; with a 0 nobody can tell.
fn of_number(number: f64) -> Result<String, NumberTrouble> {
    let digits = format!("{number:.0}");
    match digits.len() {
        16 if number >= EXACT || number.fract() != 0.0 || digits.ends_with('0') => Err(NumberTrouble::Damaged),
        _ => Ok(digits),
    }
}

fn of_text(text: &str) -> Result<String, NumberTrouble> {
    // ="1803…" and '1803… are how people keep a spreadsheet from counting.
    let text = text.trim_start_matches(['=', '\'', '"', '`', '’']).trim_end_matches(['"', '\'']).trim();
    if text.starts_with('#') {
        return Err(NumberTrouble::Damaged);
    }
    if let Some((figure, power)) = text.split_once(['e', 'E']) {
        return of_scientific(figure, power);
    }
    let whole = [".0", ".00", ",0", ",00"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    // "1803025002879003.0" has sixteen digits in front; "18.03.02…" has not.
    let whole = if whole.len() == 16 { whole } else { text };
    let digits: String =
        whole.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '‐' | '‑' | '–')).map(narrow).collect();
    let only_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    if only_digits { Ok(digits) } else { Err(NumberTrouble::Other) }
}

/// `1.803025002879003E+15` has every digit, `1,80302E+15` has not.
fn of_scientific(figure: &str, power: &str) -> Result<String, NumberTrouble> {
    let digits: String = figure.chars().filter(|c| !matches!(c, '.' | ',')).collect();
    let power = power.trim_start_matches('+').trim_start_matches('0');
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) || power.parse::<u8>().is_err() {
        return Err(NumberTrouble::Other);
    }
    if digits.len() == 16 && power == "15" && !digits.ends_with('0') { Ok(digits) } else { Err(NumberTrouble::Damaged) }
}

/// The full-width digits of East Asian keyboards are digits.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NIK: &str = "1803025002879003";

    fn text(text: &str) -> Result<String, NumberTrouble> {
        sixteen_digits(&Cell::Text(text.into()))
    }

    #[test]
    fn whole_numbers_are_read_in_every_dress() {
        let dressed = [
            NIK,
            "'1803025002879003",
            "=\"1803025002879003\"",
            "180302 500287 9003",
            "1803025002879003.0",
            "1803.0250.0287.9003",
        ];
        for typed in dressed {
            assert_eq!(text(typed).as_deref(), Ok(NIK), "{typed}");
        }
        assert_eq!(text("1.803025002879003E+15").as_deref(), Ok(NIK), "a program that keeps all digits");
        assert_eq!(sixteen_digits(&Cell::Number(1_803_025_002_879_003.0)).as_deref(), Ok(NIK));
        assert_eq!(text("1803025002879000").as_deref(), Ok("1803025002879000"), "one alone may be genuine");
    }

    #[test]
    fn what_a_spreadsheet_shortened_is_called_damaged() {
        for typed in
            ["1.80101E+15", "1,80302E+15", "1.8E15", "1.80302500287900E+15", "1.803025002879000e+15", "########"]
        {
            assert_eq!(text(typed), Err(NumberTrouble::Damaged), "{typed}");
        }
        for number in [1_803_025_002_879_000.0, 9_203_025_002_879_004.0] {
            assert_eq!(sixteen_digits(&Cell::Number(number)), Err(NumberTrouble::Damaged), "{number}");
        }
    }

    #[test]
    fn what_was_never_sixteen_digits_is_something_else() {
        for typed in ["180302500287900", "18030250028790031", "belum ada", "1803O25002879003", "E", "1E", "xE5"] {
            assert_eq!(text(typed), Err(NumberTrouble::Other), "{typed}");
        }
        assert_eq!(sixteen_digits(&Cell::Number(180.0)), Err(NumberTrouble::Other));
        assert_eq!(sixteen_digits(&Cell::Empty), Err(NumberTrouble::Missing));
    }

    #[test]
    fn a_telephone_number_keeps_its_zero_and_a_shortened_one_is_damaged() {
        let phone = |text: &str| telephone(&Cell::Text(text.into()));
        assert_eq!(telephone(&Cell::Number(81_200_009_001.0)).as_deref(), Ok("081200009001"));
        assert_eq!(phone("81200009001").as_deref(), Ok("081200009001"));
        for kept in ["+62 812-0000-9001", "0812", "0812 / 0813", "-"] {
            assert_eq!(phone(kept).as_deref(), Ok(kept));
        }
        for damaged in ["8,12E+10", "6.28E+12", "8.12E10"] {
            assert_eq!(phone(damaged), Err(NumberTrouble::Damaged), "{damaged}");
        }
        assert_eq!(telephone(&Cell::Broken), Err(NumberTrouble::Damaged));
    }
}
