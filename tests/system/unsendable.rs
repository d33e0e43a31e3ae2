//! What the province would never take is refused before it is sealed.

use sambang_domain::survey::{Position, Signature, StrokePoint, Survey};

use crate::visit;
use crate::world::World;

/// Makes a complete survey one that the province refuses.
type Spoil = fn(&mut Survey);

#[tokio::test]
async fn what_the_province_would_never_take_stays_a_draft_and_is_told() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let refusals: [(&str, Spoil); 4] = [
        ("amount.too_large", |survey| survey.sections.turnover.now_rupiah = Some(9_007_199_254_740_993)),
        ("amount.too_large", |survey| survey.sections.turnover.now_rupiah = Some(u64::MAX)),
        ("survey.too_large", |survey| survey.business.landmark = "x".repeat(1_100_000)),
        ("required", |survey| survey.identity.name = "\u{200B}".to_owned()),
    ];
    for (serial, (code, spoil)) in (9003..).zip(refusals) {
        let id = visit::complete(rahmat.device(), "1803022001", serial);
        rahmat.device().edit(id, spoil).unwrap();
        visit::sign(rahmat.device(), id);
        let findings = rahmat.device().findings(id).unwrap();
        assert!(findings.iter().any(|finding| finding.code.as_str() == code), "{code}: {findings:?}");
        assert_eq!(rahmat.device().finish(id).unwrap_err().code(), "survey.not_finished");
        assert!(!rahmat.device().is_sealed(id).unwrap());
    }
    rahmat.assert_outbox_empty();
}

#[tokio::test]
async fn a_number_that_json_rounds_is_never_sealed_wherever_it_stands() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = rahmat.visit();
    let newer = serde_json::json!({ "count": 9_007_199_254_740_993_u64 });
    rahmat.device().edit(id, |survey| drop(survey.unknown.insert("newer".into(), newer))).unwrap();
    assert_eq!(rahmat.device().finish(id).unwrap_err().code(), "survey.unsealable");
    assert!(!rahmat.device().is_sealed(id).unwrap());
}

#[tokio::test]
async fn a_number_that_is_none_leaves_the_draft_as_it_was() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = rahmat.visit();
    let before = rahmat.device().survey(id).unwrap();
    for (latitude, accuracy_m) in [(f64::NAN, 5.0), (-4.8, f64::INFINITY), (f64::NEG_INFINITY, 1.0)] {
        let position = Position {
            latitude,
            longitude: 104.9,
            accuracy_m,
            at: rahmat.device().now(),
            mock: None,
            by_hand: false,
            receiver_ahead_ms: None,
            unknown: Default::default(),
        };
        assert!(rahmat.device().edit(id, |survey| survey.position = Some(position)).is_err());
        assert_eq!(rahmat.device().survey(id).unwrap(), before);
    }
    rahmat.device().finish(id).unwrap();
}

#[tokio::test]
async fn a_signature_without_end_is_refused_at_once() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = rahmat.visit();
    let strokes = vec![vec![StrokePoint { x: 1, y: 1, t_ms: 0 }; 60_000]];
    let refused = rahmat.device().sign(id, "Kotabumi", Signature { strokes }, false).unwrap_err();
    assert_eq!(refused.code(), "signature.too_long");
    rahmat.device().finish(id).unwrap();
}
