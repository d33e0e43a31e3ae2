use ed25519_dalek::SigningKey;
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::check::tests::complete;
use crate::seal;

fn review(verdict: Verdict) -> Review {
    Review {
        format: REVIEW_FORMAT,
        id: ReviewId(Uuid::from_u128(1)),
        survey: SurveyId(Uuid::from_u128(2)),
        revision: 1,
        digest: Digest([3; 32]),
        follows: None,
        verdict,
        comments: Vec::new(),
        reason: None,
        note: String::new(),
        person: PersonId(Uuid::from_u128(4)),
        device: DeviceId(Uuid::from_u128(5)),
        sequence: 1,
        previous_seal: None,
        decided_at: Timestamp(1_618_477_680_000),
        clock_offset_ms: None,
        app_version: "0.1.0".to_owned(),
        unknown: Unknown::new(),
    }
}

fn comment(text: &str) -> Comment {
    Comment { path: "identity.name".to_owned(), text: text.to_owned(), unknown: Unknown::new() }
}

#[test]
fn a_return_says_what_to_correct_and_a_rejection_says_why() {
    assert_eq!(review(Verdict::Approve).fault(), Ok(()));
    assert_eq!(review(Verdict::Return).fault(), Err(ReviewFault::NoComment));
    assert_eq!(review(Verdict::Reject).fault(), Err(ReviewFault::NoReason));
    let returned = Review { comments: vec![comment("Foto ulang")], ..review(Verdict::Return) };
    assert_eq!(returned.fault(), Ok(()));
    let rejected = Review { reason: Some(RejectReason::NikDouble), ..review(Verdict::Reject) };
    assert_eq!(rejected.fault(), Ok(()));
    let blank = Review { comments: vec![comment("  ")], ..review(Verdict::Return) };
    assert_eq!(blank.fault(), Err(ReviewFault::EmptyComment));
    let newer = Review { reason: Some(RejectReason::Other("X".to_owned())), ..review(Verdict::Reject) };
    assert_eq!(newer.fault(), Err(ReviewFault::Unknown));
    assert_eq!(review(Verdict::Other("hold".to_owned())).fault(), Err(ReviewFault::Unknown));
}

#[test]
fn a_decision_that_no_message_could_carry_is_never_sealed() {
    let longest = Review {
        comments: vec![Comment { path: String::new(), ..comment("\n.") }; MOST_COMMENTS],
        note: "\n".repeat(MOST_WORDS - 2 * MOST_COMMENTS),
        ..review(Verdict::Return)
    };
    assert_eq!(longest.fault(), Ok(()));
    let (bytes, _) = seal::seal(&longest, &SigningKey::from_bytes(&[7; 32])).unwrap();
    assert!(bytes.len() < 64 * 1024, "{} bytes", bytes.len());
    let wordy = Review { note: format!("{}.", longest.note), ..longest.clone() };
    assert_eq!(wordy.fault(), Err(ReviewFault::TooLong));
    let many = Review { comments: vec![comment("x"); MOST_COMMENTS + 1], ..longest };
    assert_eq!(many.fault(), Err(ReviewFault::TooLong));
}

#[test]
fn a_review_opens_as_what_was_sealed_and_never_as_a_revision() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let review = review(Verdict::Approve);
    let (bytes, seal) = seal::seal(&review, &key).unwrap();
    let (opened, again) = seal::open::<Review>(&bytes, &seal.signature, &key.verifying_key()).unwrap();
    assert_eq!((opened, again), (review, seal));
    assert!(seal::open::<seal::Revision>(&bytes, &seal.signature, &key.verifying_key()).is_err());
}

#[test]
fn a_correction_shows_exactly_the_fields_that_differ() {
    let programme = crate::programme::Programme::shipped().unwrap().remove(0);
    let before = complete(&programme);
    let mut after = before.clone();
    after.identity.name = "CONTOH Sri Wahyuni".to_owned();
    after.evidence[0].sha256 = Digest([9; 32]);
    after.business.name = String::new();
    let kind = format!("evidence.{}", after.evidence[0].kind.as_str());
    let changes = changed(&before, &after);
    let paths: Vec<_> = changes.iter().map(|change| change.path.as_str()).collect();
    assert!(paths.contains(&"identity.name") && paths.contains(&kind.as_str()), "{paths:?}");
    let named = usize::from(!before.business.name.is_empty());
    assert_eq!(changes.len(), 2 + named, "{paths:?}");
    let name = changes.iter().find(|change| change.path == "identity.name").unwrap();
    assert_eq!((&name.before, &name.after), (&json!(before.identity.name), &json!("CONTOH Sri Wahyuni")));
    assert_eq!(changed(&after, &after), []);
}

#[test]
fn the_history_leaves_out_how_an_answer_was_made() {
    let tells = |path: &str| FieldChange { path: path.to_owned(), before: json!(null), after: json!(null) }.tells();
    for path in ["started_at", "notice.at", "position.at", "statement.text"] {
        assert!(!tells(path), "{path}");
    }
    for path in ["position.latitude", "statement.place", "identity.name", "identity.from_a_newer_app"] {
        assert!(tells(path), "{path}");
    }
}
