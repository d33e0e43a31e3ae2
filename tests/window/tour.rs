//! The tour: one whole visit in the real window, offline first, then with the server on; judged on the
//! supervisor's tablet, corrected on the phone, approved.

use std::time::Instant;

use crate::album::{Album, folder};
use crate::display::Display;
use crate::driver::{PHONE, Window};
use crate::errands::{self, back_home};
use crate::photographs::Photographs;
use crate::visit::Visit;
use crate::world::World;
use crate::{colleagues, correction, lock, proof, tablet, verdicts};

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_made_without_signal_arrives_whole_and_is_judged_corrected_and_approved() {
    let begun = Instant::now();
    let album = Album::new();
    let display = Display::open().await;
    say("A province with its people, on a temporary folder and a free port");
    let mut world = World::start().await;
    let photographs = Photographs::take(world.folder());
    let window = open(&display, &world).await;

    say("Enrolling with the office's code and choosing a PIN");
    enrol(&window, &world, &album).await;
    errands::assignments(&window, &album).await;
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
    say("The same applicant once more; the second draft is thrown away and fetched back");
    errands::the_same_again(&visit, &album).await;
    errands::discarded_and_restored(&visit, &album).await;
    say("The same screens in the dark, in the sun, with large text and in English");
    looks(&window, &album).await;

    say("The signal is back; the survey is sent");
    world.signal_found().await;
    arrives(&window, &album).await;
    say("All surveys, and what lies behind the settings");
    errands::quiet_screens(&window, &album).await;
    window.close().await;

    say("Comparing the phone's store with the province's");
    let arrived = proof::compare(&world, &photographs).await;
    let visited = arrived.survey();
    say("Two colleagues bring what they visited, one woman twice");
    let brought = colleagues::bring(&world, &photographs).await;

    say("The supervisor's tablet fetches what is to be judged");
    let window = tablet::open(&display, &world).await;
    tablet::enrol(&window, &world, &brought, &album).await;
    tablet::look(&window, visited, &album).await;
    say("The signal is lost; the survey goes back with two remarks, of the doubles one stands");
    world.signal_lost().await;
    tablet::judge(&window, visited, &album).await;
    tablet::waits(&window, &album).await;
    say("The signal is back; what was decided is handed in");
    world.signal_found().await;
    tablet::hand_in(&window, &album).await;
    window.close().await;

    say("The phone gets it back; the facilitator corrects, answers and sends it again");
    let window = open(&display, &world).await;
    lock::unlock(&window, "home").await;
    correction::correct(&window, &album).await;
    window.close().await;

    say("The tablet shows what changed; the supervisor approves");
    let window = tablet::open(&display, &world).await;
    lock::unlock(&window, "queue").await;
    tablet::approve(&window, visited, &brought, &album).await;
    tablet::hand_in(&window, &album).await;
    tablet::team(&window, &album).await;
    window.close().await;
    say("The phone knows");
    let window = open(&display, &world).await;
    lock::unlock(&window, "home").await;
    correction::approved(&window, &album).await;
    window.close().await;

    say("Counting versions and decisions at the province");
    let judged = verdicts::reconcile(&world, visited, &brought).await;
    let summary = arrived.summary(&judged, album.len(), begun.elapsed().as_secs());
    std::fs::write(folder().join("summary.md"), &summary).expect("the summary can be written");
    println!("\n{summary}");
    album.assert_usable();
}

fn say(what: &str) {
    println!("==> {what}");
}

async fn open(display: &Display, world: &World) -> Window {
    let folder = world.app_folder();
    Window::open(display, PHONE, &["--data".as_ref(), folder.as_os_str()], world.folder(), &world.log()).await
}

async fn enrol(window: &Window, world: &World, album: &Album) {
    window.see("main[data-screen=enrol]").await;
    album.take(window, "enrol").await;
    lock::invite(window, &world.url(), &world.demo.code.code, &world.demo.facilitator.name).await;
    album.take(window, "enrol-person").await;
    lock::confirm(window).await;
    album.take(window, "new-pin").await;
    lock::choose_pin(window).await;
    window.arrive("main[data-screen=home]").await;
    window.see("#open-assignments").await;
    album.take(window, "home-empty").await;
}

async fn unlock(window: &Window, album: &Album) {
    window.see("#key-1").await;
    album.take(window, "unlock").await;
    window.tap("#forgot").await;
    window.see("#forgot-code").await;
    album.take(window, "forgotten-pin").await;
    window.tap("#back").await;
    lock::unlock(window, "home").await;
    album.take(window, "home-draft").await;
}

/// Without signal a finished survey waits, says so, and nothing of it is lost.
async fn waits(window: &Window, album: &Album) {
    window.arrive("main[data-screen=home]").await;
    window.see("a[data-survey][data-delivery=waiting]").await;
    album.take(window, "home-waiting").await;
    sync(window).await;
    window.see("[data-outbox][data-delivery=waiting]").await;
    window.see("#sync-trouble").await;
    album.take(window, "sync-offline").await;
    window.tap("#sync-now").await;
    window.see("#sync-trouble").await;
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
        settings(window, back).await;
        back_home(window).await;
    }
}

async fn settings(window: &Window, choice: &str) {
    window.tap("#open-settings").await;
    window.arrive("main[data-screen=settings]").await;
    window.tap(&format!("#{choice}")).await;
    window.see(&format!("#{choice}[aria-pressed=true]")).await;
}

async fn sync(window: &Window) {
    window.tap("#sync-badge").await;
    window.arrive("main[data-screen=sync]").await;
}

async fn arrives(window: &Window, album: &Album) {
    sync(window).await;
    window.tap("#sync-now").await;
    window.gone("[data-outbox]").await;
    album.take(window, "sync-done").await;
    back_home(window).await;
    window.tap("a[data-survey][data-delivery=received]").await;
    window.arrive("main[data-screen=receipt]").await;
    window.read("#receipt-files", "5").await;
    album.take(window, "receipt").await;
    window.look_at("#receipt-local").await;
    album.take(window, "receipt-foot").await;
    window.tap("#receipt-done").await;
    window.arrive("main[data-screen=home]").await;
    album.take(window, "home-received").await;
}
