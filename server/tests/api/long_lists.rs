//! A province's list: its length, its memory, and what others notice of it.
#![allow(clippy::print_stdout, reason = "figures for who runs it by hand")]

use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use sambang_domain::wire::v1::DeviceReport;

use crate::device::Device;
use crate::lists::{Office, recipients};
use crate::program::{Program, command, enrolled, ran, store};

/// A list with the usual columns. Month, year and serial make the NIKs different.
fn list(lines: usize) -> String {
    let mut text = "No;NIK;No KK;Nama;Alamat;Desa;Kecamatan;Kabupaten;No HP\n".to_owned();
    for n in 0..lines {
        let (serial, month, year) = (9001 + n % 900, 1 + n / 900 % 12, 60 + n / 10_800);
        writeln!(
            text,
            "{n};18030250{month:02}{year}{serial};1803021502{year}{serial};CONTOH Orang {n};Dusun II RT 0{};Talang Bojong;\
             Kotabumi;Lampung Utara;0812{n:08}",
            1 + n % 9,
        )
        .unwrap();
    }
    text
}

fn written(folder: &Path, lines: usize) -> PathBuf {
    let file = folder.join("daftar.csv");
    std::fs::write(&file, list(lines)).unwrap();
    file
}

/// An import as a process of its own.
struct Import(Child);

impl Import {
    fn start(store: &Path, file: &Path, to: &str, more: &[&str]) -> Self {
        let mut import = command(store);
        import.args(["import-assignments", "--programme", "bpum-2021", "--to", to]);
        import.args(more).arg(file).stderr(Stdio::piped()).stdout(Stdio::null());
        Self(import.spawn().unwrap())
    }

    /// The most memory that the process ever held, in MiB. `/proc` tells it while the process lives.
    fn most_memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? / 1024)
    }
}

async fn report(device: &Device) -> Duration {
    let begun = Instant::now();
    let response = device.request("PUT", "/v1/report").json(&DeviceReport::default()).send().await.unwrap();
    assert_eq!(response.status(), 200);
    begun.elapsed()
}

/// Imports a list while a phone reports, and tells the longest wait and the most memory.
async fn import_beside_a_phone(lines: usize) -> (Duration, u64) {
    let dir = store();
    let program = Program::start(dir.path());
    let device = enrolled(dir.path(), &program.url, 1).await;
    let file = written(dir.path(), lines);
    let begun = Instant::now();
    let mut import = Import::start(dir.path(), &file, &device.enrolment.person.id.to_string(), &[]);
    let told = BufReader::new(import.0.stderr.take().unwrap());
    let (mut longest, mut memory, mut last) = (Duration::ZERO, 0, String::new());
    for line in told.lines().map_while(Result::ok).filter(|line| line.ends_with(" lines")) {
        longest = longest.max(report(&device).await);
        memory = memory.max(import.most_memory().unwrap_or(0));
        last = line;
    }
    assert!(import.0.wait().unwrap().success());
    assert_eq!(last, format!("{lines} of {lines} lines"));
    println!("{lines} lines in {:?}, {memory} MiB, longest wait of a phone {longest:?}", begun.elapsed());
    let again = ran(dir.path(), &["assignments", "list"]);
    assert_eq!(again.lines().count(), lines);
    (longest, memory)
}

/// Waiting for one portion takes a fraction of a second on a quiet machine; waiting for the whole list
/// takes minutes, and SQLite gives up after ten seconds. Between the two lies a busy machine.
const ONE_PORTION: Duration = Duration::from_secs(5);

/// H02: a phone must not notice.
#[tokio::test]
async fn phones_go_on_sending_while_a_long_list_is_imported() {
    let (longest, _) = import_beside_a_phone(3_000).await;
    assert!(longest < ONE_PORTION, "{longest:?}");
}

/// H02 at full length: minutes without optimisation.
#[tokio::test]
#[ignore = "takes minutes; the figures are in docs/lists.md"]
async fn three_hundred_thousand_lines_are_taken_over_beside_a_phone() {
    let (longest, memory) = import_beside_a_phone(300_000).await;
    assert!(longest < ONE_PORTION, "{longest:?}");
    assert!(memory > 0 && memory < 300, "{memory} MiB");
}

/// R06: Lampung had 245,136 recipients in 2020.
#[test]
#[ignore = "takes minutes without optimisation; the figures are in docs/lists.md"]
fn a_provinces_list_is_read_in_bounded_memory() {
    let memory = memory_of(300_000);
    assert!(memory < 300, "{memory} MiB");
}

#[test]
fn a_long_list_costs_little_more_memory_than_its_file() {
    let memory = memory_of(40_000);
    assert!(memory < 90, "{memory} MiB");
}

/// The most memory, in MiB, that reading and judging a list took.
fn memory_of(lines: usize) -> u64 {
    let dir = store();
    let add = ["person", "add", "--name", "CONTOH Rahmat", "--role", "facilitator", "--area", "1803"];
    let person = ran(dir.path(), &add);
    let file = written(dir.path(), lines);
    assert!(std::fs::metadata(&file).unwrap().len() as usize > lines * 100);
    let mut import = Import::start(dir.path(), &file, &person, &["--dry-run"]);
    let mut told = BufReader::new(import.0.stderr.take().unwrap()).lines().map_while(Result::ok);
    // Everything is read and judged before the first line is compared with what is stored.
    assert!(told.any(|line| line.ends_with(&format!(" of {lines} lines"))));
    let memory = import.most_memory().unwrap();
    import.0.kill().unwrap();
    import.0.wait().unwrap();
    println!("{lines} lines: {memory} MiB");
    memory
}

#[test]
fn a_long_list_of_recipients_is_read_whole() {
    assert_eq!(recipients(list(20_000)).entries, 20_000);
}

#[tokio::test]
async fn an_import_that_was_killed_half_way_is_whole_up_to_there_and_goes_on_when_run_again() {
    let dir = store();
    let add = ["person", "add", "--name", "CONTOH Rahmat", "--role", "facilitator", "--area", "1803"];
    let person = ran(dir.path(), &add);
    let file = written(dir.path(), 3_000);
    let mut import = Import::start(dir.path(), &file, &person, &[]);
    let mut told = BufReader::new(import.0.stderr.take().unwrap()).lines().map_while(Result::ok);
    assert!(told.any(|line| line.ends_with(" of 3000 lines")));
    import.0.kill().unwrap();
    import.0.wait().unwrap();
    let stored = ran(dir.path(), &["assignments", "list"]).lines().count();
    assert!(stored > 0 && stored < 3_000, "{stored}");
    ran(dir.path(), &["verify"]);
    let logged = ran(dir.path(), &["audit"]);
    assert!(logged.contains(",list.imported,"), "what was stored is in the log");
    let args = ["import-assignments", "--programme", "bpum-2021", "--to", &person, file.to_str().unwrap()];
    let again = ran(dir.path(), &args);
    assert!(again.contains(&format!("added\t{}\n", 3_000 - stored)), "{again}");
    assert!(again.contains(&format!("unchanged\t{stored}\n")), "{again}");
}

#[tokio::test]
async fn a_dry_run_stores_nothing_and_tells_the_same() {
    let office = Office::open().await;
    let options = sambang_server::ImportOptions { dry_run: true, ..office.options() };
    let dry = office.world.registry().import_assignments(list(500).as_bytes(), &options).await.unwrap();
    assert_eq!((dry.added, office.kept().await.len()), (500, 0));
    assert_eq!(office.import(list(500)).await, dry);
}
