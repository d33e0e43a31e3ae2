//! Whether a NIK was probably seen before, of as many recipients as a province had in a year.

use std::collections::HashSet;
use std::hint::black_box;

use sambang_domain::filter::{FilterSecret, NikFilter, build};
use sambang_domain::nik::Nik;

use super::Bench;
use crate::Outcome;
use crate::figures::{Series, timed};
use crate::report::{Budget, Report, Row};

const ENTRIES: usize = 376_000;
const ASKED: u32 = 9000;
const ROUNDS: u32 = 15;
/// What a filter may take of a phone's data, in MB.
const MOST_MB: f64 = 0.9;

pub(super) fn run(_bench: &mut Bench, report: &mut Report) -> Outcome<()> {
    let secret = FilterSecret::new([7; 32]);
    let asked: Vec<Nik> =
        (1..=ASKED).map(|serial| Nik::parse(&format!("180302500287{serial:04}"))).collect::<Result<_, _>>()?;
    // Half of the NIKs that are asked for are in the filter; others fill it up to the number.
    let (inside, _) = asked.split_at(asked.len() / 2);
    let others = (1..).map(|number: u64| number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let keys: HashSet<u64> = inside.iter().map(|nik| secret.key(nik)).chain(others).take(ENTRIES).collect();
    let bytes = build(keys.iter().copied())?;
    let filter = NikFilter::from_bytes(secret, &bytes)?;
    let [mut ours, mut theirs, mut reading]: [Series; 3] = Default::default();
    for _ in 0..ROUNDS {
        let (found, ms) = timed(|| asked.iter().filter(|nik| filter.contains(nik)).count());
        ours.add(ms * 1000.0 / f64::from(ASKED));
        let (known, ms) = timed(|| asked.iter().filter(|nik| keys.contains(&secret.key(nik))).count());
        theirs.add(ms * 1000.0 / f64::from(ASKED));
        if known < inside.len() || found < known {
            return Err("the filter lost an entry".into());
        }
        let (filter, ms) = timed(|| NikFilter::from_bytes(secret, &bytes));
        black_box(filter?);
        reading.add(ms);
    }
    let megabytes = |bytes: usize| bytes as f64 / 1e6;
    report.add(Row {
        what: format!("filter of {ENTRIES} NIKs, size"),
        value: megabytes(bytes.len()),
        unit: "MB",
        yardstick: Some(("64 bits for each", megabytes(ENTRIES * size_of::<u64>()))),
        budget: Budget::AtMost(MOST_MB),
    });
    report.add(Row {
        what: "one NIK asked in it".to_owned(),
        value: ours.median(),
        unit: "µs",
        yardstick: Some(("a hash set of the same keys", theirs.median())),
        budget: Budget::None,
    });
    report.add(Row {
        what: "reading it, once per start".to_owned(),
        value: reading.median(),
        unit: "ms",
        yardstick: None,
        budget: Budget::None,
    });
    Ok(())
}
