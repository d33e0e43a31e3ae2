//! A phone after years of work: what it has done must not slow what it does.

use std::path::Path;

use sambang::device::{Device, Group, ListFilter};

use super::full_phone::{YEARS, after_years};
use super::{Bench, list};
use crate::Outcome;
use crate::figures::{Series, timed};
use crate::report::{Budget, Report, Row};

/// Few, because the server takes only so many requests a second of one device.
const ROUNDS: u32 = 7;
/// Where nothing waits for a disk, and 60,000 small photos are written soon.
const IN_MEMORY: &str = "/dev/shm";

pub(super) fn run(bench: &mut Bench, report: &mut Report) -> Outcome<()> {
    crate::tell(&format!("    filling a phone with {YEARS} surveys"));
    let memory = tempfile::tempdir_in(if Path::new(IN_MEMORY).is_dir() { Path::new(IN_MEMORY) } else { bench.path() })?;
    let phone = bench.runtime.block_on(after_years(memory.path(), &bench.province))?;
    let device = phone.unlock()?;
    let mut series: [Series; 4] = Default::default();
    let [home, newest, nobody, sync] = &mut series;
    for _ in 0..ROUNDS {
        let (done, ms) = timed(|| list::home_screen(&device));
        done?;
        home.add(ms);
        let (rows, ms) = timed(|| found(&device, Group::Received, ""));
        rows?;
        newest.add(ms);
        let (rows, ms) = timed(|| found(&device, Group::All, "zulaikha"));
        rows?;
        nobody.add(ms);
        let (done, ms) = timed(|| bench.runtime.block_on(device.sync_once()));
        if let Some(trouble) = done?.trouble {
            return Err(format!("the sync met {trouble:?}").into());
        }
        sync.add(ms);
    }
    let rows = [
        ("home screen: counts and three lists", home, 5.0),
        ("newest 50 of the received", newest, 5.0),
        ("a typed word that nobody has", nobody, 5.0),
        ("sync with nothing to do, server on the same machine", sync, 30.0),
    ];
    for (what, series, most) in rows {
        report.add(Row {
            what: format!("{YEARS} surveys on the phone: {what}"),
            value: series.median(),
            unit: "ms",
            yardstick: None,
            budget: Budget::AtMost(most),
        });
    }
    Ok(())
}

fn found(device: &Device, group: Group, text: &str) -> Outcome<usize> {
    Ok(device.list(&ListFilter { group, text: text.to_owned(), limit: 50 })?.len())
}
