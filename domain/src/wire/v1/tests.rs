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
    let invited = keeps::<EnrolmentRequest>(sample!("enrolment_request_invited"));
    assert!(invited.holds(&ed25519_dalek::SigningKey::from_bytes(&[7; 32]).verifying_key()));
    let reply = keeps::<EnrolmentReply>(sample!("enrolment_reply"));
    assert_eq!(reply.unknown.len(), 1, "a newer server's field is kept");
    keeps::<RecoveryRequest>(sample!("recovery_request"));
    assert_eq!(keeps::<TokenReply>(sample!("token_reply")).unknown.len(), 1, "a newer server's field is kept");
    assert_eq!(keeps::<RecoveryReply>(sample!("recovery_reply")).sealed, None, "an older server seals nothing");
    assert!(keeps::<RecoveryRequest>(sample!("recovery_request_sealed")).answer_key.is_some());
    let reply = keeps::<RecoveryReply>(sample!("recovery_reply_sealed"));
    assert!(reply.key.is_empty() && reply.sealed.is_some() && reply.opened_at.is_some());
    let receipt = keeps::<SignedReceipt>(sample!("signed_receipt"));
    assert_eq!(receipt.payload.held(), (1, 2));
    assert!(!receipt.payload.is_complete());
    keeps::<ChangesPage>(sample!("changes_page"));
    assert!(keeps::<Health>(sample!("health")).warnings.is_empty());
    assert_eq!(keeps::<Health>(sample!("health_warnings")).warnings, [Warning::RecoveryAway]);
    keeps::<Problem>(sample!("problem"));
}

#[test]
fn an_assignment_keeps_what_a_newer_server_said_and_reads_an_older_ones() {
    let sample = keeps::<Change>(sample!("assignment_change"));
    let Some(KnownChange::Assignment(assignment)) = sample.read().unwrap() else { panic!("{sample:?}") };
    assert_eq!(assignment.unknown.len(), 1, "a newer server's field is kept");
    assert_eq!(Change::new(sample.sequence, &KnownChange::Assignment(assignment)).unwrap(), sample);
    let mut least = sample.clone();
    least.body = serde_json::json!({
        "id": sample.body["id"], "programme": "bpum-2021", "name": "CONTOH Siti", "nik": "1803025002879003",
        "assigned_to": sample.body["assigned_to"],
    });
    assert!(matches!(least.read().unwrap(), Some(KnownChange::Assignment(found)) if !found.withdrawn));
}

#[test]
fn a_filter_of_an_older_server_is_a_change_of_no_known_kind_and_a_list_of_filters_is_kept_whole() {
    let change = keeps::<Change>(sample!("filter_change"));
    assert_eq!(change.read().unwrap(), None, "whoever had such a filter could read people off it");
    let list = keeps::<FilterList>(sample!("filter_list"));
    let [filter] = list.filters.try_into().unwrap();
    assert_eq!((filter.kind.as_str(), filter.version, filter.unknown.len()), ("recipients", 3, 1));
    assert_eq!(filter.subject(), "recipients//180302/Penerima BPUM 2020");
    assert!(filter.stretch.cost == crate::filter::Cost::USUAL);
    assert_eq!(keeps::<ChangesPage>(sample!("changes_page_filters")).filters, Some(list.mark));
    assert_eq!(keeps::<ChangesPage>(sample!("changes_page")).filters, None, "an older server tells none");
}

#[test]
fn the_recorded_receipt_of_quarantine_parses_and_is_written_back_whole() {
    let receipt = keeps::<SignedReceipt>(sample!("quarantine_receipt"));
    assert!(receipt.payload.is_quarantined() && !receipt.payload.is_complete());
    let key = ed25519_dalek::SigningKey::from_bytes(&[9; 32]);
    assert!(receipt.verified(crate::seal::RECEIPT_CONTEXT, &key.verifying_key()).is_ok());
}

#[test]
fn a_change_of_a_newer_kind_is_skipped() {
    let page = keeps::<ChangesPage>(sample!("changes_page"));
    let kinds: Vec<_> = page.changes.iter().map(|change| change.read().unwrap().is_some()).collect();
    assert_eq!(kinds, [true, false]);
}

#[test]
fn the_recorded_statements_of_a_province_lead_from_its_first_keys_to_its_present_ones() {
    let reply = keeps::<ProvinceReply>(sample!("province_reply"));
    let key = ed25519_dalek::SigningKey::from_bytes(&[9; 32]).verifying_key();
    let first = Province { receipt_key: hex::encode(key.as_bytes()), changes: 0, ..reply.province.clone() };
    let followed = first.follow(&reply.changes).unwrap();
    assert_eq!(followed.province, reply.province);
    assert_eq!(followed.moved.unwrap().0, "https://baru.example");
    let page = keeps::<ChangesPage>(sample!("changes_page_province"));
    let Some(KnownChange::Province(told)) = page.changes[0].read().unwrap() else { panic!("{page:?}") };
    assert_eq!(*told, reply.changes[0]);
    let older = Change { kind: "province_of_a_newer_server".into(), ..page.changes[0].clone() };
    assert_eq!(older.read().unwrap(), None, "an app that does not know the kind skips it");
    assert_eq!(keeps::<ReportReply>(sample!("report_reply_province")).province, Some(2));
    assert_eq!(keeps::<ReportReply>(sample!("report_reply_history")).province, None, "an older server tells none");
    let reply = keeps::<EnrolmentReply>(sample!("enrolment_reply_province"));
    assert_eq!(reply.province.changes, 2);
}

#[test]
fn the_recorded_receipt_carries_the_signature_of_the_test_key() {
    let receipt = keeps::<SignedReceipt>(sample!("signed_receipt"));
    let key = ed25519_dalek::SigningKey::from_bytes(&[9; 32]);
    assert!(receipt.verified(crate::seal::RECEIPT_CONTEXT, &key.verifying_key()).is_ok());
}

#[test]
fn the_recorded_messages_about_the_history_of_the_store_parse_and_are_written_back_whole() {
    let page = keeps::<ChangesPage>(sample!("changes_page_history"));
    let history = page.history.unwrap();
    assert_eq!((history.backed_up_to, history.without_backups, history.unknown.len()), (Some(96_500), false, 1));
    assert_eq!(keeps::<ChangesPage>(sample!("changes_page")).history, None, "an older server tells none");
    let lease = keeps::<ChangesPage>(sample!("changes_page_lease")).history.and_then(|history| history.lease_days);
    assert_eq!((history.lease_days, lease), (None, Some(14)));
    let receipt = keeps::<SignedReceipt>(sample!("signed_receipt_kept"));
    let key = ed25519_dalek::SigningKey::from_bytes(&[9; 32]).verifying_key();
    assert!(receipt.verified(crate::seal::RECEIPT_CONTEXT, &key).is_ok());
    assert_eq!((receipt.payload.epoch, receipt.payload.kept_as), (Some(history.epoch), Some(97_120)));
    let pass = keeps::<EnrolmentReply>(sample!("enrolment_reply_history")).pass.unwrap();
    assert!(pass.verified(crate::seal::DEVICE_PASS_CONTEXT, &key).is_ok());
    assert_eq!(pass_header::decode(&pass_header::encode(&pass).unwrap()), Some(pass));
    assert!(keeps::<EnrolmentRequest>(sample!("enrolment_request_again")).device.is_some());
    assert!(keeps::<RecoveryRequest>(sample!("recovery_request_pass")).pass.is_some());
    let reply = keeps::<ReportReply>(sample!("report_reply_history"));
    assert!(reply.history.is_some_and(|history| history.without_backups) && reply.pass.is_some());
    assert!(keeps::<DeviceReport>(sample!("device_report_mark")).mark.is_some());
    assert!(keeps::<DeviceReport>(sample!("device_report_lock")).lock.is_some());
    let courier = keeps::<DeviceReport>(sample!("device_report_courier")).courier.unwrap();
    let device = "01900000-0000-7000-8000-000000000003".parse().unwrap();
    assert!(courier.verified(device, &ed25519_dalek::SigningKey::from_bytes(&[7; 32]).verifying_key()).is_some());
    let told = keeps::<DeviceReport>(sample!("device_report_log")).log_head.unwrap();
    let reply = keeps::<ReportReply>(sample!("report_reply_log"));
    let given = reply.log_head.unwrap();
    for head in [&told, &given] {
        assert!(head.verified(crate::seal::LOG_HEAD_CONTEXT, &key).is_ok());
        assert!(head.verified(crate::seal::RECEIPT_CONTEXT, &key).is_err(), "it is no receipt");
    }
    assert!(!told.payload.contradicts(&given.payload) && given.payload.contradicts(&told.payload));
    assert_eq!(reply.log_standing, Some(HeadStanding::Held));
    assert!(keeps::<AreaPage>(sample!("area_page_history")).history.is_some());
    assert_eq!(keeps::<Health>(sample!("ready_no_backup")).warnings, [Warning::NoBackup]);
    let refused = keeps::<Problem>(sample!("problem_blocked"));
    assert_eq!(refused.history.unwrap().epoch, history.epoch);
    assert_eq!(keeps::<Problem>(sample!("problem")).history, None, "no other refusal tells it");
}

#[test]
fn the_recorded_messages_about_a_recovery_that_waits_parse_and_are_written_back_whole() {
    assert_eq!(keeps::<RecoveryRequest>(sample!("recovery_request_waits")).waits_for, Some(WaitsFor::Store));
    assert_eq!(keeps::<RecoveryRequest>(sample!("recovery_request_sealed")).waits_for, None, "an older app cannot");
    let waiting = keeps::<RecoveryWaiting>(sample!("recovery_waiting"));
    assert!(waiting.asked_at < waiting.answered_from && waiting.answered_from < waiting.ends_at);
    assert_eq!(waiting.unknown.len(), 1, "a newer server's field is kept");
    assert_eq!(keeps::<ReportReply>(sample!("report_reply_opening")).opening_asked, Some(waiting));
    assert_eq!(keeps::<DeviceReport>(sample!("device_report_objects")).objects_to, Some(12));
}

#[test]
fn the_recorded_messages_about_reviews_parse_and_are_written_back_whole() {
    let change = keeps::<Change>(sample!("review_change"));
    let Some(KnownChange::Review(notice)) = change.read().unwrap() else { panic!("{}", change.kind) };
    assert_eq!(notice.review.fault(), Ok(()));
    assert_eq!(Change::new(change.sequence, &KnownChange::Review(notice)).unwrap(), change);
    let page = keeps::<AreaPage>(sample!("area_page"));
    assert!(page.changes[1].content.is_none(), "it has left the area");
    let page = keeps::<AreaPage>(sample!("area_page_pictures"));
    assert_eq!(page.changes[0].content.as_ref().unwrap().shared_pictures.len(), 1);
    assert_eq!(keeps::<DeviceReport>(sample!("device_report")).unreadable, None, "an older app does not count them");
    assert_eq!(keeps::<DeviceReport>(sample!("device_report_unreadable")).unreadable, Some(2));
    keeps::<ReportReply>(sample!("report_reply"));
    let team = keeps::<Team>(sample!("team"));
    assert_eq!(team.people[0].devices[0].missing(), Some(3));
    keeps::<OpeningsReport>(sample!("openings_report"));
    keeps::<OpeningsReply>(sample!("openings_reply"));
    let receipt = keeps::<SignedReviewReceipt>(sample!("signed_review_receipt"));
    let key = ed25519_dalek::SigningKey::from_bytes(&[9; 32]);
    assert!(receipt.verified(crate::seal::REVIEW_RECEIPT_CONTEXT, &key.verifying_key()).is_ok());
}
