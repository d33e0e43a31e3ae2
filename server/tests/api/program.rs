//! The real program as a child process.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};

use ed25519_dalek::SigningKey;
use tempfile::TempDir;

use crate::device::Device;
use crate::world::{enrolment, reply};

pub(crate) struct Program {
    pub(crate) child: Child,
    pub(crate) url: String,
    /// What it wrote to the error output so far.
    pub(crate) said: Arc<Mutex<String>>,
}

impl Program {
    /// Starts the server on a free port and waits until it says where it listens.
    pub(crate) fn start(store: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sambang-server"));
        command.args(["--store", store.to_str().unwrap(), "serve", "--listen", "127.0.0.1:0"]);
        Self::spawn(command)
    }

    pub(crate) fn spawn(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let said = Arc::<Mutex<String>>::default();
        let (lines, heard) = (BufReader::new(child.stderr.take().unwrap()).lines(), Arc::clone(&said));
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                heard.lock().unwrap().push_str(&(line + "\n"));
            }
        });
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().to_owned();
        assert!(url.starts_with("http://127.0.0.1:"), "{url}");
        Self { child, url, said }
    }

    /// Ends it as a power cut would end the process.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Who gives commands in tests.
pub(crate) const OPERATOR: &str = "CONTOH Petugas";

/// A folder with a fresh store.
pub(crate) fn store() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    ran(dir.path(), &["init"]);
    dir
}

/// A command of the program that somebody gives.
pub(crate) fn command(store: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sambang-server"));
    command.env("SAMBANG_AS", OPERATOR).args(["--store", store.to_str().unwrap()]);
    command
}

/// Runs a command of the program to its end.
pub(crate) fn run(store: &Path, args: &[&str]) -> Output {
    command(store).args(args).output().unwrap()
}

/// What a command wrote to the error output.
pub(crate) fn complaint(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Runs a command that must succeed and gives what it printed.
pub(crate) fn ran(store: &Path, args: &[&str]) -> String {
    let output = run(store, args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A person and an enrolled device, made by the command line while the program runs.
pub(crate) async fn enrolled(store: &Path, url: &str, seed: u8) -> Device {
    let add = ["person", "add", "--name", "CONTOH Orang", "--role", "facilitator", "--area", "1803"];
    let person = ran(store, &add);
    let printed = ran(store, &["enrol-code", &person]);
    let code = printed.split('\t').next().unwrap();
    let key = SigningKey::from_bytes(&[seed; 32]);
    let request = crate::world::http().post(format!("{url}/v1/enrolments")).json(&enrolment(code, &key));
    Device::new(url.to_owned(), key, reply(request.send().await.unwrap()).await)
}

/// Copies a folder with everything in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
