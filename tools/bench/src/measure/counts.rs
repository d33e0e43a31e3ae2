//! What a survey makes the server do, in counts that do not hang on the machine: statements, commits, switches of
//! threads. With eight phones at once commits are shared.

use std::time::Instant;

use super::Bench;
use crate::Outcome;
use crate::filling::{End, Filling};
use crate::phone::Phone;
use crate::process::{cpu_ms, switches};
use crate::province::{Counts, Province};
use crate::report::{Budget, Report, Row};

/// Fewer requests than a device may make at once.
const SURVEYS: u32 = 40;
const PHOTO_BYTES: usize = 200_000;
const TOGETHER: u32 = 8;

/// What was counted while phones sent their surveys.
struct Counted {
    database: Counts,
    switches: u64,
    cpu_ms: f64,
    seconds: f64,
}

pub(super) fn run(bench: &mut Bench, report: &mut Report) -> Outcome<()> {
    for phones in [1, TOGETHER] {
        let (without, with) = (counted(bench, phones, 0)?.database, counted(bench, phones, SURVEYS)?);
        let surveys = f64::from(phones * SURVEYS);
        let each = |with: u64, without: u64| with.saturating_sub(without) as f64 / surveys;
        let at_once = if phones == 1 { "".to_owned() } else { format!(", {phones} phones at once") };
        let mut add = |what: &str, value: f64, unit: &'static str, most: Option<f64>| {
            let what = format!("{what} a survey with 3 photos of 200 KB{at_once}");
            report.add(Row { what, value, unit, yardstick: None, budget: most.map_or(Budget::None, Budget::AtMost) });
        };
        let alone = |most: f64| (phones == 1).then_some(most);
        add("statements", each(with.database.statements, without.statements), "", alone(45.0));
        add("commits", each(with.database.commits, without.commits), "", alone(4.0));
        add("switches of threads", each(with.switches, 0), "", alone(60.0));
        add("server CPU", with.cpu_ms / surveys, "ms", None);
        add("wall time", with.seconds * 1000.0 / surveys, "ms", None);
    }
    Ok(())
}

/// A province of its own, whose phones send so many surveys each.
fn counted(bench: &Bench, phones: u32, surveys: u32) -> Outcome<Counted> {
    let folder = bench.path().join(format!("counts-{phones}-{surveys}"));
    std::fs::create_dir(&folder)?;
    let province = Province::start(&folder.join("province"))?;
    let mut devices = Vec::new();
    for phone in 0..phones {
        let url = province.url();
        let own = folder.join(format!("phone-{phone}"));
        let phone_of = bench.runtime.block_on(Phone::enrolled(&own, &province, &url))?;
        let filling = Filling::new(phone_of.store()?)?;
        for number in 0..surveys {
            filling.add(100_000 * (phone + 1) + number, PHOTO_BYTES, End::Sealed)?;
        }
        drop(filling);
        devices.push(phone_of.unlock()?);
    }
    let (process, begun) = (province.process(), Instant::now());
    let (cpu, switched) = (cpu_ms(process)?, switches(process)?);
    std::thread::scope(|scope| {
        let syncs = devices.iter().map(|device| scope.spawn(|| bench.runtime.block_on(device.sync_once())));
        for sync in syncs.collect::<Vec<_>>() {
            let outcome = sync.join().map_err(|_| "a sync panicked")??;
            if outcome.trouble.is_some() {
                return Err(format!("the sync left something behind: {outcome:?}").into());
            }
        }
        Outcome::Ok(())
    })?;
    let (cpu_ms, switches, seconds) =
        (cpu_ms(process)? - cpu, switches(process)? - switched, begun.elapsed().as_secs_f64());
    drop(devices);
    let database = province.stopped()?;
    std::fs::remove_dir_all(folder)?;
    Ok(Counted { database, switches, cpu_ms, seconds })
}
