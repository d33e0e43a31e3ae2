//! The tour: one whole visit in the real window, offline first, then with the server on.

use std::time::Instant;

use crate::album::{Album, folder};
use crate::display::Display;
use crate::driver::Window;
use crate::person;
use crate::photographs::Photographs;
use crate::proof;
use crate::visit::Visit;
use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_made_without_signal_arrives_whole_when_there_is_signal_again() {
    let begun = Instant::now();
    let album = Album::new();
    let display = Display::open().await;
    say("A province with its people, on a temporary folder and a free port");
    let mut world = World::start().await;
    let photographs = Photographs::take(world.folder());
    let window = open(&display, &world).await;

    say("Enrolling with the office's code and choosing a PIN");
    enrol(&window, &world, &album).await;
    say("The signal is lost; a visit begins");
    world.signal_lost().await;
    let visit = Visit { window: &window, album: &album, photographs: &photographs };
    visit.begin().await;
    visit.notice().await;
    visit.identity_card().await;
    visit.business().await;

    say("The battery is pulled in the middle of step 3 and put back");
    window.kill().await;
    let window = open(&display, &world).await;
    unlock(&window, &album).await;
    window.tap("a[data-survey]").await;
    let visit = Visit { window: &window, album: &album, photographs: &photographs };
    visit.business_goes_on().await;
    visit.position().await;
    visit.photos().await;
    visit.eligibility().await;
    visit.statement().await;
    visit.more_questions().await;
    say("Finishing: the survey is sealed and waits");
    visit.finish().await;
    waits(&window, &album).await;
    say("The same screens in the dark, in the sun, with large text and in English");
    looks(&window, &album).await;

    say("The signal is back; the survey is sent");
    world.signal_found().await;
    arrives(&window, &album).await;
    window.close().await;

    say("Comparing the phone's store with the province's");
    let arrived = proof::compare(&world, &photographs).await;
    let summary = arrived.summary(album.len(), begun.elapsed().as_secs());
    std::fs::write(folder().join("summary.md"), &summary).expect("the summary can be written");
    println!("\n{summary}");
    album.assert_comfortable();
}

fn say(what: &str) {
    println!("==> {what}");
}

async fn open(display: &Display, world: &World) -> Window {
    let folder = world.app_folder();
    Window::open(display, &["--data".as_ref(), folder.as_os_str()], &world.log()).await
}

async fn enrol(window: &Window, world: &World, album: &Album) {
    window.see("main[data-screen=enrol]").await;
    album.take(window, "enrol").await;
    window.fill("#enrol-text", &format!("sambang:{}#{}", world.url(), world.demo.code.code)).await;
    window.tap("#enrol-go").await;
    window.read("#enrol-person", &world.demo.facilitator.name).await;
    album.take(window, "enrol-person").await;
    window.tap_label("enrol-confirm").await;
    window.tap("#enrol-pin").await;
    window.see("#key-1").await;
    album.take(window, "new-pin").await;
    let title = window.text("#pin-title").await;
    press_pin(window).await;
    window.until("the PIN is asked again", async || window.text("#pin-title").await != title).await;
    press_pin(window).await;
    window.see("main[data-screen=home]").await;
    album.take(window, "home-empty").await;
}

async fn unlock(window: &Window, album: &Album) {
    window.see("#key-1").await;
    album.take(window, "unlock").await;
    press_pin(window).await;
    window.see("main[data-screen=home]").await;
    album.take(window, "home-draft").await;
}

async fn press_pin(window: &Window) {
    for digit in person::PIN.chars() {
        window.tap(&format!("#key-{digit}")).await;
    }
}

/// Without signal a finished survey waits, says so, and nothing of it is lost.
async fn waits(window: &Window, album: &Album) {
    window.see("main[data-screen=home] a[data-survey][data-delivery=waiting]").await;
    album.take(window, "home-waiting").await;
    window.tap("#sync-badge").await;
    window.see("main[data-screen=sync] [data-outbox]").await;
    window.tap("#sync-now").await;
    window.see("#sync-trouble").await;
    album.take(window, "sync-offline").await;
    back_home(window).await;
}

/// The same screens in every look, each beginning from the light one at normal size.
async fn looks(window: &Window, album: &Album) {
    let looks = [
        ("theme-dark", "theme-light", "dark"),
        ("theme-sun", "theme-light", "sun"),
        ("text-200", "text-100", "200-percent"),
        ("lang-en", "lang-id", "english"),
    ];
    for (choice, back, name) in looks {
        settings(window, choice).await;
        album.take(window, &format!("settings-{name}")).await;
        back_home(window).await;
        album.take(window, &format!("home-{name}")).await;
        window.tap("#sync-badge").await;
        window.see("main[data-screen=sync]").await;
        album.take(window, &format!("sync-{name}")).await;
        back_home(window).await;
        settings(window, back).await;
        back_home(window).await;
    }
}

async fn settings(window: &Window, choice: &str) {
    window.tap("#open-settings").await;
    window.see("main[data-screen=settings]").await;
    window.tap(&format!("#{choice}")).await;
    window.see(&format!("#{choice}[aria-pressed=true]")).await;
}

async fn back_home(window: &Window) {
    window.tap("#back").await;
    window.see("main[data-screen=home]").await;
}

async fn arrives(window: &Window, album: &Album) {
    window.tap("#sync-badge").await;
    window.tap("#sync-now").await;
    window.gone("[data-outbox]").await;
    album.take(window, "sync-done").await;
    back_home(window).await;
    window.tap("a[data-survey][data-delivery=received]").await;
    window.see("#receipt").await;
    window.read("#receipt-files", "5").await;
    album.take(window, "receipt").await;
    window.tap("#receipt-done").await;
    window.see("main[data-screen=home]").await;
    album.take(window, "home-received").await;
}
