//! A province with its server, and the people who work there.

use ed25519_dalek::SigningKey;
use sambang::device::Invitation;
use sambang::store::StoreKey;
use sambang::sync::{Address, AnswerKey, Client, HttpTransport, Opening, SealedLock};
use sambang_domain::filter::Cost;
use sambang_domain::ids::{Digest, SurveyId, Timestamp};
use sambang_domain::people::{Person, Role};
use sambang_domain::seal::Revision;
use sambang_domain::wire::v1::{EnrolmentRequest, WaitsFor};
use sambang_server::{
    Break, Clock, Config, ForLock, NewPerson, Registry, RegistryError, RevisionKind, Rotation, Running, Server,
};
use tempfile::TempDir;

use crate::phone::Phone;

/// 15 April 2021, 09.31 in Lampung.
pub const MORNING: Timestamp = Timestamp(1_618_453_860_000);

pub struct World {
    folder: TempDir,
    pub clock: Clock,
    server: Option<Running>,
}

impl World {
    pub async fn start() -> Self {
        let mut world = Self { folder: TempDir::new().unwrap(), clock: Clock::manual(MORNING), server: None };
        Registry::init(&world.config()).await.unwrap();
        world.server_returns().await;
        world
    }

    fn config(&self) -> Config {
        let mut config = Config::new(self.folder.path());
        config.clock = self.clock.clone();
        // A slow step that is not slow.
        config.limits.filter_cost = Cost { memory_kib: 8, passes: 1 };
        config
    }

    /// Where the server keeps everything.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    pub fn section(&self, text: &str) {
        println!("--- {text}");
    }

    pub async fn server_goes(&mut self) {
        self.server.take().unwrap().stop().await;
    }

    /// Starts the server again on the same store; on the same port when there was one.
    pub async fn server_returns(&mut self) {
        self.server = Some(Server::start(self.config()).await.unwrap());
    }

    pub async fn server_returns_at(&mut self, listen: std::net::SocketAddr) {
        let mut config = self.config();
        config.listen = listen;
        self.server = Some(Server::start(config).await.unwrap());
    }

    /// A copy of the store as it is at this moment: last night's backup.
    pub async fn copy_of_the_store(&mut self) -> TempDir {
        let copy = TempDir::new().unwrap();
        let address = self.server().addr;
        self.server_goes().await;
        copy_folder(self.folder.path(), copy.path());
        self.server_returns_at(address).await;
        copy
    }

    /// Somebody copies the files back. Nobody announces it.
    pub async fn put_back(&mut self, copy: &TempDir) {
        let address = self.server().addr;
        self.server_goes().await;
        clear_folder(self.folder.path());
        copy_folder(copy.path(), self.folder.path());
        self.server_returns_at(address).await;
    }

    /// The store is put back the way the office should do it.
    pub async fn restore(&mut self, copy: &TempDir) {
        self.put_back(copy).await;
        self.server().registry().renew_epoch().await.unwrap();
    }

    /// The office makes a backup with the program; the server goes on.
    pub async fn backup(&self) -> TempDir {
        let place = TempDir::new().unwrap();
        self.server().registry().backup(place.path()).await.unwrap();
        place
    }

    /// The office puts such a backup back with the program.
    pub async fn restore_backup(&mut self, place: &TempDir) {
        let (address, keys) = (self.server().addr, TempDir::new().unwrap());
        self.server_goes().await;
        copy_folder(&self.folder.path().join("keys"), keys.path());
        clear_folder(self.folder.path());
        Registry::restore(&self.config(), place.path(), keys.path()).await.unwrap();
        self.server_returns_at(address).await;
    }

    /// The office stops the server, changes a key, and starts it again.
    pub async fn rotate(&mut self, rotation: Rotation) {
        let address = self.server().addr;
        self.server_goes().await;
        Registry::rotate(&self.config(), rotation).await.unwrap();
        self.server_returns_at(address).await;
    }

    /// The office finishes a backup of all that is here.
    pub async fn backs_up(&self) {
        let registry = self.server().registry();
        registry.note_backup(registry.receipts_head().await.unwrap()).await.unwrap();
    }

    pub fn server(&self) -> &Running {
        self.server.as_ref().unwrap()
    }

    pub async fn facilitator(&self, name: &str) -> Person {
        let area = vec!["1803".parse().unwrap()];
        let (name, office) = (format!("CONTOH {name}"), "Dinas CONTOH Lampung Utara".to_owned());
        let person = NewPerson { name, role: Role::Facilitator, area, office };
        self.server().registry().add_person(person).await.unwrap()
    }

    /// A new supervisor of the same area.
    pub async fn supervisor(&self, name: &str) -> Person {
        let area = vec!["1803".parse().unwrap()];
        let (name, office) = (format!("CONTOH {name}"), "Dinas CONTOH Lampung Utara".to_owned());
        let person = NewPerson { name, role: Role::Supervisor, area, office };
        self.server().registry().add_person(person).await.unwrap()
    }

    /// A new supervisor of the same area with an enrolled tablet.
    pub async fn tablet(&self, name: &str) -> Phone {
        let person = self.supervisor(name).await;
        let mut tablet = Phone::new();
        tablet.enrol(&self.server().url(), &self.code(&person).await).await;
        tablet
    }

    pub async fn code(&self, person: &Person) -> String {
        self.server().registry().enrol_code(person.id).await.unwrap().code
    }

    /// A token of the same person for an app that does not sign its requests yet.
    pub async fn token_of(&self, phone: &Phone) -> String {
        let key = SigningKey::from_bytes(&[7; 32]);
        let request = EnrolmentRequest::new(&self.code(&phone.device().person().unwrap()).await, &key, "0.0.1");
        let client = Client::new(phone.network.clone(), Address::parse(&self.server().url()).unwrap(), None);
        client.enrol(&request).await.unwrap().token
    }

    /// A code that opens this phone's lock.
    pub async fn recovery_code(&self, phone: &Phone) -> String {
        self.server().registry().recovery_code(phone.id(), ForLock::default()).await.unwrap().code
    }

    /// The office's letter with a code: the address and by what the province is known.
    pub fn letter(&self, code: &str) -> Invitation {
        self.server().registry().invitation(code, &self.server().url(), None).unwrap()
    }

    /// The key of a phone's database, as an office gets it from the province's lock in the key file.
    pub async fn key_of(&self, phone: &Phone) -> StoreKey {
        let file = std::fs::read(phone.setup().folder.join("sambang.key")).unwrap();
        let file: serde_json::Value = serde_json::from_slice(&file).unwrap();
        let (device, sealed) = (phone.id(), file["recovery"].as_str().unwrap().to_owned());
        let lock = SealedLock { device, sealed, pass: None, opens: WaitsFor::Store };
        self.open_lock(&self.recovery_code(phone).await, lock).await
    }

    /// What the province finds in a lock.
    pub async fn open_lock(&self, code: &str, lock: SealedLock) -> StoreKey {
        let transport = std::sync::Arc::new(HttpTransport::new().unwrap());
        let client = Client::new(transport, Address::parse(&self.server().url()).unwrap(), None);
        match client.open_lock(code, lock, &AnswerKey::new([6; 32])).await.unwrap() {
            Opening::Opened(opened) => opened.key,
            Opening::Waits(waiting) => panic!("it waits: {waiting:?}"),
        }
    }

    /// A new person with an enrolled phone.
    pub async fn phone(&self, name: &str) -> Phone {
        self.phone_through(name, &self.server().url()).await
    }

    /// The same, but the phone knows the server by another address.
    pub async fn phone_through(&self, name: &str, url: &str) -> Phone {
        let person = self.facilitator(name).await;
        let mut phone = Phone::new();
        Address::parse(url).unwrap();
        phone.enrol(url, &self.code(&person).await).await;
        phone
    }

    /// The revision that stands for this survey, parsed from the stored bytes.
    pub async fn stored(&self, survey: SurveyId) -> Option<Revision> {
        let registry = self.server().registry();
        let all = registry.revisions().await.unwrap();
        let main: Vec<_> = all.iter().filter(|r| r.survey == survey && r.kind == RevisionKind::Main).collect();
        assert!(main.len() <= 1, "stored {} times", main.len());
        let bytes = registry.find_revision_bytes(main.first()?.digest).await.unwrap().unwrap();
        Some(serde_json::from_slice(&bytes).unwrap())
    }

    /// The survey is there once, with every attachment, byte for byte as on the phone, and verification finds nothing.
    pub async fn assert_received_once(&self, phone: &Phone, survey: SurveyId) {
        self.assert_held_once(phone, survey).await;
        self.server().registry().verify().await.unwrap();
    }

    /// The same, of a store of which verification tells something else.
    pub async fn assert_held_once(&self, phone: &Phone, survey: SurveyId) {
        let revision = self.stored(survey).await.expect("the survey arrived");
        assert_eq!(revision.survey, phone.device().survey(survey).unwrap());
        assert!(revision.survey.evidence.len() >= 4);
        for photo in &revision.survey.evidence {
            let bytes =
                self.server().registry().find_attachment(photo.sha256).await.unwrap().expect("the photo arrived");
            assert_eq!(Digest::of(&bytes), photo.sha256);
            assert_eq!(bytes, phone.device().photo(photo.sha256).unwrap());
        }
    }

    /// Verification finds nothing, but for phones that keep another log: where files were put back by hand, nothing
    /// else tells that from a log that was written anew (`docs/operating.md`).
    pub async fn verify_after_files_were_put_back(&self) {
        match self.server().registry().verify().await {
            Ok(_) => {}
            Err(RegistryError::Broken(found)) => {
                let witnesses = found.first().all(|broken| matches!(broken, Break::Witness { .. }));
                assert!(witnesses, "{found:?}");
            }
            Err(other) => panic!("{other}"),
        }
    }
}

fn clear_folder(folder: &std::path::Path) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            std::fs::remove_dir_all(entry.path()).unwrap();
        } else {
            std::fs::remove_file(entry.path()).unwrap();
        }
    }
}

pub fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
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
