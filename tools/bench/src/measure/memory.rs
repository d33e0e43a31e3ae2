//! The largest photo a phone makes, in a process of its own.

use std::process::Command;

use sambang::media::{PhotoKind, prepare};

use super::Bench;
use crate::Outcome;
use crate::process::{peak_kib, ran, vipsthumbnail, watched_peak_kib};
use crate::report::{Budget, Report, Row};

const ROUNDS: u32 = 3;

pub(super) fn run(bench: &mut Bench, report: &mut Report) -> Outcome<()> {
    let file = bench.path().join("sensor.jpg");
    std::fs::write(&file, bench.photographs()?.jpeg(12_000, 9_000)?)?;
    crate::tell(&format!("    the file has {} MB", std::fs::metadata(&file)?.len() / 1_000_000));
    let program = std::env::current_exe()?;
    let (mut ours, mut vips) = (0_u64, 0);
    for _ in 0..ROUNDS {
        ours = ours.max(ran(Command::new(&program).arg("prepare-photo").arg(&file))?.parse()?);
        vips = vips.max(watched_peak_kib(&mut vipsthumbnail(std::slice::from_ref(&file), 1600, 75))?);
    }
    let megabytes = |kib: u64| kib as f64 * 1024.0 / 1e6;
    report.add(Row {
        what: "peak memory of a process that prepares a 108-megapixel photo".to_owned(),
        value: megabytes(ours),
        unit: "MB",
        yardstick: Some(("vipsthumbnail", megabytes(vips))),
        budget: Budget::AtMost(250.0),
    });
    Ok(())
}

/// What the child does: prepares the photo and tells the most memory it had, in KiB.
pub(crate) fn in_child(file: &str) -> Outcome<String> {
    let prepared = prepare(&std::fs::read(file)?, PhotoKind::Business, None)?;
    if prepared.width.max(prepared.height) != PhotoKind::Business.long_side() {
        return Err("the photo came out at another size".into());
    }
    Ok(peak_kib("self").ok_or("no peak in /proc/self/status")?.to_string())
}
