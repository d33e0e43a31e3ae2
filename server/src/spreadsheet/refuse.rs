//! Files that are no list, each with the word that helps.

/// The largest file that is read, in bytes: two provinces' lists.
const LARGEST: usize = 96 * 1024 * 1024;

/// Why a file cannot be read as a list.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// It is larger than any list.
    #[error("the file is larger than 96 MiB")]
    TooLarge,
    /// It is packed so that it would fill the memory.
    #[error("the workbook unpacks to more than any list holds")]
    Bomb,
    /// It opens with a password only.
    #[error("the workbook has a password: take it off and save it again")]
    Password,
    /// It is a workbook of the old binary kind.
    #[error("this is an old Excel workbook (.xls): save it as .xlsx or as CSV")]
    OldWorkbook,
    /// It is something that programs call a list, but neither CSV nor XLSX.
    #[error("this is {0}: save it as .xlsx or as CSV")]
    OtherKind(&'static str),
    /// It is a workbook, but damaged.
    #[error("the workbook cannot be read")]
    Workbook(#[from] calamine::XlsxError),
    /// A part of the workbook is damaged.
    #[error("a part of the workbook cannot be read")]
    Part(#[from] std::io::Error),
    /// No sheet has a line that names the columns that are needed.
    #[error("no line among the first thirty has the headings NIK and Nama")]
    NoHeadings,
    /// Headings are missing, and more than one column looks like NIKs.
    #[error("several columns look like NIKs and no heading says which it is: write NIK above the right one")]
    Undecided,
}

/// Refuses what is known not to be CSV or XLSX.
pub(super) fn what_is_no_list(bytes: &[u8]) -> Result<(), SheetError> {
    if bytes.len() > LARGEST {
        return Err(SheetError::TooLarge);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        // A workbook with a password is packed into a file of the old kind.
        let encrypted = ["EncryptedPackage", "EncryptionInfo"].iter().any(|name| {
            let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            bytes.windows(name.len()).any(|window| window == name)
        });
        return Err(if encrypted { SheetError::Password } else { SheetError::OldWorkbook });
    }
    let head = bytes.get(..bytes.len().min(256)).unwrap_or(bytes);
    let has = |sign: &str| head.windows(sign.len()).any(|window| window.eq_ignore_ascii_case(sign.as_bytes()));
    let kinds = [
        (has("%PDF-"), "a PDF"),
        (has("<html") || has("<table") || has("<!doctype html"), "a web page"),
        (has("<?mso-application") || has("urn:schemas-microsoft-com:office"), "a workbook in one XML file"),
        (has("application/vnd.oasis.opendocument"), "an OpenDocument file"),
        (head.starts_with(b"{\\rtf"), "a text document"),
    ];
    match kinds.into_iter().find(|(is, _)| *is) {
        Some((_, kind)) => Err(SheetError::OtherKind(kind)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_list_is_named() {
        let kinds: [(&[u8], &str); 4] = [
            (b"%PDF-1.7", "this is a PDF: save it as .xlsx or as CSV"),
            (b"<HTML><table>", "this is a web page: save it as .xlsx or as CSV"),
            (b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "this is an OpenDocument file"),
            (b"\xD0\xCF\x11\xE0 workbook", "this is an old Excel workbook"),
        ];
        for (bytes, word) in kinds {
            let told = what_is_no_list(bytes).unwrap_err().to_string();
            assert!(told.starts_with(word), "{told}");
        }
        assert!(what_is_no_list(b"NIK;Nama").is_ok());
    }
}
