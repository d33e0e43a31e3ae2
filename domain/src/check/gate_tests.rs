//! The NIK gate, the occupation, the optional sections, and confirming.

use super::tests::{complete, error, first_village, found, note, p2021, photo, warning};
use super::*;
use crate::ids::Timestamp;
use crate::survey::sections::CreditKind;
use crate::survey::{EvidenceKind, Survey};

/// Findings for a NIK with this prefix and an address in this district.
fn issued(prefix: &'static str, lives: &'static str) -> Vec<(Severity, String, String)> {
    let mut all = found(move |s| {
        s.identity.nik = format!("{prefix}5002879003");
        s.identity.village = Some(first_village(lives));
    });
    // The visit was made elsewhere, which says nothing about the NIK.
    all.retain(|(_, path, _)| path != "position");
    all
}

#[test]
fn a_nik_from_before_a_split_or_a_move_is_explained_and_no_alarm() {
    assert_eq!(issued("360306", "367401"), note("identity.nik", "nik.regency_split"), "Tangerang to Tangsel");
    assert_eq!(issued("180501", "181201"), note("identity.nik", "nik.regency_split"), "Tulang Bawang to its west");
    assert_eq!(issued("180301", "181201"), note("identity.nik", "nik.regency_split"), "two splits ago");
    assert_eq!(issued("910101", "930101"), note("identity.nik", "nik.code_moved"), "Merauke");
    assert_eq!(issued("910101", "180302"), note("identity.nik", "nik.code_moved"), "moved away from Merauke");
    assert_eq!(issued("180599", "180302"), warning("identity.nik", "nik.district_before_split"));
    assert_eq!(issued("187199", "180302"), warning("identity.nik", "nik.district_unknown"));
}

#[test]
fn the_explanation_names_both_places_and_the_year() {
    let programme = p2021();
    let mut survey = complete(&programme);
    survey.identity.nik = "9101015002879003".into();
    let finding = check(&survey, &programme).into_iter().find(|f| f.code == FindingCode::NikCodeMoved).unwrap();
    let said = |name: &str| finding.args.get(name).map(String::as_str);
    assert_eq!((said("old"), said("new"), said("year")), (Some("9101"), Some("9301"), Some("2022")));
    assert_eq!(said("issued"), Some("Kabupaten Merauke"));
}

#[test]
fn the_family_card_number_is_looked_at_and_never_refused_for_its_content() {
    let card = |digits: &'static str| found(move |s| s.identity.family_card = digits.into());
    assert_eq!(card("1803021502109001"), []);
    assert_eq!(card("180302 150298 9001"), []);
    assert_eq!(card("1803023102109001"), warning("identity.family_card", "family_card.date"));
    assert_eq!(card("1803021604219001"), warning("identity.family_card", "family_card.date"), "after the visit");
    assert_eq!(card("9903021502109001"), warning("identity.family_card", "family_card.region_unknown"));
    assert_eq!(card("1803025002879003"), warning("identity.family_card", "family_card.same_as_nik"));
    assert_eq!(card("18030215021090"), error("identity.family_card", "family_card.length"));
}

#[test]
fn a_phone_number_in_any_spelling_is_taken_and_half_a_number_is_asked_about() {
    for good in ["", "081200009003", "+62 812-0000-9003", "(0724) 21900"] {
        assert_eq!(found(|s| s.identity.phone = good.into()), [], "{good}");
    }
    assert_eq!(found(|s| s.identity.phone = "0812".into()), warning("identity.phone", "phone.unusual"));
}

#[test]
fn an_excluded_occupation_asks_and_an_admitted_one_does_not_ask_twice() {
    let job = |name: &'static str| found(move |s| s.identity.occupation = name.into());
    assert_eq!(job("PEGAWAI NEGERI SIPIL"), warning("identity.occupation", "occupation.excluded"));
    assert_eq!(job("guru"), warning("identity.occupation", "occupation.ask"));
    assert_eq!(job("PEDAGANG"), []);
    let both = found(|s| {
        s.identity.occupation = "POLISI".into();
        s.eligibility.get_mut("public_employee").unwrap().yes = true;
    });
    assert_eq!(both, warning("eligibility.public_employee", "eligibility.excluded"));
    let mut programme = p2021();
    programme.questions.retain(|question| question.id != "public_employee");
    let mut survey = complete(&programme);
    survey.identity.occupation = "POLISI".into();
    assert_eq!(check(&survey, &programme), [], "a programme that does not ask does not exclude");
}

#[test]
fn sections_are_never_asked_for_and_may_not_contradict_the_eligibility() {
    assert_eq!(found(|s| s.sections.aid.set_credit(CreditKind::Umi, true)), []);
    assert_eq!(found(|s| s.sections.aid.set_credit(CreditKind::Kur, true)), warning("sections.aid", "aid.kur_denied"));
    let programme = Programme::shipped().unwrap().remove(0);
    let mut survey = complete(&programme);
    survey.sections.aid.set_credit(CreditKind::Bank, true);
    assert_eq!(check(&survey, &programme).first().map(|f| f.code.clone()), Some(FindingCode::AidCreditDenied));
    assert_eq!(found(|s| s.sections.turnover.now_rupiah = Some(166_666_666)), []);
    assert_eq!(
        found(|s| s.sections.turnover.now_rupiah = Some(166_666_667)),
        warning("sections.turnover", "turnover.above_micro")
    );
}

#[test]
fn a_product_photo_needs_its_own_consent() {
    let with_photo = |consent: Option<bool>| {
        found(move |s| {
            s.evidence.push(photo(EvidenceKind::ProductPhoto, "product"));
            s.sections.promotion.consent = consent;
        })
    };
    let missing = error("evidence.product_photo", "photo.product_without_consent");
    assert_eq!(with_photo(None), missing);
    assert_eq!(with_photo(Some(false)), missing);
    assert_eq!(with_photo(Some(true)), []);
}

/// The one warning of a survey whose NIK names an unknown district.
fn doubtful() -> (Survey, Programme, Finding) {
    let programme = p2021();
    let mut survey = complete(&programme);
    survey.identity.nik = "1803995002879003".into();
    let found = check(&survey, &programme).into_iter().find(|f| f.code == FindingCode::NikDistrictUnknown).unwrap();
    (survey, programme, found)
}

#[test]
fn a_confirmed_warning_keeps_its_reason_in_the_record() {
    let (mut survey, _, finding) = doubtful();
    assert_eq!(confirmation(&survey, &finding), None);
    confirm(&mut survey, &finding, " Sesuai KTP ", Timestamp(7));
    let kept = confirmation(&survey, &finding).unwrap();
    assert_eq!((kept.reason.as_str(), kept.at), ("Sesuai KTP", Timestamp(7)));
    let written = serde_json::to_value(&survey).unwrap();
    assert_eq!(written["confirmations"]["identity.nik:nik.district_unknown"]["reason"], "Sesuai KTP");
    assert_eq!(serde_json::from_value::<Survey>(written).unwrap(), survey);
    confirm(&mut survey, &finding, "", Timestamp(8));
    assert!(survey.confirmations.is_empty());
}

#[test]
fn another_answer_is_not_confirmed_by_the_reason_of_the_first() {
    let (mut survey, programme, finding) = doubtful();
    confirm(&mut survey, &finding, "Sesuai KTP", Timestamp(7));
    survey.identity.name.push_str(" Binti");
    assert!(confirmation(&survey, &finding).is_some(), "the name is another answer");
    survey.identity.nik = "1803995002879004".into();
    let again = check(&survey, &programme).into_iter().find(|f| f.code == FindingCode::NikDistrictUnknown).unwrap();
    assert_eq!(confirmation(&survey, &again), None);
}

#[test]
fn errors_cannot_be_confirmed_and_notes_need_not_be() {
    let (mut survey, programme, _) = doubtful();
    survey.identity.name.clear();
    survey.identity.nik = "1803015002879003".into();
    let all = check(&survey, &programme);
    for finding in all.iter().filter(|finding| finding.severity != Severity::Warning) {
        confirm(&mut survey, finding, "Sesuai KTP", Timestamp(7));
    }
    assert!(all.iter().any(|f| f.severity == Severity::Error) && all.iter().any(|f| f.severity == Severity::Note));
    assert!(survey.confirmations.is_empty());
}
