//! The real server as a process of its own, and what its office does on the command line.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Outcome;
use crate::process::{Kept, ran};

/// A province's server that listens on a free local port.
pub(crate) struct Province {
    program: PathBuf,
    store: PathBuf,
    child: Kept,
    pub(crate) address: SocketAddr,
}

/// How much a server's database had to do.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) statements: u64,
    pub(crate) commits: u64,
}

impl Province {
    /// Starts the server that was built beside this program, with its data in `store`.
    pub(crate) fn start(store: &Path) -> Outcome<Self> {
        let program = std::env::current_exe()?.with_file_name("sambang-server");
        if !program.exists() {
            return Err("the server is not built beside this program; run ./bench at the root".into());
        }
        ran(command(&program, store).arg("init"))?;
        let mut serve = command(&program, store);
        serve.args(["serve", "--listen", "127.0.0.1:0"]);
        let log = std::fs::File::create(store.with_extension("log"))?;
        let mut child = Kept(serve.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log).spawn()?);
        let mut line = String::new();
        let said = child.0.stdout.take().ok_or("the server has no output")?;
        BufReader::new(said).read_line(&mut line)?;
        let address = line.trim().strip_prefix("http://").ok_or("the server did not start")?.parse()?;
        Ok(Self { program, store: store.to_owned(), child, address })
    }

    /// Stops the server and gives what it says of its database then.
    pub(crate) fn stopped(mut self) -> Outcome<Counts> {
        ran(Command::new("kill").args(["-TERM", &self.process().to_string()]))?;
        self.child.0.wait()?;
        let log = std::fs::read_to_string(self.store.with_extension("log"))?;
        let told = log.lines().rfind(|line| line.contains("the database is closed")).ok_or("it says no counts")?;
        let count = |name: &str| -> Outcome<u64> {
            let mut words = told.split_whitespace().filter_map(|word| word.split_once('='));
            Ok(words.find(|(word, _)| *word == name).ok_or("it lacks a count")?.1.parse()?)
        };
        Ok(Counts { statements: count("statements")?, commits: count("commits")? })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn process(&self) -> u32 {
        self.child.0.id()
    }

    fn server_command(&self, arguments: &[&str]) -> Outcome<String> {
        ran(command(&self.program, &self.store).args(arguments))
    }

    /// A new facilitator; gives the id.
    pub(crate) fn facilitator(&self) -> Outcome<String> {
        self.server_command(&["person", "add", "--name", "CONTOH Rahmat", "--role", "facilitator", "--area", "1803"])
    }

    /// A code that opens the lock of a device.
    pub(crate) fn recovery_code(&self, device: &str) -> Outcome<String> {
        self.first_word(&["recovery-code", device])
    }

    /// A fresh enrolment code.
    pub(crate) fn code(&self, person: &str) -> Outcome<String> {
        self.first_word(&["enrol-code", person])
    }

    /// The first word that a command prints; what follows explains it to a person.
    fn first_word(&self, arguments: &[&str]) -> Outcome<String> {
        Ok(self.server_command(arguments)?.split_whitespace().next().unwrap_or_default().to_owned())
    }
}

/// A command of the server's office, given by this program.
fn command(program: &Path, store: &Path) -> Command {
    let mut command = Command::new(program);
    command.env("SAMBANG_AS", "bench").arg("--store").arg(store);
    command
}
