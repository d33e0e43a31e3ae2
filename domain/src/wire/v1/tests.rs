use serde::de::DeserializeOwned;

use super::*;
use crate::wire::Problem;

/// Parses a recorded message and writes it back: nothing may be lost.
fn keeps<T: Serialize + DeserializeOwned>(sample: &str) -> T {
    let recorded: serde_json::Value = serde_json::from_str(sample).unwrap();
    let message: T = serde_json::from_value(recorded.clone()).unwrap();
    assert_eq!(serde_json::to_value(&message).unwrap(), recorded);
    message
}

macro_rules! sample {
    ($name:literal) => {
        include_str!(concat!("../samples/v1/", $name, ".json"))
    };
}

#[test]
fn every_recorded_message_parses_and_is_written_back_whole() {
    keeps::<EnrolmentRequest>(sample!("enrolment_request"));
    let reply = keeps::<EnrolmentReply>(sample!("enrolment_reply"));
    assert_eq!(reply.unknown.len(), 1, "a newer server's field is kept");
    keeps::<RecoveryRequest>(sample!("recovery_request"));
    keeps::<RecoveryReply>(sample!("recovery_reply"));
    let receipt = keeps::<SignedReceipt>(sample!("signed_receipt"));
    assert_eq!(receipt.payload.held(), (1, 2));
    assert!(!receipt.payload.is_complete());
    keeps::<ChangesPage>(sample!("changes_page"));
    keeps::<Health>(sample!("health"));
    keeps::<Problem>(sample!("problem"));
}

#[test]
fn a_change_of_a_newer_kind_is_skipped() {
    let page = keeps::<ChangesPage>(sample!("changes_page"));
    let kinds: Vec<_> = page.changes.iter().map(|change| change.read().unwrap().is_some()).collect();
    assert_eq!(kinds, [true, false]);
}

#[test]
fn the_recorded_receipt_carries_the_signature_of_the_test_key() {
    let receipt = keeps::<SignedReceipt>(sample!("signed_receipt"));
    let key = ed25519_dalek::SigningKey::from_bytes(&[9; 32]);
    assert!(receipt.verified(crate::seal::RECEIPT_CONTEXT, &key.verifying_key()).is_ok());
}
