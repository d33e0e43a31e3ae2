//! When and where a photo was taken, in words.

use sambang_domain::Language;
use sambang_domain::survey::{Attachment, Taken};

use crate::format;
use crate::texts::text_with;

/// When it was added; for a photo out of a gallery when it was taken, and that this was not then. `offset` is
/// the minutes by which local time is ahead of UTC.
#[must_use]
pub fn taken(language: Language, photo: &Attachment, offset: i32) -> String {
    match photo.taken(offset) {
        Taken::At(at) => {
            let time = at.format("%d-%m-%Y %H.%M").to_string();
            text_with(language, "photo-taken-earlier", &[("time", time.into())])
        }
        Taken::Then | Taken::Unknown => format::moment(photo.added_at, offset),
    }
}

/// Where the photo itself says that it was taken, when it was not taken when it was added.
#[must_use]
pub fn place(language: Language, photo: &Attachment, offset: i32) -> Option<String> {
    let (north, east) = photo.taken_where.filter(|_| matches!(photo.taken(offset), Taken::At(_)))?;
    let spot = format::coordinates(north, east);
    Some(text_with(language, "photo-taken-place", &[("place", spot.into())]))
}

#[cfg(test)]
mod tests {
    use sambang_domain::ids::{Digest, Timestamp};
    use sambang_domain::survey::EvidenceKind;

    use super::*;

    #[test]
    fn a_photo_out_of_a_gallery_says_when_and_where_it_was_taken() {
        let mut photo = Attachment {
            kind: EvidenceKind::BusinessFront,
            sha256: Digest::of(b"a"),
            source_sha256: Digest::of(b"b"),
            size_bytes: 1,
            media_type: "image/jpeg".into(),
            width: 1,
            height: 1,
            added_at: Timestamp(1_618_455_480_000),
            taken_at: None,
            taken_where: Some((-5.4, 105.27)),
            picture_sha256: None,
            unknown: Default::default(),
        };
        assert_eq!(taken(Language::Id, &photo, 420), "15-04-2021 09.58 WIB");
        assert_eq!(place(Language::Id, &photo, 420), None);
        photo.taken_at = Some("2021-02-03T14:10:00".parse().unwrap());
        assert_eq!(taken(Language::Id, &photo, 420), "Foto lama, 03-02-2021 14.10");
        assert_eq!(place(Language::Id, &photo, 420).as_deref(), Some("Menurut foto di -5,40000 · 105,27000"));
    }
}
