//! Ways of grouping digits while they are typed. The page does it (`mask.js`), so that the caret stays; here a
//! stored text is put into the same shape.

use crate::ui::i18n::{t, t_with};

/// The script, for the page's head.
pub const SCRIPT: &str = include_str!("mask.js");

/// A way of grouping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mask {
    /// `180302 500287 9003`: NIK and family card number.
    Sixteen,
    /// `10-02-1987`.
    Date,
    /// Up to four digits, ungrouped.
    Four,
    /// Up to three digits, ungrouped: RT, RW and the number of workers.
    Three,
    /// `1.200.000`.
    Amount,
    /// A telephone number in whatever groups it is said.
    Phone,
}

impl Mask {
    /// The name by which `mask.js` knows it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sixteen => "16",
            Self::Date => "date",
            Self::Four => "4",
            Self::Three => "3",
            Self::Amount => "amount",
            Self::Phone => "phone",
        }
    }

    /// The most digits it takes.
    #[must_use]
    pub fn digits(self) -> usize {
        match self {
            Self::Sixteen => 16,
            Self::Date => 8,
            Self::Four => 4,
            Self::Three => 3,
            Self::Amount => 12,
            Self::Phone => 15,
        }
    }

    /// What is said when one more digit is typed.
    #[must_use]
    pub fn refusal(self) -> String {
        match self {
            Self::Date => t("mask-date-full"),
            _ => t_with("mask-full", &[("count", self.digits().into())]),
        }
    }

    /// A stored text in groups. Parts of a date that are typed already stay parts.
    #[must_use]
    pub fn apply(self, text: &str) -> String {
        match self {
            Self::Sixteen => in_groups(text, &[6, 6, 4], ' '),
            Self::Date if text.contains('-') => text.to_owned(),
            Self::Date => in_groups(text, &[2, 2, 4], '-'),
            Self::Four | Self::Three => in_groups(text, &[self.digits()], ' '),
            Self::Amount => text.parse().map_or_else(|_| text.to_owned(), sambang_words::format::thousands),
            Self::Phone => text.to_owned(),
        }
    }
}

fn in_groups(text: &str, groups: &[usize], between: char) -> String {
    let mut digits = text.chars().filter(char::is_ascii_digit).peekable();
    let mut out = String::new();
    for (index, size) in groups.iter().enumerate() {
        if index > 0 && digits.peek().is_some() {
            out.push(between);
        }
        out.extend(digits.by_ref().take(*size));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_text_stands_in_its_groups() {
        assert_eq!(Mask::Sixteen.apply("1803025002879003"), "180302 500287 9003");
        assert_eq!(Mask::Sixteen.apply("180302 5"), "180302 5");
        assert_eq!(Mask::Date.apply("10021987"), "10-02-1987");
        assert_eq!(Mask::Date.apply("1-05-1990"), "1-05-1990", "a day that is being corrected keeps to itself");
        assert_eq!(Mask::Amount.apply("1200000"), "1.200.000");
        assert_eq!(Mask::Three.apply("003"), "003");
        for mask in [Mask::Sixteen, Mask::Date, Mask::Four, Mask::Amount, Mask::Phone] {
            assert_eq!(mask.apply(""), "");
            assert_eq!(mask.apply(&mask.apply("1234")), mask.apply("1234"));
        }
    }
}
