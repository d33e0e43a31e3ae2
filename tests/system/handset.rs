//! A phone's platform, simulated by a test: the camera app, the price of the network, the hardware key. What
//! the app does with them is real.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sambang::device::{self, ChipUse, DeviceError, Pin, UnlockError};
use sambang::platform::phone::{HardwareKey, HardwareTrouble, Network, PhoneEvent};
use sambang_domain::ids::Digest;
use sambang_domain::survey::EvidenceKind;
use tokio::sync::broadcast;

use crate::phone::{PIN, Phone};
use crate::visit;
use crate::world::World;

#[derive(Debug)]
pub struct Handset {
    events: broadcast::Sender<PhoneEvent>,
    /// What the next photo is.
    pub photo: Mutex<Vec<u8>>,
    /// What the phone's system makes of a picture that the app does not read.
    pub jpeg: Mutex<Option<Vec<u8>>>,
    /// The network costs by the byte.
    pub metered: AtomicBool,
    /// What the screen was asked for: to stay on, or not.
    pub awake: Mutex<Vec<bool>>,
    pub chip: Chip,
}

/// Hardware whose keys differ between phones.
#[derive(Debug)]
pub struct Chip {
    phone: u8,
    made: Mutex<BTreeSet<String>>,
    /// It refuses every call for now.
    pub refuses: AtomicBool,
}

impl Handset {
    /// `chip` tells the keys of two phones apart.
    pub fn new(chip: u8) -> Self {
        let events = broadcast::Sender::new(8);
        Self {
            events,
            photo: Mutex::default(),
            jpeg: Mutex::default(),
            metered: AtomicBool::default(),
            awake: Mutex::default(),
            chip: Chip::new(chip),
        }
    }

    /// Another app comes in front.
    pub fn pause(&self) {
        self.events.send(PhoneEvent::Paused).unwrap();
    }
}

impl sambang::platform::Phone for Handset {
    fn events(&self) -> broadcast::Receiver<PhoneEvent> {
        self.events.subscribe()
    }

    fn free_bytes(&self, _: &Path) -> Option<u64> {
        None
    }

    fn hardware_key(&self) -> Option<&dyn HardwareKey> {
        Some(&self.chip)
    }

    fn network(&self) -> Network {
        if self.metered.load(Ordering::SeqCst) { Network::Metered } else { Network::Unmetered }
    }

    fn brings_files(&self) -> bool {
        true
    }

    fn to_jpeg(&self, _: &[u8]) -> Option<Vec<u8>> {
        self.jpeg.lock().unwrap().clone()
    }

    fn keep_awake(&self, on: bool) {
        self.awake.lock().unwrap().push(on);
    }

    /// The camera app answers at once.
    fn photograph(&self, to: &Path) {
        std::fs::write(to, &*self.photo.lock().unwrap()).unwrap();
    }
}

impl Chip {
    fn new(phone: u8) -> Self {
        Self { phone, made: Mutex::default(), refuses: AtomicBool::default() }
    }

    fn answers(&self) -> Result<(), HardwareTrouble> {
        if self.refuses.load(Ordering::SeqCst) { Err(HardwareTrouble::Passing) } else { Ok(()) }
    }
}

impl HardwareKey for Chip {
    fn make(&self, alias: &str) -> Result<(), HardwareTrouble> {
        self.answers()?;
        assert!(self.made.lock().unwrap().insert(alias.to_owned()), "a key was written over");
        Ok(())
    }

    fn tag(&self, alias: &str, message: &[u8]) -> Result<Vec<u8>, HardwareTrouble> {
        self.answers()?;
        let is_here = self.made.lock().unwrap().contains(alias);
        let keyed = [&[self.phone], alias.as_bytes(), message].concat();
        if is_here { Ok(Digest::of(&keyed).0.to_vec()) } else { Err(HardwareTrouble::Gone) }
    }

    fn unwrap(&self, _: &[u8]) -> Result<Vec<u8>, HardwareTrouble> {
        Err(HardwareTrouble::Gone)
    }

    fn forget(&self, alias: &str) {
        self.made.lock().unwrap().remove(alias);
    }

    fn rest(&self, _: Duration) {}
}

async fn enrolled(world: &World, name: &str, handset: &Arc<Handset>) -> Phone {
    let person = world.facilitator(name).await;
    let mut phone = Phone::with(handset);
    phone.enrol(&world.server().url(), &world.code(&person).await).await;
    phone
}

#[tokio::test]
async fn a_photo_of_the_phones_own_camera_lands_on_the_tile_it_was_opened_for() {
    let world = World::start().await;
    let handset = Arc::new(Handset::new(1));
    let rahmat = enrolled(&world, "Rahmat", &handset).await;
    let (id, kind) = (rahmat.visit(), EvidenceKind::BusinessFront);
    let camera = visit::camera_jpeg(779);
    *handset.photo.lock().unwrap() = camera.clone();
    rahmat.device().photograph(id, kind.clone()).unwrap();
    let collected = rahmat.device().collect_inbox().unwrap();
    assert_eq!((collected.added, collected.refused.is_none()), (1, true));
    let survey = rahmat.device().survey(id).unwrap();
    assert!(survey.photos(&kind).any(|photo| photo.source_sha256 == Digest::of(&camera)));
    assert_eq!(std::fs::read_dir(rahmat.device().inbox()).unwrap().count(), 0, "no original stays behind");
    world.section("a camera that writes half a photo");
    *handset.photo.lock().unwrap() = camera[..2000].to_vec();
    rahmat.device().photograph(id, kind.clone()).unwrap();
    let collected = rahmat.device().collect_inbox().unwrap();
    assert_eq!((collected.added, collected.refused.is_some()), (0, true));
    assert_eq!(rahmat.device().survey(id).unwrap(), survey);
}

#[tokio::test]
async fn a_photo_that_came_late_is_not_taken_for_the_tile_that_opened_the_gallery() {
    let world = World::start().await;
    let rahmat = enrolled(&world, "Rahmat", &Arc::new(Handset::new(1))).await;
    let (id, paper) = (rahmat.visit(), EvidenceKind::SignedStatement);
    rahmat.device().photograph(id, EvidenceKind::BusinessFront).unwrap();
    std::fs::remove_file(std::fs::read_dir(rahmat.device().inbox()).unwrap().next().unwrap().unwrap().path()).unwrap();
    rahmat.device().expect_photo(id, paper.clone()).unwrap();
    std::fs::write(rahmat.device().inbox().join("late.jpg"), visit::camera_jpeg(779)).unwrap();
    let collected = rahmat.device().collect_inbox().unwrap();
    assert_eq!((collected.added, collected.unclaimed), (0, 1));
    assert_eq!(rahmat.device().survey(id).unwrap().photos(&paper).count(), 0);
    assert_eq!(rahmat.device().unclaimed_photos().unwrap().len(), 1);
}

#[tokio::test]
async fn a_photo_in_a_format_that_only_the_phone_reads_is_taken_as_the_phone_reads_it() {
    let world = World::start().await;
    let handset = Arc::new(Handset::new(1));
    let rahmat = enrolled(&world, "Rahmat", &handset).await;
    let (id, kind) = (rahmat.visit(), EvidenceKind::BusinessFront);
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".repeat(100);
    *handset.photo.lock().unwrap() = heic.clone();
    world.section("a phone that does not read it either");
    rahmat.device().photograph(id, kind.clone()).unwrap();
    let refused = rahmat.device().collect_inbox().unwrap().refused.unwrap();
    assert_eq!(refused.code(), "photo.unsupported");
    world.section("from the camera, and from the gallery through the page");
    let jpeg = visit::camera_jpeg(779);
    *handset.jpeg.lock().unwrap() = Some(jpeg.clone());
    rahmat.device().photograph(id, kind.clone()).unwrap();
    assert_eq!(rahmat.device().collect_inbox().unwrap().added, 1);
    let taken = rahmat.device().survey(id).unwrap();
    assert!(taken.photos(&kind).any(|photo| photo.source_sha256 == Digest::of(&jpeg)));
    let paper = rahmat.device().take_photo(id, EvidenceKind::SignedStatement, &heic).unwrap();
    assert_eq!(paper.source_sha256, Digest::of(&jpeg));
    world.section("what the app reads itself is not given away");
    *handset.jpeg.lock().unwrap() = Some(b"nonsense".to_vec());
    assert!(rahmat.device().take_photo(id, kind, &visit::camera_jpeg(780)).is_ok());
}

#[tokio::test]
async fn whole_photos_wait_for_a_network_that_does_not_cost_by_the_byte() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    assert_eq!(rahmat.sync().await, None);
    let evidence = rahmat.device().survey(id).unwrap().evidence;
    let handset = Arc::new(Handset::new(1));
    let mut tablet = Phone::with(&handset);
    let dewi = world.supervisor("Dewi").await;
    tablet.enrol(&world.server().url(), &world.code(&dewi).await).await;
    tablet.keep_photos_ahead();
    let here = || evidence.iter().filter(|photo| tablet.device().case_photo(photo.sha256).unwrap().is_some()).count();
    handset.metered.store(true, Ordering::SeqCst);
    assert_eq!(tablet.sync().await, None);
    assert_eq!((tablet.device().case(id).unwrap().survey.id, here()), (id, 0));
    handset.metered.store(false, Ordering::SeqCst);
    assert_eq!(tablet.sync().await, None);
    assert_eq!(here(), evidence.len());
}

#[tokio::test]
async fn files_of_a_phone_with_a_chip_open_there_alone_and_its_backup_everywhere() {
    let world = World::start().await;
    let mut rahmat = enrolled(&world, "Rahmat", &Arc::new(Handset::new(1))).await;
    let id = rahmat.finished_visit();
    let person = rahmat.device().person().unwrap();
    let backup = rahmat.backup();
    rahmat.crash();
    rahmat.lock();
    world.section("a copy of the files with the right PIN");
    let thief = Phone::with(&Arc::new(Handset::new(2)));
    let (from, to) = (rahmat.setup().folder, thief.setup().folder);
    std::fs::create_dir_all(&to).unwrap();
    for file in std::fs::read_dir(from).unwrap().map(Result::unwrap).filter(|file| file.path().is_file()) {
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
    let pin = Pin::parse(PIN).unwrap();
    let Err(UnlockError::Device(refused)) = device::unlock(&thief.setup(), &pin) else { panic!("it opened") };
    assert_eq!(refused.code(), "vault.chip_gone");
    world.section("a backup on the person's next phone");
    let mut next = Phone::with(&Arc::new(Handset::new(3)));
    next.enrol(&world.server().url(), &world.code(&person).await).await;
    assert_eq!(next.restore(&backup).unwrap().waiting, 1);
    assert_eq!(next.sync().await, None);
    next.assert_receipt_complete(id);
}

#[tokio::test]
async fn a_phone_that_lost_its_chips_key_is_opened_by_the_office_and_locks_with_the_new_one() {
    let world = World::start().await;
    let mut rahmat = enrolled(&world, "Rahmat", &Arc::new(Handset::new(1))).await;
    let id = rahmat.finished_visit();
    rahmat.lock();
    rahmat.change_handset(&Arc::new(Handset::new(2)));
    let pin = Pin::parse(PIN).unwrap();
    for _ in 0..5 {
        let refused = device::unlock(&rahmat.setup(), &pin);
        assert!(
            matches!(refused, Err(UnlockError::Device(DeviceError::Vault(_)))),
            "never a pause: the PIN is not wrong"
        );
    }
    let code = world.recovery_code(&rahmat).await;
    drop(crate::phone::recover(&rahmat.setup(), &world.letter(&code), &pin).await.unwrap());
    rahmat.crash();
    assert_eq!(rahmat.sync().await, None);
    rahmat.assert_receipt_complete(id);
    rahmat.change_handset(&Arc::new(Handset::new(1)));
    assert!(device::unlock(&rahmat.setup(), &pin).is_err(), "the old key is of no use any more");
}

#[tokio::test]
async fn a_chip_that_refused_is_told_of_once_and_takes_part_as_soon_as_it_can() {
    let world = World::start().await;
    let handset = Arc::new(Handset::new(1));
    handset.chip.refuses.store(true, Ordering::SeqCst);
    let mut rahmat = enrolled(&world, "Rahmat", &handset).await;
    let id = rahmat.finished_visit();
    let state = |phone: &Phone| (phone.device().chip_use().unwrap(), phone.device().chip_is_missed().unwrap());
    assert_eq!(state(&rahmat), (ChipUse::NotYet, true));
    rahmat.device().acknowledge_missed_chip().unwrap();
    rahmat.crash();
    assert_eq!(state(&rahmat), (ChipUse::NotYet, false), "once");
    handset.chip.refuses.store(false, Ordering::SeqCst);
    rahmat.crash();
    assert_eq!(state(&rahmat), (ChipUse::FromNextUnlock, false));
    rahmat.crash();
    assert_eq!(state(&rahmat), (ChipUse::Used, false));
    world.section("it refuses while the app is locked: no wrong PIN, no pause, nothing lost");
    handset.chip.refuses.store(true, Ordering::SeqCst);
    rahmat.lock();
    for digits in [PIN, "908172", PIN, "908172", PIN] {
        let Err(UnlockError::Device(refused)) = device::unlock(&rahmat.setup(), &Pin::parse(digits).unwrap()) else {
            panic!("not told as the chip's trouble")
        };
        assert_eq!(refused.code(), "vault.chip_trouble");
    }
    handset.chip.refuses.store(false, Ordering::SeqCst);
    rahmat.crash();
    assert_eq!(rahmat.sync().await, None);
    rahmat.assert_receipt_complete(id);
    world.section("another PIN needs the old one, and that the chip");
    handset.chip.refuses.store(true, Ordering::SeqCst);
    let device = rahmat.device();
    assert!(device.change_pin(&Pin::parse(PIN).unwrap(), &Pin::parse("864209").unwrap()).is_err());
    assert_eq!(device.chip_use().unwrap(), ChipUse::Used);
}
