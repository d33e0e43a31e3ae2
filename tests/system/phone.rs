//! A phone: the app core on its own folder, behind a network that can fail.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sambang::device::{
    self, Behind, Device, DeviceError, Gate, Invitation, LastError, Passphrase, Pin, Reopening, Secret, Setup,
    TakenOver, UnlockError,
};
use sambang::platform::ManualClock;
use sambang_domain::ids::{DeviceId, SurveyId};
use tempfile::TempDir;

use crate::handset::Handset;
use crate::network::FaultyTransport;
use crate::visit;
use crate::world::MORNING;

pub const PIN: &str = "135790";

/// The words that lock the tests' backups.
pub fn words() -> Passphrase {
    Passphrase::parse("adik cium jalan manjur rata yakin").unwrap()
}

/// Opens a phone with a code that the province answers at once.
pub async fn recover(setup: &Setup, letter: &Invitation, new_pin: &Pin) -> Result<Device, UnlockError> {
    match device::ask_to_open(setup, letter).await? {
        Reopening::Opened(opened) => device::reopen(setup, opened, new_pin).await,
        Reopening::Waits(waiting) => panic!("it waits: {waiting:?}"),
    }
}

pub struct Phone {
    pub folder: TempDir,
    pub clock: Arc<ManualClock>,
    pub network: Arc<FaultyTransport>,
    /// Bytes that the phone says are free.
    pub free: Arc<AtomicU64>,
    /// The platform; none for the machine the test runs on.
    handset: Option<Arc<Handset>>,
    device: Option<Device>,
    /// What works behind the lock.
    pub behind: Behind,
}

impl Phone {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let clock = Arc::new(ManualClock::new(MORNING));
        Self {
            folder,
            clock,
            network: Arc::new(FaultyTransport::new()),
            free: Arc::new(AtomicU64::new(u64::MAX)),
            handset: None,
            device: None,
            behind: Behind::default(),
        }
    }

    /// A phone with a camera app, a network and a chip that the test plays.
    pub fn with(handset: &Arc<Handset>) -> Self {
        Self { handset: Some(handset.clone()), ..Self::new() }
    }

    pub fn setup(&self) -> Setup {
        let mut setup = Setup::new(self.folder.path().join("app"));
        setup.clock = self.clock.clone();
        setup.transport = Some(self.network.clone());
        let free = self.free.clone();
        setup.free_bytes = Arc::new(move |_| Some(free.load(Ordering::SeqCst)));
        setup.share_folder = self.folder.path().to_owned();
        setup.behind = self.behind.clone();
        if let Some(handset) = &self.handset {
            setup.phone = handset.clone();
        }
        setup
    }

    /// The same phone after its chip lost or changed its key.
    pub fn change_handset(&mut self, handset: &Arc<Handset>) {
        self.handset = Some(handset.clone());
    }

    pub async fn enrol(&mut self, url: &str, code: &str) {
        let enrolment = device::enrol(&self.setup(), &Invitation::alone(url, code)).await.unwrap();
        self.device = Some(enrolment.finish(&self.setup(), &Pin::parse(PIN).unwrap()).unwrap());
    }

    /// The id that the lock screen shows.
    pub fn id(&self) -> DeviceId {
        let Gate::Locked { device, .. } = device::gate(&self.setup()).unwrap() else { panic!("not enrolled") };
        device
    }

    pub fn device(&self) -> &Device {
        self.device.as_ref().expect("the phone is unlocked")
    }

    /// Writes a backup and says where.
    pub fn backup(&self) -> PathBuf {
        self.device().save_backup(&words()).unwrap()
    }

    /// Takes a backup over with its words.
    pub fn restore(&self, file: &Path) -> Result<TakenOver, DeviceError> {
        self.device().restore_backup(file, &Secret::Words(words()))
    }

    /// The app is closed.
    pub fn lock(&mut self) {
        self.device = None;
    }

    /// The PIN is asked for again; what waits is sent behind the lock.
    pub fn lock_while_it_sends(&mut self) {
        self.behind.work(self.device());
        self.device = None;
        self.behind.lock();
    }

    /// Somebody types a PIN, on a thread of its own as the screens do.
    pub async fn unlock(&mut self, pin: &str) -> Result<(), UnlockError> {
        let (setup, pin) = (self.setup(), Pin::parse(pin).unwrap());
        self.device = Some(tokio::task::spawn_blocking(move || device::unlock(&setup, &pin)).await.unwrap()?);
        Ok(())
    }

    /// The process dies here: nothing is closed in order, and the app starts again on what is on disk.
    pub fn crash(&mut self) {
        self.device = None;
        self.device = Some(device::unlock(&self.setup(), &Pin::parse(PIN).unwrap()).unwrap());
    }

    /// A phone that was given a copy of this one's files.
    pub fn twin(&self) -> Self {
        let twin = Self::new();
        let (from, to) = (self.setup().folder, twin.setup().folder);
        std::fs::create_dir_all(&to).unwrap();
        for file in std::fs::read_dir(from).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
        let mut twin = twin;
        twin.device = Some(device::unlock(&twin.setup(), &Pin::parse(PIN).unwrap()).unwrap());
        twin
    }

    /// A complete visit in the phone's area, not yet sealed.
    pub fn visit(&self) -> SurveyId {
        visit::complete(self.device(), "1803022001", 9003)
    }

    /// A complete, sealed visit.
    pub fn finished_visit(&self) -> SurveyId {
        let id = self.visit();
        self.device().finish(id).unwrap();
        id
    }

    /// A tablet that fetches the photos of its cases before anybody opens them.
    pub fn keep_photos_ahead(&self) {
        let mut settings = self.device().settings().unwrap();
        settings.photos_ahead = true;
        self.device().save_settings(&settings).unwrap();
    }

    /// One sync run; says why it stopped early, if it did.
    pub async fn sync(&self) -> Option<LastError> {
        self.device().sync_once().await.unwrap().trouble
    }

    pub fn assert_outbox_empty(&self) {
        assert_eq!(self.device().outbox().unwrap(), []);
    }

    /// The receipt says that everything is there.
    pub fn assert_receipt_complete(&self, id: SurveyId) {
        let receipt = self.device().receipt(id).unwrap().expect("a receipt came");
        assert!(receipt.complete && receipt.held == receipt.total && receipt.total >= 4, "{receipt:?}");
    }
}
