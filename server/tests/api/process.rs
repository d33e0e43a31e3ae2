//! The command line and the life of the process.

use crate::device::photo;
use sambang_domain::wire::v1::invitation::Invitation;

use crate::program::{Program, enrolled, ran, run, store};

#[test]
fn a_taken_port_gives_a_clear_message_and_code_2() {
    let dir = store();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = run(dir.path(), &["serve", "--listen", &address]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains(&format!("cannot listen on {address}")), "{message}");
    assert!(output.stdout.is_empty());
}

#[test]
fn people_codes_and_mistakes_on_the_command_line() {
    let dir = store();
    let add = |role: &str, area: &str| {
        run(
            dir.path(),
            &["person", "add", "--name", "CONTOH Budi", "--role", role, "--area", area, "--office", "Dinas"],
        )
    };
    let added = add("supervisor", "1803,18.04.04");
    let id = String::from_utf8(added.stdout).unwrap().trim().to_owned();
    let listed = ran(dir.path(), &["person", "list"]);
    assert_eq!(listed, format!("{id}\tsupervisor\t1803,180404\tCONTOH Budi\tDinas"));
    let other = ran(dir.path(), &["person", "area", &id, "180302", "18.03.07"]);
    assert_eq!(other, format!("{id}\tsupervisor\t180302,180307\tCONTOH Budi\tDinas"));
    assert!(!run(dir.path(), &["person", "area", &id]).status.success());
    assert!(!run(dir.path(), &["person", "area", &id, "1899"]).status.success());
    let printed = ran(dir.path(), &["enrol-code", &id]);
    let (code, letters) = printed.split_once('\t').unwrap();
    assert!(code.len() == 10 && code.bytes().all(|b| b.is_ascii_uppercase() || (b'2'..=b'9').contains(&b)), "{code}");
    let printed = ran(dir.path(), &["enrol-code", &id, "--address", "https://sambang.example"]);
    let invitation = Invitation::parse(printed.rsplit('\t').next().unwrap()).unwrap();
    assert_eq!(invitation.server, "https://sambang.example");
    assert_eq!(invitation.province.unwrap().compared(), letters);
    for (role, area) in [("minister", "1803"), ("supervisor", "18x3"), ("supervisor", "1899"), ("supervisor", "18")] {
        assert!(!add(role, area).status.success(), "{role} {area}");
    }
    let nobody = "01900000-0000-7000-8000-000000000001";
    assert!(!run(dir.path(), &["enrol-code", nobody]).status.success());
    assert!(!run(dir.path(), &["device", "revoke", nobody]).status.success());
}

#[test]
fn the_demonstration_is_seeded_once_and_gives_a_fresh_code_each_time() {
    let dir = store();
    let demo = || serde_json::from_str::<serde_json::Value>(&ran(dir.path(), &["demo", "--json"])).unwrap();
    let (first, second) = (demo(), demo());
    assert_eq!(first["person"], second["person"]);
    assert_ne!(first["code"], second["code"]);
    assert_eq!(
        (&first["name"], &first["supervisor_name"]),
        (&"CONTOH Rahmat Hidayat".into(), &"CONTOH Dewi Lestari".into())
    );
    assert_eq!(first["supervisor"], second["supervisor"]);
    assert_ne!(first["supervisor_code"], second["supervisor_code"]);
    assert_eq!((&first["people"], &second["people"]), (&47.into(), &47.into()));
    let people = ran(dir.path(), &["person", "list"]);
    assert_eq!(people.lines().count(), 47);
    assert!(people.lines().all(|line| line.contains("CONTOH ")));
    assert!(people.contains("facilitator\t180302,180307\tCONTOH Rahmat Hidayat"));
    assert!(people.contains("supervisor\t1803\tCONTOH Dewi Lestari"));
}

#[tokio::test]
async fn told_to_stop_the_server_finishes_and_leaves_a_store_that_holds() {
    let dir = store();
    let mut program = Program::start(dir.path());
    let mut device = enrolled(dir.path(), &program.url, 1).await;
    let bytes = photo(1, 50_000);
    let sealed = device.sealed(1, &[&bytes]);
    device.bring(&sealed).await;
    device.upload(&bytes).await;
    let listed = ran(dir.path(), &["device", "list"]);
    assert!(listed.starts_with(&format!("{}\tactive\t", device.enrolment.device)), "{listed}");
    program.signal("-TERM");
    assert!(program.child.wait().unwrap().success());
    let verified = ran(dir.path(), &["verify"]);
    assert!(verified.contains("revisions\t1") && verified.contains("attachments\t1"), "{verified}");
    let name = sambang_domain::ids::Digest::of(&bytes).to_hex();
    std::fs::remove_file(dir.path().join("attachments").join(&name[..2]).join(&name)).unwrap();
    let output = run(dir.path(), &["verify"]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains(&format!("broken: photos missing\t1\n\tattachment {name}: the file is missing")), "{told}");
}

#[tokio::test]
async fn a_device_is_blocked_while_the_server_runs() {
    let dir = store();
    let program = Program::start(dir.path());
    let device = enrolled(dir.path(), &program.url, 1).await;
    assert_eq!(device.get("/v1/changes").await.status(), 200);
    ran(dir.path(), &["device", "revoke", &device.enrolment.device.to_string()]);
    assert_eq!(device.get("/v1/changes").await.status(), 403);
}
