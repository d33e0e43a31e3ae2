use super::*;

#[test]
fn a_survey_without_optional_answers_writes_nothing_of_them() {
    assert_eq!(serde_json::to_value(Sections::default()).unwrap(), serde_json::json!({}));
    let mut sections = Sections::default();
    sections.problem.say("bantuan lambat".into());
    assert!(sections.has(&Section::Problem) && !sections.is_empty());
    assert_eq!(sections.problem.status, Some(ProblemStatus::Open));
    sections.problem.say(" ".into());
    assert!(sections.is_empty());
}

#[test]
fn asked_and_none_differs_from_not_asked() {
    let mut sections = Sections::default();
    sections.digital.channels = Some(BTreeSet::new());
    assert!(sections.has(&Section::Digital));
    let written = serde_json::to_value(&sections).unwrap();
    assert_eq!(written, serde_json::json!({"digital": {"channels": []}}));
    assert_eq!(serde_json::from_value::<Sections>(written).unwrap(), sections);
}

#[test]
fn what_a_newer_app_wrote_in_a_section_survives_a_round_trip() {
    let newer = serde_json::json!({
        "turnover": {"now_rupiah": 1_200_000, "doing": "thriving", "capital": {"a": 1}},
        "aid": {"credits": [{"kind": "fintech", "lender": "", "since": 2020}], "prakerja": "passed"},
        "digital": {"channels": ["qris", "hologram"]},
        "interests": {"plut": ["robotics"], "later": null},
        "children": {"asked": true},
    });
    let sections: Sections = serde_json::from_value(newer.clone()).unwrap();
    assert_eq!(sections.turnover.doing, Some(Doing::Other("thriving".into())));
    assert!(sections.has(&Section::Other("children".into())));
    let back = serde_json::to_value(&sections).unwrap();
    for pointer in [
        "/turnover/doing",
        "/turnover/capital",
        "/aid/credits/0/kind",
        "/aid/credits/0/since",
        "/digital/channels",
        "/interests/plut",
        "/interests/later",
        "/children",
    ] {
        assert_eq!(back.pointer(pointer), newer.pointer(pointer), "{pointer}");
    }
}

#[test]
fn a_loan_of_each_kind_is_kept_once() {
    let mut aid = Aid::default();
    aid.set_credit(CreditKind::Kur, true);
    aid.set_credit(CreditKind::Kur, true);
    aid.set_credit(CreditKind::Bank, true);
    assert_eq!(aid.credits.len(), 2);
    aid.set_credit(CreditKind::Kur, false);
    assert!(aid.credit(&CreditKind::Kur).is_none() && aid.credit(&CreditKind::Bank).is_some());
}
