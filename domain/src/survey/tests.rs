use super::*;

fn with_everything_newer() -> serde_json::Value {
    serde_json::json!({
        "id": "01900000-0000-7000-8000-000000000001",
        "programme": {"id": "bpum-2021", "version": 1},
        "facilitator": "01900000-0000-7000-8000-000000000002",
        "started_at": 1_618_453_860_000_i64, "visited_on": "2021-04-15",
        "identity": {"nik": "1803", "iris": {"new": ["section"]}},
        "business": {"line": "space_travel", "legality": "nib", "robots": 3},
        "eligibility": {"is_citizen": {"yes": true, "seen": "card"}},
        "wishes": [1, 2, {"three": null}],
    })
}

#[test]
fn what_a_newer_app_wrote_survives_a_round_trip() {
    let newer = with_everything_newer();
    let survey: Survey = serde_json::from_value(newer.clone()).unwrap();
    assert_eq!(survey.business.line, Some(Line::Other("space_travel".into())));
    let back = serde_json::to_value(&survey).unwrap();
    for pointer in ["/identity/iris", "/business/robots", "/business/line", "/eligibility/is_citizen/seen", "/wishes"] {
        assert_eq!(back.pointer(pointer), newer.pointer(pointer), "{pointer}");
    }
}

#[test]
fn the_business_is_at_the_cards_village_unless_said_otherwise() {
    let mut survey: Survey = serde_json::from_value(with_everything_newer()).unwrap();
    let (home, other) = ("1803022001".parse().unwrap(), "1803012001".parse().unwrap());
    survey.identity.village = Some(home);
    survey.business.village = Some(other);
    assert_eq!(survey.business_village(), Some(home));
    survey.business.same_as_home = Some(false);
    assert_eq!(survey.business_village(), Some(other));
}

#[test]
fn an_older_document_is_written_back_without_any_field_it_did_not_have() {
    let recorded: serde_json::Value = serde_json::from_str(include_str!("../../vectors/revision-1.json")).unwrap();
    let survey: Survey = serde_json::from_value(recorded["survey"].clone()).unwrap();
    assert_eq!(serde_json::to_value(&survey).unwrap(), recorded["survey"]);
}
