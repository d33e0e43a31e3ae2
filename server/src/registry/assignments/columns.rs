//! Which column of a list holds what, by its heading.

use crate::spreadsheet::{Cell, Line, Sheet, SheetError};

/// What a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Nik,
    FamilyCard,
    Name,
    Address,
    Village,
    District,
    Regency,
    Phone,
    Facilitator,
    Note,
}

/// Headings as offices write them, letters and digits only. One that ends in `*` stands for every
/// heading that begins so.
const HEADINGS: [(Field, &[&str]); 10] = [
    (Field::Nik, &["nik*", "nonik*", "nomornik*", "noktp*", "nomorktp*", "nomorinduk*", "noindukkependudukan*"]),
    (Field::FamilyCard, &["kk", "nokk*", "nomorkk*", "nokartukeluarga*", "nomorkartukeluarga*", "kartukeluarga*"]),
    (Field::Facilitator, &["pendamping*", "namapendamping*", "tenagapendamping*", "petugas*", "namapetugas*"]),
    (
        Field::Name,
        &[
            "nama",
            "namalengkap*",
            "namapemohon*",
            "namapelaku*",
            "namacalon*",
            "namapemilik*",
            "namasesuai*",
            "namaktp*",
        ],
    ),
    (Field::Address, &["alamat*", "jalan", "dusun"]),
    (
        Field::Village,
        &["desa*", "kel", "kelurahan*", "keldesa*", "namadesa*", "namakelurahan*", "kampung*", "pekon*", "tiyuh*"],
    ),
    (Field::District, &["kec", "kecamatan*", "namakecamatan*"]),
    (Field::Regency, &["kab", "kota", "kabupaten*", "kabkota*", "kotakab*", "namakabupaten*"]),
    (
        Field::Phone,
        &[
            "hp",
            "nohp*",
            "nomorhp*",
            "nohandphone*",
            "nomorhandphone*",
            "notel*",
            "nomortel*",
            "telepon*",
            "telp*",
            "nowa*",
        ],
    ),
    (Field::Note, &["catatan*", "keterangan*", "ket"]),
];

/// How many lines of title may stand above the headings.
const TITLE: usize = 20;

/// Where the columns stand.
#[derive(Debug)]
pub(super) struct Columns(Vec<Option<Field>>);

impl Columns {
    /// The columns of the sheet that says most, and the lines below its headings.
    pub(super) fn of(sheets: Vec<Sheet>) -> Result<(Self, Sheet), SheetError> {
        let mut best: Option<(Self, Sheet)> = None;
        for mut sheet in sheets {
            let found = sheet.iter().take(TITLE).enumerate().find_map(|(at, line)| Some((at, Self::read(line)?)));
            let Some((at, columns)) = found else { continue };
            if best.as_ref().is_none_or(|(other, _)| other.known() < columns.known()) {
                best = Some((columns, sheet.split_off(at + 1)));
            }
        }
        best.ok_or(SheetError::NoHeadings)
    }

    /// The cell of a field; the first of several columns that is not empty.
    pub(super) fn cell<'a>(&self, line: &'a Line, field: Field) -> &'a Cell {
        let mine = self.0.iter().zip(&line.cells).filter(|(column, _)| **column == Some(field));
        mine.map(|(_, cell)| cell).find(|cell| **cell != Cell::Empty).unwrap_or(&Cell::Empty)
    }

    /// A line is the headings when it names both a NIK and a name.
    fn read(line: &Line) -> Option<Self> {
        let columns: Vec<_> = line.cells.iter().map(field).collect();
        let has = |wanted| columns.contains(&Some(wanted));
        (has(Field::Nik) && has(Field::Name)).then_some(Self(columns))
    }

    fn known(&self) -> usize {
        self.0.iter().flatten().count()
    }
}

fn field(cell: &Cell) -> Option<Field> {
    let Cell::Text(text) = cell else { return None };
    let folded: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let means = |heading: &str| match heading.strip_suffix('*') {
        Some(beginning) => folded.starts_with(beginning),
        None => folded == heading,
    };
    HEADINGS.iter().find(|(_, headings)| headings.iter().any(|heading| means(heading))).map(|(field, _)| *field)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: u32, cells: &[&str]) -> Line {
        Line { number, cells: cells.iter().map(|text| Cell::Text((*text).to_owned())).collect() }
    }

    #[test]
    fn headings_are_known_in_the_forms_that_offices_write() {
        let known = [
            ("NIK", Field::Nik),
            ("No. KTP", Field::Nik),
            ("Nomor Induk Kependudukan (NIK)", Field::Nik),
            ("NO KK", Field::FamilyCard),
            ("Nama Lengkap (sesuai KTP)", Field::Name),
            ("Alamat Rumah", Field::Address),
            ("Desa/Kelurahan", Field::Village),
            ("KEL/DESA", Field::Village),
            ("Kecamatan", Field::District),
            ("Kab./Kota", Field::Regency),
            ("No. HP / WA", Field::Phone),
            ("Nama Pendamping", Field::Facilitator),
            ("Ket.", Field::Note),
        ];
        for (heading, expected) in known {
            assert_eq!(field(&Cell::Text(heading.into())), Some(expected), "{heading}");
        }
        for other in ["No", "Nama Usaha", "Kelompok", "Kelamin", "Kode", "Teknik"] {
            assert_eq!(field(&Cell::Text(other.into())), None, "{other}");
        }
    }

    #[test]
    fn titles_above_the_headings_and_other_sheets_are_passed_over() {
        let list =
            vec![line(1, &["DAFTAR CALON"]), line(3, &["No", "Nama", "NIK", "Desa"]), line(4, &["1", "a", "b", "c"])];
        let cover = vec![line(1, &["Nama", "NIK"])];
        let (columns, lines) = Columns::of(vec![cover, list]).unwrap();
        assert_eq!(lines.len(), 1);
        assert_eq!(columns.cell(&lines[0], Field::Nik), &Cell::Text("b".into()));
        assert_eq!(columns.cell(&lines[0], Field::Phone), &Cell::Empty);
        assert!(matches!(Columns::of(vec![vec![line(1, &["Nama", "Desa"])]]), Err(SheetError::NoHeadings)));
    }
}
