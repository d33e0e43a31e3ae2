//! The files inside of a workbook that calamine does not hand out.

use std::io::{self, BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::SheetError;

/// The most that one file inside of a workbook may unpack to, in bytes: a million lines.
const LARGEST_PART: u64 = 1024 * 1024 * 1024;
/// The same for the texts of all cells, which are held in memory.
const LARGEST_TEXTS: u64 = 128 * 1024 * 1024;

/// The packed files of a workbook.
pub(super) struct Parts<'a>(ZipArchive<Cursor<&'a [u8]>>);

impl<'a> Parts<'a> {
    /// Opens the package, unless it would fill the memory.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, SheetError> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(io::Error::other)?;
        for at in 0..archive.len() {
            let part = archive.by_index(at).map_err(io::Error::other)?;
            let texts = part.name().map_err(io::Error::other)?.to_ascii_lowercase().ends_with("sharedstrings.xml");
            let (said, most) = (part.size(), if texts { LARGEST_TEXTS } else { LARGEST_PART });
            // What the package says of the size may be a lie; the texts are measured.
            let measured = if texts { io::copy(&mut part.take(most + 1), &mut io::sink())? } else { 0 };
            if said.max(measured) > most {
                return Err(SheetError::Bomb);
            }
        }
        Ok(Self(archive))
    }

    /// Hands out the beginnings of all elements of a part.
    pub(super) fn each_element(&mut self, name: &str, take: &mut dyn FnMut(&BytesStart<'_>)) -> Result<(), SheetError> {
        let part = self.0.by_name(name).map_err(io::Error::other)?;
        let mut reader = Reader::from_reader(BufReader::new(part.take(LARGEST_PART)));
        reader.config_mut().check_end_names = false;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(io::Error::other)? {
                Event::Start(element) | Event::Empty(element) => take(&element),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// Names of the worksheets and where they lie in the package.
    pub(super) fn worksheets(&mut self) -> Result<Vec<(String, String)>, SheetError> {
        let (mut sheets, mut targets) = (Vec::new(), Vec::new());
        self.each_element("xl/workbook.xml", &mut |element| {
            if element.local_name().as_ref() == "sheet" {
                sheets.extend(attribute(element, "name").zip(attribute(element, "id")));
            }
        })?;
        self.each_element("xl/_rels/workbook.xml.rels", &mut |element| {
            targets.extend(attribute(element, "Id").zip(attribute(element, "Target")));
        })?;
        let path = |id: &str| {
            let (_, target) = targets.iter().find(|(other, _)| other == id)?;
            Some(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
        };
        Ok(sheets.into_iter().filter_map(|(name, id)| Some((name, path(&id)?))).collect())
    }
}

/// The value of an attribute, whatever prefix it has.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = element.attributes();
    let found = all.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}
