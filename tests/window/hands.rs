//! What hurried hands do: a second tap that was not meant, typing on while the battery is pulled, a village that
//! is far away.

use std::time::Duration;

use sambang::device::{self, Device, Group, Invitation, ListFilter, Pin, Setup};
use sambang_domain::region::RegionCode;
use sambang_domain::survey::Step;

use crate::colleagues;
use crate::display::Display;
use crate::driver::{PHONE, SMALL, Window};
use crate::photographs::Photographs;
use crate::world::World;
use crate::{lock, person, tablet};

/// Between the taps of a hand that meant one.
const GAPS: [Duration; 2] = [Duration::from_millis(120), Duration::from_millis(450)];

fn pin() -> Pin {
    Pin::parse(person::PIN).expect("six digits")
}

async fn enrol(setup: &Setup, world: &World, code: &str) -> Device {
    let enrolment = device::enrol(setup, &Invitation::alone(&world.url(), code)).await.expect("the code is good");
    enrolment.finish(setup, &pin()).expect("the folder can be written")
}

/// A phone with one draft, left at this step.
pub(crate) async fn phone_at(world: &World, step: Step) -> Device {
    let phone = enrol(&Setup::new(world.app_folder()), world, &world.demo.code.code).await;
    let programmes = phone.programmes().expect("the programmes are there");
    let programme = programmes.iter().find(|programme| programme.reference.id == "bpum-2021").expect("BPUM 2021");
    let draft = phone.start_visit(&programme.reference).expect("a visit can begin");
    let village: RegionCode = "1803021001".parse().expect("Kotabumi Udik");
    phone.edit(draft, |survey| survey.identity.village = Some(village)).expect("a draft");
    phone.edit(draft, |survey| survey.business.same_as_home = Some(true)).expect("a draft");
    phone.set_step(draft, step).expect("a draft");
    phone
}

pub(crate) async fn open_visit(display: &Display, world: &World, viewport: (u64, u64)) -> Window {
    open_visit_after("", display, world, viewport).await
}

/// As [`open_visit`], with a script that runs before any other of the page.
pub(crate) async fn open_visit_after(
    before_page: &str,
    display: &Display,
    world: &World,
    viewport: (u64, u64),
) -> Window {
    let folder = world.app_folder();
    let args = ["--data".as_ref(), folder.as_os_str()];
    let window = Window::open_after(before_page, display, viewport, &args, world.folder(), &world.log()).await;
    lock::unlock(&window, "home").await;
    window.tap("a[data-survey]").await;
    window.see("main[data-screen=visit]").await;
    window
}

/// The store of a phone whose app is closed, opened as the app would.
pub(crate) async fn reopen(setup: Setup) -> Device {
    let opened = tokio::task::spawn_blocking(move || device::unlock(&setup, &pin()).expect("the PIN is right"));
    opened.await.expect("the store opens")
}

async fn keep_picture(window: &Window, name: &str) {
    let folder = crate::album::folder();
    std::fs::create_dir_all(&folder).expect("target/tour can be written");
    std::fs::write(folder.join(name), window.picture().await).expect("a picture can be written");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_tap_on_next_goes_one_step_and_one_on_a_question_answers_nothing() {
    let (display, world) = (Display::open().await, World::start().await);
    drop(phone_at(&world, Step::Notice).await);
    let window = open_visit(&display, &world, SMALL).await;
    for (gap, step) in GAPS.into_iter().zip(2..) {
        window.double_tap("#next", gap).await;
        window.arrive(&format!("main[data-step='{step}']")).await;
        window.gone(".settling").await;
        assert_eq!(window.count(&format!("main[data-step='{step}']")).await, 1, "one step, not two");
    }
    window.tap("#next").await;
    window.arrive("main[data-step='4']").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hurried_approval_is_asked_about_decides_about_one_person_and_can_be_taken_back() {
    let (display, world) = (Display::open().await, World::start().await);
    let brought = colleagues::bring(&world, &Photographs::take(world.folder())).await;
    let setup = Setup::new(world.tablet_folder());
    let supervisor = enrol(&setup, &world, &world.demo.supervisor_code.code).await;
    while supervisor.sync_once().await.expect("the store works").more {}
    drop(supervisor);
    let window = tablet::open(&display, &world).await;
    lock::unlock(&window, "queue").await;
    window.tap(&format!("a[data-case='{}']", brought.clean[0])).await;
    window.read("#screen-title", "SURYADI").await;

    window.double_tap("#approve", GAPS[0]).await;
    window.read("#open-fields", "belum diperiksa").await;
    keep_picture(&window, "hands-approve-open.png").await;
    window.double_tap("#approve-confirm", GAPS[0]).await;
    window.read("#decision-line", "SURYADI").await;
    // The next person is on the page: a tap wherever it is counts for nothing at first.
    let tapped = "const button = document.querySelector('#approve'), covered = document.querySelector('.settling');
        button.click(); return covered !== null";
    assert_eq!(window.js(tapped, Vec::new()).await, true, "the page settles");
    window.gone(".settling").await;
    assert_eq!(window.count("#overlay").await, 0, "nothing is asked about the next person");
    keep_picture(&window, "hands-undo.png").await;

    window.tap("#undo").await;
    window.read("#screen-title", "SURYADI").await;
    window.see("#approve").await;
    window.tap("#approve").await;
    window.tap("#approve-confirm").await;
    window.see("#undo").await;
    window.kill().await;
    let supervisor = reopen(setup).await;
    let waiting = supervisor.waiting_decisions().expect("the store can be read");
    assert_eq!(waiting.len(), 1, "sealed when the app is opened again: {waiting:?}");
    assert_eq!(waiting[0].survey, brought.clean[0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_types_on_loses_no_more_than_a_second_with_the_battery() {
    let (display, world) = (Display::open().await, World::start().await);
    drop(phone_at(&world, Step::Identity).await);
    let window = open_visit(&display, &world, PHONE).await;
    let typed = window.type_steadily("#name", Duration::from_millis(80), Duration::from_secs(5)).await;
    window.kill().await;
    let phone = reopen(Setup::new(world.app_folder())).await;
    let row = phone
        .list(&ListFilter { group: Group::All, text: String::new(), limit: 1 })
        .expect("the store can be read")
        .remove(0);
    assert!(typed.starts_with(&row.name), "{} of {typed}", row.name);
    assert!(row.name.len() * 10 >= typed.len() * 7, "{} of {} keys are kept", row.name.len(), typed.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_point_far_from_the_village_is_told_while_it_is_taken() {
    let (display, world) = (Display::open().await, World::start().await);
    drop(phone_at(&world, Step::Position).await);
    let window = open_visit(&display, &world, SMALL).await;
    let (latitude, longitude, accuracy) = person::POSITION;
    window.stand_at(latitude, longitude, accuracy).await;
    window.tap("#locate").await;
    window.read("#from-village", "dari Kotabumi Udik").await;
    assert_eq!(window.count("#position-finding").await, 0, "near enough");
    window.tap("#manual-position").await;
    window.fill("#lat", "-6,2").await;
    window.fill("#lon", "106,82").await;
    window.tap("#screen-title").await;
    window.read("#position-finding", "km dari Kotabumi Udik").await;
    window.look_at("#position-finding").await;
    keep_picture(&window, "hands-far.png").await;
    window.fill("#lat", "4,80213").await;
    window.fill("#lon", "104,91377").await;
    window.tap("#screen-title").await;
    window.read("#position-finding", "tanda minus").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_digit_too_many_is_refused_in_words_and_nothing_of_the_number_changes() {
    let (display, world) = (Display::open().await, World::start().await);
    drop(phone_at(&world, Step::Identity).await);
    let window = open_visit(&display, &world, SMALL).await;
    window.fill("#nik", person::NIK).await;
    window.see("#nik").await.send_keys("7").await.expect("a key");
    window.read("#nik-refused", "16").await;
    assert_eq!(window.value("#nik").await, "180302 500287 9003");
    window.look_at("#nik").await;
    keep_picture(&window, "hands-refused.png").await;
    window.see("#birth_date").await.send_keys("1-5-1990").await.expect("keys");
    window.until("the parts are padded", async || window.value("#birth_date").await == "01-05-1990").await;
    window.fill("#nik4", "9003").await;
    window.see(".digits4 .chip").await;
    assert_eq!(window.value("#nik4").await, "9003", "the store's answer takes nothing away");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_tap_on_the_last_digit_or_in_a_dialog_touches_nothing_of_what_comes_after() {
    let (display, world) = (Display::open().await, World::start().await);
    drop(phone_at(&world, Step::Identity).await);
    let card = Photographs::take(world.folder()).card;
    let folder = world.app_folder();
    let args = ["--data".as_ref(), folder.as_os_str()];
    let (first, last) = person::PIN.split_at(5);
    for gap in GAPS {
        let window = Window::open(&display, SMALL, &args, world.folder(), &world.log()).await;
        window.see("#key-1").await;
        for digit in first.chars() {
            window.tap(&format!("#key-{digit}")).await;
        }
        window.double_tap(&format!("#key-{last}"), gap).await;
        window.arrive("main[data-screen=home]").await;
        window.gone(".settling").await;
        assert_eq!(window.count("main[data-screen=home]").await, 1, "nothing was opened");
        assert_eq!(window.count("#overlay").await, 0, "nothing was asked");
        window.close().await;
    }
    let window = open_visit(&display, &world, SMALL).await;
    window.upload("#photo-identity_card", &card).await;
    for gap in GAPS {
        window.tap("[data-photo=identity_card][data-state=ready]").await;
        window.double_tap("#photo-remove", gap).await;
        window.see("#photo-remove-confirm").await;
        window.gone(".settling").await;
        let there = [window.count("#photo-remove-confirm").await, window.count("#overlay").await];
        assert_eq!(there, [1, 1], "the first tap asks, the second neither deletes nor closes ({gap:?})");
        window.tap("#sheet-close").await;
        window.gone("#overlay").await;
    }
    window.close().await;
    let phone = reopen(Setup::new(folder)).await;
    let all = ListFilter { group: Group::All, text: String::new(), limit: 1 };
    let draft = phone.list(&all).expect("the store can be read").remove(0).id;
    assert_eq!(phone.survey(draft).expect("a draft").evidence.len(), 1, "the photo is still there");
}
