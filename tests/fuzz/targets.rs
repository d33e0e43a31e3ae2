//! What is done with bytes of strangers, one function for each kind. None of them may panic, hang or take
//! memory without bound, whatever the bytes; what else must hold is asserted here.
//!
//! `tools/fuzz` gives them to libFuzzer; `tests/fuzz` runs them over a corpus on every `./check`.

use sambang::media::{PhotoKind, prepare, read_qr, thumbnail};
use sambang_domain::filter::{FilterSecret, SlowNik};
use sambang_domain::review::Review;
use sambang_domain::seal::{self, Revision};
use sambang_domain::{canonical, filter};
use sambang_server::probe;

/// What is done with some bytes.
pub(crate) type Target = fn(&[u8]);

/// Every target by its name.
pub(crate) const TARGETS: [(&str, Target); 7] = [
    ("canonical", canonical_json),
    ("sealed", sealed_document),
    ("filter", filter_bytes),
    ("tus", tus_headers),
    ("list", office_list),
    ("photo", camera_file),
    ("backup", backup_file),
];

/// What is canonical stays the same when it is read and written again.
fn canonical_json(bytes: &[u8]) {
    if !canonical::is_canonical(bytes) {
        return;
    }
    let value: serde_json::Value = serde_json::from_slice(bytes).unwrap();
    assert_eq!(canonical::to_bytes(&value).unwrap(), bytes);
}

/// A document under a foreign signature is never opened; one that can be read at all survives being sealed,
/// with all that is unknown in it.
fn sealed_document(bytes: &[u8]) {
    let key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
    let public = key.verifying_key();
    assert!(seal::open::<Revision>(bytes, &[0; 64], &public).is_err());
    assert!(seal::open::<Review>(bytes, &[0; 64], &public).is_err());
    if let Ok(revision) = serde_json::from_slice::<Revision>(bytes)
        && let Ok((sealed, seal)) = seal::seal(&revision, &key)
    {
        assert_eq!(seal::open::<Revision>(&sealed, &seal.signature, &public).unwrap().0, revision);
    }
}

fn filter_bytes(bytes: &[u8]) {
    if let Ok(filter) = filter::NikFilter::from_bytes(FilterSecret::new([1; 32]), bytes) {
        for nik in [[1; 32], [2; 32]] {
            let _ = filter.contains(&SlowNik::new(nik));
        }
    }
}

fn tus_headers(bytes: &[u8]) {
    let _ = probe::upload_headers(bytes);
}

/// A list has no more people than it has bytes.
fn office_list(bytes: &[u8]) {
    if !bytes.starts_with(b"PK")
        && let Some(people) = probe::list(bytes)
    {
        assert!(people <= bytes.len());
    } else {
        let _ = probe::list(bytes);
    }
}

/// What is taken as a photo is a whole JPEG of at most the sides asked for, and can be made small.
fn camera_file(bytes: &[u8]) {
    if let Ok(photo) = prepare(bytes, PhotoKind::Business, None) {
        assert!(photo.width.max(photo.height) <= PhotoKind::Business.long_side());
        assert!(photo.jpeg.ends_with(&[0xff, 0xd9]));
        thumbnail(&photo.jpeg).unwrap();
        read_qr(bytes).unwrap();
    }
}

fn backup_file(bytes: &[u8]) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let _ = sambang::device::look_at_backup(file.path());
}
