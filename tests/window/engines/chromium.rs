//! The page in a Chromium of January 2018, the oldest in which the screens are promised.

use std::path::Path;
use std::process::Stdio;

use sambang::device::Setup;
use sambang_domain::survey::Step;
use tokio::process::Command;

use super::name_on;
use crate::display::Display;
use crate::driver::{PHONE, Window};
use crate::hands::{phone_at, reopen};
use crate::world::World;

/// The app's own page passes on and shows nothing.
const RELAY: &str = include_str!("relay.js");

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_is_filled_in_chromium_64() {
    let (display, world) = (Display::open().await, World::start().await);
    drop(phone_at(&world, Step::Identity).await);
    let folder = world.app_folder();
    let args = ["--data".as_ref(), folder.as_os_str()];
    let window = Window::open_after(RELAY, &display, PHONE, &args, world.folder(), &world.log()).await;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let chromium = root.join("target/npm/chrome-aws-lambda/chromium");
    assert!(chromium.exists(), "{}: ./check fetches it from npm's registry", chromium.display());
    let pictures = crate::album::folder();
    let mut node = Command::new("node");
    node.current_dir(root).arg("tools/second-engine.mjs").arg(&chromium).arg(window.session().await).arg(&pictures);
    let ran = node.stdin(Stdio::null()).kill_on_drop(true).output().await.expect("node is installed");
    assert!(ran.status.success(), "{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    window.close().await;
    assert_eq!(name_on(&reopen(Setup::new(folder)).await), "SITI CONTOH");
}
