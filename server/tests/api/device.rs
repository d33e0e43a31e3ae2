//! A device as the app would be: seals surveys in a chain, and brings them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use ed25519_dalek::SigningKey;
use sambang_domain::ids::{Digest, ProgrammeRef, SurveyId};
use sambang_domain::open::Unknown;
use sambang_domain::seal::{self, REVISION_FORMAT, Revision, base64_signature};
use sambang_domain::survey::{Attachment, EvidenceKind, Survey};
use sambang_domain::wire::v1::{ChangesPage, EnrolmentReply, PROTOCOL_HEADER, SIGNATURE_HEADER, SignedReceipt};

use crate::world::BEGINNING;

pub(crate) const VILLAGE: &str = "1803022001";

#[derive(Clone)]
pub(crate) struct Device {
    pub(crate) url: String,
    pub(crate) key: SigningKey,
    pub(crate) enrolment: EnrolmentReply,
    pub(crate) http: reqwest::Client,
    sequence: u64,
    previous: Option<Digest>,
    /// How many reviews it has sealed, and the last of these seals.
    pub(crate) reviews: (u64, Option<Digest>),
}

/// A sealed revision with the photos it names.
#[derive(Clone)]
pub(crate) struct Sealed {
    pub(crate) survey: SurveyId,
    pub(crate) number: u32,
    pub(crate) digest: Digest,
    pub(crate) bytes: Vec<u8>,
    pub(crate) signature: [u8; 64],
}

impl Sealed {
    pub(crate) fn path(&self) -> String {
        format!("/v1/surveys/{}/revisions/{}", self.survey, self.number)
    }
}

impl Device {
    pub(crate) fn new(url: String, key: SigningKey, enrolment: EnrolmentReply) -> Self {
        Self { url, key, enrolment, http: crate::world::http(), sequence: 0, previous: None, reviews: (0, None) }
    }

    pub(crate) fn token(&self) -> &str {
        &self.enrolment.token
    }

    /// A survey of this person with these photos, the first of which shows the identity card.
    pub(crate) fn survey(&self, id: u128, photos: &[&[u8]]) -> Survey {
        let programme = ProgrammeRef { id: "bpum-2021".into(), version: 1 };
        let day = NaiveDate::from_ymd_opt(2021, 4, 15).unwrap();
        let mut survey =
            Survey::start(SurveyId(uuid::Uuid::from_u128(id)), programme, self.enrolment.person.id, BEGINNING, day);
        survey.identity.nik = "1803025002879003".into();
        survey.identity.name = "CONTOH Siti Aminah".into();
        survey.identity.village = Some(VILLAGE.parse().unwrap());
        survey.business.same_as_home = Some(true);
        let kinds = [EvidenceKind::IdentityCard].into_iter().chain(std::iter::repeat(EvidenceKind::BusinessFront));
        survey.evidence = photos.iter().zip(kinds).map(|(bytes, kind)| attachment(bytes, kind)).collect();
        survey
    }

    /// The envelope of the next seal of this device.
    pub(crate) fn envelope(&self, number: u32, survey: Survey) -> Revision {
        Revision {
            format: REVISION_FORMAT,
            number,
            corrects: None,
            person: self.enrolment.person.id,
            device: self.enrolment.device,
            sequence: self.sequence + 1,
            previous_seal: self.previous,
            sealed_at: BEGINNING,
            clock_offset_ms: None,
            app_version: "0.1.0".into(),
            survey,
            unknown: Unknown::new(),
        }
    }

    pub(crate) fn seal(&mut self, number: u32, survey: Survey) -> Sealed {
        let revision = self.envelope(number, survey);
        let (bytes, seal) = seal::seal(&revision, &self.key).unwrap();
        (self.sequence, self.previous) = (revision.sequence, Some(seal.id()));
        Sealed { survey: revision.survey.id, number, digest: seal.digest, bytes, signature: seal.signature }
    }

    pub(crate) fn sealed(&mut self, id: u128, photos: &[&[u8]]) -> Sealed {
        let survey = self.survey(id, photos);
        self.seal(1, survey)
    }

    pub(crate) fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let url = format!("{}{path}", self.url);
        self.http.request(method, url).bearer_auth(self.token()).header(PROTOCOL_HEADER, "1")
    }

    pub(crate) async fn get(&self, path: &str) -> reqwest::Response {
        self.request("GET", path).send().await.unwrap()
    }

    pub(crate) fn put_request(&self, sealed: &Sealed) -> reqwest::RequestBuilder {
        let signature = base64_signature::encode(&sealed.signature);
        self.request("PUT", &sealed.path()).header(SIGNATURE_HEADER, signature).body(sealed.bytes.clone())
    }

    pub(crate) async fn put(&self, sealed: &Sealed) -> reqwest::Response {
        self.put_request(sealed).send().await.unwrap()
    }

    /// Brings a revision that must be new.
    pub(crate) async fn bring(&self, sealed: &Sealed) -> SignedReceipt {
        let response = self.put(sealed).await;
        assert_eq!(response.status(), 201);
        response.json().await.unwrap()
    }

    pub(crate) async fn receipt(&self, sealed: &Sealed) -> SignedReceipt {
        self.get(&format!("{}/receipt", sealed.path())).await.json().await.unwrap()
    }

    pub(crate) async fn changes(&self, since: u64, limit: u32) -> ChangesPage {
        let response = self.get(&format!("/v1/changes?since={since}&limit={limit}")).await;
        assert_eq!(response.status(), 200);
        response.json().await.unwrap()
    }

    pub(crate) fn tus(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        self.request(method, path).header("tus-resumable", "1.0.0")
    }

    pub(crate) fn create_request(&self, bytes: &[u8]) -> reqwest::RequestBuilder {
        let digest = STANDARD.encode(Digest::of(bytes).to_hex());
        self.tus("POST", "/v1/uploads")
            .header("upload-length", bytes.len())
            .header("upload-metadata", format!("sha256 {digest}"))
    }

    /// Begins an upload: where it is and where it stands.
    pub(crate) async fn create(&self, bytes: &[u8]) -> (String, u64) {
        let response = self.create_request(bytes).send().await.unwrap();
        assert_eq!(response.status(), 201);
        let headers = response.headers();
        (headers["location"].to_str().unwrap().to_owned(), number(headers, "upload-offset"))
    }

    pub(crate) fn patch_request(&self, location: &str, offset: u64, bytes: &[u8]) -> reqwest::RequestBuilder {
        self.tus("PATCH", location)
            .header("upload-offset", offset)
            .header("content-type", "application/offset+octet-stream")
            .body(bytes.to_vec())
    }

    pub(crate) async fn patch(&self, location: &str, offset: u64, bytes: &[u8]) -> reqwest::Response {
        self.patch_request(location, offset, bytes).send().await.unwrap()
    }

    /// Where an upload stands.
    pub(crate) async fn stands(&self, location: &str) -> u64 {
        let response = self.tus("HEAD", location).send().await.unwrap();
        assert_eq!(response.status(), 200);
        number(response.headers(), "upload-offset")
    }

    /// Brings a photo whole.
    pub(crate) async fn upload(&self, bytes: &[u8]) {
        let (location, offset) = self.create(bytes).await;
        let rest = &bytes[usize::try_from(offset).unwrap()..];
        if !rest.is_empty() {
            assert_eq!(self.patch(&location, offset, rest).await.status(), 204);
        }
    }
}

pub(crate) fn attachment(bytes: &[u8], kind: EvidenceKind) -> Attachment {
    Attachment {
        kind,
        sha256: Digest::of(bytes),
        source_sha256: Digest::of(bytes),
        size_bytes: bytes.len() as u64,
        media_type: "image/jpeg".into(),
        width: 1280,
        height: 807,
        added_at: BEGINNING,
        taken_at: None,
        taken_where: None,
        picture_sha256: None,
        unknown: Unknown::new(),
    }
}

/// Bytes that look like a photo and are the same for the same seed.
pub(crate) fn photo(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let noise = std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    });
    [0xff, 0xd8, 0xff, 0xe0].into_iter().chain(noise).take(length).collect()
}

/// A real picture as a phone stores it.
pub(crate) fn picture(width: u32, height: u32) -> Vec<u8> {
    let colour = |x: u32, y: u32| image::Rgb([(x % 251) as u8, (y % 241) as u8, 90]);
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(width, height, colour).write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

pub(crate) fn number(headers: &reqwest::header::HeaderMap, name: &str) -> u64 {
    headers[name].to_str().unwrap().parse().unwrap()
}
