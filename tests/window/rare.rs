//! Screens that a usual day does not show: a photo that nobody expected, another day of the visit, enrolling again,
//! a server that moved, an older store that was set aside, what the phone keeps of the province's log.

use sambang::device::{Device, Group, ListFilter, Setup};
use sambang_domain::survey::Step;

use crate::album::Album;
use crate::display::Display;
use crate::driver::{PHONE, SMALL, Window};
use crate::hands::{open_visit, phone_at, reopen};
use crate::lock;
use crate::photographs::Photographs;
use crate::world::World;

/// A photo lies in the inbox, and no camera was opened for it.
fn leave_a_photo(phone: &Device, photographs: &Photographs) {
    std::fs::create_dir_all(phone.inbox()).expect("the inbox can be made");
    std::fs::copy(&photographs.front, phone.inbox().join("0001.jpg")).expect("a photo can be left there");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_seldom_seen_can_be_read_and_used_by_everybody() {
    let album = Album::of("rare");
    let (display, world) = (Display::open().await, World::start().await);
    let photographs = Photographs::take(world.folder());
    let phone = phone_at(&world, Step::Photos).await;
    leave_a_photo(&phone, &photographs);
    std::fs::write(world.app_folder().join("sambang.db.damaged-1"), vec![0; 3_400_000])
        .expect("a file can be left there");
    drop(phone);
    for (viewport, size) in [(PHONE, "phone"), (SMALL, "small")] {
        let window = at(&display, &world, viewport, Step::Photos).await;
        window.see("#unclaimed-remove").await;
        album.take(&window, &format!("unclaimed-{size}")).await;
        window.close().await;
        let window = at(&display, &world, viewport, Step::Summary).await;
        window.look_at("#visited_on").await;
        album.take(&window, &format!("visit-day-{size}")).await;
        window.fill("#visited_on", "01-05-1990").await;
        window.read("#visited_on-message", "199").await;
        album.take(&window, &format!("visit-day-wrong-{size}")).await;
        window.close().await;
        settings(&display, &world, viewport, size, &album).await;
    }
    let phone = reopen(Setup::new(world.app_folder())).await;
    assert_eq!(phone.unclaimed_photos().expect("the inbox can be read").len(), 1, "looking at it took nothing away");
    album.assert_usable();
}

/// The draft, opened at this step.
async fn at(display: &Display, world: &World, viewport: (u64, u64), step: Step) -> Window {
    let phone = reopen(Setup::new(world.app_folder())).await;
    let all = ListFilter { group: Group::All, text: String::new(), limit: 1 };
    let draft = phone.list(&all).expect("the store can be read").remove(0).id;
    phone.set_step(draft, step).expect("a draft");
    drop(phone);
    open_visit(display, world, viewport).await
}

/// What lies behind the settings and is needed once in years.
async fn settings(display: &Display, world: &World, viewport: (u64, u64), size: &str, album: &Album) {
    let folder = world.app_folder();
    let args = ["--data".as_ref(), folder.as_os_str()];
    let window = Window::open(display, viewport, &args, world.folder(), &world.log()).await;
    lock::unlock(&window, "home").await;
    window.tap("#open-settings").await;
    window.arrive("main[data-screen=settings]").await;
    window.look_at("#set-aside").await;
    album.take(&window, &format!("set-aside-{size}")).await;
    window.tap("#set-aside button").await;
    window.see("#set-aside-keep").await;
    album.take(&window, &format!("set-aside-ask-{size}")).await;
    window.tap("#set-aside-keep").await;
    window.gone("#set-aside-keep").await;
    // The first report to the province brought one.
    window.tap("#heads-share").await;
    window.see("#heads-told").await;
    window.look_at("#heads-told").await;
    album.take(&window, &format!("heads-{size}")).await;
    window.look_at("#server-move").await;
    window.fill("#server-move", "sambang-pindah:bukan").await;
    window.tap("#server-move-go").await;
    album.take(&window, &format!("server-move-{size}")).await;
    window.tap("#enrol-again").await;
    // The field for the code has the focus here, not the heading.
    window.see("main[data-screen=enrol-again] #enrol-again-code").await;
    window.fill("#enrol-again-code", "AAAAAAAAAA").await;
    window.tap("#enrol-again-go").await;
    window.read("#enrol-again-code-message", "Kode").await;
    album.take(&window, &format!("enrol-again-{size}")).await;
    window.close().await;
}
