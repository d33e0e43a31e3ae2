//! Processes the test started, known by their ids.

use std::time::Duration;

/// The children of `parent`, from `/proc`.
pub(crate) fn children(parent: Option<u32>) -> Vec<u32> {
    let Some(parent) = parent else { return Vec::new() };
    let entries = std::fs::read_dir("/proc").expect("Linux has /proc");
    let pids = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    pids.filter(|&pid| stat(pid).is_some_and(|(_, its_parent)| its_parent == parent)).collect()
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
