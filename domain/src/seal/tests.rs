use super::*;

fn vector() -> (Revision, SigningKey) {
    let revision = serde_json::from_str(include_str!("../../vectors/revision-1.json")).unwrap();
    (revision, SigningKey::from_bytes(&[7; 32]))
}

/// The committed vector: another implementation must come to the same bytes and signature.
#[test]
fn the_committed_vector_seals_to_the_same_bytes() {
    let (revision, key) = vector();
    let (bytes, seal) = super::seal(&revision, &key).unwrap();
    let expected = include_bytes!("../../vectors/revision-1.canonical.json");
    assert_eq!(String::from_utf8_lossy(&bytes), String::from_utf8_lossy(expected));
    let signature = include_str!("../../vectors/revision-1.seal").trim();
    assert_eq!(format!("{} {}", seal.digest, base64_signature::encode(&seal.signature)), signature);
}

#[test]
fn what_was_sealed_opens_to_the_same_revision() {
    let (revision, key) = vector();
    let (bytes, sealed) = super::seal(&revision, &key).unwrap();
    let (opened, again) = open(&bytes, &sealed.signature, &key.verifying_key()).unwrap();
    assert_eq!((opened, again), (revision, sealed));
}

#[test]
fn every_changed_byte_breaks_the_seal() {
    let (revision, key) = vector();
    let (bytes, seal) = super::seal(&revision, &key).unwrap();
    for at in (0..bytes.len()).step_by(37) {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert!(matches!(open::<Revision>(&changed, &seal.signature, &key.verifying_key()), Err(SealError::Signature)));
    }
    let other = SigningKey::from_bytes(&[8; 32]);
    assert!(open::<Revision>(&bytes, &seal.signature, &other.verifying_key()).is_err());
}

#[test]
fn a_signed_document_in_another_spelling_is_refused() {
    let (revision, key) = vector();
    let loose = serde_json::to_vec_pretty(&revision).unwrap();
    let signature = sign(REVISION_CONTEXT, &loose, &key);
    assert!(matches!(open::<Revision>(&loose, &signature, &key.verifying_key()), Err(SealError::NotCanonical)));
}

#[test]
fn a_receipt_signature_fits_no_revision_and_unknown_fields_are_covered() {
    let key = SigningKey::from_bytes(&[9; 32]);
    let signed = Signed::new(serde_json::json!({"a": 1, "newer": [2]}), RECEIPT_CONTEXT, &key).unwrap();
    assert!(signed.verified(RECEIPT_CONTEXT, &key.verifying_key()).is_ok());
    assert!(signed.verified(REVISION_CONTEXT, &key.verifying_key()).is_err());
    let mut dropped = signed.clone();
    dropped.payload = serde_json::json!({"a": 1});
    assert!(dropped.verified(RECEIPT_CONTEXT, &key.verifying_key()).is_err());
}
