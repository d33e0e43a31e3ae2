//! The list of applicants to visit: from the office's file to the phone and to the finished visit.

use sambang::device::{AssignmentCounts, AssignmentRow, DeviceError, LastError, VisitState};
use sambang_domain::ids::AssignmentId;
use sambang_domain::people::Person;
use sambang_domain::region::RegionTable;
use sambang_server::{ImportOptions, ImportReport};

use crate::phone::Phone;
use crate::visit;
use crate::world::World;

/// Two villages of Kotabumi; the NIK is the one that [`visit::complete`] gives serial 9003.
async fn import(world: &World, to: &Person, lines: &[&str]) -> ImportReport {
    let list = format!("NIK;No KK;Nama;Alamat;Desa;Kecamatan;Kabupaten;No HP\n{}\n", lines.join("\n"));
    let options = ImportOptions { programme: "bpum-2021".into(), to: Some(to.id), dry_run: false };
    world.server().registry().import_assignments(list.as_bytes(), &options).await.unwrap()
}

fn line(serial: u32, name: &str, nth: usize) -> String {
    let village = RegionTable::shipped().children("180302".parse().unwrap())[nth].name;
    format!(
        "180302500287{serial};1803021502109001;CONTOH {name};Dusun II;{village};Kotabumi;Lampung Utara;0812{serial}"
    )
}

fn rows(phone: &Phone) -> Vec<AssignmentRow> {
    phone.device().assignments().unwrap()
}

fn named(phone: &Phone, name: &str) -> AssignmentRow {
    rows(phone).into_iter().find(|row| row.name == format!("CONTOH {name}")).expect("it is on the list")
}

async fn withdraw(world: &World, id: AssignmentId) {
    world.server().registry().withdraw_assignment(id).await.unwrap();
}

#[tokio::test]
async fn a_visit_from_the_list_begins_with_what_the_office_knows_and_ends_as_done() {
    let mut world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let person = rahmat.device().person().unwrap();
    assert_eq!(rows(&rahmat), []);
    let list = [line(9001, "Wati", 1), line(9002, "Ani", 0), line(9003, "Siti", 1)];
    let list: Vec<&str> = list.iter().map(String::as_str).collect();
    assert_eq!(import(&world, &person, &list).await.added, 3);
    assert_eq!(rahmat.sync().await, None);
    let names: Vec<_> = rows(&rahmat).into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["CONTOH Ani", "CONTOH Siti", "CONTOH Wati"], "by village, then by name");

    world.section("without a signal from here");
    let address = world.server().addr;
    world.server_goes().await;
    let siti = named(&rahmat, "Siti");
    assert_eq!((siti.state, siti.nik_masked.as_str()), (VisitState::NotVisited, "1803••••••••9003"));
    let device = rahmat.device();
    let id = device.start_assigned(siti.id).unwrap();
    let survey = device.survey(id).unwrap();
    assert_eq!(survey.assignment, Some(siti.id));
    assert_eq!((survey.identity.nik.as_str(), survey.identity.nik_confirmed), ("1803025002879003", false));
    assert_eq!((survey.identity.name.as_str(), survey.identity.phone.as_str()), ("CONTOH Siti", "08129003"));
    assert_eq!((survey.identity.village, survey.identity.address.as_str()), (siti.village, "Dusun II"));
    assert_eq!(survey.identity.family_card, "1803021502109001");
    assert_eq!(device.start_assigned(siti.id).unwrap(), id, "a second tap opens the same draft");
    assert_eq!(named(&rahmat, "Siti").state, VisitState::Draft(id));

    visit::fill(device, id, "1803022001", 9003);
    device.finish(id).unwrap();
    assert_eq!(named(&rahmat, "Siti").state, VisitState::Done(id));
    assert_eq!(AssignmentCounts::of(&rows(&rahmat)), AssignmentCounts { total: 3, done: 1 });
    assert_eq!(rahmat.sync().await, Some(LastError::ServerDown));
    world.server_returns_at(address).await;
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, id).await;
    assert_eq!(world.stored(id).await.unwrap().survey.assignment, Some(siti.id));
}

#[tokio::test]
async fn an_unplanned_visit_of_the_same_nik_counts_before_and_after_the_list_came() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let person = rahmat.device().person().unwrap();
    let early = visit::complete(rahmat.device(), "1803022001", 9001);
    rahmat.device().finish(early).unwrap();
    import(&world, &person, &[&line(9001, "Wati", 0), &line(9003, "Siti", 0)]).await;
    rahmat.sync().await;
    assert_eq!(named(&rahmat, "Wati").state, VisitState::Done(early));
    let late = visit::complete(rahmat.device(), "1803022001", 9003);
    let siti = named(&rahmat, "Siti");
    assert_eq!(siti.state, VisitState::Draft(late));
    assert_eq!(rahmat.device().start_assigned(siti.id).unwrap(), late, "no second survey of one applicant");
    rahmat.device().finish(late).unwrap();
    assert_eq!(named(&rahmat, "Siti").state, VisitState::Done(late));
}

#[tokio::test]
async fn what_the_office_takes_back_leaves_the_phone_unless_the_visit_began() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let person = rahmat.device().person().unwrap();
    import(&world, &person, &[&line(9001, "Wati", 0), &line(9003, "Siti", 0)]).await;
    rahmat.sync().await;
    let (wati, siti) = (named(&rahmat, "Wati"), named(&rahmat, "Siti"));
    let draft = rahmat.device().start_assigned(siti.id).unwrap();
    withdraw(&world, wati.id).await;
    withdraw(&world, siti.id).await;
    rahmat.sync().await;
    let left = rows(&rahmat);
    assert_eq!(left.len(), 1);
    assert!(left[0].withdrawn && left[0].state == VisitState::Draft(draft));
    assert_eq!(AssignmentCounts::of(&left), AssignmentCounts::default());
    assert!(matches!(rahmat.device().start_assigned(wati.id), Err(DeviceError::Store(_))));
    rahmat.device().discard_draft(draft).unwrap();
    assert_eq!(rows(&rahmat), []);
    world.server().registry().restore_assignment(wati.id).await.unwrap();
    rahmat.sync().await;
    assert_eq!(named(&rahmat, "Wati").state, VisitState::NotVisited);
}

#[tokio::test]
async fn a_list_imported_again_changes_the_row_and_keeps_the_visit() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let dewi = world.facilitator("Dewi").await;
    let person = rahmat.device().person().unwrap();
    import(&world, &person, &[&line(9001, "Wati", 0), &line(9003, "Siti", 0)]).await;
    rahmat.sync().await;
    let draft = rahmat.device().start_assigned(named(&rahmat, "Siti").id).unwrap();
    let again = import(&world, &person, &[&line(9001, "Wati", 0), &line(9003, "Siti Aminah", 2)]).await;
    assert_eq!((again.added, again.updated, again.unchanged), (0, 1, 1));
    rahmat.sync().await;
    rahmat.crash();
    assert_eq!(rows(&rahmat).len(), 2);
    assert_eq!(named(&rahmat, "Siti Aminah").state, VisitState::Draft(draft));
    assert_eq!(rahmat.device().survey(draft).unwrap().identity.name, "CONTOH Siti", "answers are the facilitator's");
    world.section("somebody else goes to Wati");
    import(&world, &dewi, &[&line(9001, "Wati", 0)]).await;
    rahmat.sync().await;
    let left: Vec<_> = rows(&rahmat).into_iter().map(|row| row.name).collect();
    assert_eq!(left, ["CONTOH Siti Aminah"]);
}
