//! One complete survey, and one change at a time.

use chrono::NaiveDate;

use super::*;
use crate::ids::{Digest, Timestamp};
use crate::nik::Sex;
use crate::survey::*;

pub(crate) const STARTED: Timestamp = Timestamp(1_618_453_860_000);

/// A photo whose content is named by `seed`.
pub(crate) fn photo(kind: EvidenceKind, seed: &str) -> Attachment {
    Attachment {
        sha256: Digest::of(format!("{seed} stored").as_bytes()),
        source_sha256: Digest::of(seed.as_bytes()),
        kind,
        size_bytes: 120_000,
        media_type: "image/jpeg".into(),
        width: 1280,
        height: 807,
        added_at: STARTED,
        taken_at: None,
        taken_where: None,
        picture_sha256: None,
        unknown: Default::default(),
    }
}

/// A visit to which `check` has nothing to say, under either shipped programme.
pub(crate) fn complete(programme: &Programme) -> Survey {
    let mut survey = Survey::start(
        "01900000-0000-7000-8000-000000000001".parse().unwrap(),
        programme.reference.clone(),
        "01900000-0000-7000-8000-000000000002".parse().unwrap(),
        STARTED,
        NaiveDate::from_ymd_opt(2021, 4, 15).unwrap(),
    );
    survey.notice = Some(NoticeAcknowledged { version: 1, at: STARTED });
    survey.identity = Identity {
        nik: "180302 500287 9003".into(),
        nik_confirmed: true,
        family_card: "1803021502109001".into(),
        name: "CONTOH Siti Aminah".into(),
        birth_place: "Kotabumi".into(),
        birth_date: NaiveDate::from_ymd_opt(1987, 2, 10),
        sex: Some(Sex::Female),
        address: "Dusun II".into(),
        rt: "003".into(),
        rw: "002".into(),
        village: Some(first_village("180302")),
        phone: "0812-0000-9003".into(),
        occupation: String::new(),
        unknown: Default::default(),
    };
    survey.business = Business {
        line: Some(Line::Food),
        activity: "gorengan".into(),
        since_year: Some(2016),
        premises: Some(Premises::Home),
        legality: Some(Legality::Sku),
        workers: Some(2),
        same_as_home: Some(true),
        ..Business::default()
    };
    for question in &programme.questions {
        let yes = question.eligible.unwrap_or(false);
        survey.eligibility.insert(question.id.clone(), Answer { yes, year: None, unknown: Default::default() });
    }
    survey.position = Some(Position {
        latitude: -4.80213,
        longitude: 104.91377,
        accuracy_m: 6.0,
        at: STARTED,
        mock: Some(false),
        by_hand: false,
        receiver_ahead_ms: None,
        unknown: Default::default(),
    });
    let kinds = [
        EvidenceKind::IdentityCard,
        EvidenceKind::BusinessFront,
        EvidenceKind::BusinessActivity,
        EvidenceKind::LegalityDocument,
    ];
    survey.evidence = kinds
        .into_iter()
        .map(|kind| {
            let seed = kind.as_str().to_owned();
            photo(kind, &seed)
        })
        .collect();
    let stroke = vec![StrokePoint { x: 100, y: 100, t_ms: 0 }, StrokePoint { x: 9000, y: 8000, t_ms: 90 }];
    survey.statement = Some(Statement {
        template: programme.statement.id.clone(),
        version: programme.statement.version,
        text: crate::statement::render(&survey, programme, "Kotabumi").text(),
        place: "Kotabumi".into(),
        signed_at: Some(STARTED),
        signed_on: Some(survey.visited_on),
        signature: Signature { strokes: vec![stroke] },
        thumb_print: false,
        unknown: Default::default(),
    });
    survey
}

pub(super) fn first_village(district: &str) -> crate::region::RegionCode {
    crate::region::RegionTable::shipped().children(district.parse().unwrap())[0].code
}

pub(crate) fn p2021() -> Programme {
    Programme::shipped().unwrap().remove(1)
}

/// Codes found after `change`, without the statement's, which notices every change of its text.
pub(super) fn found(change: impl FnOnce(&mut Survey)) -> Vec<(Severity, String, String)> {
    let programme = p2021();
    let mut survey = complete(&programme);
    change(&mut survey);
    let all = check(&survey, &programme).into_iter().filter(|f| f.code != FindingCode::StatementChangedSinceSigned);
    all.map(|f| (f.severity, f.path, f.code.into())).collect()
}

pub(super) fn error(path: &str, code: &str) -> Vec<(Severity, String, String)> {
    vec![(Severity::Error, path.to_owned(), code.to_owned())]
}

pub(super) fn warning(path: &str, code: &str) -> Vec<(Severity, String, String)> {
    vec![(Severity::Warning, path.to_owned(), code.to_owned())]
}

pub(super) fn note(path: &str, code: &str) -> Vec<(Severity, String, String)> {
    vec![(Severity::Note, path.to_owned(), code.to_owned())]
}

#[test]
fn a_complete_survey_has_no_findings_under_either_programme() {
    for programme in Programme::shipped().unwrap() {
        assert_eq!(check(&complete(&programme), &programme), []);
    }
}

#[test]
fn an_empty_survey_cannot_be_finished_and_never_panics() {
    let programme = p2021();
    let mut survey = complete(&programme);
    survey = Survey::start(survey.id, survey.programme, survey.facilitator, STARTED, survey.visited_on);
    let findings = check(&survey, &programme);
    assert!(!may_finish(&findings));
    for path in ["notice", "identity.nik", "identity.name", "business.line", "evidence.identity_card", "statement"] {
        assert!(findings.iter().any(|f| f.path == path && f.severity == Severity::Error), "{path}");
    }
}

#[test]
fn the_nik_is_refused_only_when_it_can_never_be_one() {
    let nik = |text: &'static str| found(move |s| s.identity.nik = text.into());
    assert_eq!(nik(""), error("identity.nik", "required"));
    assert_eq!(nik("18030250028790"), error("identity.nik", "nik.length"));
    assert_eq!(nik("1803025002870000"), error("identity.nik", "nik.serial_zero"));
    assert_eq!(nik("1803027102879003"), error("identity.nik", "nik.impossible_date"));
    assert_eq!(nik("9903025002879003"), warning("identity.nik", "nik.province_unknown"));
    assert_eq!(nik("1869025002879003"), warning("identity.nik", "nik.regency_unknown"));
    assert_eq!(nik("1803995002879003"), warning("identity.nik", "nik.district_unknown"));
    assert_eq!(nik("1803015002879003"), note("identity.nik", "nik.district_differs"));
    assert_eq!(nik("3174015002879003"), note("identity.nik", "nik.regency_differs"));
    assert_eq!(nik("1803025102879003"), warning("identity.nik", "nik.birth_date_differs"));
    assert_eq!(nik("1803021002879003"), warning("identity.nik", "nik.sex_differs"));
}

#[test]
fn a_nik_that_was_not_typed_twice_is_not_finished() {
    let codes = found(|s| s.identity.nik_confirmed = false);
    assert_eq!(codes, error("identity.nik_confirmed", "nik.not_confirmed"));
}

#[test]
fn rules_of_2021_ask_for_more_than_those_of_2020() {
    let [p2020, p2021] = <[Programme; 2]>::try_from(Programme::shipped().unwrap()).unwrap();
    let codes = |programme: &Programme| {
        let mut survey = complete(programme);
        survey.identity.family_card.clear();
        survey.business.legality = Some(Legality::None);
        let all = check(&survey, programme).into_iter().map(|f| f.code);
        all.filter(|code| *code != FindingCode::StatementChangedSinceSigned).collect::<Vec<_>>()
    };
    assert_eq!(codes(&p2020), []);
    assert_eq!(codes(&p2021), [FindingCode::Required, FindingCode::LegalityMissing]);
}

#[test]
fn age_is_counted_on_the_day_of_the_visit() {
    let born = |y, m, d| {
        found(move |s| {
            s.identity.birth_date = NaiveDate::from_ymd_opt(y, m, d);
            s.identity.nik.clear();
        })
    };
    let codes = |found: Vec<(Severity, String, String)>| {
        found.into_iter().filter(|f| f.1 == "identity.birth_date").map(|f| f.2).collect::<Vec<_>>()
    };
    assert_eq!(codes(born(2004, 4, 16)), ["birth_date.too_young"]);
    assert!(codes(born(2004, 4, 15)).is_empty());
    assert_eq!(codes(born(2021, 4, 16)), ["birth_date.future"]);
    assert_eq!(codes(born(1920, 4, 15)), ["birth_date.too_old"]);
}

#[test]
fn one_camera_file_does_not_count_as_two_photos() {
    let codes = found(|s| s.evidence[2].source_sha256 = s.evidence[1].source_sha256);
    assert_eq!(codes, error("evidence.business_activity", "photo.duplicate"));
}

#[test]
fn a_missing_photo_is_an_error_and_a_missing_position_is_not() {
    assert_eq!(found(|s| drop(s.evidence.remove(1))), error("evidence.business_front", "photo.missing"));
    assert_eq!(found(|s| s.position = None), warning("position", "position.missing"));
    assert_eq!(found(|s| s.position.as_mut().unwrap().mock = Some(true)), warning("position", "position.mock"));
    assert_eq!(found(|s| s.position.as_mut().unwrap().latitude = f64::NAN), error("position", "position.impossible"));
}

#[test]
fn an_excluding_answer_is_kept_as_a_warning() {
    let codes = found(|s| s.eligibility.get_mut("receives_kur").unwrap().yes = true);
    assert_eq!(codes, warning("eligibility.receives_kur", "eligibility.excluded"));
    let codes = found(|s| s.eligibility.get_mut("received_before").unwrap().yes = true);
    assert_eq!(codes, error("eligibility.received_before", "year.required"));
}

#[test]
fn a_change_after_signing_asks_for_a_new_signature() {
    let programme = p2021();
    let mut survey = complete(&programme);
    survey.identity.name.push_str(" Binti");
    let codes: Vec<_> = check(&survey, &programme).into_iter().map(|f| f.code).collect();
    assert_eq!(codes, [FindingCode::StatementChangedSinceSigned]);
}

#[test]
fn a_thumb_print_needs_the_paper() {
    let codes = found(|s| {
        let statement = s.statement.as_mut().unwrap();
        statement.signature = Signature::default();
        statement.thumb_print = true;
    });
    assert_eq!(codes, error("evidence.signed_statement", "photo.thumb_print_needs_paper"));
}

#[test]
fn a_photo_of_another_day_or_place_is_found_and_a_paper_may_be_older() {
    let taken = |text: &str| Some(text.parse().unwrap());
    let warning = |path: &str, code: &str| vec![(Severity::Warning, path.to_owned(), code.to_owned())];
    let front = "evidence.business_front";
    assert_eq!(found(|s| s.evidence[1].taken_at = taken("2021-02-03T14:10:00")), warning(front, "photo.earlier"));
    let card = found(|s| s.evidence[0].taken_at = taken("2021-04-14T23:59:00"));
    assert_eq!(card, warning("evidence.identity_card", "photo.earlier"));
    assert_eq!(found(|s| s.evidence[1].taken_at = taken("2021-04-15T06:10:00")), vec![]);
    assert_eq!(found(|s| s.evidence[3].taken_at = taken("2019-01-01T08:00:00")), vec![], "a letter");
    assert_eq!(found(|s| s.evidence[1].taken_where = Some((-5.4, 105.27))), warning(front, "photo.elsewhere"));
    assert_eq!(found(|s| s.evidence[1].taken_where = Some((-4.81, 104.91))), vec![]);
    assert_eq!(
        found(|s| s.evidence[0].taken_where = Some((-5.4, 105.27))),
        vec![],
        "the card may be photographed at home"
    );
}

#[test]
fn a_photo_says_whether_it_was_taken_when_it_was_added() {
    let mut front = photo(EvidenceKind::BusinessFront, "front");
    assert_eq!(front.taken(420), Taken::Unknown);
    let earlier = "2021-04-15T06:10:00".parse().unwrap();
    for (at, expected) in [("2021-04-15T09:29:10".parse().unwrap(), Taken::Then), (earlier, Taken::At(earlier))] {
        front.taken_at = Some(at);
        assert_eq!(front.taken(420), expected, "added at 09:31");
    }
}
