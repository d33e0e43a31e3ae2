//! What the command line tells of lists, and that what it writes is safe to open.

use std::path::Path;

use calamine::{Data, Reader};

use crate::lists::nik;
use crate::program::{ran, run, store};

fn facilitator(store: &Path, name: &str) -> String {
    ran(store, &["person", "add", &format!("--name={name}"), "--role", "facilitator", "--area", "1803"])
}

#[test]
fn a_dry_run_shows_what_each_heading_was_taken_for_and_a_report_tells_every_line() {
    let dir = store();
    let person = facilitator(dir.path(), "CONTOH Rahmat");
    let file = dir.path().join("daftar.csv");
    let list = format!("NIK Istri;NIK;Nama;=2+3\n;{};CONTOH Siti;\n;;CONTOH Ani;\nJumlah;;;\n", nik(9001));
    std::fs::write(&file, list).unwrap();
    let file = file.to_str().unwrap();
    let import = ["import-assignments", "--programme", "bpum-2021", "--to", &person, file, "--dry-run"];
    let told = ran(dir.path(), &import);
    for line in [
        "column\tnot used\tA NIK Istri (about somebody or something else)",
        "column\tnik\tB NIK",
        "column\tname\tC Nama",
        "column\tnot used\tD =2+3",
        "lines\t2",
        "added\t1",
        "refused\t1",
        "left out\t1",
        "line 3\tnik_missing\tno NIK",
        "line 4\tno_person\tneither a NIK nor a name: no person",
    ] {
        assert!(told.lines().any(|other| other == line), "{line}\n{told}");
    }
    let report = dir.path().join("laporan.csv");
    ran(dir.path(), &[&import[..], &["--report", report.to_str().unwrap()]].concat());
    let text = std::fs::read_to_string(&report).unwrap();
    assert!(text.starts_with("sheet,line,outcome,code,message\n,,column,not used,A NIK Istri"), "{text}");
    assert!(text.contains("\n,3,refused,nik_missing,no NIK\n,4,left_out,no_person,"), "{text}");
    let book = dir.path().join("laporan.xlsx");
    ran(dir.path(), &[&import[..], &["--report", book.to_str().unwrap()]].concat());
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(book).unwrap();
    let rows = book.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!(rows.get_value((5, 3)), Some(&Data::String("nik_missing".into())));
    for wrong in [file, "laporan.txt"] {
        assert!(!run(dir.path(), &[&import[..], &["--report", wrong]].concat()).status.success(), "{wrong}");
    }
    let recipients = ["import-recipients", "--source", "Penerima CONTOH", "--dry-run", file];
    let told = ran(dir.path(), &recipients);
    assert!(told.contains("entries\t1\n") && told.ends_with("dry run: nothing was stored"), "{told}");
}

/// T01.
#[test]
fn names_that_look_like_formulas_or_break_lines_are_harmless_wherever_they_are_printed() {
    let dir = store();
    let names = ["=HYPERLINK(\"http://contoh.invalid\",\"klik\")", "+62", "-1", "@SUM(A1)", "CONTOH Siti"];
    for name in names {
        facilitator(dir.path(), name);
    }
    let team = ran(dir.path(), &["team"]);
    let mut rows = csv::Reader::from_reader(team.as_bytes());
    let printed: Vec<String> = rows.records().map(|row| row.unwrap()[1].to_owned()).collect();
    for name in names {
        let expected = if name.starts_with("CONTOH") { name.to_owned() } else { format!("'{name}") };
        assert!(printed.contains(&expected), "{expected} {printed:?}");
    }
    let audit = ran(dir.path(), &["audit"]);
    assert_eq!(csv::Reader::from_reader(audit.as_bytes()).records().filter(|row| row.is_err()).count(), 0);
    let listed = ran(dir.path(), &["person", "list"]).lines().count();
    // A later server may refuse such a name; one that takes it keeps it on its line.
    let broken = run(dir.path(), &["person", "add", "--name", "CONTOH\nBaris\u{202e}", "--role", "auditor"]);
    let after = ran(dir.path(), &["person", "list"]);
    assert_eq!(after.lines().count(), listed + usize::from(broken.status.success()), "{after}");
    assert!(!after.contains('\u{202e}'));
}
