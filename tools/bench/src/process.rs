//! What Linux tells about processes: CPU time and memory.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::Outcome;

/// CPU time of a running process, all its threads together, in milliseconds; in steps of the
/// kernel's tick, 10 ms as a rule.
pub(crate) fn cpu_ms(process: u32) -> Outcome<f64> {
    fields_as_ms(&format!("/proc/{process}/stat"), 11)
}

/// CPU time of the children of this process that have ended, in milliseconds, in the same steps.
pub(crate) fn children_cpu_ms() -> Outcome<f64> {
    fields_as_ms("/proc/self/stat", 13)
}

/// The sum of two neighbouring fields of a `stat` file, counted behind the program's name, which
/// may hold spaces.
fn fields_as_ms(file: &str, first: usize) -> Outcome<f64> {
    let text = std::fs::read_to_string(file)?;
    let (_, rest) = text.rsplit_once(')').ok_or("a stat file without a name")?;
    let ticks: Result<Vec<u64>, _> = rest.split_whitespace().skip(first).take(2).map(str::parse).collect();
    Ok(ticks?.iter().sum::<u64>() as f64 * 1000.0 / rustix::param::clock_ticks_per_second() as f64)
}

/// How often the threads of a running process gave the processor away or lost it so far. Threads that have ended are
/// not in it.
pub(crate) fn switches(process: u32) -> Outcome<u64> {
    let mut all = 0;
    for thread in std::fs::read_dir(format!("/proc/{process}/task"))? {
        let status = std::fs::read_to_string(thread?.path().join("status"))?;
        let counts = status.lines().filter_map(|line| line.split_once("voluntary_ctxt_switches:"));
        all += counts.filter_map(|(_, count)| count.trim().parse::<u64>().ok()).sum::<u64>();
    }
    Ok(all)
}

/// The most memory a process has had so far, in KiB; none when it has ended.
pub(crate) fn peak_kib(process: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Runs a program to its end and says the most memory it had, in KiB, looking again and again while
/// it runs: the last moment before its end may be missed.
pub(crate) fn watched_peak_kib(command: &mut Command) -> Outcome<u64> {
    let mut child = command.spawn()?;
    let process = child.id().to_string();
    let mut peak = 0;
    loop {
        peak = peak_kib(&process).unwrap_or_default().max(peak);
        if let Some(status) = child.try_wait()? {
            return if status.success() { Ok(peak) } else { Err("a yardstick failed".into()) };
        }
        std::thread::yield_now();
    }
}

/// Runs a program to its end.
pub(crate) fn ran(command: &mut Command) -> Outcome<String> {
    let output = command.stdin(Stdio::null()).output()?;
    if !output.status.success() {
        let program = command.get_program().to_string_lossy().into_owned();
        return Err(format!("{program}: {}", String::from_utf8_lossy(&output.stderr).trim()).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// `vipsthumbnail` of libvips: makes a JPEG of this quality beside each input, upright, at most
/// `side` pixels, without metadata, named as [`thumbnail_of`] says.
pub(crate) fn vipsthumbnail(inputs: &[PathBuf], side: u32, quality: u8) -> Command {
    let mut command = Command::new("vipsthumbnail");
    command.arg("--size").arg(format!("{side}x{side}")).arg("-o").arg(format!("%s-vips.jpg[Q={quality},strip]"));
    command.args(inputs);
    command
}

/// Where [`vipsthumbnail`] puts what it makes of `input`.
pub(crate) fn thumbnail_of(input: &Path) -> PathBuf {
    let name = input.file_stem().unwrap_or_default().to_string_lossy();
    input.with_file_name(format!("{name}-vips.jpg"))
}

/// A child that ends with its owner.
pub(crate) struct Kept(pub(crate) Child);

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
