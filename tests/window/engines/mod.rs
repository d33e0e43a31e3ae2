//! Engines that are not the one under the desk: an older one, one that shows nothing, one that is too old.

#[cfg(target_arch = "x86_64")]
mod chromium;

use std::path::Path;

use sambang::device::{Device, Group, ListFilter, OpenedBy, Setup, look_at_backup};
use sambang_domain::survey::Step;
use serde_json::json;

use crate::display::Display;
use crate::driver::{PHONE, Window};
use crate::hands::{open_visit_after, phone_at, reopen};
use crate::person;
use crate::photographs::Photographs;
use crate::world::World;

const OLD_WEBVIEW: &str = include_str!("old_webview.js");

/// As below 64, the first to have it.
const TOO_OLD: &str = "delete window.ResizeObserver;";

/// No frame is drawn and the page is told that nobody sees it, as when another app lies over it.
const HIDE: &str = "window.held = [];
    window.frames_before = window.requestAnimationFrame;
    window.requestAnimationFrame = (then) => window.held.push(then);
    Object.defineProperty(document, 'hidden', { configurable: true, value: true });
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));";

/// The page is seen again, and the frames that were held are drawn.
const SHOW: &str = "delete document.hidden;
    delete document.visibilityState;
    window.requestAnimationFrame = window.frames_before;
    for (const then of window.held.splice(0)) then(performance.now());
    document.dispatchEvent(new Event('visibilitychange'));";

/// Writes down what is said of saving; [`SAID`] tells the last two words.
const LISTEN: &str = "window.said = [];
    const watch = () => said[said.length - 1] === saved.textContent || said.push(saved.textContent);
    const saved = document.querySelector('.saved');
    new MutationObserver(watch).observe(saved, { subtree: true, childList: true, characterData: true });";
const SAID: &str = "return said.slice(-2).map((word) => word.replace('…', '').trim())";

fn name_on(phone: &Device) -> String {
    let all = ListFilter { group: Group::All, text: String::new(), limit: 1 };
    phone.list(&all).expect("the store can be read").remove(0).name
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_is_filled_in_an_engine_without_what_came_after_chromium_64() {
    let (display, world) = (Display::open().await, World::start().await);
    drop(phone_at(&world, Step::Identity).await);
    let window = open_visit_after(OLD_WEBVIEW, &display, &world, PHONE).await;
    let ours =
        "return ['WeakRef', 'FinalizationRegistry'].every((name) => !String(window[name]).includes('native code'))
        && !String(Blob.prototype.arrayBuffer).includes('native code') && ![].flat";
    assert_eq!(window.js(ours, Vec::new()).await, true, "the engine kept what it should lack");
    window.upload("#photo-identity_card", &Photographs::take(world.folder()).card).await;
    window.see("[data-photo=identity_card][data-state=ready]").await;
    window.fill("#name", person::NAME).await;
    window.tap("#step-3").await;
    window.arrive("main[data-screen=visit][data-step='3']").await;
    window.close().await;
    assert_eq!(name_on(&reopen(Setup::new(world.app_folder())).await), person::NAME);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_nobody_sees_keeps_what_is_typed_and_photographed() {
    let (display, world) = (Display::open().await, World::start().await);
    drop(phone_at(&world, Step::Identity).await);
    let card = Photographs::take(world.folder()).card;
    let window = open_visit_after("", &display, &world, PHONE).await;
    window.see("#name").await;
    window.js(HIDE, Vec::new()).await;
    window.upload("#photo-identity_card", &card).await;
    window.see("[data-photo=identity_card][data-state=ready]").await;
    window.js(SHOW, Vec::new()).await;
    window.see("[data-photo=identity_card][data-state=ready] img").await;
    window.tap("#step-3").await;
    window.arrive("main[data-screen=visit][data-step='3']").await;
    window.tap("#step-2").await;
    window.arrive("main[data-screen=visit][data-step='2']").await;
    window.js(HIDE, Vec::new()).await;
    window.js(LISTEN, Vec::new()).await;
    window.pick("#name", person::NAME).await;
    window
        .until("the name is saved", async || window.js(SAID, Vec::new()).await == json!(["Menyimpan", "Tersimpan"]))
        .await;
    window.kill().await;
    assert_eq!(name_on(&reopen(Setup::new(world.app_folder())).await), person::NAME);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_is_too_old_says_so_in_words_and_makes_a_backup() {
    let (display, world) = (Display::open().await, World::start().await);
    drop(phone_at(&world, Step::Identity).await);
    let folder = world.app_folder();
    let args = ["--data".as_ref(), folder.as_os_str()];
    let window = Window::open_after(TOO_OLD, &display, PHONE, &args, world.folder(), &world.log()).await;
    window.read("#too-old h1", "WebView perlu diperbarui").await;
    window.fill("#old-pin", "935170").await;
    window.tap("#old-save").await;
    window.read("#old-told", "PIN salah").await;
    window
        .until("the right PIN makes a backup", async || {
            window.fill("#old-pin", person::PIN).await;
            window.tap("#old-save").await;
            window.until("there is an answer", async || window.count("#old-save:not([disabled])").await == 1).await;
            window.count("#old-done:not([hidden])").await == 1
        })
        .await;
    assert_eq!(window.text("#old-words").await.split(' ').count(), 6);
    window.tap("#old-share").await;
    let told = window.read("#old-told", "Tersimpan di ").await;
    let backup = Path::new(told.trim_start_matches("Tersimpan di ").trim());
    assert_eq!(look_at_backup(backup).expect("a backup").opened_by, OpenedBy::Words);
    window.close().await;
}
