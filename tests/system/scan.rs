//! An invitation is read off a picture, before the device belongs to anybody.

use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use image::{GrayImage, ImageFormat, Luma};
use qrcode::QrCode;
use sambang::device::{self, Invitation, Setup};

use crate::handset::Handset;
use crate::phone::Phone;
use crate::visit;
use crate::world::World;

/// A sheet of paper with these codes beside each other.
fn paper(texts: &[&str]) -> Vec<u8> {
    let codes: Vec<GrayImage> = texts
        .iter()
        .map(|text| {
            let code = QrCode::new(text).unwrap();
            let (width, colors) = (code.width() as u32, code.to_colors());
            GrayImage::from_fn((width + 8) * 8, (width + 8) * 8, |x, y| {
                let module = |at: u32| (at / 8).checked_sub(4).filter(|at| *at < width);
                let dark = module(x)
                    .zip(module(y))
                    .is_some_and(|(x, y)| colors[(y * width + x) as usize] == qrcode::Color::Dark);
                Luma([if dark { 30 } else { 230 }])
            })
        })
        .collect();
    let (width, height) = (codes.iter().map(GrayImage::width).sum(), codes.iter().map(GrayImage::height).max());
    let mut sheet = GrayImage::from_pixel(width, height.unwrap(), Luma([230]));
    let mut left = 0;
    for code in codes {
        image::imageops::replace(&mut sheet, &code, left.into(), 0);
        left += code.width();
    }
    let mut file = Vec::new();
    sheet.write_to(&mut Cursor::new(&mut file), ImageFormat::Png).unwrap();
    file
}

/// Photographs it with the phone's own camera.
fn scan(setup: &Setup, handset: &Handset, photo: &[u8]) -> Result<Invitation, String> {
    *handset.photo.lock().unwrap() = photo.to_vec();
    device::open_scanner(setup).unwrap();
    let read = device::read_scan(&setup.folder).map_err(|error| error.code());
    assert!(!setup.folder.join("scan").exists(), "the picture is gone, whatever it held");
    read
}

#[tokio::test]
async fn a_photo_of_the_letter_enrols_the_phone_of_its_person_and_nothing_has_to_be_compared() {
    let world = World::start().await;
    let person = world.facilitator("Rahmat").await;
    let registry = world.server().registry();
    let sent = registry.invitation(&world.code(&person).await, &world.server().url(), None).unwrap();
    let handset = Arc::new(Handset::new(1));
    let phone = Phone::with(&handset);
    let read = scan(&phone.setup(), &handset, &paper(&[&sent.to_string()])).unwrap();
    assert_eq!(read, sent);
    let enrolment = device::enrol(&phone.setup(), &read).await.unwrap();
    assert_eq!((enrolment.person(), enrolment.to_compare()), (&person, None));
}

#[tokio::test]
async fn every_other_picture_is_told_apart_and_changes_nothing() {
    let handset = Arc::new(Handset::new(1));
    let phone = Phone::with(&handset);
    let setup = phone.setup();
    let letters = "QWERTYUPASDFGHJKLZXCVBNMAB";
    let (one, other) =
        (format!("sambang:https://a.example#KX7M4P2DQR.{letters}"), "sambang:https://b.example#ABCDEFGH23");
    let photo = |texts: &[&str]| paper(texts);
    let refused = [
        (visit::camera_jpeg(779), "scan.nothing"),
        // What a page's address looks like, and what would be an invitation if a person had typed it.
        (photo(&["https://a.example/page#KX7M4P2DQR"]), "scan.foreign"),
        (photo(&["00020101021126610014COM.GO-JEK.WWW"]), "scan.foreign"),
        (photo(&[one.get(..one.len() - 3).unwrap()]), "scan.foreign"),
        (photo(&["sambang-pindah:eyJzZXEiOjF9"]), "scan.foreign"),
        (photo(&[&one, other]), "scan.several"),
        (Vec::new(), "photo.empty"),
        (visit::camera_jpeg(779)[..2000].to_vec(), "photo.truncated"),
        (b"GIF89a".to_vec(), "photo.unsupported"),
    ];
    for (picture, code) in refused {
        assert_eq!(scan(&setup, &handset, &picture).unwrap_err(), code);
    }
    // A payment's code beside it on the wall disturbs nobody.
    let read = scan(&setup, &handset, &photo(&[&one, "https://qris.example"])).unwrap();
    assert_eq!(read.to_string(), one);
    assert_eq!(device::gate(&setup).unwrap(), device::Gate::Enrol);
}

#[tokio::test]
async fn what_a_killed_app_or_a_closed_camera_leaves_is_gone_at_the_next_start() {
    let handset = Arc::new(Handset::new(1));
    let phone = Phone::with(&handset);
    let setup = phone.setup();
    *handset.photo.lock().unwrap() = visit::camera_jpeg(779);
    device::open_scanner(&setup).unwrap();
    std::fs::write(setup.folder.join("scan/invitation.jpg.part"), b"half of one").unwrap();
    device::forget_scan(&setup.folder);
    assert_eq!(names(&setup.folder), [""; 0]);
    device::forget_scan(&setup.folder);
    let told = device::read_scan(&setup.folder).unwrap_err();
    assert_eq!(told.code(), "photo.empty", "the camera says that it took one, and there is none");
}

#[tokio::test]
async fn a_page_hands_a_picture_over_in_pieces_and_no_more_than_a_photo_has() {
    let phone = Phone::new();
    let folder = phone.setup().folder;
    let picture = paper(&["sambang:https://a.example#KX7M4P2DQR"]);
    device::take_in_scan(&folder, true, b"of a chooser that was opened before").unwrap();
    for (n, piece) in picture.chunks(1000).enumerate() {
        device::take_in_scan(&folder, n == 0, piece).unwrap();
    }
    assert_eq!(device::read_scan(&folder).unwrap().code, "KX7M4P2DQR");
    let piece = vec![0; 16 * 1024 * 1024];
    let taken: Vec<_> = (0..5).map(|n| device::take_in_scan(&folder, n == 0, &piece)).collect();
    assert!(taken[..4].iter().all(Result::is_ok));
    assert_eq!(taken[4].as_ref().unwrap_err().code(), "photo.too_large");
    assert_eq!(names(&folder), [""; 0]);
}

fn names(folder: &Path) -> Vec<String> {
    std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
}
