use std::collections::BTreeSet;

use sambang_domain::filter::{Cost, NikFilter};
use sambang_domain::ids::{Digest, Timestamp};
use sambang_domain::nik::Nik;
use sambang_domain::people::Role;
use sambang_domain::region::RegionTable;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{FilterInfo, FilterKind, FilterList};
use sambang_server::{AuditAction, NewList};

use crate::database::database;
use crate::device::Device;
use crate::program;
use crate::world::{World, problem};

/// Where the made-up surveys are.
const HOME: &str = "180302";

fn nik(serial: u32) -> Nik {
    Nik::parse(&format!("180302500287{serial:04}")).unwrap()
}

/// Seals and brings a survey of this NIK.
async fn visited(device: &mut Device, id: u128, serial: u32) {
    let mut survey = device.survey(id, &[]);
    survey.identity.nik = nik(serial).grouped();
    let sealed = device.seal(1, survey);
    device.bring(&sealed).await;
}

/// Everything that is due and more is done when this ends.
async fn build(world: &World) {
    world.registry().ask_for_filters().await.unwrap();
    world.registry().work_on_filters().await.unwrap();
}

async fn list_of(device: &Device) -> FilterList {
    let list: FilterList = device.get("/v1/filters").await.json().await.unwrap();
    let page = device.changes(0, 100).await;
    assert!(page.changes.iter().all(|change| change.kind != "filter"), "no device is sent another's");
    assert_eq!(page.filters.as_ref(), Some(&list.mark));
    list
}

/// The filters that a device may have.
async fn told(device: &Device) -> Vec<FilterInfo> {
    list_of(device).await.filters
}

fn areas(told: &[FilterInfo]) -> BTreeSet<String> {
    told.iter().map(|info| info.area.to_string()).collect()
}

async fn fetch(device: &Device, info: &FilterInfo) -> NikFilter {
    let response = device.get(&format!("/v1/filters/{}", info.sha256)).await;
    assert_eq!((response.status().as_u16(), &response.headers()["accept-ranges"]), (200, &"bytes".parse().unwrap()));
    let bytes = response.bytes().await.unwrap();
    assert_eq!((Digest::of(&bytes), bytes.len() as u64), (info.sha256, info.size_bytes));
    let filter = NikFilter::from_bytes(info.key, &bytes).unwrap();
    assert_eq!(filter.entries(), info.entries);
    filter
}

/// Expects these in a filter, and of a thousand others only what chance brings.
async fn expect(device: &Device, info: &FilterInfo, members: &[u32]) {
    assert_eq!(info.entries, members.len() as u64);
    let filter = fetch(device, info).await;
    let found = |serial: &u32| filter.contains(&info.stretch.slow(&nik(*serial)).unwrap());
    assert!(members.iter().all(found));
    let others = (9000..10_000).filter(|serial| !members.contains(serial)).filter(found).count();
    assert!(others < 25, "{others} of 1,000 strangers; one in 256 is about 4");
}

/// What the database says.
fn one(world: &World, sql: &'static str) -> String {
    database(world.dir.path()).query_row(sql, [], |row| row.get(0)).unwrap()
}

fn list(source: &str, text: &str) -> NewList {
    let as_of = Timestamp(1_606_755_600_000);
    NewList { source: source.into(), programme: None, as_of, others: Vec::new(), file: text.into() }
}

async fn import(world: &World, text: &str) -> bool {
    let (_, counts) = world.registry().import_list(list("Penerima BPUM 2020", text)).await.unwrap();
    build(world).await;
    counts
}

#[tokio::test]
async fn the_filter_of_a_district_knows_whose_survey_came_and_nobody_else() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let other = world.device(Role::Facilitator, &[HOME]).await;
    build(&world).await;
    let nothing = list_of(&other).await;
    assert!(nothing.filters.is_empty(), "nothing came yet");
    visited(&mut device, 1, 9001).await;
    visited(&mut device, 2, 9002).await;
    build(&world).await;
    let [info] = told(&other).await.try_into().unwrap();
    assert_eq!((&info.kind, info.version, info.area.to_string().as_str()), (&FilterKind::Known, 1, HOME));
    assert_eq!((info.programme.as_deref(), info.as_of), (Some("bpum-2021"), world.clock.now()));
    expect(&other, &info, &[9001, 9002]).await;

    build(&world).await;
    assert_eq!(told(&other).await, std::slice::from_ref(&info), "nothing changed");
    visited(&mut device, 3, 9003).await;
    build(&world).await;
    let later = list_of(&other).await;
    assert_ne!(later.mark, nothing.mark);
    let [later] = later.filters.try_into().unwrap();
    assert_eq!((later.version, &later.stretch), (2, &info.stretch));
    assert_ne!(later.key, info.key, "each version has a key of its own");
    expect(&other, &later, &[9001, 9002, 9003]).await;
    let replaced = device.get(&format!("/v1/filters/{}", info.sha256)).await;
    assert_eq!(problem(replaced).await, (404, ErrorCode::NotFound));
}

/// The attack: a facilitator of another district asks for what the province has of this one.
#[tokio::test]
async fn a_filter_of_another_district_is_neither_told_nor_given_and_nobody_learns_that_it_exists() {
    let mut world = World::start().await;
    import(&world, "1803025002879001\n1803075002879001\n").await;
    let here = world.device(Role::Facilitator, &[HOME]).await;
    let [mine] = told(&here).await.try_into().unwrap();
    expect(&here, &mine, &[9001]).await;
    for area in ["180307", "1804", "187101"] {
        let stranger = world.device(Role::Facilitator, &[area]).await;
        assert!(!areas(&told(&stranger).await).contains(HOME), "{area}");
        let theirs = stranger.get(&format!("/v1/filters/{}", mine.sha256)).await;
        let nobodys = stranger.get(&format!("/v1/filters/{}", Digest::of(b"no filter"))).await;
        let said = async |response: reqwest::Response| {
            let mut said: serde_json::Value = response.json().await.unwrap();
            said.as_object_mut().unwrap().remove("request_id").map(|_| said)
        };
        let theirs = said(theirs).await;
        assert_eq!(theirs.as_ref().unwrap()["code"], "request.not_found");
        assert_eq!(theirs, said(nobodys).await);
    }
    let supervisor = world.device(Role::Supervisor, &["1803"]).await;
    assert_eq!(areas(&told(&supervisor).await), ["180302", "180307"].map(str::to_owned).into());
    expect(&supervisor, &mine, &[9001]).await;
    for role in [Role::Province, Role::Auditor] {
        let device = world.device(role, &["1803"]).await;
        assert!(told(&device).await.is_empty());
        let bytes = device.get(&format!("/v1/filters/{}", mine.sha256)).await;
        assert_eq!(problem(bytes).await, (403, ErrorCode::RoleForbidden));
    }
    let nobody = world.http.get(world.url(&format!("/v1/filters/{}", mine.sha256))).send().await.unwrap();
    assert_eq!(problem(nobody).await, (401, ErrorCode::TokenInvalid));

    let person = here.enrolment.person.id;
    world.registry().set_area(person, vec!["1804".parse().unwrap()]).await.unwrap();
    assert!(told(&here).await.is_empty(), "who works elsewhere from now on has none of here");
    assert_eq!(here.get(&format!("/v1/filters/{}", mine.sha256)).await.status(), 404);
}

#[tokio::test]
async fn neighbours_that_the_office_chose_are_told_in_one_direction_and_logged() {
    let mut world = World::start().await;
    import(&world, "1803025002879001\n1803075002879001\n").await;
    let (here, there) =
        (world.device(Role::Facilitator, &[HOME]).await, world.device(Role::Facilitator, &["180307"]).await);
    let before = list_of(&here).await;
    let set = async |area: &str, others: &[&str]| {
        let others = others.iter().map(|code| code.parse().unwrap()).collect();
        world.registry().set_neighbours(area.parse().unwrap(), others).await
    };
    set(HOME, &["180307", "180307"]).await.unwrap();
    let with = list_of(&here).await;
    assert_ne!(with.mark, before.mark);
    assert_eq!(areas(&with.filters), [HOME, "180307"].map(str::to_owned).into());
    for info in &with.filters {
        fetch(&here, info).await;
    }
    assert_eq!(areas(&told(&there).await), ["180307".to_owned()].into());
    assert_eq!(world.registry().neighbours().await.unwrap().len(), 1);
    world.registry().verify().await.unwrap();

    set(HOME, &[]).await.unwrap();
    assert_eq!(list_of(&here).await, before);
    world.registry().verify().await.unwrap();
    for (area, others) in [("1803", vec!["180307"]), (HOME, vec!["1804"]), (HOME, vec![HOME]), (HOME, vec!["999999"])] {
        assert!(set(area, &others).await.is_err(), "{area} {others:?}");
    }
    let log = world.registry().audit().await.unwrap();
    let set: Vec<_> = log.iter().filter(|one| one.entry.action == AuditAction::NeighboursSet).collect();
    assert_eq!((set.len(), set[0].entry.subject.as_str()), (2, HOME));
    assert_eq!(set[0].entry.details["neighbours"], serde_json::json!(["180307"]));
}

#[tokio::test]
async fn a_running_server_builds_a_filter_at_most_once_a_day_while_little_comes() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    visited(&mut device, 1, 9001).await;
    world.registry().work_on_filters().await.unwrap();
    let first = told(&device).await;
    assert_eq!(first.len(), 1, "the first one does not wait");
    visited(&mut device, 2, 9002).await;
    world.registry().work_on_filters().await.unwrap();
    assert_eq!(told(&device).await, first);
    let state = world.registry().filter_state().await.unwrap();
    assert_eq!((state.surveys_waiting, state.districts_waiting), (0, 1));
    world.clock.advance_ms(25 * 3_600_000);
    let world = world.restart().await;
    world.registry().work_on_filters().await.unwrap();
    let device = Device::new(world.running.url(), device.key, device.enrolment);
    let [later] = told(&device).await.try_into().unwrap();
    assert_eq!((later.version, later.entries), (2, 2));
    assert_eq!(world.registry().filter_state().await.unwrap().districts_waiting, 0);
}

#[tokio::test]
async fn a_fetch_that_broke_goes_on_where_it_stopped() {
    let mut world = World::start().await;
    let device = world.facilitator().await;
    let text: String = (9001..9500).map(|serial| format!("{}\n", nik(serial).digits())).collect();
    import(&world, &text).await;
    let path = format!("/v1/filters/{}", told(&device).await[0].sha256);
    let whole = device.get(&path).await.bytes().await.unwrap();
    let mut pieces = Vec::new();
    while pieces.len() < whole.len() {
        let range = format!("bytes={}-{}", pieces.len(), pieces.len() + 499);
        let response = device.request("GET", &path).header("range", range).send().await.unwrap();
        assert_eq!(response.status(), 206);
        let told = response.headers()["content-range"].to_str().unwrap().to_owned();
        assert!(told.starts_with(&format!("bytes {}-", pieces.len())) && told.ends_with(&format!("/{}", whole.len())));
        pieces.extend(response.bytes().await.unwrap());
    }
    assert_eq!(pieces, whole);
    let beyond = device.request("GET", &path).header("range", format!("bytes={}-", whole.len()));
    assert_eq!(problem(beyond.send().await.unwrap()).await, (416, ErrorCode::Malformed));
    let odd = device.request("GET", &path).header("range", "bytes=-9").send().await.unwrap();
    assert_eq!(odd.status(), 200, "a range that is not understood is ignored");
    assert_eq!(problem(device.get("/v1/filters/7").await).await, (404, ErrorCode::NotFound));
}

#[tokio::test]
async fn a_list_goes_by_its_places_under_its_name_and_the_same_name_replaces_it() {
    let mut world = World::start().await;
    let device = world.facilitator().await;
    let both = "NIK;Nama;Kecamatan\n1.80101E+15;CONTOH A;\n1803025002879001;CONTOH B;\n1803025002879002;CONTOH C;Abung Selatan\n\
        x;CONTOH D;\n3171015002879003;CONTOH E;\n";
    let (report, counts) = world.registry().import_list(list("Penerima BPUM 2020", both)).await.unwrap();
    assert_eq!((report.entries, report.damaged(), report.rejected(), report.elsewhere()), (3, 1, 1, 1));
    assert_eq!(report.issues.iter().map(|(place, _)| place.line).collect::<Vec<_>>(), [2, 5, 6]);
    assert!(counts);
    build(&world).await;
    let (issued, named): (Vec<_>, Vec<_>) =
        told(&device).await.into_iter().partition(|info| info.area.to_string() == HOME);
    assert_eq!((issued.len(), named.len()), (1, 1));
    assert_eq!(RegionTable::shipped().find(named[0].area).unwrap().name, "Abung Selatan");
    expect(&device, &issued[0], &[9001]).await;
    expect(&device, &named[0], &[9002]).await;
    assert!(!import(&world, both).await, "the same list is not brought in again");

    let rounded: String = (1..=12).map(|n| format!("1803025002879{n:02}0\n")).collect();
    let (report, counts) = world.registry().import_list(list("Penerima BPUM 2020", &rounded)).await.unwrap();
    assert!(report.rounded() && !counts);
    import(&world, "1803025002879002\n").await;
    let [info] = told(&device).await.try_into().unwrap();
    assert_eq!((info.version, info.programme.as_deref(), info.source.as_str()), (2, None, "Penerima BPUM 2020"));
    assert_eq!((&info.kind, info.as_of), (&FilterKind::Recipients, Timestamp(1_606_755_600_000)));
    expect(&device, &info, &[9002]).await;
    let state = world.registry().filter_state().await.unwrap();
    assert_eq!((state.lists.len(), state.lists[0].entries, state.lists[0].waiting), (1, 1, 0));
    let kept = "SELECT concat_ws(' ', (SELECT COUNT(*) FROM recipient_lists), (SELECT COUNT(*) FROM recipients), \
        (SELECT COUNT(*) FROM recipients WHERE digits IS NOT NULL), (SELECT COUNT(*) FROM slow_niks))";
    assert_eq!(one(&world, kept), "1 1 0 1", "of the list before nothing is left, and no NIK of this one");
    let nameless = world.registry().import_list(list(" ", "1803025002879001")).await;
    let elsewhere = NewList { programme: Some("unheard-of".into()), ..list("x", "1803025002879001") };
    assert!(nameless.is_err() && world.registry().import_list(elsewhere).await.is_err());
    let others = NewList { others: vec!["180302".parse().unwrap()], ..list("Lain", "3171015002879003") };
    world.registry().import_list(others).await.unwrap();
    build(&world).await;
    assert_eq!(told(&device).await.len(), 2, "the office said where people from elsewhere are filed");
}

/// B26.
#[tokio::test]
async fn a_nik_typed_wrong_and_corrected_leaves_the_filter_unless_another_survey_names_it() {
    let mut world = World::start().await;
    let (mut device, mut other) = (world.facilitator().await, world.facilitator().await);
    visited(&mut device, 1, 9077).await;
    visited(&mut device, 2, 9080).await;
    visited(&mut other, 11, 9080).await;
    build(&world).await;
    for (id, right) in [(1, 9078), (2, 9081)] {
        let mut survey = device.survey(id, &[]);
        survey.identity.nik = nik(right).grouped();
        let sealed = device.seal(2, survey);
        device.bring(&sealed).await;
    }
    build(&world).await;
    let [info] = told(&device).await.try_into().unwrap();
    expect(&device, &info, &[9078, 9080, 9081]).await;
}

#[tokio::test]
async fn another_cost_holds_for_what_is_built_from_then_on_and_lists_stay_as_they_were_prepared() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    visited(&mut device, 1, 9001).await;
    import(&world, "1803025002879002\n").await;
    let [known, listed] = told(&device).await.try_into().unwrap();
    assert_eq!(known.stretch, listed.stretch, "one slow step answers for every filter");
    world.config.limits.filter_cost = Cost { memory_kib: 16, passes: 1 };
    let world = world.restart().await;
    build(&world).await;
    let device = Device::new(world.running.url(), device.key, device.enrolment);
    let [later, still] = told(&device).await.try_into().unwrap();
    assert_eq!((later.stretch.cost.memory_kib, still), (16, listed.clone()));
    assert_ne!(later.stretch.salt, listed.stretch.salt);
    expect(&device, &later, &[9001]).await;
    assert!(import(&world, "1803025002879002\n").await, "brought in once more it is prepared anew");
    let [_, anew] = told(&device).await.try_into().unwrap();
    assert_eq!(anew.stretch, later.stretch);
    expect(&device, &anew, &[9002]).await;
}

/// `filter list` of a store on which the program runs.
fn waiting(store: &std::path::Path) -> u32 {
    let said = program::ran(store, &["filter", "list"]);
    let line = said.lines().find(|line| line.starts_with("list\t")).unwrap();
    line.rsplit('\t').next().unwrap().strip_suffix(" waiting").unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_server_that_was_killed_over_a_list_goes_on_where_it_was_and_serves_meanwhile() {
    const LINES: u32 = 400;
    let dir = program::store();
    let mut server = program::Program::start(dir.path());
    let device = program::enrolled(dir.path(), &server.url, 1).await;
    let file = dir.path().join("daftar.csv");
    let text: String = (0..LINES).map(|n| format!("{}\n", nik(9001 + n).digits())).collect();
    std::fs::write(&file, text).unwrap();
    server.kill();
    let import = ["import-recipients", "--source", "Daftar", file.to_str().unwrap()];
    assert!(program::ran(dir.path(), &import).ends_with("see `filter list`"), "nobody waits for the slow step");
    assert_eq!(waiting(dir.path()), LINES);
    server = program::Program::start(dir.path());
    let mut before = LINES;
    while before > LINES / 2 {
        before = waiting(dir.path());
    }
    server.kill();
    let left = waiting(dir.path());
    assert!(left <= before && left > 0, "{left} of {before}: what was done stayed, and not all was");
    let server = program::Program::start(dir.path());
    let device = Device::new(server.url.clone(), device.key, device.enrolment);
    while waiting(dir.path()) > 0 {
        assert_eq!(device.get("/v1/changes").await.status(), 200);
    }
    let mut told = Vec::new();
    while told.is_empty() {
        told = list_of(&device).await.filters;
    }
    assert_eq!((told.len(), told[0].entries, told[0].stretch.cost), (1, u64::from(LINES), Cost::USUAL));
}

#[tokio::test]
async fn lists_and_neighbours_come_in_by_the_command_line_while_the_server_runs() {
    let dir = program::store();
    let program = program::Program::start(dir.path());
    let mut device = program::enrolled(dir.path(), &program.url, 1).await;
    let file = dir.path().join("daftar.csv");
    std::fs::write(&file, "NIK,Nama\n1803025002879001,CONTOH A\n1.80101E+15,CONTOH B\n").unwrap();
    let file = file.to_str().unwrap();
    let import = ["import-recipients", "--source", "Penerima BPUM 2020", "--as-of", "2020-12-01", file];
    let said = program::ran(dir.path(), &import);
    assert!(said.contains("entries\t1") && said.contains("damaged\t1\n") && said.contains("elsewhere\t0\n"), "{said}");
    assert!(said.contains("line 3\tnik_damaged\t") && said.contains("stored: "), "{said}");
    assert!(program::ran(dir.path(), &import).ends_with("unchanged"));
    visited(&mut device, 1, 9003).await;
    program::ran(dir.path(), &["filter", "refresh"]);
    let state = program::ran(dir.path(), &["filter", "list"]);
    assert!(state.contains("list\tPenerima BPUM 2020\t\t2020-12-01\t1\t"), "{state}");
    program::ran(dir.path(), &["neighbours", "set", "18.03.02", "18.03.07,18.03.04"]);
    assert_eq!(program::ran(dir.path(), &["neighbours", "list"]), "180302\t180304\n180302\t180307");
    std::fs::write(file, "nothing of use\n").unwrap();
    assert!(!program::run(dir.path(), &import).status.success());
    std::fs::write(file, "NIK\n3171015002879003\n").unwrap();
    let said = program::complaint(&program::run(dir.path(), &import));
    assert!(said.contains("--others"), "{said}");
    assert_eq!(program::ran(dir.path(), &["quarantine", "list"]), "");
}
