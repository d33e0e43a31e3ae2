//! What the first six digits of a NIK say, and where a village is.

use std::collections::HashMap;
use std::hint::black_box;

use sambang_domain::region::{RegionCode, RegionTable};

use super::Bench;
use crate::Outcome;
use crate::figures::{Series, timed};
use crate::report::{Budget, Report, Row};

const ROUNDS: u32 = 25;
static SHIPPED: &[u8] = include_bytes!("../../../../assets/regions.bin");

pub(super) fn run(_bench: &mut Bench, report: &mut Report) -> Outcome<()> {
    let table = RegionTable::shipped();
    let districts: Vec<RegionCode> = table
        .provinces()
        .iter()
        .flat_map(|province| table.children(province.code))
        .flat_map(|regency| table.children(regency.code))
        .map(|district| district.code)
        .collect();
    let prefixes: Vec<u32> = districts.iter().map(|code| code.to_string().parse()).collect::<Result<_, _>>()?;
    let names: HashMap<u32, &str> =
        prefixes.iter().zip(&districts).filter_map(|(prefix, code)| Some((*prefix, table.find(*code)?.name))).collect();
    let regency: RegionCode = "1803".parse()?;
    let [mut ours, mut theirs, mut search, mut unpack]: [Series; 4] = Default::default();
    for _ in 0..ROUNDS {
        let per_lookup = |ms: f64| ms * 1e6 / prefixes.len() as f64;
        let (found, ms) =
            timed(|| prefixes.iter().filter(|prefix| black_box(table.nik_prefix(**prefix)).district.is_some()).count());
        ours.add(per_lookup(ms));
        let (known, ms) = timed(|| prefixes.iter().filter(|prefix| black_box(names.get(prefix)).is_some()).count());
        theirs.add(per_lookup(ms));
        if (found, known) != (prefixes.len(), prefixes.len()) {
            return Err("a district of the table is not found by its own code".into());
        }
        let (villages, ms) = timed(|| table.search_villages(regency, "suka m", 20).len());
        black_box(villages);
        search.add(ms * 1000.0);
        let (whole, ms) = timed(|| RegionTable::from_bytes(SHIPPED));
        black_box(whole?);
        unpack.add(ms);
    }
    let row = |what: String, series: &Series, unit, yardstick| Row {
        what,
        value: series.median(),
        unit,
        yardstick,
        budget: Budget::None,
    };
    let what = format!("place of a NIK's first six digits, {} districts", prefixes.len());
    report.add(row(what, &ours, "ns", Some(("a hash map of one level", theirs.median()))));
    report.add(row("village by typed letters in a regency".to_owned(), &search, "µs", None));
    report.add(row("unpack the whole region table, once per start".to_owned(), &unpack, "ms", None));
    Ok(())
}
