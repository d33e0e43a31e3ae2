//! The optional sections and a confirmed warning, from the phone to the province.

use sambang_domain::check::{self, Severity};
use sambang_domain::survey::EvidenceKind;
use sambang_domain::survey::sections::{CreditKind, Doing};

use crate::visit::camera_jpeg;
use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn optional_answers_and_confirmed_warnings_arrive_as_they_were_given() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let (device, id) = (rahmat.device(), rahmat.visit());
    device
        .edit(id, |survey| {
            survey.sections.turnover.now_rupiah = Some(1_200_000);
            survey.sections.turnover.doing = Some(Doing::Dormant);
            survey.sections.aid.has_credit = Some(true);
            survey.sections.aid.set_credit(CreditKind::Umi, true);
            survey.sections.problem.say("bantuannya lambat".into());
            survey.sections.promotion.consent = Some(true);
        })
        .unwrap();
    device.add_photo(id, EvidenceKind::ProductPhoto, &camera_jpeg(77)).unwrap();
    let warning = device.findings(id).unwrap().into_iter().find(|f| f.severity == Severity::Warning).unwrap();
    let now = device.now();
    device.edit(id, |survey| check::confirm(survey, &warning, "Sudah ditanyakan", now)).unwrap();
    device.finish(id).unwrap();

    assert_eq!(rahmat.sync().await, None);
    rahmat.assert_receipt_complete(id);
    world.assert_received_once(&rahmat, id).await;
    let arrived = world.stored(id).await.unwrap().survey;
    assert_eq!(arrived.sections.turnover.doing, Some(Doing::Dormant));
    assert_eq!(arrived.photos(&EvidenceKind::ProductPhoto).count(), 1);
    assert_eq!(check::confirmation(&arrived, &warning).unwrap().reason, "Sudah ditanyakan");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_without_optional_answers_finishes_and_its_record_has_none() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    rahmat.sync().await;
    let record = serde_json::to_value(world.stored(id).await.unwrap().survey).unwrap();
    for absent in ["/sections", "/confirmations", "/identity/occupation", "/business/kbli"] {
        assert_eq!(record.pointer(absent), None, "{absent}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_photo_without_consent_keeps_the_visit_on_the_phone() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let (device, id) = (rahmat.device(), rahmat.visit());
    let photo = device.add_photo(id, EvidenceKind::ProductPhoto, &camera_jpeg(78)).unwrap();
    assert!(device.finish(id).is_err());
    device.remove_photo(id, photo.sha256).unwrap();
    device.finish(id).unwrap();
}
