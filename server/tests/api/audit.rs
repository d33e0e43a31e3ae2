//! The audit log tells what was done, and holds nothing else.

use sambang_domain::people::Role;
use sambang_domain::programme::Programme;
use sambang_server::{AuditAction, ImportOptions, NewList};

use crate::database::database;
use crate::device::picture;
use crate::program::{ran, run, store};
use crate::world::World;

#[tokio::test]
async fn everything_a_person_may_have_to_answer_for_is_in_the_log_with_ids_alone() {
    use AuditAction::*;
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let person = device.enrolment.person.clone();
    let card = picture(640, 400);
    let (sealed, second) = (device.sealed(1, &[&card]), device.sealed(2, &[]));
    device.bring(&sealed).await;
    device.upload(&card).await;
    device.get(&sealed.path()).await;
    let registry = world.registry();
    registry.set_area(person.id, vec!["1804".parse().unwrap()]).await.unwrap();
    registry.revoke_device(device.enrolment.device).await.unwrap();
    assert_eq!(device.put(&second).await.status(), 202);
    registry.release_quarantined(1, None).await.unwrap();
    let code = registry.enrol_code(person.id).await.unwrap().code;
    assert_eq!(world.enrol(&code, &device.key).await.status(), 201);
    let list = b"NIK,Nama\n1803025002879003,CONTOH Siti Aminah\n".to_vec();
    let options = ImportOptions { programme: "bpum-2021".into(), to: Some(person.id), dry_run: false };
    registry.import_assignments(&list, &options).await.unwrap();
    registry.import_assignments(&list, &ImportOptions { dry_run: true, ..options }).await.unwrap();
    let list = NewList {
        source: "Penerima CONTOH".into(),
        programme: None,
        as_of: registry.now(),
        others: vec![],
        file: list,
    };
    registry.import_list(list).await.unwrap();
    let mut programme = registry.programmes().await.unwrap().remove(0);
    programme.reference.version += 1;
    registry.publish_programme(&programme).await.unwrap();
    registry.publish_programme(&programme).await.unwrap();

    let log = registry.audit().await.unwrap();
    let actions: Vec<_> = log.iter().map(|audited| audited.entry.action.clone()).collect();
    let mut made = vec![SettingSet; 5];
    made.extend([EpochBegan, RowsCounted, LaterRowsCounted]);
    made.extend(Programme::shipped().unwrap().iter().map(|_| ProgrammePublished));
    let (begun, actions) = actions.split_at(made.len());
    assert_eq!(begun, made);
    let expected = [
        PersonAdded,
        CodeIssued,
        DeviceEnrolled,
        RevisionReceived,
        ReceiptsKept,
        RevisionOpened,
        AreaSet,
        DeviceBlocked,
        Quarantined,
        QuarantineReleased,
        CodeIssued,
        DeviceAdmitted,
        ListImported,
        ListImported,
        ProgrammePublished,
    ];
    assert_eq!(actions, expected);
    assert!(log.iter().zip(1..).all(|(audited, number)| audited.sequence == number && audited.holds()));
    assert_eq!(registry.counts().await.unwrap().audited, log.len() as u64);
    let text = format!("{log:?}");
    for secret in ["1803025002879003", "CONTOH", "Siti", &code, device.token()] {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_or_drop_an_entry() {
    let world = World::start().await;
    world.person(Role::Auditor, &[]).await;
    let conn = database(world.dir.path());
    for sql in ["UPDATE audit SET at = 0", "DELETE FROM audit"] {
        assert!(conn.execute_batch(sql).is_err(), "{sql}");
    }
}

#[test]
fn an_auditor_reads_the_log_and_notes_its_end() {
    let dir = store();
    let add = ["person", "add", "--name", "CONTOH Budi", "--role", "facilitator", "--area", "180302,180307"];
    let person = ran(dir.path(), &add);
    let noted = ran(dir.path(), &["verify"]);
    let noted = noted.lines().find_map(|line| line.strip_prefix("audit-head\t")).unwrap();
    ran(dir.path(), &["enrol-code", &person]);
    let log = ran(dir.path(), &["audit"]);
    let rows: Vec<Vec<String>> = csv::Reader::from_reader(log.as_bytes())
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    let [added, code] = &rows[rows.len() - 2..] else { panic!("{log}") };
    assert_eq!(noted, format!("{}:{}", added[0], added[7]));
    assert_eq!((added[4].as_str(), &added[5]), ("person.added", &person));
    let details: serde_json::Value = serde_json::from_str(&added[6]).unwrap();
    assert_eq!((&details["area"], &details["role"]), (&["180302", "180307"].into(), &"facilitator".into()));
    let row = details["rows"][format!("person/{person}")].as_str().unwrap();
    assert!(row.len() == 64 && !added[6].contains("CONTOH"), "a fingerprint stands for the row");
    assert_eq!((code[4].as_str(), &code[5]), ("code.issued", &person));
    ran(dir.path(), &["verify", "--audit-head", noted]);
    let other = format!("{}:{}", code[0], added[7]);
    let refused = run(dir.path(), &["verify", "--audit-head", &other]);
    assert!(!refused.status.success());
    assert!(String::from_utf8(refused.stderr).unwrap().contains("the log does not hold the entry that was noted"));
}

#[test]
fn the_command_line_tells_of_every_facilitators_devices() {
    let dir = store();
    let add = ["person", "add", "--name", "CONTOH Budi", "--role", "facilitator", "--area", "1803"];
    let person = ran(dir.path(), &add);
    let team = ran(dir.path(), &["team"]);
    assert_eq!(team.lines().nth(1).unwrap(), format!("{person},CONTOH Budi,,none,,,,,,,,,"));
}
