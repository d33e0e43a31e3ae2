//! Whether a NIK was perhaps seen before: what a question costs a phone, what a guess costs a thief, and what
//! building costs the province.

use std::hint::black_box;

use argon2::{Algorithm, Argon2, Params, Version};
use sambang_domain::filter::{Cost, FilterSecret, NikFilter, SlowNik, Stretch, build};
use sambang_domain::nik::Nik;

use super::Bench;
use crate::Outcome;
use crate::figures::{Series, timed};
use crate::report::{Budget, Report, Row};

/// Filters that a facilitator of three districts has, with a list or two.
const FILTERS: u32 = 9;
/// People of a district in each.
const ENTRIES: u32 = 1300;
const ROUNDS: u32 = 15;
/// A question at this share of an unlock is 150 ms on a phone whose unlock takes half a second.
const MOST_OF_AN_UNLOCK: f64 = 0.3;
/// Guesses at the people of a regency: 23 districts, birth dates of 60 years, both sexes, serials up to 10.
const GUESSES: f64 = 1e7;

pub(super) fn run(bench: &mut Bench, report: &mut Report) -> Outcome<()> {
    let (memory_kib, passes) = bench.full_phone()?.phone.stretching()?;
    let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(|error| error.to_string())?;
    let unlock = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let stretch = Stretch { cost: Cost::USUAL, salt: FilterSecret::new([9; 32]) };
    let nik = Nik::parse("1803025002879003")?;
    let built = (0..FILTERS).map(filled).collect::<Outcome<Vec<_>>>()?;
    let filters: Vec<NikFilter> =
        built.iter().map(|(key, bytes)| NikFilter::from_bytes(*key, bytes)).collect::<Result<_, _>>()?;
    let [mut question, mut bare, mut asked, mut building] = std::array::from_fn(|_| Series::default());
    for round in 0..ROUNDS {
        let (found, ms) = timed(|| stretch.slow(&nik).map(|slow| ask(&filters, &slow)));
        black_box(found?);
        question.add(ms);
        let (hashed, ms) = timed(|| unlock.hash_password_into(b"135790", &[7; 16], &mut [0; 32]));
        hashed.map_err(|error| error.to_string())?;
        bare.add(ms);
        let slow = member(round);
        let (found, ms) = timed(|| ask(&filters, &slow));
        black_box(found);
        asked.add(ms * 1000.0);
        let (filter, ms) = timed(|| filled(round));
        black_box(filter?);
        building.add(ms * 1000.0 / f64::from(ENTRIES));
    }
    report.add(Row {
        what: format!("one NIK asked of {FILTERS} filters, slow step and all"),
        value: question.median(),
        unit: "ms",
        yardstick: Some(("Argon2id of an unlock", bare.median())),
        budget: Budget::Times(MOST_OF_AN_UNLOCK),
    });
    report.add(Row {
        what: "of it the filters".to_owned(),
        value: asked.median(),
        unit: "µs",
        yardstick: None,
        budget: Budget::None,
    });
    report.add(Row {
        what: "1000 NIKs of a list prepared by the province, one thread".to_owned(),
        value: question.median() * 1000.0,
        unit: "ms",
        yardstick: Some(("the same without the slow step", building.median())),
        budget: Budget::None,
    });
    report.add(Row {
        what: "10 million guesses with all filters and keys, one such core".to_owned(),
        value: question.median() * GUESSES / 1e3 / 60.0,
        unit: "min",
        yardstick: Some(("the fast steps alone, as it was", asked.median() * GUESSES / 1e6 / 60.0)),
        budget: Budget::None,
    });
    report.add(Row {
        what: format!("filter of a district, {ENTRIES} NIKs, size"),
        value: built.first().map_or(0, |(_, bytes)| bytes.len()) as f64 / 1000.0,
        unit: "KB",
        yardstick: Some(("64 bits for each", f64::from(ENTRIES) * 8.0 / 1000.0)),
        budget: Budget::AtMost(2.0),
    });
    Ok(())
}

fn ask(filters: &[NikFilter], slow: &SlowNik) -> usize {
    filters.iter().filter(|filter| filter.contains(slow)).count()
}

/// Stands for the slow form of a NIK.
fn member(number: u32) -> SlowNik {
    let mut bytes = [0; 32];
    bytes.iter_mut().zip(number.to_be_bytes()).for_each(|(byte, digit)| *byte = digit);
    SlowNik::new(bytes)
}

/// The key and the bytes of a filter of a district.
fn filled(number: u32) -> Outcome<(FilterSecret, Vec<u8>)> {
    let key = FilterSecret::new([u8::try_from(number)?; 32]);
    Ok((key, build((0..ENTRIES).map(|member_of| key.entry(&member(member_of))))?))
}
