//! Columns of numbers that a spreadsheet rounded before they became text.
//!
//! It keeps fifteen digits, so that the sixteenth is 0. By chance one number in ten ends so.

use std::collections::BTreeSet;

/// How sure one must be: by chance alone this happens to one column in ten thousand.
const CHANCE: f64 = 1.000_001e-4;
/// From this share on the numbers that end in 0 are refused; below it they are too likely genuine.
const REFUSED_FROM: f64 = 0.3;

/// What the last digits of a column say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rounded {
    /// As many zeros as chance brings.
    No,
    /// More than chance brings, but most of them are genuine.
    Some,
    /// So many that those ending in 0 cannot be believed.
    Most,
}

/// Different numbers of a column.
#[derive(Debug, Default)]
pub(super) struct LastDigits(BTreeSet<u64>);

impl LastDigits {
    pub(super) fn add(&mut self, digits: &str) {
        self.0.extend(digits.parse::<u64>().ok());
    }

    /// Members of one family share a card: a number counts once.
    pub(super) fn verdict(&self) -> Rounded {
        let zeros = self.0.iter().filter(|number| *number % 10 == 0).count();
        let share = zeros as f64 / self.0.len().max(1) as f64;
        if share <= 0.1 || by_chance(self.0.len(), zeros) > CHANCE {
            Rounded::No
        } else if share < REFUSED_FROM {
            Rounded::Some
        } else {
            Rounded::Most
        }
    }
}

/// How likely it is that `zeros` or more of `count` digits are 0.
fn by_chance(count: usize, zeros: usize) -> f64 {
    let (count, zeros) = (count as f64, zeros as f64);
    if count > 1000.0 {
        // Far beyond the bell's edge or not; the exact sum says no more.
        let deviation = (count * 0.09).sqrt();
        return if zeros > count * 0.1 + 4.0 * deviation { 0.0 } else { 1.0 };
    }
    let mut term = 0.9_f64.powf(count);
    let mut below = 0.0;
    for at in 0..zeros as u32 {
        below += term;
        term *= (count - f64::from(at)) / (f64::from(at) + 1.0) / 9.0;
    }
    1.0 - below
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(zeros: u64, others: u64) -> Rounded {
        let mut digits = LastDigits::default();
        (0..zeros).for_each(|n| digits.add(&format!("{}", 1_803_025_002_000_000 + n * 10)));
        (0..others).for_each(|n| digits.add(&format!("{}", 1_803_025_002_000_001 + n * 10)));
        digits.verdict()
    }

    #[test]
    fn far_more_zeros_than_chance_brings_are_seen() {
        for (zeros, others) in [(4, 0), (7, 3), (12, 1), (8, 0), (400, 100), (100_000, 100_000)] {
            assert_eq!(verdict(zeros, others), Rounded::Most, "{zeros} {others}");
        }
        for (zeros, others) in [(3, 0), (1, 0), (3, 7), (1, 9), (10, 90), (30_200, 270_000), (0, 5)] {
            assert_eq!(verdict(zeros, others), Rounded::No, "{zeros} {others}");
        }
        assert_eq!((verdict(40, 160), verdict(40_000, 260_000)), (Rounded::Some, Rounded::Some));
    }

    #[test]
    fn one_number_many_times_is_one_number() {
        let mut digits = LastDigits::default();
        (0..20).for_each(|_| digits.add("1803021502109010"));
        assert_eq!(digits.verdict(), Rounded::No);
    }
}
