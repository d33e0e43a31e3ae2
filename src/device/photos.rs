//! Photos and the drawn signature: from camera bytes to stored evidence.

use std::borrow::Cow;

use sambang_domain::check::MOST_POINTS;
use sambang_domain::ids::{Digest, SurveyId, Timestamp};
use sambang_domain::statement;
use sambang_domain::survey::{Attachment, EvidenceKind, Signature, Statement, Survey};

use super::{Device, DeviceError};
use crate::media::{self, PhotoKind, Prepared, SIGNATURE_HEIGHT, SIGNATURE_WIDTH, Shot};
use crate::store::{NewPhoto, PlainPhoto};

impl Device {
    /// Prepares and stores a photo; takes about a second on a phone, so not on the screen's thread.
    /// The picture it came from is named in the attachment, so that using it twice is found.
    ///
    /// # Errors
    /// [`DeviceError::Photo`] when the file is no usable picture; nothing is stored then.
    pub fn add_photo(&self, id: SurveyId, kind: EvidenceKind, original: &[u8]) -> Result<Attachment, DeviceError> {
        self.add_shot(id, kind, original, false)
    }

    /// The photo as it is, or as the platform reads it where only the platform can.
    pub(super) fn readable<'a>(&self, original: &'a [u8]) -> Cow<'a, [u8]> {
        let foreign = media::is_for_the_platform(original);
        let read = foreign.then(|| self.inner.phone.to_jpeg(original)).flatten();
        read.map_or(Cow::Borrowed(original), Cow::Owned)
    }

    /// The same; `by_camera` when the camera that the app opened brought it, so that it was taken now even if
    /// the file does not say when.
    pub(super) fn add_shot(
        &self,
        id: SurveyId,
        kind: EvidenceKind,
        original: &[u8],
        by_camera: bool,
    ) -> Result<Attachment, DeviceError> {
        let now = self.inner.clock.now();
        let original = &*self.readable(original);
        let shot = Shot::read(original, photo_kind(&kind))?;
        let attachment = Attachment {
            kind,
            sha256: Digest(Default::default()),
            source_sha256: Digest::of(original),
            size_bytes: 0,
            media_type: "image/jpeg".to_owned(),
            width: 0,
            height: 0,
            added_at: now,
            taken_at: shot.exif.taken_at,
            taken_where: shot.exif.position,
            picture_sha256: Some(Digest(shot.digest())),
            unknown: serde_json::Map::new(),
        };
        if attachment.kind.shows_business() {
            let plain = shot.clone().prepare(None)?.jpeg;
            let caption = self.caption_of(&self.survey(id)?, &attachment, by_camera)?;
            return self.keep_captioned(id, shot, attachment, &PlainPhoto { bytes: plain, caption, by_camera }, None);
        }
        let prepared = shot.prepare(None)?;
        let attachment = named(attachment, &prepared);
        let photo = NewPhoto { attachment: attachment.clone(), bytes: &prepared.jpeg, thumbnail: &prepared.thumbnail };
        self.inner.store.add_attachment(id, now, &photo, |survey| name(survey, attachment.clone()))?;
        Ok(attachment)
    }

    /// Takes a photo out of a draft.
    ///
    /// # Errors
    /// When the survey is sealed or the store fails.
    pub fn remove_photo(&self, id: SurveyId, sha256: Digest) -> Result<(), DeviceError> {
        Ok(self.inner.store.remove_attachment(id, self.inner.clock.now(), sha256)?)
    }

    /// A small JPEG of a photo.
    ///
    /// # Errors
    /// When there is no such attachment.
    pub fn thumbnail(&self, sha256: Digest) -> Result<Vec<u8>, DeviceError> {
        Ok(self.inner.store.thumbnail(sha256)?)
    }

    /// A photo's stored bytes.
    ///
    /// # Errors
    /// When there is no such attachment.
    pub fn photo(&self, sha256: Digest) -> Result<Vec<u8>, DeviceError> {
        Ok(self.inner.store.attachment_bytes(sha256)?)
    }

    /// Keeps the statement as it was shown, with place, time, strokes and the strokes' image. With a
    /// thumb print on paper there may be no stroke.
    ///
    /// # Errors
    /// [`DeviceError::EmptySignature`] without stroke and thumb print, [`DeviceError::SignatureTooLong`]; the
    /// store fails.
    pub fn sign(&self, id: SurveyId, place: &str, signature: Signature, thumb_print: bool) -> Result<(), DeviceError> {
        if signature.is_empty() {
            return if thumb_print { self.keep_unsigned(id, place) } else { Err(DeviceError::EmptySignature) };
        }
        if signature.strokes.iter().flatten().count() > MOST_POINTS {
            return Err(DeviceError::SignatureTooLong);
        }
        let now = self.inner.clock.now();
        let png = media::render_signature(&unit_strokes(&signature)).map_err(|_| DeviceError::EmptySignature)?;
        let attachment = drawn(&png, now);
        let statement = self.statement_record(id, place, Some(now), signature, thumb_print)?;
        let photo = NewPhoto { attachment: attachment.clone(), bytes: &png, thumbnail: &[] };
        self.inner.store.add_attachment(id, now, &photo, |survey| {
            survey.evidence.retain(|other| other.kind != EvidenceKind::DrawnSignature);
            survey.evidence.push(attachment.clone());
            survey.statement = Some(statement);
        })?;
        Ok(())
    }

    /// Takes the drawn signature back; place and thumb print stay.
    ///
    /// # Errors
    /// When the survey is sealed or the store fails.
    pub fn clear_signature(&self, id: SurveyId) -> Result<(), DeviceError> {
        let survey = self.edit(id, |survey| {
            if let Some(statement) = &mut survey.statement {
                statement.signature = Signature::default();
                statement.signed_at = None;
                statement.signed_on = None;
            }
        })?;
        for photo in survey.photos(&EvidenceKind::DrawnSignature) {
            self.remove_photo(id, photo.sha256)?;
        }
        Ok(())
    }

    fn keep_unsigned(&self, id: SurveyId, place: &str) -> Result<(), DeviceError> {
        let statement = self.statement_record(id, place, None, Signature::default(), true)?;
        self.edit(id, |survey| survey.statement = Some(statement))?;
        Ok(())
    }

    fn statement_record(
        &self,
        id: SurveyId,
        place: &str,
        signed_at: Option<Timestamp>,
        signature: Signature,
        thumb_print: bool,
    ) -> Result<Statement, DeviceError> {
        self.follow_clock(id)?;
        let survey = self.survey(id)?;
        let programme = self.programme_of(&survey)?;
        let today = self.today()?;
        Ok(Statement {
            template: programme.statement.id.clone(),
            version: programme.statement.version,
            text: statement::render_on(&survey, &programme, place, today).text(),
            place: place.trim().to_owned(),
            signed_at,
            signed_on: Some(today),
            signature,
            thumb_print,
            unknown: serde_json::Map::new(),
        })
    }
}

/// The attachment with what is known of its stored bytes.
pub(super) fn named(attachment: Attachment, prepared: &Prepared) -> Attachment {
    Attachment {
        sha256: Digest(prepared.sha256),
        size_bytes: prepared.jpeg.len() as u64,
        width: prepared.width,
        height: prepared.height,
        ..attachment
    }
}

/// The camera file taken twice for the same tile replaces nothing and is named once.
pub(super) fn name(survey: &mut Survey, attachment: Attachment) {
    let known = survey.evidence.iter().any(|other| other.sha256 == attachment.sha256 && other.kind == attachment.kind);
    if !known {
        survey.evidence.push(attachment);
    }
}

pub(super) fn photo_kind(kind: &EvidenceKind) -> PhotoKind {
    match kind {
        EvidenceKind::IdentityCard => PhotoKind::IdentityCard,
        EvidenceKind::SignedStatement | EvidenceKind::LegalityDocument => PhotoKind::SignedPaper,
        kind if kind.shows_business() => PhotoKind::Business,
        _ => PhotoKind::Other,
    }
}

fn unit_strokes(signature: &Signature) -> Vec<Vec<(f32, f32)>> {
    let unit = |value: u16| f32::from(value) / 10_000.0;
    let stroke =
        |points: &Vec<sambang_domain::survey::StrokePoint>| points.iter().map(|p| (unit(p.x), unit(p.y))).collect();
    signature.strokes.iter().map(stroke).collect()
}

fn drawn(png: &[u8], now: Timestamp) -> Attachment {
    Attachment {
        kind: EvidenceKind::DrawnSignature,
        sha256: Digest::of(png),
        source_sha256: Digest::of(png),
        size_bytes: png.len() as u64,
        media_type: "image/png".to_owned(),
        width: SIGNATURE_WIDTH,
        height: SIGNATURE_HEIGHT,
        added_at: now,
        taken_at: None,
        taken_where: None,
        picture_sha256: None,
        unknown: serde_json::Map::new(),
    }
}
