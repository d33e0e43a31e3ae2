//! What left a tablet, and what a tablet shows that the office has blocked.

use std::sync::Arc;

use sambang::device::{self, Device, Invitation, Pin, Setup};
use sambang::platform::{Clock as _, ManualClock, SystemClock, running_ms};
use sambang_domain::ids::SurveyId;
use sambang_domain::review::Verdict;
use sambang_server::Clock;

use crate::album::Album;
use crate::colleagues::{self, Brought};
use crate::display::Display;
use crate::driver::{PHONE, TABLET, Window};
use crate::photographs::Photographs;
use crate::world::World;
use crate::{lock, person, tablet};

const DAY: i64 = 86_400_000;

async fn sync(tablet: &Device) {
    while tablet.sync_once().await.expect("the store works").more {}
}

/// A tablet that approved a survey more than a month ago, by its clock and the province's. Its documents have left.
async fn after_a_month(world: &World, by: &Clock, brought: &Brought) -> SurveyId {
    let clock = Arc::new(ManualClock::new(SystemClock.now()));
    // The window counts the machine's running time from here on.
    clock.pass_ms(running_ms());
    clock.advance_ms(-running_ms());
    let setup = Setup { clock: clock.clone(), ..Setup::new(world.tablet_folder()) };
    let invitation = Invitation::alone(&world.url(), &world.demo.supervisor_code.code);
    let enrolment = device::enrol(&setup, &invitation).await.expect("the code is good");
    let supervisor =
        enrolment.finish(&setup, &Pin::parse(person::PIN).expect("six digits")).expect("the tablet is enrolled");
    sync(&supervisor).await;
    let approved = brought.clean[0];
    let judged = supervisor.case(approved).expect("it is in the area").digest;
    supervisor.decide(approved, judged, Verdict::Approve).expect("it can be decided");
    sync(&supervisor).await;
    let registry = world.registry();
    registry.note_backup(registry.receipts_head().await.expect("a number")).await.expect("a backup can be noted");
    for days in [0, 8, 23, 4] {
        clock.advance_ms(days * DAY);
        by.advance_ms(days * DAY);
        sync(&supervisor).await;
    }
    assert!(supervisor.left_case(approved).expect("the store works").is_some(), "its documents left");
    approved
}

#[tokio::test(flavor = "multi_thread")]
async fn what_left_a_tablet_comes_back_and_a_blocked_tablet_says_why_it_shows_nothing() {
    let album = Album::of("leaving");
    let clock = Clock::manual(SystemClock.now());
    let (display, mut world) = (Display::open().await, World::start_at(clock.clone()).await);
    let brought = colleagues::bring(&world, &Photographs::take(world.folder())).await;
    let approved = after_a_month(&world, &clock, &brought).await;

    world.signal_lost().await;
    let window = tablet::open(&display, &world).await;
    lock::unlock(&window, "queue").await;
    window.tap("#queue-approved").await;
    window.tap(&format!("a[data-case='{approved}']")).await;
    window.arrive("main[data-screen=review-left]").await;
    in_both_hands(&window, &album, "review-left").await;
    window.tap("#case-fetch").await;
    window.see(".notice--err").await;
    in_both_hands(&window, &album, "review-left-offline").await;
    world.signal_found().await;
    window.tap("#case-fetch").await;
    window.see("main[data-screen=review]").await;
    window.tap("#back").await;

    window.arrive("main[data-screen=queue]").await;
    window.tap("#queue-waiting").await;
    window.tap(&format!("a[data-case='{}']", brought.clean[1])).await;
    window.arrive("main[data-screen=review]").await;
    block(&world).await;
    window.tap("#approve").await;
    window.tap("#approve-confirm").await;
    window.see("main[data-screen=review-closed] #closed").await;
    in_both_hands(&window, &album, "review-closed").await;
    window.tap("#back").await;
    window.see("main[data-screen=queue] #closed").await;
    in_both_hands(&window, &album, "queue-closed").await;
    window.close().await;
    album.assert_usable();
}

/// The office blocks the supervisor's tablet.
async fn block(world: &World) {
    let devices = world.registry().devices().await.expect("the devices can be read");
    let supervisors = devices.iter().find(|device| device.person == world.demo.supervisor.id).expect("it is enrolled");
    world.registry().revoke_device(supervisors.id).await.expect("it can be blocked");
}

/// The screen on the tablet, and held in one hand.
async fn in_both_hands(window: &Window, album: &Album, name: &str) {
    album.take(window, name).await;
    window.resize(PHONE).await;
    album.take(window, &format!("{name}-phone")).await;
    window.resize(TABLET).await;
}
