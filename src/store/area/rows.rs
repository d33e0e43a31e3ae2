//! What a queue asks for and shows.

use sambang_domain::ids::{Digest, PersonId, SurveyId, Timestamp};
use sambang_domain::region::RegionCode;
use sambang_domain::review::{ReviewState, Verdict};

/// Which surveys a queue shows. An own unsent decision counts as if it were applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum QueueGroup {
    /// Those that wait for a decision, or for a new one.
    #[default]
    Waiting,
    /// Of those, the corrected ones and those whose decision was not applied.
    NewVersion,
    /// Not rejected, with others of the same NIK that are not rejected either.
    Duplicates,
    /// Sent back to the facilitator.
    Returned,
    /// Approved.
    Approved,
    /// Rejected.
    Rejected,
    /// Every survey of the area.
    All,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum QueueSort {
    /// The newest revision's arrival, oldest first.
    #[default]
    Oldest,
    /// The same, newest first.
    Newest,
    /// By the applicant's name.
    Name,
}

/// With or without findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum FindingsFilter {
    /// Both.
    #[default]
    All,
    /// With errors or warnings, confirmed or not, or with duplicates.
    With,
    /// Without.
    Without,
}

/// What to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueFilter {
    /// Which surveys.
    pub group: QueueGroup,
    /// Only those of this kecamatan.
    pub district: Option<RegionCode>,
    /// Only those of this person.
    pub facilitator: Option<PersonId>,
    /// With or without findings.
    pub findings: FindingsFilter,
    /// Part of the applicant's name, or the last four digits of the NIK; empty for all.
    pub text: String,
    /// In which order.
    pub sort: QueueSort,
    /// Number of rows to skip.
    pub offset: u32,
    /// The most rows to return.
    pub limit: u32,
}

impl Default for QueueFilter {
    fn default() -> Self {
        Self {
            group: QueueGroup::default(),
            district: None,
            facilitator: None,
            findings: FindingsFilter::default(),
            text: String::new(),
            sort: QueueSort::default(),
            offset: 0,
            limit: 50,
        }
    }
}

/// One row of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRow {
    /// Which survey.
    pub survey: SurveyId,
    /// The applicant's name.
    pub name: String,
    /// What the business does.
    pub activity: String,
    /// Where the business is.
    pub village: Option<RegionCode>,
    /// Who visited.
    pub facilitator_name: String,
    /// When the newest revision was stored, by the server's clock.
    pub received_at: Timestamp,
    /// Number of the newest revision.
    pub revision: u32,
    /// Its review state at the province.
    pub state: ReviewState,
    /// Path and code of the first two errors and warnings, confirmed or not.
    pub findings: Vec<(String, String)>,
    /// How many there are of them.
    pub finding_count: u32,
    /// Others with the same NIK that are not rejected.
    pub duplicates: u32,
    /// Fields that differ from the revision before.
    pub changed_fields: u32,
    /// The decision of this tablet that the province has not confirmed yet.
    pub decided: Option<Verdict>,
    /// A decision of this tablet was not applied: a new one is needed.
    pub needs_decision: bool,
    /// The first photo of the business.
    pub thumbnail: Option<Digest>,
}

/// How many surveys of the area there are of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct QueueCounts {
    /// [`QueueGroup::Waiting`].
    pub waiting: u32,
    /// [`QueueGroup::NewVersion`].
    pub new_version: u32,
    /// [`QueueGroup::Duplicates`].
    pub duplicates: u32,
    /// [`QueueGroup::Returned`].
    pub returned: u32,
    /// [`QueueGroup::Approved`].
    pub approved: u32,
    /// [`QueueGroup::Rejected`].
    pub rejected: u32,
    /// [`QueueGroup::All`].
    pub all: u32,
    /// Decisions of this tablet that the province has not confirmed, the blocked ones included.
    pub decisions_waiting: u32,
}
