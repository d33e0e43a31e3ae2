use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use sambang_domain::ids::{DeviceId, Digest, SurveyId};
use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use crate::platform::phone::HardwareTrouble;

/// Hardware with keys of its own.
#[derive(Debug, Default)]
struct Chip {
    made: Mutex<BTreeSet<String>>,
    refuses: AtomicBool,
}

impl Chip {
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
        let answer = || Digest::of(&[alias.as_bytes(), message].concat()).0.to_vec();
        is_here.then(answer).ok_or(HardwareTrouble::Gone)
    }

    fn unwrap(&self, _: &[u8]) -> Result<Vec<u8>, HardwareTrouble> {
        Err(HardwareTrouble::Gone)
    }

    fn forget(&self, alias: &str) {
        self.made.lock().unwrap().remove(alias);
    }
}

fn postbox() -> (TempDir, Postbox) {
    let app = tempfile::tempdir().unwrap();
    let postbox = Postbox::open_or_make(app.path(), &Chip::default()).unwrap().unwrap();
    (app, postbox)
}

fn document(survey: u128) -> Item {
    Item { kind: Kind::Document, survey: SurveyId(Uuid::from_u128(survey)), revision: 1 }
}

fn photo(survey: u128, bytes: &[u8]) -> Item {
    Item { kind: Kind::Photo(Digest::of(bytes)), ..document(survey) }
}

fn label() -> Label {
    Label::new(DeviceId(Uuid::from_u128(1)), "https://a.example", None, &hex::encode([3; 32]))
}

#[test]
fn what_was_put_in_comes_out_and_nothing_of_it_stands_in_the_files() {
    let (app, postbox) = postbox();
    let secret = b"1803025002879003".repeat(4);
    postbox.put_document(&document(1), &secret, &[9; 64]).unwrap();
    postbox.put_photo(&photo(1, &secret), &secret).unwrap();
    postbox.write_label(&label()).unwrap();
    assert_eq!(postbox.items().unwrap(), [document(1), photo(1, &secret)]);
    assert_eq!(postbox.document(&document(1)), Some((secret.clone(), [9; 64])));
    assert_eq!(postbox.photo(&photo(1, &secret), Digest::of(&secret)), Some(secret.clone()));
    assert!(postbox.holds(&document(1), secret.len()) && postbox.holds(&photo(1, &secret), secret.len()));
    for file in fs::read_dir(Postbox::folder(app.path())).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        for word in [&secret[..16], b"a.example"] {
            assert!(!bytes.windows(word.len()).any(|window| window == word));
        }
    }
}

#[test]
fn a_file_that_was_changed_cut_or_put_in_anothers_place_is_none() {
    let (app, postbox) = postbox();
    postbox.put_document(&document(1), b"one", &[1; 64]).unwrap();
    postbox.put_document(&document(2), b"two", &[2; 64]).unwrap();
    let folder = Postbox::folder(app.path());
    let [one, two] = [1, 2].map(|survey| folder.join(document(survey).name()));
    let sealed = fs::read(&one).unwrap();
    fs::copy(&two, &one).unwrap();
    assert_eq!(postbox.document(&document(1)), None, "another's");
    for at in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        fs::write(&one, &changed).unwrap();
        assert_eq!(postbox.document(&document(1)), None, "bit of byte {at}");
        fs::write(&one, &sealed[..at]).unwrap();
        assert_eq!(postbox.document(&document(1)), None, "cut at {at}");
        assert!(!postbox.holds(&document(1), 3), "so the device puts it in again");
    }
    fs::write(&one, &sealed).unwrap();
    assert!(postbox.document(&document(1)).is_some());
}

#[test]
fn what_a_kill_left_half_written_is_no_item_and_goes() {
    let (app, postbox) = postbox();
    postbox.put_document(&document(1), b"one", &[1; 64]).unwrap();
    let folder = Postbox::folder(app.path());
    for name in [document(2).name(), photo(1, b"photo").name(), "journal".to_owned()] {
        fs::write(folder.join(format!("{name}.part")), "half").unwrap();
    }
    postbox.drop_unfinished().unwrap();
    assert_eq!(postbox.items().unwrap(), [document(1)]);
    let left = fs::read_dir(&folder).unwrap().filter(|file| file.as_ref().unwrap().path().extension().is_some());
    let left: Vec<_> =
        left.map(|file| file.unwrap().file_name()).filter(|name| name.to_str().unwrap().ends_with(".part")).collect();
    assert_eq!(left, ["journal.part"], "the courier may be writing that");
}

#[test]
fn another_hardware_key_opens_nothing_and_a_lost_one_begins_anew() {
    let (app, postbox) = postbox();
    postbox.put_document(&document(1), b"one", &[1; 64]).unwrap();
    postbox.write_label(&label()).unwrap();
    let other = Chip::default();
    assert!(Postbox::find_key(app.path(), &other).unwrap().is_none());
    let anew = Postbox::open_or_make(app.path(), &other).unwrap().unwrap();
    assert_eq!((anew.items().unwrap(), anew.label()), (vec![], None));
    assert!(Postbox::find_key(app.path(), &other).unwrap().is_some());
}

#[test]
fn a_courier_key_stays_over_a_move_and_ends_with_its_device() {
    let (before, mut moved, mut other) = (label(), label(), label());
    moved.server = "https://b.example".into();
    let after = before.clone().following(&moved);
    assert_eq!(after.server, "https://b.example");
    assert_eq!(after.signing_key().unwrap().to_bytes(), before.signing_key().unwrap().to_bytes());
    other.device = DeviceId(Uuid::from_u128(2));
    let another = before.clone().following(&other);
    assert_ne!(another.signing_key().unwrap().to_bytes(), before.signing_key().unwrap().to_bytes());
}

#[test]
fn an_app_that_sends_goes_before_a_courier_and_one_courier_before_another() {
    let (_app, postbox) = postbox();
    let turn = postbox.turn();
    let first = turn.take().unwrap();
    assert!(first.is_some() && turn.take().unwrap().is_none(), "another courier");
    drop(first);
    let app = [turn.take_for_the_app().unwrap(), turn.take_for_the_app().unwrap()];
    assert!(turn.take().unwrap().is_none());
    drop(app);
    assert!(turn.take().unwrap().is_some());
}

#[test]
fn a_journal_forgets_what_a_store_of_another_epoch_said_and_what_lies_here_no_more() {
    let (app, postbox) = postbox();
    let mut journal = postbox.journal();
    let [first, second] = [1, 2].map(|id| sambang_domain::ids::Epoch(Uuid::from_u128(id)));
    assert!(!journal.enter(first).unwrap());
    journal.note(&document(1), Noted::Sent).unwrap();
    journal.note(&document(2), Noted::Begun(Some("/v1/uploads/x".into()))).unwrap();
    assert!(!journal.enter(first).unwrap());
    journal.keep_only(&[document(1)]).unwrap();
    let read = postbox.journal();
    assert!(read.is_settled(&document(1)) && read.of(&document(2)).is_none());
    assert!(journal.enter(second).unwrap());
    assert!(postbox.journal().of(&document(1)).is_none());
    fs::write(Postbox::folder(app.path()).join("journal"), "{").unwrap();
    assert!(postbox.journal().of(&document(1)).is_none(), "one that cannot be read is empty");
}

#[test]
fn hardware_that_refuses_for_now_costs_nothing_that_lies_in_the_postbox() {
    let (app, chip) = (tempfile::tempdir().unwrap(), Chip::default());
    let postbox = Postbox::open_or_make(app.path(), &chip).unwrap().unwrap();
    postbox.write_label(&label()).unwrap();
    chip.refuses.store(true, Ordering::SeqCst);
    let refused = Postbox::open_or_make(app.path(), &chip).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::WouldBlock);
    assert_eq!(Postbox::find_key(app.path(), &chip).unwrap_err().kind(), ErrorKind::WouldBlock);
    chip.refuses.store(false, Ordering::SeqCst);
    assert!(Postbox::open_or_make(app.path(), &chip).unwrap().unwrap().label().is_some());
}
