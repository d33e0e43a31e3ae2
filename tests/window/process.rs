//! Processes the test started, known by their ids.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

/// The children of `parent`, from `/proc`.
pub(crate) fn children(parent: Option<u32>) -> Vec<u32> {
    let Some(parent) = parent else { return Vec::new() };
    let entries = std::fs::read_dir("/proc").expect("Linux has /proc");
    let pids = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    pids.filter(|&pid| stat(pid).is_some_and(|(_, its_parent)| its_parent == parent)).collect()
}

/// Children of `parent`, their children, and so on.
pub(crate) fn descendants(parent: Option<u32>) -> Vec<u32> {
    let mut found = children(parent);
    let mut next = 0;
    while let Some(&pid) = found.get(next) {
        found.extend(children(Some(pid)));
        next += 1;
    }
    found
}

/// Lets processes run a quarter of the time until it is dropped, to show what a processor four times as slow
/// does to the order of events.
pub(crate) struct Throttle {
    over: Arc<AtomicBool>,
    pulse: Option<JoinHandle<()>>,
}

impl Throttle {
    const RUN: Duration = Duration::from_millis(5);
    const REST: Duration = Duration::from_millis(15);

    /// Slows `pids` down.
    pub(crate) fn four_times(pids: &[u32]) -> Self {
        let pids: Vec<_> = pids.iter().filter_map(|&pid| Pid::from_raw(i32::try_from(pid).ok()?)).collect();
        let over = Arc::new(AtomicBool::new(false));
        let told = over.clone();
        let all = move |signal| {
            for &pid in &pids {
                let _it_may_have_ended = kill_process(pid, signal);
            }
        };
        let pulse = thread::spawn(move || {
            while !told.load(Ordering::SeqCst) {
                all(Signal::STOP);
                thread::park_timeout(Self::REST);
                all(Signal::CONT);
                thread::park_timeout(Self::RUN);
            }
        });
        Self { over, pulse: Some(pulse) }
    }
}

impl Drop for Throttle {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        if let Some(pulse) = self.pulse.take() {
            pulse.join().expect("the pulse ends");
        }
    }
}

/// Ends `pid` at once; it gets no chance to save anything.
pub(crate) fn kill(pid: u32) {
    let _it_may_have_ended = std::process::Command::new("kill").args(["-KILL", &pid.to_string()]).status();
}

/// Waits until `pid` runs no more.
pub(crate) async fn ended(pid: u32) {
    let gone = async {
        let mut glances = tokio::time::interval(Duration::from_millis(20));
        while stat(pid).is_some_and(|(state, _)| state != 'Z') {
            glances.tick().await;
        }
    };
    tokio::time::timeout(Duration::from_mins(1), gone).await.expect("the app ends");
}

/// State and parent of `pid`. The name before them may hold spaces and brackets.
fn stat(pid: u32) -> Option<(char, u32)> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
    Some((fields.next()?.chars().next()?, fields.next()?.parse().ok()?))
}
