//! Lists as workbooks: several sheets, merges, what is hidden, stray cells, headings in two lines.

use std::io::Read;

use rust_xlsxwriter::{Format, Formula};

use crate::lists::{Office, codes, file, nik, recipients, taken, workbook};

/// A03.
#[tokio::test]
async fn every_visible_sheet_is_read() {
    let office = Office::open().await;
    let report = office.import(file("a03-sheets-per-district.xlsx")).await;
    assert_eq!((report.lines, report.added), (6, 6));
    let names: Vec<_> = report.sheets.iter().map(|sheet| sheet.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["Kotabumi", "Abung Timur", "Bukit Kemuning"]);
    assert_eq!(recipients(file("r01-sheets.xlsx")).entries, 10);
    let twice = workbook(&[&["NIK", "Nama"], &[&nik(9001), "CONTOH Siti"], &["", "CONTOH Ani"]], |book| {
        let sheet = book.add_worksheet().set_name("Rahasia").unwrap().set_hidden(true);
        sheet.write(0, 0, "NIK").unwrap().write(0, 1, "Nama").unwrap();
        sheet.write(1, 0, nik(9050)).unwrap().write(1, 1, "CONTOH Tersembunyi").unwrap();
        book.add_worksheet().set_name("Rekap").unwrap().write(0, 0, "Jumlah").unwrap();
    });
    let report = office.import(twice).await;
    assert_eq!(codes(&report), [(3, "nik_missing")]);
    assert_eq!(report.issues[0].0.to_string(), "sheet Sheet1 line 3");
    let kinds: Vec<_> = report.sheets.iter().map(|sheet| (sheet.hidden, sheet.headings.len())).collect();
    assert_eq!(kinds, [(false, 2), (true, 0), (false, 0)], "a hidden sheet and one without headings are told");
    assert!(!office.serials().await.contains(&9050));
}

/// A04b.
#[tokio::test]
async fn hidden_lines_and_columns_are_left_out_and_told() {
    let office = Office::open().await;
    let report = office.import(file("a04b-hidden-row.xlsx")).await;
    assert_eq!((report.added, report.sheets[0].unseen.hidden_lines), (2, 1));
    assert_eq!(office.serials().await, [9001, 9003]);
    let list = workbook(&[&["NIK", "Nama", "No HP"], &[&nik(9004), "CONTOH Eva", "0812"]], |book| {
        book.worksheet_from_index(0).unwrap().set_column_hidden(2).unwrap();
    });
    let report = office.import(list).await;
    assert_eq!((report.added, report.sheets[0].unseen.hidden_columns.as_slice()), (1, &[3][..]));
    assert_eq!(office.kept().await[2].phone, "");
}

/// A05.
#[tokio::test]
async fn what_was_merged_belongs_to_every_line_of_the_merge() {
    let office = Office::open().await;
    let report = office.import(file("a05-merged-village.xlsx")).await;
    assert_eq!((report.added, codes(&report)), (3, vec![]));
    let villages: Vec<_> = office.kept().await.iter().map(|one| one.village.unwrap().to_string()).collect();
    assert_eq!(villages, ["1803022010"; 3]);
}

/// A07.
#[tokio::test]
async fn a_stray_cell_in_the_last_corner_costs_nothing() {
    for name in ["a07-stray-corner.xlsx", "a07b-stray-last-row.xlsx", "a07c-stray-last-column.xlsx"] {
        let office = Office::open().await;
        let report = office.import(file(name)).await;
        assert_eq!((report.added, report.refused()), (1, 0), "{name}");
        let far = report.sheets[0].unseen.far_cells as usize;
        assert_eq!(far + report.left_out(), 1, "{name}: the cell is told");
    }
}

#[tokio::test]
async fn headings_in_two_lines_with_merges_numbers_below_and_a_title_are_read() {
    let office = Office::open().await;
    let bold = Format::new();
    let rows: [&[&str]; 6] = [
        &["DAFTAR CALON PENERIMA USAHA MIKRO"],
        &[],
        &["No", "Data Pemohon", "", "Alamat", "", "Data Pasangan"],
        &["", "NIK", "Nama", "Desa", "Kecamatan", "NIK"],
        &["1", "2", "3", "4", "5", "6"],
        &["1", &nik(9001), "CONTOH Siti", "Talang Bojong", "Kotabumi", &nik(9101)],
    ];
    let list = workbook(&rows, |book| {
        let sheet = book.worksheet_from_index(0).unwrap();
        sheet.merge_range(0, 0, 0, 5, "DAFTAR CALON PENERIMA USAHA MIKRO", &bold).unwrap();
        sheet.merge_range(2, 0, 3, 0, "No", &bold).unwrap();
        sheet.merge_range(2, 1, 2, 2, "Data Pemohon", &bold).unwrap();
        sheet.merge_range(2, 3, 2, 4, "Alamat", &bold).unwrap();
    });
    let report = office.import(list).await;
    assert_eq!((report.added, codes(&report)), (1, vec![(5, "numbering")]));
    let expected = [
        ("Data Pemohon / NIK", "nik"),
        ("Data Pemohon / Nama", "name"),
        ("Alamat / Desa", "village"),
        ("Alamat / Kecamatan", "district"),
    ];
    assert_eq!(taken(&report), expected.map(|(words, code)| (words.to_owned(), code)));
    let siti = office.kept().await.remove(0);
    assert_eq!((siti.nik, siti.village.unwrap().to_string()), (nik(9001), "1803022010".into()));
}

#[tokio::test]
async fn formulas_errors_dates_and_truths_are_read_as_people_see_them() {
    let office = Office::open().await;
    let list = workbook(&[&["NIK", "Nama", "No HP", "Keterangan"], &[], &["", "CONTOH Ani"]], |book| {
        let sheet = book.worksheet_from_index(0).unwrap();
        let day = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_formula(1, 0, Formula::new("=\"1803025002879001\"").set_result(nik(9001))).unwrap();
        sheet.write(1, 1, "CONTOH Siti").unwrap().write(1, 2, 6.281_2e12).unwrap();
        sheet.write_with_format(1, 3, 44_197.0, &day).unwrap();
        sheet.write_formula(2, 0, Formula::new("=NA()").set_result("#N/A")).unwrap();
        sheet.write_formula(2, 2, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    });
    let report = office.import(list).await;
    assert_eq!(codes(&report), [(3, "nik_damaged"), (3, "phone_damaged")]);
    let siti = office.kept().await.remove(0);
    assert_eq!((siti.nik.as_str(), siti.phone.as_str()), (nik(9001).as_str(), "6281200000000"));
    assert_eq!(siti.note, "2021-01-01");
}

#[tokio::test]
async fn a_package_that_would_fill_the_memory_is_refused() {
    let office = Office::open().await;
    let mut packed = Vec::new();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(&mut packed));
    zip.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::copy(&mut std::io::repeat(b' ').take(129 * 1024 * 1024), &mut zip).unwrap();
    zip.finish().unwrap();
    assert!(packed.len() < 1024 * 1024);
    let told = office.world.registry().import_assignments(&packed, &office.options()).await.unwrap_err();
    assert_eq!(told.to_string(), "the workbook unpacks to more than any list holds");
}
