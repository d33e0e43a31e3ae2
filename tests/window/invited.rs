//! The invitation as a picture, on the phones that read it: what the button says of every kind of picture.

use std::path::{Path, PathBuf};

use image::{GrayImage, Luma};
use qrcode::{Color, EcLevel, QrCode};

use crate::album::Album;
use crate::display::Display;
use crate::driver::{PHONE, SMALL, Window};
use crate::photographs::Photographs;
use crate::world::World;

/// A picture of a QR code, as the office prints it.
fn picture(folder: &Path, name: &str, text: &str) -> PathBuf {
    let code = QrCode::with_error_correction_level(text, EcLevel::Q).expect("it fits into a code");
    let (width, colors) = (code.width(), code.to_colors());
    let side = u32::try_from((width + 8) * 8).expect("a code is small");
    let picture = GrayImage::from_fn(side, side, |x, y| {
        let module = |at: u32| (at as usize / 8).checked_sub(4).filter(|at| *at < width);
        let dark = module(x).zip(module(y)).is_some_and(|(x, y)| colors[y * width + x] == Color::Dark);
        Luma([if dark { 30 } else { 235 }])
    });
    let path = folder.join(name);
    picture.save(&path).expect("a picture can be written");
    path
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_of_the_letter_enrols_and_every_other_one_says_what_to_do() {
    let album = Album::of("invited");
    let (display, world) = (Display::open().await, World::start().await);
    let photographs = Photographs::take(world.folder());
    let letter = world.registry().invitation(&world.demo.code.code, &world.url(), None).expect("keys have letters");
    let letter = picture(world.folder(), "letter.png", &letter.to_string());
    let payment = picture(world.folder(), "payment.png", "https://qris.example/bayar");
    for (viewport, size) in [(PHONE, "phone"), (SMALL, "small")] {
        let folder = world.app_folder();
        let args = ["--data".as_ref(), folder.as_os_str()];
        let window = Window::open(&display, viewport, &args, world.folder(), &world.log()).await;
        window.see("main[data-screen=enrol] #enrol-scan-file").await;
        album.take(&window, &format!("enrol-{size}")).await;
        for (chosen, part, name) in [
            (&photographs.front, "Tidak ada QR", "nothing"),
            (&payment, "bukan undangan", "foreign"),
            (&photographs.not_a_photo, "bukan foto", "no-photo"),
            (&letter, "QR terbaca", "done"),
        ] {
            window.upload("#enrol-scan-file", chosen).await;
            window.read("#enrol-scan-message", part).await;
            window.see("#enrol-scan-file:not([disabled])").await;
            album.take(&window, &format!("enrol-scan-{name}-{size}")).await;
        }
        assert!(!folder.join("scan").exists(), "the picture is gone");
        assert_eq!(window.value("#enrol-server").await, world.url());
        if size == "small" {
            window.tap("#enrol-go").await;
            window.read("#enrol-person", &world.demo.facilitator.name).await;
            window.gone("#enrol-letters").await;
        }
        window.close().await;
    }
    album.assert_usable();
}
