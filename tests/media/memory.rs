//! A 108-megapixel photo fits into a small phone, measured in a process of its own.

use std::process::Command;

use image::RgbImage;
use sambang::media::{PhotoKind, TARGET_BYTES, read_qr};

use crate::photos::{FLOWER, accept, jpeg_with, pixels};

const WIDTH: u32 = 12_000;
const HEIGHT: u16 = 9_000;
/// What a phone of 2 GB can give, file included.
const BUDGET_KIB: u64 = 250 * 1024;
const CHILD: &str = "SAMBANG_TEST_MEDIA_CHILD";

#[test]
fn a_108_megapixel_photo_takes_less_than_250_mb() {
    measured("memory::a_108_megapixel_photo_takes_less_than_250_mb", |photo| {
        let prepared = accept(photo, PhotoKind::Business);
        assert_eq!((prepared.width, prepared.height), (1600, 1200));
        assert!(prepared.jpeg.len() <= TARGET_BYTES);
    });
}

#[test]
fn looking_for_a_qr_code_in_one_takes_no_more() {
    measured("memory::looking_for_a_qr_code_in_one_takes_no_more", |photo| {
        assert_eq!(read_qr(photo).unwrap().texts, [""; 0]);
    });
}

/// Does `work` with such a photo in a process of its own, and judges the memory it took.
fn measured(name: &str, work: impl Fn(&[u8])) {
    if std::env::var_os(CHILD).is_some() {
        let photo = sensor_photo();
        work(&photo);
        println!("file_bytes={} peak_kib={}", photo.len(), peak_kib());
        return;
    }
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(CHILD, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let number = |key: &str| -> u64 {
        let text = said.split_once(key).unwrap_or_else(|| panic!("no {key} in {said}")).1;
        text.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap()
    };
    let (file, peak) = (number("file_bytes="), number("peak_kib="));
    println!("a file of {} KiB took {peak} KiB in all", file / 1024);
    assert!(file > 15_000_000, "the sample is as large as a real one");
    assert!(peak <= BUDGET_KIB, "{peak} KiB");
}

/// The largest memory this process ever had, in KiB.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// A baseline JPEG of 12000 by 9000 pixels, put together from encoded bands
/// of a real photo repeated sideways, 16 pixels high, with a restart marker
/// between bands as such sensors write them. No picture of that size is ever in memory.
fn sensor_photo() -> Vec<u8> {
    let flower = pixels(&FLOWER);
    let bands: Vec<Vec<u8>> = (0..24)
        .map(|band| {
            let row = |x: u32, y: u32| *flower.get_pixel(x % flower.width(), 600 + band * 16 + y);
            jpeg_with(&RgbImage::from_fn(WIDTH, 16, row), |encoder| encoder.set_quality(98))
        })
        .collect();
    drop(flower);
    // Scan data lies between the last header segment and the end marker.
    let scan_of = |band: &Vec<u8>| {
        let head = band.windows(2).position(|at| at == [0xFF, 0xDA]).unwrap();
        head + 2 + usize::from(u16::from_be_bytes([band[head + 2], band[head + 3]]))
    };
    let start = scan_of(&bands[0]);
    let mut head = bands[0][..start].to_vec();
    let frame = head.windows(2).position(|at| at == [0xFF, 0xC0]).unwrap();
    head[frame + 5..frame + 7].copy_from_slice(&HEIGHT.to_be_bytes());
    let units = u16::try_from(WIDTH / 16).unwrap().to_be_bytes();
    head.splice(frame..frame, [0xFF, 0xDD, 0, 4, units[0], units[1]]);

    let rows = usize::from(HEIGHT.div_ceil(16));
    let scans: Vec<&[u8]> = bands.iter().map(|band| &band[scan_of(band)..band.len() - 2]).collect();
    // Down and up again, so that neighbours fit as they do in a photo.
    let pick = |row: usize| scans[if (row / 24).is_multiple_of(2) { row % 24 } else { 23 - row % 24 }];
    let size: usize = (0..rows).map(|row| pick(row).len() + 2).sum();
    let mut file = Vec::with_capacity(head.len() + size);
    file.extend(head);
    for row in 0..rows {
        file.extend(pick(row));
        file.extend(if row + 1 == rows { [0xFF, 0xD9] } else { [0xFF, 0xD0 + (row % 8) as u8] });
    }
    file
}
