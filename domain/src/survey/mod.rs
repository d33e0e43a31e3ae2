//! The survey record: one applicant, one business, one visit.
//!
//! Every field holds what was typed, complete or not, so that a draft can be saved at any key;
//! [`crate::check()`] says what is wrong with it. Every section keeps the fields it does not know, so
//! an older app does not drop what a newer one wrote.

mod confirmation;
mod evidence;
pub mod fields;
mod reply;
pub mod sections;
mod step;

pub use confirmation::Confirmation;
pub use evidence::{Attachment, EvidenceKind, Position, Signature, StrokePoint, Taken};
pub use reply::Reply;
pub use sections::{Section, Sections};
pub use step::Step;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{AssignmentId, Digest, PersonId, ProgrammeRef, SurveyId, Timestamp};
use crate::nik::Sex;
use crate::open::Unknown;
use crate::open_enum;
use crate::region::RegionCode;

/// One applicant's record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Survey {
    /// Minted when the visit starts.
    pub id: SurveyId,
    /// The programme and version the visit started with; a new version never changes it.
    pub programme: ProgrammeRef,
    /// Who visits.
    pub facilitator: PersonId,
    /// The assignment the visit was started from; none for an unplanned visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignment: Option<AssignmentId>,
    /// When the visit was opened, by the device's clock.
    pub started_at: Timestamp,
    /// Local calendar day of the visit, from which ages are counted.
    pub visited_on: NaiveDate,
    /// That the privacy notice was read and understood.
    #[serde(default)]
    pub notice: Option<NoticeAcknowledged>,
    /// The identity card.
    #[serde(default)]
    pub identity: Identity,
    /// The business.
    #[serde(default)]
    pub business: Business,
    /// Answers to the programme's questions by question id.
    #[serde(default)]
    pub eligibility: BTreeMap<String, Answer>,
    /// Where the business was visited.
    #[serde(default)]
    pub position: Option<Position>,
    /// Photos, in the order taken.
    #[serde(default)]
    pub evidence: Vec<Attachment>,
    /// The signed statement.
    #[serde(default)]
    pub statement: Option<Statement>,
    /// The optional sections.
    #[serde(default, skip_serializing_if = "Sections::is_empty")]
    pub sections: Sections,
    /// Warnings that were confirmed, by path and code as [`crate::check::key`] writes them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub confirmations: BTreeMap<String, Confirmation>,
    /// What the facilitator answered to a supervisor's comments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<Reply>,
    /// What a newer app wrote beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// That the applicant heard the privacy notice (UU 27/2022 article 21).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeAcknowledged {
    /// Which wording.
    pub version: u32,
    /// When, by the device's clock.
    pub at: Timestamp,
}

/// What the identity card says. Religion, blood type and marital status are not kept.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Identity {
    /// NIK as typed.
    pub nik: String,
    /// Whether the last four digits were typed a second time and agreed with [`Self::nik`].
    pub nik_confirmed: bool,
    /// Family card number (nomor KK) as typed.
    pub family_card: String,
    /// Full name as printed, without titles.
    pub name: String,
    /// Birth place as printed.
    pub birth_place: String,
    /// Birth date as printed; it overrides the NIK's.
    pub birth_date: Option<NaiveDate>,
    /// Sex as printed.
    pub sex: Option<Sex>,
    /// Street or hamlet.
    pub address: String,
    /// Rukun tetangga.
    pub rt: String,
    /// Rukun warga.
    pub rw: String,
    /// Village of the card's address.
    pub village: Option<RegionCode>,
    /// Telephone number as given.
    pub phone: String,
    /// Occupation (pekerjaan) as printed; asked because public employees are excluded.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub occupation: String,
    /// What a newer app wrote beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

open_enum! {
    /// Line of business in plain words (bidang usaha).
    Line {
        /// Kuliner.
        Food = "food",
        /// Warung, dagang.
        Trade = "trade",
        /// Jasa.
        Service = "service",
        /// Kerajinan, industri rumahan.
        Craft = "craft",
        /// Pakaian.
        Fashion = "fashion",
        /// Tani, ikan, ternak.
        Farming = "farming",
        /// Angkutan.
        Transport = "transport",
        /// Lainnya.
        Else = "else",
    }
}

open_enum! {
    /// The paper that proves the business.
    Legality {
        /// Nomor Induk Berusaha.
        Nib = "nib",
        /// Surat Keterangan Usaha of the village.
        Sku = "sku",
        /// None so far.
        None = "none",
    }
}

open_enum! {
    /// Where the business is run.
    Premises {
        /// At home.
        Home = "home",
        /// A stall or at the market.
        Stall = "stall",
        /// From door to door.
        Mobile = "mobile",
        /// Online.
        Online = "online",
    }
}

/// The business.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Business {
    /// Its name; many have none.
    pub name: String,
    /// Line of business.
    pub line: Option<Line>,
    /// What it makes or sells, in the owner's words; the proposal's "bidang usaha".
    pub activity: String,
    /// The line of business by the official classification, where one was picked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kbli: Option<Kbli>,
    /// Year it started.
    pub since_year: Option<i32>,
    /// Where it is run.
    pub premises: Option<Premises>,
    /// The paper that proves it.
    pub legality: Option<Legality>,
    /// Number on that paper; may be empty.
    pub legality_number: String,
    /// People who work in it, the owner included.
    pub workers: Option<u32>,
    /// Whether it is at the card's address; none until asked.
    pub same_as_home: Option<bool>,
    /// Street or hamlet when it is elsewhere.
    pub address: String,
    /// Village when it is elsewhere.
    pub village: Option<RegionCode>,
    /// How to find it; may be empty.
    pub landmark: String,
    /// What a newer app wrote beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A KBLI code as a survey keeps it; `crate::kbli` has the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kbli {
    /// Five digits; the first may be a zero.
    pub code: String,
    /// Year of the classification, e.g. `2020`.
    pub edition: String,
    /// What a newer app wrote beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Answer to one eligibility question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Yes or no.
    pub yes: bool,
    /// The year, for questions that ask one.
    #[serde(default)]
    pub year: Option<i32>,
    /// What a newer app wrote beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// The statement as it was shown and signed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Template key.
    pub template: String,
    /// Template version.
    pub version: u32,
    /// The whole rendered text.
    pub text: String,
    /// Where it was signed.
    pub place: String,
    /// When the drawn signature was finished, by the device's clock.
    pub signed_at: Option<Timestamp>,
    /// Local calendar day of signing, which the text names; none where an older app signed, whose text
    /// names the day of the visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_on: Option<NaiveDate>,
    /// The drawn signature. Supporting evidence, never called certified.
    #[serde(default)]
    pub signature: Signature,
    /// The applicant cannot write and put a thumb print on the paper.
    #[serde(default)]
    pub thumb_print: bool,
    /// What a newer app wrote beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Survey {
    /// An empty survey.
    #[must_use]
    pub fn start(
        id: SurveyId,
        programme: ProgrammeRef,
        facilitator: PersonId,
        started_at: Timestamp,
        visited_on: NaiveDate,
    ) -> Self {
        Self {
            id,
            programme,
            facilitator,
            assignment: None,
            started_at,
            visited_on,
            notice: None,
            identity: Identity::default(),
            business: Business::default(),
            eligibility: BTreeMap::new(),
            position: None,
            evidence: Vec::new(),
            statement: None,
            sections: Sections::default(),
            confirmations: BTreeMap::new(),
            replies: Vec::new(),
            unknown: Unknown::new(),
        }
    }

    /// Photos of one kind.
    pub fn photos<'a>(&'a self, kind: &'a EvidenceKind) -> impl Iterator<Item = &'a Attachment> {
        self.evidence.iter().filter(move |photo| &photo.kind == kind)
    }

    /// The pictures that show the business, each named by what is on it and not by its file.
    pub fn business_pictures(&self) -> impl Iterator<Item = Digest> {
        self.evidence.iter().filter(|photo| photo.kind.shows_business()).filter_map(|photo| photo.picture_sha256)
    }

    /// The last day from which the survey tells: of the visit, or of signing. Until then papers may be issued.
    #[must_use]
    pub fn last_day(&self) -> NaiveDate {
        self.signed_on().unwrap_or(self.visited_on).max(self.visited_on)
    }

    /// The day on which the statement was signed, if it was.
    #[must_use]
    pub fn signed_on(&self) -> Option<NaiveDate> {
        self.statement.as_ref()?.signed_on
    }

    /// Village where the business is: its own, or the card's when it is at home.
    #[must_use]
    pub fn business_village(&self) -> Option<RegionCode> {
        match self.business.same_as_home {
            Some(false) => self.business.village,
            _ => self.identity.village,
        }
    }
}

#[cfg(test)]
mod tests;
