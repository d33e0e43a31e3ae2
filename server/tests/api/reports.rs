//! Devices report their state, and supervisors see it.

use sambang_domain::ids::{SurveyId, Timestamp};
use sambang_domain::people::Role;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{
    DeviceOpening, DeviceReport, OpenedWhat, OpeningsReply, OpeningsReport, ReportReply, Team,
};

use crate::device::Device;
use crate::world::{BEGINNING, World, problem};

async fn report(device: &Device, report: &DeviceReport) -> ReportReply {
    let response = device.request("PUT", "/v1/report").json(report).send().await.unwrap();
    assert_eq!(response.status(), 200);
    response.json().await.unwrap()
}

async fn team(device: &Device) -> Team {
    let response = device.get("/v1/team").await;
    assert_eq!(response.status(), 200);
    response.json().await.unwrap()
}

#[tokio::test]
async fn what_a_device_sealed_and_what_the_province_holds_of_it_can_be_compared() {
    let mut world = World::start().await;
    let mut phone = world.facilitator().await;
    let supervisor = world.device(Role::Supervisor, &["180302"]).await;
    let all: Vec<_> = (1..=3).map(|id| phone.sealed(id, &[])).collect();
    let survey = phone.survey(1, &[]);
    let conflict = phone.seal(1, survey);
    let before = &team(&supervisor).await.people[0].devices[0].clone();
    assert_eq!((before.reported_at, before.missing(), before.revisions), (None, None, 0));

    phone.bring(&all[0]).await;
    assert_eq!(phone.put(&conflict).await.status(), 409);
    let mut told = DeviceReport { drafts: 1, waiting: 2, received: 1, sealed: 4, ..DeviceReport::default() };
    told.unknown.insert("battery".into(), 80.into());
    assert_eq!(report(&phone, &told).await.revisions, 2, "the conflict is held too");
    world.clock.advance_ms(60_000);
    told.waiting = 1;
    assert_eq!(report(&phone, &told).await.revisions, 2);
    let seen = &team(&supervisor).await.people[0].devices[0].clone();
    assert_eq!((seen.reported_at, seen.missing()), (Some(BEGINNING.plus_ms(60_000)), Some(2)));
    assert_eq!(seen.report.as_ref(), Some(&told), "the last report counts, as it was told");

    world.registry().revoke_device(phone.enrolment.device).await.unwrap();
    assert_eq!(phone.put(&all[1]).await.status(), 202);
    let seen = &team(&supervisor).await.people[0].devices[0].clone();
    assert_eq!((seen.blocked, seen.revisions), (true, 3), "what is in quarantine is held");
    world.registry().release_quarantined(1, None).await.unwrap();
    assert_eq!(team(&supervisor).await.people[0].devices[0].revisions, 3, "and counts once");
}

#[tokio::test]
async fn a_supervisor_sees_the_facilitators_whose_area_meets_the_own_one() {
    let mut world = World::start().await;
    let areas = |team: &Team| {
        let mut areas: Vec<_> = team.people.iter().map(|member| member.area[0].to_string()).collect();
        areas.sort();
        areas
    };
    for area in ["180302", "1803", "180307", "1804"] {
        world.person(Role::Facilitator, &[area]).await;
    }
    for (area, seen) in [
        ("180302", vec!["1803", "180302"]),
        ("1803", vec!["1803", "180302", "180307"]),
        ("1804", vec!["1804"]),
        ("1805", vec![]),
    ] {
        let supervisor = world.device(Role::Supervisor, &[area]).await;
        assert_eq!(areas(&team(&supervisor).await), seen, "{area}");
    }
    let province = world.device(Role::Province, &[]).await;
    assert_eq!(areas(&team(&province).await).len(), 4);
    let people = team(&province).await.people;
    assert!(people.iter().all(|member| member.devices.is_empty()), "a facilitator without a device is seen too");
}

fn opening(number: u64, what: OpenedWhat) -> DeviceOpening {
    let survey = SurveyId(uuid::Uuid::from_u128(number.into()));
    DeviceOpening { number, survey, what, at: Timestamp(5) }
}

#[tokio::test]
async fn openings_of_a_device_come_into_the_log_once() {
    let mut world = World::start().await;
    let (phone, other) = (world.facilitator().await, world.facilitator().await);
    let tell = async |device: &Device, openings: Vec<DeviceOpening>| {
        device.request("POST", "/v1/openings").json(&OpeningsReport { openings }).send().await.unwrap()
    };
    let through = async |device: &Device, openings| -> u64 {
        tell(device, openings).await.json::<OpeningsReply>().await.unwrap().through
    };
    assert_eq!(through(&phone, Vec::new()).await, 0);
    let both = vec![opening(1, OpenedWhat::Nik), opening(2, OpenedWhat::Card)];
    for _ in 0..2 {
        assert_eq!(through(&phone, both.clone()).await, 2);
    }
    assert_eq!(through(&phone, vec![opening(2, OpenedWhat::Card), opening(7, OpenedWhat::Nik)]).await, 7);
    assert_eq!(through(&other, both).await, 2, "every device counts for itself");
    let log = world.opened().await;
    let told: Vec<_> = log.iter().map(|entry| (entry.device.unwrap(), entry.details["number"].clone())).collect();
    let (one, two) = (phone.enrolment.device, other.enrolment.device);
    assert_eq!(told, [(one, 1.into()), (one, 2.into()), (one, 7.into()), (two, 1.into()), (two, 2.into())]);
    assert_eq!(log[1].subject, SurveyId(uuid::Uuid::from_u128(2)).to_string());
    assert_eq!((&log[1].details["what"], &log[1].details["device_time"]), (&"card".into(), &5.into()));

    let reused = DeviceOpening { survey: SurveyId(uuid::Uuid::from_u128(9)), ..opening(2, OpenedWhat::Card) };
    assert_eq!(through(&phone, vec![reused]).await, 7);
    let last = world.opened().await.pop().unwrap();
    assert_eq!(last.subject, SurveyId(uuid::Uuid::from_u128(9)).to_string(), "a number that was used for another one");

    let many = (1..=501).map(|number| opening(number, OpenedWhat::Nik)).collect();
    assert_eq!(problem(tell(&phone, many).await).await, (400, ErrorCode::Malformed));
    let huge = vec![opening(u64::MAX, OpenedWhat::Nik)];
    assert_eq!(problem(tell(&phone, huge).await).await, (400, ErrorCode::Malformed));
    let most = (1..=500).map(|number| opening(number, OpenedWhat::Card)).collect();
    assert_eq!(through(&phone, most).await, 500);
    world.registry().verify().await.unwrap();
}
