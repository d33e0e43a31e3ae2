//! The captions that are burned into photos of a business, and burning them in anew when they are no longer
//! true.
//!
//! A caption says what is known and how: a point that was typed, a photo that comes out of a gallery. While
//! the survey is a draft, the photo without its caption is kept.

use sambang_domain::geo::Spot;
use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::region::RegionTable;
use sambang_domain::survey::{Attachment, Position, Survey, Taken};

use super::photos::{name, named, photo_kind};
use super::{Device, DeviceError};
use crate::media::{Caption, Shot};
use crate::store::{NewPhoto, PlainPhoto};

impl Device {
    /// Burns captions in anew that no longer say what the draft says: its point or its village was corrected.
    /// The photos change their digests. Takes about a second a photo on a phone: not on the screen's thread.
    ///
    /// # Errors
    /// When the survey is sealed or the store fails.
    pub fn renew_captions(&self, id: SurveyId) -> Result<(), DeviceError> {
        let survey = self.survey(id)?;
        for photo in survey.evidence.iter().filter(|photo| photo.kind.shows_business()) {
            let Some(plain) = self.inner.store.plain_photo(photo.sha256)? else { continue };
            let caption = self.caption_of(&survey, photo, plain.by_camera)?;
            if caption != plain.caption {
                let shot = Shot::read(&plain.bytes, photo_kind(&photo.kind))?;
                let plain = PlainPhoto { caption, ..plain };
                self.keep_captioned(id, shot, photo.clone(), &plain, Some(photo.sha256))?;
            }
        }
        Ok(())
    }

    /// Burns the caption in and stores the photo, in the place of `instead_of` where given.
    pub(super) fn keep_captioned(
        &self,
        id: SurveyId,
        shot: Shot,
        attachment: Attachment,
        plain: &PlainPhoto,
        instead_of: Option<Digest>,
    ) -> Result<Attachment, DeviceError> {
        let lines = plain.caption.lines().map(str::to_owned).collect();
        let prepared = shot.prepare(Some(&Caption { lines }))?;
        let attachment = named(attachment, &prepared);
        let photo = NewPhoto { attachment: attachment.clone(), bytes: &prepared.jpeg, thumbnail: &prepared.thumbnail };
        self.inner.store.add_captioned(id, self.inner.clock.now(), (&photo, plain), instead_of, |survey| {
            match survey.evidence.iter_mut().find(|other| Some(other.sha256) == instead_of) {
                Some(other) => *other = attachment.clone(),
                // It was taken out meanwhile.
                None if instead_of.is_some() => {}
                None => name(survey, attachment.clone()),
            }
        })?;
        Ok(attachment)
    }

    /// When and where, the village, the facilitator: what timestamp cameras burn in, and how it is known.
    pub(super) fn caption_of(
        &self,
        survey: &Survey,
        photo: &Attachment,
        by_camera: bool,
    ) -> Result<String, DeviceError> {
        let local = self.local(photo.added_at);
        let offset_minutes = local.offset().local_minus_utc() / 60;
        let added = local.naive_local().format(MOMENT).to_string();
        let place = survey.position.as_ref().map_or_else(|| "tanpa titik lokasi".to_owned(), point);
        let mut lines = match photo.taken(offset_minutes) {
            Taken::Unknown if !by_camera => {
                vec![format!("Waktu foto tidak tercatat · ditambahkan {added}"), place_of_file(photo, place)]
            }
            Taken::Then | Taken::Unknown => vec![format!("{added} · {place}")],
            Taken::At(at) => vec![
                format!("Diambil {} · {}", at.format(MOMENT), file_point(photo.taken_where)),
                format!("Bukan foto saat ini · ditambahkan {added}"),
            ],
        };
        lines.extend(survey.business_village().and_then(|code| RegionTable::shipped().full_name(code)));
        lines.push(self.person()?.name);
        Ok(lines.join("\n"))
    }
}

const MOMENT: &str = "%d-%m-%Y %H.%M:%S";

/// The survey's point. Only a receiver's has an accuracy.
fn point(position: &Position) -> String {
    let spot = degrees(position.spot());
    if position.by_hand { format!("{spot} (diketik)") } else { format!("{spot} ±{:.0} m", position.accuracy_m) }
}

/// What the file of a photo says of where it was taken.
fn file_point(taken_where: Option<Spot>) -> String {
    taken_where
        .map_or_else(|| "tempat foto tidak tercatat".to_owned(), |spot| format!("{} menurut foto", degrees(spot)))
}

/// A photo without a time: its own place when the file has one, else the survey's.
fn place_of_file(photo: &Attachment, place: String) -> String {
    photo.taken_where.map_or(format!("Titik survei {place}"), |_| file_point(photo.taken_where))
}

fn degrees((north, east): Spot) -> String {
    format!("{north:.5}, {east:.5}")
}
