//! What the app's core takes of a small phone's memory while it works, measured in a process of its own.

use std::path::Path;
use std::process::Command;

use sambang::device::{self, Pin, Setup};

use crate::phone::PIN;
use crate::visit;
use crate::world::World;

/// Most memory of a process that unlocks, sends a week's surveys with their photos and fetches what is
/// new. Argon2id alone takes 32 MiB of it, and gives them back.
const BUDGET_KIB: u64 = 100 * 1024;
/// Surveys of a week without signal.
const SURVEYS: u32 = 30;
/// Names the phone's folder to the child.
const CHILD: &str = "SAMBANG_TEST_MEMORY_CHILD";

#[test]
fn sending_a_week_of_surveys_takes_less_than_100_mb() {
    if let Some(folder) = std::env::var_os(CHILD) {
        println!("left={} peak_kib={}", send_everything(folder.as_ref()), peak_kib());
        return;
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let said = runtime.block_on(async {
        let world = World::start().await;
        let mut rahmat = world.phone("Rahmat").await;
        let programme = rahmat.device().programmes().unwrap().remove(0).reference;
        for serial in 9003..9003 + SURVEYS {
            let id = rahmat.device().start_visit(&programme).unwrap();
            visit::fill(rahmat.device(), id, "1803022001", serial);
            rahmat.device().finish(id).unwrap();
        }
        let folder = rahmat.setup().folder;
        rahmat.lock();
        let said = tokio::task::spawn_blocking(move || {
            let name = "memory::sending_a_week_of_surveys_takes_less_than_100_mb";
            let mut child = Command::new(std::env::current_exe().unwrap());
            let output = child.args(["--exact", name, "--nocapture"]).env(CHILD, folder).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8_lossy(&output.stdout).into_owned()
        });
        let said = said.await.unwrap();
        rahmat.crash();
        rahmat.assert_outbox_empty();
        said
    });
    assert!(said.contains("left=0 "), "{said}");
    let peak: u64 = said.split_once("peak_kib=").unwrap().1.split_whitespace().next().unwrap().parse().unwrap();
    println!("sending {SURVEYS} surveys took {peak} KiB in all");
    assert!(peak <= BUDGET_KIB, "{peak} KiB");
}

/// Unlocks, sends, and tells how many entries are left.
fn send_everything(folder: &Path) -> usize {
    let device = device::unlock(&Setup::new(folder.to_owned()), &Pin::parse(PIN).unwrap()).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    assert_eq!(runtime.block_on(device.sync_once()).unwrap().trouble, None);
    device.outbox().unwrap().len()
}

/// The largest memory this process ever had, in KiB.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
