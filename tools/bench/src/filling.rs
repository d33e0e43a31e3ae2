//! Visits as they lie on a phone after weeks of work, written through the app's own store.

use chrono::NaiveDate;
use sambang::platform::new_id;
use sambang::store::{Identity, Key, NewPhoto, SealContext, Store};
use sambang_domain::ids::{Digest, Epoch, SurveyId, Timestamp};
use sambang_domain::nik::Sex;
use sambang_domain::open::Unknown;
use sambang_domain::programme::Programme;
use sambang_domain::seal::{RECEIPT_CONTEXT, Signed};
use sambang_domain::statement;
use sambang_domain::survey::{
    Answer, Attachment, Business, EvidenceKind, Legality, Line, NoticeAcknowledged, Position, Premises, Signature,
    Statement, StrokePoint, Survey,
};
use sambang_domain::wire::v1::{History, Receipt, ReceiptAttachment};

use crate::Outcome;
use crate::phone::MORNING;

/// How far a visit has come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Draft,
    Sealed,
    Received,
}

/// Who fills which store.
pub(crate) struct Filling {
    store: Store,
    identity: Identity,
    programme: Programme,
    /// Which history of the province its receipts belong to; none before the first sync.
    epoch: Option<Epoch>,
}

const PHOTOS: [EvidenceKind; 3] =
    [EvidenceKind::IdentityCard, EvidenceKind::BusinessFront, EvidenceKind::BusinessActivity];
/// About what the small picture of a photo of that size has; none is larger than its photo.
const THUMBNAIL_BYTES: usize = 6 * 1024;
const MINUTE_MS: i64 = 60_000;

impl Filling {
    pub(crate) fn new(store: Store) -> Outcome<Self> {
        let identity = store.value(Key::Identity)?.ok_or("the phone is not enrolled")?;
        let programme = store.programmes()?.into_iter().next().ok_or("the phone has no programme")?;
        let epoch = store.value::<History>(Key::History)?.map(|history| history.epoch);
        Ok(Self { store, identity, programme, epoch })
    }

    /// Adds visit `number` with three photos of this size, and its drawn signature.
    pub(crate) fn add(&self, number: u32, photo_bytes: usize, end: End) -> Outcome<SurveyId> {
        let now = MORNING.plus_ms(i64::from(number) * MINUTE_MS);
        let survey = self.survey(number, now)?;
        let id = survey.id;
        self.store.add_survey(&survey)?;
        for (place, kind) in PHOTOS.into_iter().enumerate() {
            let seed = u64::from(number) * 8 + place as u64;
            let (bytes, thumbnail) = (noise(seed, photo_bytes), noise(!seed, photo_bytes.min(THUMBNAIL_BYTES)));
            let attachment = attachment(kind, &bytes, now);
            let photo = NewPhoto { attachment: attachment.clone(), bytes: &bytes, thumbnail: &thumbnail };
            self.store.add_attachment(id, now, &photo, |survey| survey.evidence.push(attachment.clone()))?;
        }
        if end != End::Draft {
            let digest = self.seal(id, now)?;
            if end == End::Received {
                self.receive(id, number, digest, now)?;
            }
        }
        Ok(id)
    }

    fn seal(&self, id: SurveyId, now: Timestamp) -> Outcome<Digest> {
        let context = SealContext {
            person: self.identity.person.id,
            device: self.identity.device,
            key: &self.identity.signing_key().ok_or("the phone has no key")?,
            now,
            clock_offset_ms: Some(0),
            app_version: "0.1.0",
        };
        Ok(self.store.seal(id, &context)?)
    }

    /// Stands in for the province: the store keeps what sync has verified and asks no more.
    fn receive(&self, id: SurveyId, number: u32, digest: Digest, now: Timestamp) -> Outcome<()> {
        let held =
            |photo: &Attachment| ReceiptAttachment { sha256: photo.sha256, size_bytes: photo.size_bytes, held: true };
        let receipt = Receipt {
            survey: id,
            revision: 1,
            digest,
            standing: None,
            sequence: u64::from(number),
            number: format!("18-2021-{number:07}"),
            received_at: now,
            issued_at: now,
            attachments: self.store.survey(id)?.evidence.iter().map(held).collect(),
            epoch: self.epoch,
            kept_as: None,
            unknown: Unknown::new(),
        };
        let key = self.identity.signing_key().ok_or("the phone has no key")?;
        self.store.keep_receipt(&Signed::new(receipt, RECEIPT_CONTEXT, &key)?)?;
        Ok(())
    }

    /// All answers that the programme asks for.
    fn survey(&self, number: u32, now: Timestamp) -> Outcome<Survey> {
        let day = NaiveDate::from_ymd_opt(2021, 4, 15).ok_or("no such day")?;
        let id = SurveyId(new_id(now));
        let mut survey = Survey::start(id, self.programme.reference.clone(), self.identity.person.id, now, day);
        survey.notice = Some(NoticeAcknowledged { version: self.programme.notice.version, at: now });
        let identity = &mut survey.identity;
        identity.nik = format!("180302{:02}0287{:04}", 41 + number / 900, 9001 + number % 900);
        identity.nik_confirmed = true;
        identity.family_card = format!("180302{:02}0210{:04}", 1 + number / 900 % 28, 9001 + number % 900);
        identity.name = format!("CONTOH Siti Aminah {number}");
        identity.birth_place = "Kotabumi".into();
        identity.birth_date = NaiveDate::from_ymd_opt(1987, 2, 1 + number / 900);
        identity.sex = Some(Sex::Female);
        identity.address = "Dusun II Sidodadi".into();
        identity.village = Some("1803022001".parse()?);
        survey.business = Business {
            line: Some(Line::Food),
            activity: "gorengan dan kue basah".into(),
            since_year: Some(2016),
            premises: Some(Premises::Home),
            legality: Some(Legality::None),
            workers: Some(1),
            same_as_home: Some(true),
            ..Business::default()
        };
        for question in &self.programme.questions {
            let answer = Answer { yes: question.eligible.unwrap_or(false), year: None, unknown: Unknown::new() };
            survey.eligibility.insert(question.id.clone(), answer);
        }
        survey.position = Some(Position {
            latitude: -4.98512,
            longitude: 104.79034,
            accuracy_m: 8.0,
            at: now,
            mock: Some(false),
            by_hand: false,
            receiver_ahead_ms: None,
            unknown: Unknown::new(),
        });
        survey.statement = Some(Statement {
            template: self.programme.statement.id.clone(),
            version: self.programme.statement.version,
            text: statement::render(&survey, &self.programme, "Kotabumi").text(),
            place: "Kotabumi".into(),
            signed_at: Some(now),
            signed_on: Some(survey.visited_on),
            signature: Signature { strokes: (0..3).map(stroke).collect() },
            thumb_print: false,
            unknown: Unknown::new(),
        });
        Ok(survey)
    }
}

/// A stroke with as many points as a finger leaves in half a second.
fn stroke(number: u16) -> Vec<StrokePoint> {
    let point = |step: u16| StrokePoint {
        x: 500 + step * 180,
        y: 1000 + number * 2500 + (step % 7) * 150,
        t_ms: u32::from(number) * 700 + u32::from(step) * 10,
    };
    (0..50).map(point).collect()
}

fn attachment(kind: EvidenceKind, bytes: &[u8], now: Timestamp) -> Attachment {
    Attachment {
        kind,
        sha256: Digest::of(bytes),
        source_sha256: Digest::of(bytes),
        size_bytes: bytes.len() as u64,
        media_type: "image/jpeg".into(),
        width: 1600,
        height: 1200,
        added_at: now,
        taken_at: None,
        taken_where: None,
        picture_sha256: None,
        unknown: Unknown::new(),
    }
}

/// Bytes that nothing can compress, as those of a photo, the same for the same seed.
pub(crate) fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let byte = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 24) as u8
    };
    std::iter::repeat_with(byte).take(length).collect()
}
