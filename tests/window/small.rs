//! The smallest phone the app is made for: fingers, rotation, large text, a slow processor, long lists.

use std::path::PathBuf;

use sambang::device::{self, Device, Invitation, Pin, Setup};

use crate::comfort;
use crate::display::Display;
use crate::driver::{PHONE, SMALL, Window};
use crate::process::Throttle;
use crate::world::World;
use crate::{lock, person};

/// Elements a page of this app may have: many times what fits on a screen, and a tenth of what a list of
/// a thousand rows would take.
const MOST_ELEMENTS: u64 = 1_500;
/// Drafts of a facilitator who never finishes any.
const MANY: usize = 600;

/// A phone that the facilitator of the demonstration has enrolled, and its open store.
async fn phone(world: &World) -> Device {
    let setup = Setup::new(world.app_folder());
    let enrolment =
        device::enrol(&setup, &Invitation::alone(&world.url(), &world.demo.code.code)).await.expect("the code is good");
    enrolment.finish(&setup, &Pin::parse(person::PIN).expect("a PIN")).expect("the folder can be written")
}

async fn open(display: &Display, world: &World, viewport: (u64, u64)) -> Window {
    let folder = world.app_folder();
    let args = ["--data".as_ref(), folder.as_os_str()];
    let window = Window::open(display, viewport, &args, world.folder(), &world.log()).await;
    window.use_fingers();
    window
}

/// Pictures the screen and says what is wrong with it for a thumb, at the text sizes of the settings.
async fn look(window: &Window, name: &str, wrong: &mut Vec<String>) {
    for size in comfort::TEXT_SIZES {
        let worn = window.wear("data-text", size).await;
        let file = format!("{name}-{size}");
        let complaints = comfort::complaints(window).await;
        wrong.extend(complaints.into_iter().map(|complaint| format!("{file}: {complaint}")));
        let png = window.picture().await;
        std::fs::write(pictures().join(format!("{file}.png")), png).expect("a picture can be written");
        window.take_off("data-text", worn).await;
    }
}

fn pictures() -> PathBuf {
    let folder = crate::album::folder().join("small");
    std::fs::create_dir_all(&folder).expect("target/tour can be written");
    folder
}

/// What the log says of the start.
fn first_screen(world: &World) -> String {
    let log = std::fs::read_to_string(world.app_folder().join("sambang.log")).expect("the app keeps a log");
    let line = log.lines().find(|line| line.contains("the first screen is there"));
    line.expect("the log says how long the first screen took").to_owned()
}

async fn begin_visit(window: &Window) {
    window.tap("#new-visit").await;
    window.tap("#programme-bpum-2021").await;
    at(window, 1).await;
}

async fn at(window: &Window, step: u8) {
    window.arrive(&format!("main[data-screen=visit][data-step='{step}']")).await;
}

async fn go(window: &Window, step: u8) {
    window.tap(&format!("#step-{step}")).await;
    at(window, step).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_step_is_used_with_a_finger_on_small_phones_upright_and_across() {
    let (display, world) = (Display::open().await, World::start().await);
    drop(phone(&world).await);
    let window = open(&display, &world, SMALL).await;
    let mut wrong = Vec::new();
    look(&window, "unlock", &mut wrong).await;
    println!("{}", first_screen(&world));
    lock::unlock(&window, "home").await;
    look(&window, "home", &mut wrong).await;
    begin_visit(&window).await;
    for viewport in [PHONE, SMALL] {
        window.resize(viewport).await;
        for step in 1..=8 {
            go(&window, step).await;
            look(&window, &format!("step-{step}-{}", viewport.0), &mut wrong).await;
        }
    }

    go(&window, 2).await;
    window.fill("#nik", person::NIK).await;
    window.fill("#name", person::NAME).await;
    window.resize((SMALL.1, SMALL.0)).await;
    window.until("what was typed is still there across", async || window.value("#name").await == person::NAME).await;
    window.look_at("#nik").await;
    look(&window, "across", &mut wrong).await;
    window.resize(SMALL).await;
    go(&window, 3).await;
    go(&window, 2).await;
    window.until("the name was kept", async || window.value("#name").await == person::NAME).await;

    window.close().await;
    assert!(wrong.is_empty(), "not usable with a thumb:\n{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_mixed_up_on_a_processor_four_times_as_slow() {
    let (display, world) = (Display::open().await, World::start().await);
    drop(phone(&world).await);
    let window = open(&display, &world, SMALL).await;
    let slow = Throttle::four_times(&window.processes());
    lock::unlock(&window, "home").await;
    begin_visit(&window).await;
    window.tap_label("notice-ok").await;
    go(&window, 2).await;
    window.fill("#nik", person::NIK).await;
    window.read("#nik-message", "16").await;
    window.fill("#name", person::NAME).await;
    window.fill("#address", person::ADDRESS).await;
    // Left at once, with the pause after the last key still running.
    go(&window, 3).await;
    window.fill("#business_name", person::BUSINESS).await;
    window.kill().await;
    drop(slow);

    let window = open(&display, &world, SMALL).await;
    lock::unlock(&window, "home").await;
    window.tap("a[data-survey]").await;
    at(&window, 3).await;
    go(&window, 2).await;
    for (field, answer) in [("#name", person::NAME), ("#address", person::ADDRESS)] {
        assert_eq!(window.value(field).await, answer, "{field} is kept");
    }
    assert_eq!(window.value("#nik").await.replace(' ', ""), person::NIK);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_hundreds_keeps_the_page_small() {
    let (display, world) = (Display::open().await, World::start().await);
    let device = phone(&world).await;
    let programme = device.programmes().expect("the store opens").remove(0).reference;
    for _ in 0..MANY {
        device.start_visit(&programme).expect("a draft is begun");
    }
    drop(device);
    let window = open(&display, &world, SMALL).await;
    lock::unlock(&window, "home").await;
    let elements = async || window.js("return document.querySelectorAll('*').length", Vec::new()).await.as_u64();
    let small = async |place: &str| {
        let count = elements().await.expect("a number");
        assert!(count < MOST_ELEMENTS, "{place} has {count} elements");
        println!("{place}: {count} elements");
    };
    small("home").await;
    window.tap("#search").await;
    window.see("main[data-screen=search] a[data-survey]").await;
    small("the list of all").await;
    let rows = window.count("a[data-survey]").await;
    window.tap("#search-more").await;
    window.until("more rows are shown", async || window.count("a[data-survey]").await > rows).await;
    small("the list with more").await;
    window.close().await;
}
