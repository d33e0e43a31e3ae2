//! The province of the tour: a real server over real HTTP that can be stopped and started, and the folders of
//! one run.

use std::path::{Path, PathBuf};

use sambang_server::{Clock, Config, Demo, Registry, Running, Server};
use tempfile::TempDir;

use crate::driver::free_port;

/// Server, folders and what the office prepared.
pub(crate) struct World {
    folder: TempDir,
    config: Config,
    running: Option<Running>,
    /// The people of the demonstration with their codes.
    pub(crate) demo: Demo,
}

impl World {
    /// A fresh province with its people, listening.
    pub(crate) async fn start() -> Self {
        Self::start_at(Clock::system()).await
    }

    /// The same by another clock than the machine's.
    pub(crate) async fn start_at(clock: Clock) -> Self {
        let folder = TempDir::with_prefix("sambang-tour-").expect("a temporary folder");
        let mut config = Config::new(folder.path().join("server"));
        config.clock = clock;
        config.listen.set_port(free_port());
        Registry::init(&config).await.expect("the store is made");
        let running = Server::start(config.clone()).await.expect("the server starts");
        let demo = running.registry().seed_demo().await.expect("the demonstration can be seeded");
        Self { folder, config, running: Some(running), demo }
    }

    /// The address people are given.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.config.listen)
    }

    /// The signal is gone: nothing listens any more.
    pub(crate) async fn signal_lost(&mut self) {
        self.running.take().expect("the server runs").stop().await;
    }

    /// The signal is back, with everything the server had.
    pub(crate) async fn signal_found(&mut self) {
        self.running = Some(Server::start(self.config.clone()).await.expect("the server starts again"));
    }

    /// The province's registry.
    pub(crate) fn registry(&self) -> &Registry {
        self.running.as_ref().expect("the server runs").registry()
    }

    /// Where the app keeps its data.
    pub(crate) fn app_folder(&self) -> PathBuf {
        self.folder.path().join("app")
    }

    /// Where the supervisor's tablet keeps its data.
    pub(crate) fn tablet_folder(&self) -> PathBuf {
        self.folder.path().join("tablet")
    }

    /// Where photos lie for the file inputs, and where the app puts what it hands out.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What app and driver print.
    pub(crate) fn log(&self) -> PathBuf {
        let folder = crate::album::folder();
        std::fs::create_dir_all(&folder).expect("target/tour can be made");
        folder.join("app.log")
    }
}
