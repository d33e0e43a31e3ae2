//! A camera's photo becomes a stored attachment: against libvips, which makes a JPEG of the same
//! side and about the same bytes from the same file, and stores nothing. It decodes whole what the
//! app decodes at half the scale.

use std::path::PathBuf;
use std::time::Instant;

use sambang::device::Device;
use sambang::media::{PhotoKind, prepare};
use sambang_domain::survey::EvidenceKind;

use super::Bench;
use super::full_phone::FullPhone;
use crate::Outcome;
use crate::figures::{Series, milliseconds_since, own_cpu_ms};
use crate::process::{children_cpu_ms, ran, thumbnail_of, vipsthumbnail};
use crate::report::{Budget, Report, Row};

const ROUNDS: u32 = 9;
/// Photos of each kind in a round. The kernel counts a child's CPU time in steps of 10 ms.
const IN_ROUND: u32 = 8;
const SIDE: u32 = 1600;

/// Wall and CPU milliseconds of one photo.
#[derive(Default)]
struct Cost {
    wall: Series,
    cpu: Series,
}

pub(super) fn run(bench: &mut Bench, report: &mut Report) -> Outcome<()> {
    let original = bench.photographs()?.jpeg(4000, 3000)?;
    // Files of different names, so that libvips finds nothing in its cache.
    let files: Vec<PathBuf> = (0..=IN_ROUND).map(|n| bench.path().join(format!("camera-{n}.jpg"))).collect();
    for file in &files {
        std::fs::write(file, &original)?;
    }
    let full = bench.full_phone()?;
    let device = full.phone.unlock()?;
    let [mut whole, mut alone, mut vips]: [Cost; 3] = Default::default();
    let bytes = store(full, &device, &original, &mut whole)?;
    let (quality, vips_bytes) = fitting_quality(&files, bytes)?;
    for _ in 0..ROUNDS {
        for _ in 0..IN_ROUND {
            store(full, &device, &original, &mut whole)?;
            prepare_alone(&original, &mut alone)?;
        }
        shrink(&files, quality, &mut vips)?;
    }
    crate::tell(&format!(
        "    the camera's file has {} KB, ours {} KB, that of libvips at quality {quality} {} KB",
        original.len() / 1000,
        bytes / 1000,
        vips_bytes / 1000
    ));
    let rows = [
        ("12-megapixel photo to stored attachment, CPU", &whole.cpu, &vips.cpu, Budget::Times(1.5)),
        ("12-megapixel photo to stored attachment, wall", &whole.wall, &vips.wall, Budget::Times(1.5)),
        ("of it preparing the picture, CPU", &alone.cpu, &vips.cpu, Budget::None),
    ];
    for (what, ours, vips, budget) in rows {
        report.add(Row {
            what: what.to_owned(),
            value: ours.median(),
            unit: "ms",
            yardstick: Some(("vipsthumbnail, one more file", vips.median())),
            budget,
        });
    }
    Ok(())
}

impl Cost {
    fn add(&mut self, begun: Instant, cpu_ms: f64) {
        self.wall.add(milliseconds_since(begun));
        self.cpu.add(cpu_ms);
    }
}

/// Adds the photo as the app does and takes it out again, which is not counted; gives its stored
/// bytes. Another second is another caption, so that other bytes are stored every time.
fn store(full: &FullPhone, device: &Device, original: &[u8], cost: &mut Cost) -> Outcome<u64> {
    full.phone.clock.advance_ms(1000);
    let (begun, cpu) = (Instant::now(), own_cpu_ms());
    let photo = device.add_photo(full.draft, EvidenceKind::BusinessFront, original)?;
    cost.add(begun, own_cpu_ms() - cpu);
    device.remove_photo(full.draft, photo.sha256)?;
    Ok(photo.size_bytes)
}

fn prepare_alone(original: &[u8], cost: &mut Cost) -> Outcome<()> {
    let (begun, cpu) = (Instant::now(), own_cpu_ms());
    prepare(original, PhotoKind::Business, None)?;
    cost.add(begun, own_cpu_ms() - cpu);
    Ok(())
}

/// What each file beyond the first costs in one process: starting it costs more than a photo, and
/// the app does not start for a photo.
fn shrink(files: &[PathBuf], quality: u8, cost: &mut Cost) -> Outcome<()> {
    let (begun, cpu) = (Instant::now(), children_cpu_ms()?);
    ran(&mut vipsthumbnail(files, SIDE, quality))?;
    let (all_ms, all_cpu) = (milliseconds_since(begun), children_cpu_ms()? - cpu);
    let (begun, cpu) = (Instant::now(), children_cpu_ms()?);
    ran(&mut vipsthumbnail(files.get(..1).unwrap_or_default(), SIDE, quality))?;
    let (one_ms, one_cpu) = (milliseconds_since(begun), children_cpu_ms()? - cpu);
    cost.wall.add((all_ms - one_ms) / f64::from(IN_ROUND));
    cost.cpu.add((all_cpu - one_cpu) / f64::from(IN_ROUND));
    Ok(())
}

/// The quality at which libvips comes nearest to `bytes` without passing them, and its bytes.
fn fitting_quality(files: &[PathBuf], bytes: u64) -> Outcome<(u8, u64)> {
    let file = files.get(..1).unwrap_or_default();
    let made = |quality: u8| -> Outcome<u64> {
        ran(&mut vipsthumbnail(file, SIDE, quality))?;
        Ok(file.iter().map(|file| std::fs::metadata(thumbnail_of(file)).map_or(0, |made| made.len())).sum())
    };
    let (mut low, mut high) = (20_u8, 96_u8);
    while high - low > 1 {
        let middle = low.midpoint(high);
        if made(middle)? <= bytes { low = middle } else { high = middle }
    }
    Ok((low, made(low)?))
}
