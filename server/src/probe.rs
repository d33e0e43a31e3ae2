//! What strangers' bytes reach first, without a server around it: for the fuzz targets alone.

use crate::api;
use crate::lists::{Field, List, Wanted};

/// Reads a list of applicants to its end and tells how many people are on it; none when it is refused.
#[must_use]
pub fn list(bytes: &[u8]) -> Option<usize> {
    const WANTED: Wanted = Wanted {
        fields: &[Field::Nik, Field::FamilyCard, Field::Name, Field::Village, Field::Address],
        needed: &[Field::Nik, Field::Name],
        unheaded: false,
    };
    List::read(bytes, WANTED).ok().map(|list| list.records.len())
}

/// Reads `name: value` lines as the headers of an upload, and tells whether one could begin with them.
#[must_use]
pub fn upload_headers(bytes: &[u8]) -> bool {
    api::can_begin_upload(bytes)
}
