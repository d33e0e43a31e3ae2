//! What a heading means. Every word of it must be known: a column that only begins like another one
//! ("NIK Pasangan", "No HP Pendamping", "Desa Usaha") belongs to somebody or something else.

use super::field::Field;

/// What a word of a heading says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    /// What the column holds.
    Is(Field),
    /// The identity card: its number when nothing else is named, else where the data comes from.
    Card,
    /// Says nothing more.
    Filler,
    /// The applicant.
    Own,
    /// Somebody or something else.
    Other,
}

/// What a heading says of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It holds this. The lower the rank, the plainer the heading.
    Field(Field, u8),
    /// It is about somebody or something else, or about two things at once.
    Other,
    /// A word of it is not known, or it names nothing that lists are asked for.
    Unknown,
}

/// Words of headings, with spaces between.
const WORDS: [(Word, &str); 14] = [
    (Word::Is(Field::Nik), "nik kependudukan identitas"),
    (Word::Card, "ktp ektp ktpel"),
    (Word::Is(Field::FamilyCard), "kk kartukeluarga"),
    (Word::Is(Field::Name), "nama name"),
    (Word::Is(Field::Address), "alamat jalan dusun domisili address"),
    (Word::Is(Field::Village), "desa kelurahan kel kampung pekon tiyuh nagari gampong village"),
    (Word::Is(Field::District), "kecamatan kec distrik district"),
    (Word::Is(Field::Regency), "kabupaten kab kota kotamadya regency"),
    (
        Word::Is(Field::Phone),
        "hp handphone hape telepon telpon telefon telfon telp tlp tel wa whatsapp ponsel seluler kontak phone",
    ),
    (Word::Is(Field::Facilitator), "pendamping petugas surveyor enumerator fasilitator pencacah"),
    (Word::Is(Field::Note), "keterangan ket catatan note"),
    (
        Word::Filler,
        "no nomor nomer nmr number induk kode lengkap sesuai menurut pada di dan atau yang dapat dihubungi \
        aktif digit angka wajib diisi tempat tinggal rumah tenaga lapangan el e asal lain tambahan id",
    ),
    (
        Word::Own,
        "pemohon penerima calon pelaku pemilik pengusaha pengusul peserta warga penduduk responden ybs \
        bersangkutan manfaat pribadi bantuan mikro bpum bansos blt",
    ),
    (
        Word::Other,
        "usaha umkm pasangan suami istri isteri ibu bapak ayah anak kandung orang tua ortu orangtua wali \
        ketua kepala keluarga anggota ahli waris penanggung jawab penanggungjawab penjamin saksi kuasa \
        rekening bank toko warung kelompok koperasi email surel lahir jenis kelamin status tanggal tgl \
        jumlah total foto scan file link darurat kerabat saudara tetangga kantor instansi dinas pos lurah \
        camat pembina penyelia supervisor verifikator npwp nib nip sku",
    ),
];

/// What a heading means; `above` is the heading over it when headings stand in two lines.
pub(super) fn meaning(above: &str, heading: &str) -> Meaning {
    let (over, own) = (words(above), words(heading));
    if over.contains(&Some(Word::Other)) {
        return Meaning::Other;
    }
    match of_words(&own, heading) {
        // "KTP" over "Nomor", "Alamat" over "RT": the two say together what one does not.
        Meaning::Unknown if !over.is_empty() && !own.contains(&None) => of_words(&[over, own].concat(), above),
        alone => alone,
    }
}

fn of_words(words: &[Option<Word>], heading: &str) -> Meaning {
    let mut fields: Vec<Field> = words.iter().flatten().filter_map(|word| field(*word)).collect();
    let card = words.contains(&Some(Word::Card));
    fields.sort_unstable();
    fields.dedup();
    if words.contains(&Some(Word::Other)) {
        return Meaning::Other;
    }
    if words.contains(&None) {
        return Meaning::Unknown;
    }
    let places = [Field::Village, Field::District, Field::Regency];
    let field = match fields.as_slice() {
        [] if card => Field::Nik,
        [] => return Meaning::Unknown,
        [Field::FamilyCard | Field::Phone | Field::Facilitator] if card => return Meaning::Other,
        [only] => *only,
        // "Nama Desa", "Nama Pendamping"; but not "Nama KK", who is somebody else.
        [Field::Name, only] if places.contains(only) || *only == Field::Facilitator => *only,
        [Field::Address, rest @ ..] if rest.iter().all(|field| places.contains(field)) => Field::Address,
        _ => return Meaning::Other,
    };
    let plain = words.iter().flatten().filter(|word| field_of_plain(**word, field)).count();
    let weaker = u8::from(field == Field::Nik && plain == 0) + u8::from(words.contains(&Some(Word::Own)));
    let coded = u8::from(heading.to_lowercase().contains("kode"));
    Meaning::Field(field, weaker + coded + number_behind(heading))
}

fn field(word: Word) -> Option<Field> {
    if let Word::Is(field) = word { Some(field) } else { None }
}

fn field_of_plain(word: Word, field: Field) -> bool {
    word == Word::Is(field)
}

/// "NIK 2" is a weaker NIK than "NIK 1".
fn number_behind(heading: &str) -> u8 {
    let last = heading.split(|c: char| !c.is_alphanumeric()).rfind(|word| !word.is_empty());
    last.and_then(|word| word.parse::<u8>().ok()).filter(|number| *number < 10).unwrap_or(0)
}

/// What the words say; none for a word that is not known. What stands in brackets explains, so that
/// an unknown word there takes nothing away.
fn words(heading: &str) -> Vec<Option<Word>> {
    let heading = heading.to_lowercase().replace("kartu keluarga", "kartukeluarga").replace("e-ktp", "ektp");
    let (mut depth, mut found): (u32, Vec<Option<Word>>) = (0, Vec::new());
    let mut before = "";
    for piece in heading.split_inclusive(['(', ')', '[', ']']) {
        for word in piece.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            if word.bytes().all(|byte| byte.is_ascii_digit()) {
                continue;
            }
            // Who runs a business is the applicant; the business is not.
            let whose = matches!(before, "pelaku" | "pemilik" | "pengelola") && matches!(word, "usaha" | "umkm");
            let meant = if whose { Some(vec![Word::Own]) } else { split(word) };
            match meant {
                Some(words) => found.extend(words.into_iter().map(Some)),
                None if depth > 0 => {}
                None => found.push(None),
            }
            before = word;
        }
        match piece.chars().last() {
            Some('(' | '[') => depth += 1,
            Some(')' | ']') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    found
}

/// A word, or several that are written as one ("NoKK", "namalengkap").
fn split(word: &str) -> Option<Vec<Word>> {
    if let Some(known) = known(word) {
        return Some(vec![known]);
    }
    (2..word.len()).rev().find_map(|at| {
        let (first, rest) = word.split_at_checked(at)?;
        let mut words = vec![known(first)?];
        words.extend(split(rest)?);
        Some(words)
    })
}

fn known(word: &str) -> Option<Word> {
    WORDS.iter().find(|(_, words)| words.split(' ').any(|known| known == word)).map(|(meaning, _)| *meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(heading: &str) -> Option<Field> {
        match meaning("", heading) {
            Meaning::Field(field, _) => Some(field),
            _ => None,
        }
    }

    #[test]
    fn headings_are_known_in_the_forms_that_offices_write() {
        let known = [
            (
                Field::Nik,
                "NIK|No. KTP|Nomor Induk Kependudukan (NIK)|No. Induk Kependudukan|NIK KTP|NO_KTP|NIK (16 digit)|NIK Pemohon|NIK Pelaku Usaha|nik/ktp|NoNIK|Nomor e-KTP",
            ),
            (Field::FamilyCard, "NO KK|No. KK|Nomor Kartu Keluarga|KK|nokk|No. Kartu Keluarga (KK)"),
            (
                Field::Name,
                "Nama|Nama Lengkap (sesuai KTP)|NAMA PEMOHON|Nama Pelaku Usaha|Nama Pemilik Usaha|namalengkap|Nama sesuai KTP|Nama Calon Penerima",
            ),
            (Field::Address, "Alamat|Alamat Rumah|Alamat (Dusun/RT/RW)|Alamat sesuai KTP|Dusun|Alamat Tempat Tinggal"),
            (Field::Village, "Desa/Kelurahan|KEL/DESA|Nama Desa|Kelurahan|Pekon|Kode Desa|Kel."),
            (Field::District, "Kecamatan|Kec.|Nama Kecamatan"),
            (Field::Regency, "Kab./Kota|Kabupaten|KABUPATEN/KOTA"),
            (
                Field::Phone,
                "No. HP / WA|No HP|No Telp/HP|Telepon|Nomor Handphone|No. Telepon yang dapat dihubungi|nohp",
            ),
            (Field::Facilitator, "Pendamping|Nama Pendamping|Tenaga Pendamping|Petugas Lapangan"),
            (Field::Note, "Ket.|Keterangan|Catatan"),
        ];
        for (expected, headings) in known {
            for heading in headings.split('|') {
                assert_eq!(field(heading), Some(expected), "{heading}");
            }
        }
    }

    #[test]
    fn neighbour_columns_that_begin_alike_are_not_taken() {
        let others = "No|NIK Pasangan|NIK Istri|NIK (Suami)|NIK Pendamping|NIK Ketua|NIK KTP Penanggung jawab|NIB|\
            No HP Pendamping|Nama Ibu Kandung|Nama Usaha|Nama KK|Nama Kepala Keluarga|Desa Usaha|Kecamatan Usaha|\
            Alamat Usaha|Nama Bank|No Rekening|NIK/KK|Tanggal KTP|Kontak Darurat|Kepala Desa|Kelompok|Kelamin|Kode|\
            Teknik|Alamat Email|Nama Pasangan|NIP|NPWP|Nama dan Alamat|NIK Xyz|Jumlah KK|Jenis Kel|Nama Kelompok";
        for heading in others.split('|') {
            assert_eq!(field(heading), None, "{heading}");
        }
    }

    #[test]
    fn a_heading_over_others_says_whose_they_are() {
        assert_eq!(meaning("Data Pasangan", "NIK"), Meaning::Other);
        assert_eq!(meaning("Alamat Usaha", "Desa"), Meaning::Other);
        assert_eq!(meaning("Alamat", "Desa"), Meaning::Field(Field::Village, 0));
        assert!(matches!(meaning("KTP", "Nomor"), Meaning::Field(Field::Nik, _)));
        assert_eq!(meaning("NIK", "Suami"), Meaning::Other);
        assert!(matches!((meaning("", "NIK"), meaning("", "No KTP")), (Meaning::Field(_, 0), Meaning::Field(_, 1))));
    }
}
