//! Where the window appears: the person's own display, or a virtual one when there is none.

use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::{Mutex, MutexGuard};

/// One test drives windows at a time: two would take each other's focus on one display, and the
/// processor on any.
static ALONE: Mutex<()> = Mutex::const_new(());

/// A display to open windows on. A virtual one ends with this value.
pub(crate) struct Display {
    xvfb: Option<(Child, String)>,
    _alone: MutexGuard<'static, ()>,
}

impl Display {
    /// Takes the display of this session, or starts Xvfb on a number that it picks itself.
    pub(crate) async fn open() -> Self {
        let alone = ALONE.lock().await;
        if ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some()) {
            return Self { xvfb: None, _alone: alone };
        }
        let mut xvfb = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1400x1280x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("Xvfb is installed (apt-get install xvfb)");
        let mut number = String::new();
        let stdout = xvfb.stdout.take().expect("its output is piped");
        BufReader::new(stdout).read_line(&mut number).await.expect("Xvfb names its display");
        Self { xvfb: Some((xvfb, format!(":{}", number.trim()))), _alone: alone }
    }

    /// Tells `command` to open its windows here.
    pub(crate) fn apply(&self, command: &mut Command) {
        if let Some((_, name)) = &self.xvfb {
            command.env("DISPLAY", name).env("GDK_BACKEND", "x11").env("LIBGL_ALWAYS_SOFTWARE", "1");
        }
    }
}
