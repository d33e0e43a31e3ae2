//! What the tests of lists share.

use rust_xlsxwriter::Workbook;
use sambang_domain::ids::PersonId;
use sambang_domain::people::Role;
use sambang_domain::wire::v1::Assignment;
use sambang_server::{ImportOptions, ImportReport, ListReport, NewList, RegistryError, Taken};

use crate::world::{BEGINNING, World};

/// A list that an office made.
pub(crate) fn file(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lists/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

/// A NIK that the tests may use.
pub(crate) fn nik(serial: u32) -> String {
    format!("180302500287{serial}")
}

/// An office with one facilitator to whom all visits go.
pub(crate) struct Office {
    pub(crate) world: World,
    pub(crate) to: PersonId,
}

impl Office {
    pub(crate) async fn open() -> Self {
        let world = World::start().await;
        let to = world.person(Role::Facilitator, &["1803"]).await.id;
        Self { world, to }
    }

    pub(crate) fn options(&self) -> ImportOptions {
        ImportOptions { programme: "bpum-2021".into(), to: Some(self.to), dry_run: false }
    }

    pub(crate) async fn import(&self, list: impl AsRef<[u8]>) -> ImportReport {
        self.world.registry().import_assignments(list.as_ref(), &self.options()).await.unwrap()
    }

    pub(crate) async fn kept(&self) -> Vec<Assignment> {
        let mut kept = self.world.registry().assignments().await.unwrap();
        kept.sort_by(|one, other| one.nik.cmp(&other.nik));
        kept
    }

    /// Serials of the NIKs that are kept.
    pub(crate) async fn serials(&self) -> Vec<u32> {
        self.kept().await.iter().map(|one| one.nik[12..].parse().unwrap()).collect()
    }
}

pub(crate) fn codes(report: &ImportReport) -> Vec<(u32, &'static str)> {
    report.issues.iter().map(|(place, issue)| (place.line, issue.code())).collect()
}

/// The words of the headings that were taken, and for what.
pub(crate) fn taken(report: &ImportReport) -> Vec<(String, &'static str)> {
    let headings = report.sheets.iter().flat_map(|sheet| &sheet.headings);
    let taken = headings.filter_map(|heading| match heading.taken {
        Taken::Field(field) => Some((heading.words.clone(), field.code())),
        _ => None,
    });
    taken.collect()
}

/// What a list of recipients holds.
pub(crate) fn recipients(list: impl AsRef<[u8]>) -> ListReport {
    read_recipients(list).unwrap()
}

pub(crate) fn read_recipients(list: impl AsRef<[u8]>) -> Result<ListReport, RegistryError> {
    let (source, file) = ("CONTOH".to_owned(), list.as_ref().to_owned());
    NewList { source, programme: None, as_of: BEGINNING, others: Vec::new(), file }.report("18")
}

/// A workbook with one sheet of text.
pub(crate) fn workbook(rows: &[&[&str]], more: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (at, row) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*row).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(at, column, *cell).unwrap();
        }
    }
    more(&mut workbook);
    workbook.save_to_buffer().unwrap()
}
