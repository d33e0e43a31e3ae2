use sambang_domain::filter::NikFilter;
use sambang_domain::ids::{Digest, Timestamp};
use sambang_domain::nik::Nik;
use sambang_domain::people::Role;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{FilterInfo, FilterKind, KnownChange};
use sambang_server::NewList;

use crate::device::Device;
use crate::program;
use crate::world::{World, problem};

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

/// The filters that the feed tells of.
async fn told(device: &Device) -> Vec<FilterInfo> {
    let page = device.changes(0, 100).await;
    let known = page.changes.iter().filter_map(|change| change.read().unwrap());
    known.filter_map(|change| if let KnownChange::Filter(filter) = change { Some(*filter) } else { None }).collect()
}

async fn fetch(device: &Device, info: &FilterInfo) -> NikFilter {
    let response = device.get(&format!("/v1/filters/{}", info.sha256)).await;
    assert_eq!((response.status().as_u16(), &response.headers()["accept-ranges"]), (200, &"bytes".parse().unwrap()));
    let bytes = response.bytes().await.unwrap();
    assert_eq!((Digest::of(&bytes), bytes.len() as u64), (info.sha256, info.size_bytes));
    NikFilter::from_bytes(info.secret, &bytes).unwrap()
}

fn list(source: &str, text: &str) -> NewList {
    NewList { source: source.into(), programme: None, as_of: Timestamp(1_606_755_600_000), file: text.into() }
}

#[tokio::test]
async fn the_filter_of_a_programme_knows_whose_survey_came_and_nobody_else() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let other = world.facilitator().await;
    assert!(world.registry().build_filters().await.unwrap().is_empty(), "nothing came yet");
    visited(&mut device, 1, 9001).await;
    visited(&mut device, 2, 9002).await;
    world.registry().build_filters().await.unwrap();
    let [info] = told(&other).await.try_into().unwrap();
    assert_eq!((&info.kind, info.version, info.entries), (&FilterKind::Known, 1, 2));
    assert_eq!((info.programme.as_deref(), info.as_of), (Some("bpum-2021"), world.clock.now()));
    let filter = fetch(&other, &info).await;
    let found: Vec<bool> = (9000..9005).map(|serial| filter.contains(&nik(serial))).collect();
    assert_eq!(found, [false, true, true, false, false]);

    assert!(world.registry().build_filters().await.unwrap().is_empty(), "nothing changed");
    visited(&mut device, 3, 9003).await;
    world.registry().build_filters().await.unwrap();
    let [later] = told(&other).await.try_into().unwrap();
    assert_eq!((later.version, later.entries, later.secret), (2, 3, info.secret));
    assert!(fetch(&other, &later).await.contains(&nik(9003)));
    let replaced = device.get(&format!("/v1/filters/{}", info.sha256)).await;
    assert_eq!(problem(replaced).await, (404, ErrorCode::NotFound));
}

#[tokio::test]
async fn a_running_server_builds_a_filter_at_most_once_a_day_while_little_comes() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    visited(&mut device, 1, 9001).await;
    world.registry().build_filters().await.unwrap();
    visited(&mut device, 2, 9002).await;
    assert!(world.registry().refresh_filters().await.unwrap().is_empty());
    world.clock.advance_ms(25 * 3_600_000);
    let built = world.registry().refresh_filters().await.unwrap();
    assert_eq!((built[0].version, built[0].entries, built.len()), (2, 2, 1));
    let world = world.restart().await;
    assert_eq!(world.registry().filters().await.unwrap(), built, "it is there after a restart");
}

#[tokio::test]
async fn a_fetch_that_broke_goes_on_where_it_stopped() {
    let mut world = World::start().await;
    let device = world.facilitator().await;
    let text: String = (9001..9500).map(|serial| format!("{}\n", nik(serial).digits())).collect();
    let (_, info) = world.registry().import_list(list("Penerima BPUM 2020", &text)).await.unwrap();
    let path = format!("/v1/filters/{}", info.unwrap().sha256);
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
async fn who_does_not_visit_neither_hears_of_filters_nor_gets_them() {
    let mut world = World::start().await;
    let (_, info) = world.registry().import_list(list("Penerima BPUM 2020", "1803025002879001")).await.unwrap();
    let path = format!("/v1/filters/{}", info.unwrap().sha256);
    for role in [Role::Facilitator, Role::Supervisor, Role::Province] {
        let device = world.device(role, &["1803"]).await;
        assert_eq!((told(&device).await.len(), device.get(&path).await.status().as_u16()), (1, 200));
    }
    let auditor = world.device(Role::Auditor, &["1803"]).await;
    assert!(told(&auditor).await.is_empty());
    assert_eq!(problem(auditor.get(&path).await).await, (403, ErrorCode::RoleForbidden));
    let nobody = world.http.get(world.url(&path)).send().await.unwrap();
    assert_eq!(problem(nobody).await, (401, ErrorCode::TokenInvalid));
}

#[tokio::test]
async fn a_list_travels_under_its_name_and_the_same_name_replaces_it() {
    let mut world = World::start().await;
    let device = world.facilitator().await;
    let import = async |text: &str| world.registry().import_list(list("Penerima BPUM 2020", text)).await.unwrap();
    let (report, info) = import("NIK;Nama\n1.80101E+15;CONTOH A\n1803025002879001;CONTOH B\nx;CONTOH C\n").await;
    assert_eq!((report.entries, report.damaged(), report.rejected()), (1, 1, 1));
    assert_eq!(report.issues.iter().map(|(place, _)| place.line).collect::<Vec<_>>(), [2, 4]);
    assert_eq!(told(&device).await, [info.unwrap()]);
    assert!(import("1803025002879001\n").await.1.is_none(), "the same entries make no new version");
    let rounded: String = (1..=12).map(|n| format!("1803025002879{n:02}0\n")).collect();
    let (report, info) = import(&rounded).await;
    assert!(report.rounded() && info.is_none());
    import("1803025002879002\n").await;
    let [info] = told(&device).await.try_into().unwrap();
    assert_eq!((info.version, info.programme.as_deref(), info.source.as_str()), (2, None, "Penerima BPUM 2020"));
    assert_eq!((&info.kind, info.as_of), (&FilterKind::Recipients, Timestamp(1_606_755_600_000)));
    let filter = fetch(&device, &info).await;
    assert!(filter.contains(&nik(9002)) && !filter.contains(&nik(9001)));
    let nameless = world.registry().import_list(list(" ", "1803025002879001")).await;
    let elsewhere = NewList { programme: Some("unheard-of".into()), ..list("x", "1803025002879001") };
    assert!(nameless.is_err() && world.registry().import_list(elsewhere).await.is_err());
}

/// B26.
#[tokio::test]
async fn a_nik_typed_wrong_and_corrected_leaves_the_filter_unless_another_survey_names_it() {
    let mut world = World::start().await;
    let (mut device, mut other) = (world.facilitator().await, world.facilitator().await);
    visited(&mut device, 1, 9077).await;
    visited(&mut device, 2, 9080).await;
    visited(&mut other, 11, 9080).await;
    world.registry().build_filters().await.unwrap();
    for (id, right) in [(1, 9078), (2, 9081)] {
        let mut survey = device.survey(id, &[]);
        survey.identity.nik = nik(right).grouped();
        let sealed = device.seal(2, survey);
        device.bring(&sealed).await;
    }
    let info = world.registry().build_filters().await.unwrap().remove(0);
    let filter = fetch(&device, &info).await;
    let found: Vec<_> = (9076..9083).filter(|serial| filter.contains(&nik(*serial))).collect();
    assert_eq!((found.as_slice(), info.entries), ([9078, 9080, 9081].as_slice(), 3));
    assert!(world.registry().build_filters().await.unwrap().is_empty(), "nothing changed");
}

#[tokio::test]
async fn lists_come_in_by_the_command_line_while_the_server_runs() {
    let dir = program::store();
    let program = program::Program::start(dir.path());
    let mut device = program::enrolled(dir.path(), &program.url, 1).await;
    let file = dir.path().join("daftar.csv");
    std::fs::write(&file, "NIK,Nama\n1803025002879001,CONTOH A\n1.80101E+15,CONTOH B\n").unwrap();
    let file = file.to_str().unwrap();
    let import = ["import-recipients", "--source", "Penerima BPUM 2020", "--as-of", "2020-12-01", file];
    let said = program::ran(dir.path(), &import);
    assert!(said.contains("entries\t1") && said.contains("damaged\t1\n"), "{said}");
    assert!(said.contains("line 3\tnik_damaged\t"), "{said}");
    assert!(said.contains("filter\trecipients//Penerima BPUM 2020\t2020-12-01\t1\t1\t"), "{said}");
    visited(&mut device, 1, 9003).await;
    assert!(program::ran(dir.path(), &["build-filters"]).starts_with("filter\tknown/bpum-2021/\t"));
    assert_eq!(told(&device).await.len(), 2);
    std::fs::write(file, "nothing of use\n").unwrap();
    assert!(!program::run(dir.path(), &import).status.success());
    assert_eq!(program::ran(dir.path(), &["quarantine", "list"]), "");
}
