//! Lists that offices import, as CSV and as workbooks, and what the devices hear of them.

use rust_xlsxwriter::{Format, Workbook};
use sambang_domain::ids::PersonId;
use sambang_domain::people::{Person, Role};
use sambang_domain::region::RegionTable;
use sambang_domain::wire::v1::{Assignment, KnownChange};
use sambang_server::{ImportIssue, ImportOptions, ImportReport, NewPerson, Place, RegistryError, SheetError};

use crate::device::Device;
use crate::program::{ran, run, store};
use crate::world::World;

const HEADINGS: &str =
    "No;NIK;No. KK;Nama Lengkap;Alamat;Desa/Kelurahan;Kecamatan;Kabupaten;No HP;Pendamping;Keterangan";

fn village(district: &str, nth: usize) -> (String, String) {
    let village = RegionTable::shipped().children(district.parse().unwrap())[nth];
    (village.name.to_owned(), village.code.to_string())
}

fn nik(serial: u32) -> String {
    format!("180302500287{serial}")
}

fn options(to: Option<PersonId>) -> ImportOptions {
    ImportOptions { programme: "bpum-2021".into(), to, dry_run: false }
}

async fn named(world: &World, name: &str) -> Person {
    let area = vec!["1803".parse().unwrap()];
    let new = NewPerson { name: name.into(), role: Role::Facilitator, area, office: "Dinas CONTOH".into() };
    world.registry().add_person(new).await.unwrap()
}

async fn import(world: &World, text: &str, to: &Person) -> ImportReport {
    world.registry().import_assignments(text.as_bytes(), &options(Some(to.id))).await.unwrap()
}

/// The assignments a device hears of after `since`, and the cursor behind them.
async fn heard(device: &Device, since: u64) -> (Vec<Assignment>, u64) {
    let page = device.changes(since, 100).await;
    let read = page.changes.iter().filter_map(|change| match change.read().unwrap() {
        Some(KnownChange::Assignment(assignment)) => Some(*assignment),
        _ => None,
    });
    (read.collect(), page.cursor)
}

fn codes(report: &ImportReport) -> Vec<(u32, &'static str)> {
    report.issues.iter().map(|(place, issue)| (place.line, issue.code())).collect()
}

#[tokio::test]
async fn a_list_reaches_the_devices_of_the_people_it_names() {
    let mut world = World::start().await;
    let (rahmat, dewi) = (named(&world, "CONTOH Rahmat").await, named(&world, "CONTOH Dewi").await);
    let (first, second) = (world.device_of(&rahmat).await, world.device_of(&dewi).await);
    let (name, code) = village("180302", 0);
    let list = format!(
        "DAFTAR CALON PENERIMA;;;;;;;;;;\n\n{HEADINGS}\n\
         1;{};1803021502109001;CONTOH Siti;Dusun II;Desa {};Kec. Kotabumi;Lampung Utara;0812;;belakang balai desa\n\
         2;'{};;CONTOH Budi;;;;;;contoh  DEWI;\n",
        nik(9001),
        name.to_uppercase(),
        nik(9002),
    );
    let report = import(&world, &list, &rahmat).await;
    assert_eq!((report.lines, report.added, report.refused()), (2, 2, 0), "{report:?}");
    assert_eq!(report.issues, []);
    let (mine, _) = heard(&first, 0).await;
    let [siti] = mine.as_slice() else { panic!("{mine:?}") };
    assert_eq!(
        (siti.name.as_str(), &siti.nik, siti.family_card.as_str()),
        ("CONTOH Siti", &nik(9001), "1803021502109001")
    );
    assert_eq!((siti.village.unwrap().to_string(), siti.phone.as_str()), (code, "0812"));
    assert_eq!((siti.address.as_str(), siti.note.as_str()), ("Dusun II", "belakang balai desa"));
    let (hers, _) = heard(&second, 0).await;
    assert_eq!((hers.len(), hers[0].name.as_str(), hers[0].village), (1, "CONTOH Budi", None));
}

#[tokio::test]
async fn every_line_that_is_not_taken_says_why_and_the_others_are_taken() {
    let world = World::start().await;
    let rahmat = named(&world, "CONTOH Rahmat").await;
    for _ in 0..2 {
        named(&world, "CONTOH Sama").await;
    }
    let (name, _) = village("180302", 0);
    let lines = [
        format!("1;{};;CONTOH Siti;;{name};Kotabumi;Lampung Utara;;;", nik(9001)),
        "2;1.80302E+15;;CONTOH Ani;;;;;;;".into(),
        "3;1,80302500287900E+15;;CONTOH Ina;;;;;;;".into(),
        "4;;;CONTOH Ida;;;;;;;".into(),
        "5;18030250028;;CONTOH Eva;;;;;;;".into(),
        "6;1803029902879001;;CONTOH Ema;;;;;;;".into(),
        format!("7;{};;;;;;;;;", nik(9007)),
        format!("8;{};;CONTOH Siti;;;;;;;", nik(9001)),
        format!("9;{};;CONTOH Uma;;;;;;CONTOH Tiada;", nik(9009)),
        format!("10;{};;CONTOH Uli;;;;;;CONTOH Sama;", nik(9011)),
        format!("11;{};1,80302E+15;CONTOH Tuti;;Atlantis;Kotabumi;Lampung Utara;;;", nik(9012)),
        format!("12;{};;CONTOH Tini;;Suka Maju;;;;;", nik(9013)),
        ";;;;;;;;;;".into(),
    ];
    let report = import(&world, &format!("{HEADINGS}\n{}\n", lines.join("\n")), &rahmat).await;
    assert_eq!((report.lines, report.added, report.refused()), (12, 3, 9), "{report:?}");
    let expected = [
        (3, "nik_damaged"),
        (4, "nik_damaged"),
        (5, "nik_missing"),
        (6, "nik_invalid"),
        (7, "nik_invalid"),
        (8, "name_missing"),
        (9, "repeated"),
        (10, "facilitator_unknown"),
        (11, "facilitator_ambiguous"),
        (12, "family_card_damaged"),
        (12, "place_unknown"),
        (13, "place_ambiguous"),
    ];
    assert_eq!(codes(&report), expected);
    let first = Place { sheet: None, line: 2 };
    assert!(report.issues.iter().any(|(_, issue)| *issue == ImportIssue::Repeated { first: first.clone() }));
    let told: String = report.issues.iter().map(|(_, issue)| issue.to_string()).collect();
    assert!(!told.contains("CONTOH") && !told.contains("1803"), "a report names lines, never people");
    let kept = world.registry().assignments().await.unwrap();
    let tuti = kept.iter().find(|assignment| assignment.name == "CONTOH Tuti").unwrap();
    assert_eq!((tuti.place.as_str(), tuti.village), ("Atlantis, Kotabumi, Lampung Utara", None));
    assert_eq!(tuti.family_card, "");
}

#[tokio::test]
async fn the_same_list_again_adds_nobody_and_a_corrected_one_updates() {
    let mut world = World::start().await;
    let (rahmat, dewi) = (named(&world, "CONTOH Rahmat").await, named(&world, "CONTOH Dewi").await);
    let (first, second) = (world.device_of(&rahmat).await, world.device_of(&dewi).await);
    let list = |phone: &str, who: &str| {
        format!("NIK,Nama,No HP,Pendamping\n{},CONTOH Siti,{phone},{who}\n{},CONTOH Ani,,\n", nik(9001), nik(9002))
    };
    assert_eq!(import(&world, &list("0811", ""), &rahmat).await.added, 2);
    let (_, cursor) = heard(&first, 0).await;
    let again = import(&world, &list("0811", ""), &rahmat).await;
    assert_eq!((again.added, again.updated, again.unchanged), (0, 0, 2));
    assert_eq!(heard(&first, cursor).await.0, [], "nothing new is told");
    let corrected = import(&world, &list("0822", ""), &rahmat).await;
    assert_eq!((corrected.added, corrected.updated, corrected.unchanged), (0, 1, 1));
    let (told, cursor) = heard(&first, cursor).await;
    assert_eq!((told.len(), told[0].phone.as_str()), (1, "0822"));
    assert_eq!(world.registry().assignments().await.unwrap().len(), 2);

    let moved = import(&world, &list("0822", "CONTOH Dewi"), &rahmat).await;
    assert_eq!(moved.updated, 1);
    let (told, cursor) = heard(&first, cursor).await;
    assert!(told.len() == 1 && told[0].withdrawn, "the phone it was on forgets it");
    let (hers, _) = heard(&second, 0).await;
    assert!(hers.len() == 1 && !hers[0].withdrawn && hers[0].id == told[0].id);

    let id = told[0].id;
    world.registry().withdraw_assignment(id).await.unwrap();
    assert!(heard(&second, 0).await.0[0].withdrawn);
    let stays = import(&world, &list("0822", "CONTOH Dewi"), &rahmat).await;
    assert_eq!(codes(&stays), [(2, "withdrawn")], "a list does not undo what a person decided");
    world.registry().restore_assignment(id).await.unwrap();
    assert!(!heard(&second, 0).await.0[0].withdrawn);
    assert_eq!(heard(&first, cursor).await.0, []);
}

#[tokio::test]
async fn a_workbook_is_read_and_its_numbers_are_not_trusted() {
    let world = World::start().await;
    let rahmat = named(&world, "CONTOH Rahmat").await;
    let (name, code) = village("180302", 1);
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Sampul").unwrap().write(0, 0, "Rekap").unwrap();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "DAFTAR CALON PENERIMA BPUM").unwrap();
    for (column, heading) in ["NIK", "NAMA", "DESA", "KECAMATAN", "KABUPATEN/KOTA", "NO. HP"].into_iter().enumerate() {
        sheet.write(3, column as u16, heading).unwrap();
    }
    let text = Format::new().set_num_format("@");
    sheet.write_string_with_format(4, 0, nik(9001), &text).unwrap().write(4, 1, "CONTOH Siti").unwrap();
    sheet
        .write(4, 2, name.as_str())
        .unwrap()
        .write(4, 3, "Kotabumi")
        .unwrap()
        .write(4, 4, "KAB. LAMPUNG UTARA")
        .unwrap();
    sheet.write(4, 5, 81_200_009_001_f64).unwrap();
    // What Excel keeps of 1803025002879002 typed into a cell that is not text.
    sheet.write(5, 0, 1_803_025_002_879_000_f64).unwrap().write(5, 1, "CONTOH Ani").unwrap();
    sheet.write(6, 0, 1_803_025_002_879_003_f64).unwrap().write(6, 1, "CONTOH Ida").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let report = world.registry().import_assignments(&bytes, &options(Some(rahmat.id))).await.unwrap();
    assert_eq!((report.lines, report.added), (3, 2), "{report:?}");
    assert_eq!(codes(&report), [(6, "nik_damaged")]);
    assert_eq!(report.issues[0].0.sheet.as_deref(), Some("Sheet2"));
    let kept = world.registry().assignments().await.unwrap();
    let siti = kept.iter().find(|assignment| assignment.name == "CONTOH Siti").unwrap();
    assert_eq!(siti.village.unwrap().to_string(), code);
    assert_eq!(siti.phone, "081200009001", "the zero that a number loses");
    assert!(kept.iter().any(|assignment| assignment.nik == nik(9003)), "a program that kept every digit");
}

#[tokio::test]
async fn a_column_that_went_through_a_spreadsheet_as_a_whole_is_refused() {
    let world = World::start().await;
    let rahmat = named(&world, "CONTOH Rahmat").await;
    let lines: String = (0..5).map(|n| format!("18030250028790{n}0\tCONTOH Siti {n}\n")).collect();
    let report =
        import(&world, &format!("NIK\tNama\n{}", lines.replace("18030250028790", "18030250028791")), &rahmat).await;
    assert_eq!((report.accepted(), report.issues.len()), (0, 5));
    assert!(report.issues.iter().all(|(_, issue)| *issue == ImportIssue::NikDamaged));
}

#[tokio::test]
async fn places_outside_the_work_area_are_told_and_namesakes_inside_it_are_found() {
    let world = World::start().await;
    let rahmat = named(&world, "CONTOH Rahmat").await;
    let outside = village("180404", 0).1;
    let list = format!("NIK,Nama,Desa\n{},CONTOH Siti,{outside}\n", nik(9001));
    let report = import(&world, &list, &rahmat).await;
    assert_eq!((report.added, codes(&report)), (1, vec![(2, "outside_area")]));
    let table = RegionTable::shipped();
    let home: sambang_domain::region::RegionCode = "1803".parse().unwrap();
    let villages = table.search_villages("18".parse().unwrap(), "", 10_000);
    let namesakes = |name: &str| villages.iter().filter(|other| other.name == name).count();
    let inside: Vec<_> = villages.iter().filter(|village| home.contains(village.code)).collect();
    let once = |name: &str| inside.iter().filter(|other| other.name == name).count() == 1;
    let shared = inside.iter().find(|village| once(village.name) && namesakes(village.name) > 1).unwrap();
    let report = import(&world, &format!("NIK,Nama,Desa\n{},CONTOH Ani,{}\n", nik(9002), shared.name), &rahmat).await;
    assert_eq!((report.added, codes(&report)), (1, vec![]));
    let kept = world.registry().assignments().await.unwrap();
    assert_eq!(kept.iter().find(|one| one.nik == nik(9002)).unwrap().village, Some(shared.code));
}

#[tokio::test]
async fn what_is_no_list_or_names_nothing_known_is_refused() {
    let world = World::start().await;
    let rahmat = named(&world, "CONTOH Rahmat").await;
    let registry = world.registry();
    let to = options(Some(rahmat.id));
    let headless = registry.import_assignments(b"Nama;Desa\nCONTOH Siti;x\n", &to).await;
    assert!(matches!(headless, Err(RegistryError::Sheet(SheetError::NoHeadings))));
    let old = registry.import_assignments(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", &to).await;
    assert!(matches!(old, Err(RegistryError::Sheet(SheetError::OldWorkbook))));
    let broken = registry.import_assignments(b"PK\x03\x04nothing", &to).await;
    assert!(matches!(broken, Err(RegistryError::Sheet(SheetError::Part(_)))));
    let list = format!("NIK;Nama\n{};CONTOH Siti\n", nik(9001));
    let elsewhere = ImportOptions { programme: "bpum-1999".into(), ..to.clone() };
    assert!(matches!(registry.import_assignments(list.as_bytes(), &elsewhere).await, Err(RegistryError::Refused(_))));
    let supervisor = world.person(Role::Supervisor, &["1803"]).await;
    let wrong = registry.import_assignments(list.as_bytes(), &options(Some(supervisor.id))).await;
    assert!(matches!(wrong, Err(RegistryError::Refused(_))), "only facilitators visit");
    let nobody = registry.import_assignments(list.as_bytes(), &options(None)).await.unwrap();
    assert_eq!(codes(&nobody), [(2, "facilitator_missing")]);
    assert_eq!(registry.assignments().await.unwrap(), []);
}

#[test]
fn the_command_line_imports_reports_and_withdraws() {
    let dir = store();
    let add = ["person", "add", "--name", "CONTOH Rahmat", "--role", "facilitator", "--area", "1803"];
    let person = ran(dir.path(), &add);
    let file = dir.path().join("daftar.csv");
    std::fs::write(&file, format!("NIK;Nama\n{};CONTOH Siti\n1,8E+15;CONTOH Ani\n", nik(9001))).unwrap();
    let import = ["import-assignments", "--programme", "bpum-2021", "--to", &person, file.to_str().unwrap()];
    let dry = ran(dir.path(), &[&import[..], &["--dry-run"]].concat());
    assert!(dry.contains("added\t1") && dry.ends_with("dry run: nothing was stored"), "{dry}");
    assert_eq!(ran(dir.path(), &["assignments", "list"]), "");
    let told = ran(dir.path(), &import);
    assert!(told.contains("added\t1\n") && told.contains("refused\t1\n"), "{told}");
    assert!(told.contains("line 3\tnik_damaged\tthe spreadsheet has shortened this NIK"), "{told}");
    let listed = ran(dir.path(), &["assignments", "list"]);
    let id = listed.split('\t').next().unwrap();
    assert_eq!(listed, format!("{id}\tactive\tbpum-2021\t{person}\t\tCONTOH Siti"));
    ran(dir.path(), &["assignments", "withdraw", id]);
    assert!(ran(dir.path(), &["assignments", "list"]).contains("\twithdrawn\t"));
    let nothing = run(dir.path(), &import);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(String::from_utf8(nothing.stderr).unwrap().contains("nothing was accepted"));
}

#[test]
fn the_demonstration_brings_a_dozen_visits_once() {
    let dir = store();
    ran(dir.path(), &["demo"]);
    ran(dir.path(), &["demo"]);
    let listed = ran(dir.path(), &["assignments", "list"]);
    assert_eq!(listed.lines().count(), 12);
    assert!(listed.lines().all(|line| line.contains("\tCONTOH ") && line.contains("\tactive\tbpum-2021\t")));
}
