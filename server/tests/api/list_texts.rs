//! Lists as text: neighbour columns, damaged numbers, odd signs, quotes, encodings, fewer columns.

use sambang_server::{ImportOptions, RegistryError, SheetError};

use crate::lists::{Office, codes, file, nik, read_recipients, recipients, taken};

/// A01.
#[tokio::test]
async fn a_neighbour_column_never_fills_or_replaces_the_applicants_own() {
    let office = Office::open().await;
    let report = office.import(file("a01-nik-pasangan.csv")).await;
    assert_eq!((report.added, codes(&report)), (1, vec![(3, "nik_missing")]));
    let report = office.import(file("a01b-nik-pendamping.csv")).await;
    assert_eq!((report.accepted(), report.refused()), (2, 0));
    assert_eq!(office.serials().await, [9001, 9002]);

    let others =
        "NIK KTP Penanggung jawab;Nama Ibu Kandung;No HP Pendamping;Alamat Usaha;NIB;NIK Istri;No. Kartu Keluarga";
    let list = format!(
        "{others};No Telp/HP;Kel/Desa;Kec.;NIK Pemohon;Nama Pemohon\n\
         {};CONTOH Ibu;0899;Pasar;123;{};1803021502109001;0812;Talang Bojong;Kotabumi;{};CONTOH Eva\n",
        nik(9101),
        nik(9102),
        nik(9003),
    );
    let report = office.import(list).await;
    let expected = [
        ("No. Kartu Keluarga", "family_card"),
        ("No Telp/HP", "phone"),
        ("Kel/Desa", "village"),
        ("Kec.", "district"),
        ("NIK Pemohon", "nik"),
        ("Nama Pemohon", "name"),
    ];
    assert_eq!(taken(&report), expected.map(|(words, code)| (words.to_owned(), code)));
    let eva = office.kept().await.pop().unwrap();
    assert_eq!((eva.nik, eva.name, eva.phone), (nik(9003), "CONTOH Eva".into(), "0812".into()));
    assert_eq!((eva.family_card.as_str(), eva.address.as_str()), ("1803021502109001", ""));
}

/// A20.
#[tokio::test]
async fn the_village_of_the_business_is_not_the_village_of_the_home() {
    let office = Office::open().await;
    let report = office.import(file("a20-two-villages.csv")).await;
    assert_eq!((report.added, codes(&report)), (1, vec![]));
    let kept = office.kept().await;
    assert_eq!((kept[0].village, kept[0].place.as_str()), (None, ""));
}

/// R02.
#[tokio::test]
async fn recipients_are_read_from_the_nik_and_never_from_the_family_card() {
    for name in ["r02c-one-family.csv", "r02d-one-family-no-heading.csv"] {
        let report = recipients(file(name));
        assert_eq!((report.entries, report.issues.len()), (6, 0), "{name}");
    }
    let two_men = "1803020502879001;1803020602879002\n1803020702879003;1803020802879004\n";
    let undecided = read_recipients(two_men);
    assert!(matches!(undecided, Err(RegistryError::Sheet(SheetError::Undecided))), "nothing says whose they are");
    let headings = "NIK Pasangan;Nama\n1803025002879001;CONTOH Siti\n";
    let others = read_recipients(headings);
    assert!(matches!(others, Err(RegistryError::Sheet(SheetError::NoHeadings))));
    let long: String =
        (0..3000).map(|n| format!("18030250{:04}{:04}\n", 187 + n / 900 * 100, 9000 + n % 900)).collect();
    assert_eq!(recipients(long).entries, 3000, "a long list without headings is read to its end");
}

/// A06.
#[tokio::test]
async fn a_quotation_mark_nobody_closed_takes_no_line_away() {
    let office = Office::open().await;
    let report = office.import(file("a06-open-quote.csv")).await;
    assert_eq!((report.lines, report.added, codes(&report)), (4, 4, vec![(3, "open_quote")]));
    assert_eq!(office.kept().await[1].name, "CONTOH Bunda Ani");
    let office = Office::open().await;
    let report = office.import(file("a06b-open-quote.tsv")).await;
    assert_eq!((report.added, codes(&report)), (3, vec![(3, "open_quote")]));
    assert_eq!(office.kept().await[1].address, "Gang Mawar");
}

/// A08.
#[tokio::test]
async fn a_list_with_fewer_columns_says_nothing_of_what_it_lacks() {
    let office = Office::open().await;
    office.import(file("a08-first.csv")).await;
    let before = office.kept().await;
    let report = office.import(file("a08-second.csv")).await;
    assert_eq!((report.unchanged, report.updated), (1, 0));
    assert_eq!(office.kept().await, before);
    let nobody = ImportOptions { to: None, ..office.options() };
    let list = file("a08-second.csv");
    let report = office.world.registry().import_assignments(&list, &nobody).await.unwrap();
    assert_eq!((report.unchanged, codes(&report)), (1, vec![]), "whoever has the visit keeps it");
    let village = format!("NIK;Nama;Desa;No KK\n{};CONTOH Siti;Talang Bojong;1,8E+15\n", nik(9001));
    let report = office.import(village).await;
    assert_eq!(report.unchanged, 1, "a village without its district says less, a damaged number nothing");
    let cleared = format!("NIK;Nama;No HP\n{};CONTOH Siti;\n", nik(9001));
    assert_eq!(office.import(cleared).await.updated, 1, "a column that is there and empty says that there is nothing");
    assert_eq!((office.kept().await[0].phone.as_str(), before[0].phone.as_str()), ("", "081200009001"));
}

/// A10.
#[tokio::test]
async fn numbers_that_end_in_zero_are_refused_when_far_more_do_than_chance_brings() {
    let office = Office::open().await;
    let report = office.import(file("a10-mostly-rounded.csv")).await;
    assert_eq!((report.added, report.refused()), (2, 8), "{:?}", report.issues);
    assert!(codes(&report).iter().all(|(_, code)| *code == "nik_damaged"));
    let report = recipients(file("r05-mostly-rounded.csv"));
    assert_eq!((report.entries, report.damaged()), (1, 12));
}

/// A11.
#[tokio::test]
async fn a_column_of_family_cards_that_lost_its_last_digits_is_not_believed() {
    let office = Office::open().await;
    let report = office.import(file("a11-kk-rounded.csv")).await;
    assert_eq!((report.added, report.issues.len()), (8, 8));
    assert!(codes(&report).iter().all(|(_, code)| *code == "family_card_damaged"));
    assert!(office.kept().await.iter().all(|one| one.family_card.is_empty()));
    let phones = format!("NIK;Nama;No HP\n{};CONTOH Ani;8,12E+10\n{};CONTOH Ida;81200009002\n", nik(9001), nik(9002));
    let office = Office::open().await;
    assert_eq!(codes(&office.import(phones).await), [(2, "phone_damaged")]);
    let phones: Vec<String> = office.kept().await.into_iter().map(|one| one.phone).collect();
    assert_eq!(phones, ["", "081200009002"]);
}

/// A13.
#[tokio::test]
async fn signs_without_a_shape_are_no_part_of_a_number_or_a_name() {
    let office = Office::open().await;
    let report = office.import(file("a13-invisible.csv")).await;
    assert_eq!((report.added, codes(&report)), (2, vec![(4, "name_missing")]));
    assert_eq!(office.kept().await[0].phone, "+62 812-0000-9001");
    let report = office.import(file("a13b-phone-marks.csv")).await;
    assert_eq!((report.unchanged, report.updated), (1, 0));
    let signs = format!("\u{200f}NIK\u{a0};\u{2060}Nama\n\u{ad}{}\u{2069};CONTOH\u{200d} Eva\u{202e}\n", nik(9004));
    assert_eq!(office.import(signs).await.added, 1);
    assert_eq!(office.kept().await.pop().unwrap().name, "CONTOH Eva");
}

#[tokio::test]
async fn mixed_encodings_and_every_line_end_are_read() {
    let office = Office::open().await;
    let mut bytes = format!("NIK;Nama\r{};CONTOH José\r", nik(9001)).into_bytes();
    bytes.extend(format!("{};CONTOH Ren", nik(9002)).into_bytes());
    bytes.extend(b"\xe9\r");
    assert_eq!(office.import(bytes).await.added, 2);
    let names: Vec<String> = office.kept().await.into_iter().map(|one| one.name).collect();
    assert_eq!(names, ["CONTOH José", "CONTOH René"]);
    let text = format!("NIK\tNama\n{}\tCONTOH José\n", nik(9001));
    let sixteen: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(office.import(sixteen).await.unchanged, 1, "UTF-16 without a mark");
}

#[tokio::test]
async fn titles_page_breaks_totals_and_signatures_are_no_people_and_are_told() {
    let office = Office::open().await;
    let (one, two, three) = (nik(9001), nik(9002), nik(9003));
    let list = format!(
        "DAFTAR CALON PENERIMA;;\n;;\nNo;NIK;Nama\n1;2;3\n1;{one};CONTOH Siti\n;;\nNo;NIK;Nama\n2;{two};CONTOH Ani\n\
         3;{one} / {three};CONTOH Dua\n4;;\nJumlah;2;\n;Mengetahui,;\n;Kepala Desa;CONTOH Lurah\n;;NIP 1965\n"
    );
    let report = office.import(list).await;
    assert_eq!((report.lines, report.added, report.refused(), report.left_out()), (3, 2, 1, 7));
    let expected = [
        (4, "numbering"),
        (7, "heading_again"),
        (9, "nik_invalid"),
        (10, "no_person"),
        (11, "no_person"),
        (12, "no_person"),
        (13, "no_person"),
        (14, "no_person"),
    ];
    assert_eq!(codes(&report), expected);
}

/// A18, and other files that are no list.
#[tokio::test]
async fn a_workbook_with_a_password_is_told_as_one() {
    let office = Office::open().await;
    let told = office.world.registry().import_assignments(&file("a18-password.xlsx"), &office.options()).await;
    let told = told.unwrap_err();
    assert!(matches!(told, RegistryError::Sheet(SheetError::Password)));
    assert_eq!(told.to_string(), "the workbook has a password: take it off and save it again");
}
