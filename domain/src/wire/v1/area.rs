//! What a supervisor's tablet fetches of its work area: `GET /v1/area?since=cursor`.

use serde::{Deserialize, Serialize};

use super::{History, ReceiptAttachment, ReviewNotice, SignedDevicePass};
use crate::ids::{Digest, PersonId, ProgrammeRef, ReviewId, SurveyId, Timestamp};
use crate::open::Unknown;
use crate::region::RegionCode;
use crate::review::ReviewState;
use crate::seal::base64_signature;
use crate::survey::EvidenceKind;

/// A page of surveys of the caller's area, in the order in which they last changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AreaPage {
    /// One entry per survey; only its newest change counts.
    pub changes: Vec<AreaChange>,
    /// Where the next page starts.
    pub cursor: u64,
    /// There is more to fetch at once.
    pub more: bool,
    /// The server's clock.
    pub server_time: Timestamp,
    /// Where the store stands; none from an older server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<History>,
}

/// That something about a survey changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AreaChange {
    /// The server's sequence of such changes.
    pub sequence: u64,
    /// Which survey.
    pub survey: SurveyId,
    /// How it stands; none when it has left the caller's area.
    #[serde(default)]
    pub content: Option<Box<AreaSurvey>>,
}

/// A survey as its supervisor sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AreaSurvey {
    /// The programme version it was made for.
    pub programme: ProgrammeRef,
    /// The village that decides whose area it belongs to.
    #[serde(rename = "place")]
    pub village: RegionCode,
    /// Whose survey it is.
    pub facilitator: PersonId,
    /// That person's name.
    pub facilitator_name: String,
    /// The number of the newest revision's receipt, as people read it out.
    pub receipt_number: String,
    /// When its first revision was stored, by the server's clock.
    pub first_received_at: Timestamp,
    /// Where it stands.
    pub state: ReviewState,
    /// The decision that brought it there; none before the first, and after a correction still the
    /// one that was answered by it.
    #[serde(default)]
    pub decided_by: Option<ReviewId>,
    /// Its revisions, oldest first; the last one is to be judged.
    pub revisions: Vec<AreaRevision>,
    /// Every attachment of the newest revision, and whether it has arrived.
    pub attachments: Vec<ReceiptAttachment>,
    /// Every decision about it, in the order they arrived.
    #[serde(default)]
    pub reviews: Vec<ReviewNotice>,
    /// Other surveys with the same NIK in the same programme.
    #[serde(default, rename = "doubles")]
    pub duplicates: Vec<Duplicate>,
    /// How many other surveys of the programme name the same family card. Lawful, worth a note.
    #[serde(default)]
    pub same_family_card: u32,
    /// Pictures of the business that another survey shows too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared_pictures: Vec<SharedPicture>,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A picture that another survey shows too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedPicture {
    /// What it shows here.
    pub kind: EvidenceKind,
    /// Number of the other survey's receipt.
    pub receipt_number: String,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl AreaSurvey {
    /// [`Self::shared_pictures`]: what each shows here, and a name for the other survey.
    pub fn pictures_of_others(&self) -> impl Iterator<Item = (&EvidenceKind, String)> {
        self.shared_pictures.iter().map(|shared| (&shared.kind, shared.receipt_number.clone()))
    }
}

/// A sealed revision with what is needed to check its seal.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaRevision {
    /// Its number, from 1.
    pub number: u32,
    /// SHA-256 of the sealed bytes.
    pub digest: Digest,
    /// The sealed document, exactly the text that was signed.
    pub document: String,
    /// The device's signature.
    #[serde(with = "base64_signature")]
    pub signature: [u8; 64],
    /// The device's Ed25519 public key, 64 hexadecimal digits.
    pub device_key: String,
    /// When it was stored, by the server's clock.
    pub received_at: Timestamp,
    /// The province's word for the device, so that the document can be offered to it again; none from an older
    /// server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<SignedDevicePass>,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Leaves the document out, because debug output may reach a log.
impl std::fmt::Debug for AreaRevision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AreaRevision({}, {})", self.number, self.digest)
    }
}

/// Another survey with the same NIK. For one outside the caller's area nothing more is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    /// Which survey.
    pub survey: SurveyId,
    /// Number of its receipt, as people read it out.
    pub receipt_number: String,
    /// Who visited.
    pub facilitator_name: String,
    /// The village that decides whose area it belongs to.
    #[serde(rename = "place")]
    pub village: RegionCode,
    /// When its first revision was stored, by the server's clock.
    pub received_at: Timestamp,
    /// Where it stands.
    pub state: ReviewState,
    /// Whether the caller is responsible for it too.
    pub in_area: bool,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}
