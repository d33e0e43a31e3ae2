//! What a survey costs the server: CPU time of the real process, from the phone's real sync.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use sambang_domain::ids::Digest;

use super::Bench;
use crate::Outcome;
use crate::figures::{Series, own_cpu_ms};
use crate::filling::{End, Filling, noise};
use crate::phone::Phone;
use crate::process::cpu_ms;
use crate::report::{Budget, Report, Row};

const ROUNDS: u32 = 5;
/// Fewer requests than a device may make at once.
const SURVEYS: u32 = 50;
const PHOTO_BYTES: usize = 200_000;

pub(super) fn run(bench: &mut Bench, report: &mut Report) -> Outcome<()> {
    let (mut ours, mut bare) = (Series::default(), Series::default());
    let shelf = bench.path().join("shelf");
    std::fs::create_dir(&shelf)?;
    for round in 0..ROUNDS {
        let folder = bench.path().join(format!("sender-{round}"));
        let url = bench.province.url();
        let phone = bench.runtime.block_on(Phone::enrolled(&folder, &bench.province, &url))?;
        let filling = Filling::new(phone.store()?)?;
        for number in 0..SURVEYS {
            filling.add(10_000 * (round + 1) + number, PHOTO_BYTES, End::Sealed)?;
        }
        drop(filling);
        let device = phone.unlock()?;
        let before = cpu_ms(bench.province.process())?;
        let outcome = bench.runtime.block_on(device.sync_once())?;
        let after = cpu_ms(bench.province.process())?;
        if outcome.trouble.is_some() || !device.outbox()?.is_empty() {
            return Err(format!("the sync left something behind: {outcome:?}").into());
        }
        ours.add((after - before) / f64::from(SURVEYS));
        bare.add(bare_work(&shelf, round)?);
        drop(device);
        std::fs::remove_dir_all(folder)?;
    }
    report.add(Row {
        what: "server CPU per survey with 3 photos of 200 KB, durable".to_owned(),
        value: ours.median(),
        unit: "ms",
        yardstick: Some(("hash, write, sync and rename the photos, nothing else", bare.median())),
        budget: Budget::AtMost(6.0),
    });
    Ok(())
}

/// CPU milliseconds per survey of what no server can leave out.
fn bare_work(shelf: &Path, round: u32) -> Outcome<f64> {
    let photos: Vec<Vec<u8>> = (0..3).map(|photo| noise(photo, PHOTO_BYTES)).collect();
    let before = own_cpu_ms();
    for number in 0..SURVEYS {
        for (place, photo) in photos.iter().enumerate() {
            let name = format!("{}-{round}-{number}-{place}", Digest::of(photo).to_hex());
            let part = shelf.join("part");
            let mut file = File::create(&part)?;
            file.write_all(photo)?;
            file.sync_all()?;
            std::fs::rename(&part, shelf.join(name))?;
            File::open(shelf)?.sync_all()?;
        }
    }
    Ok((own_cpu_ms() - before) / f64::from(SURVEYS))
}
