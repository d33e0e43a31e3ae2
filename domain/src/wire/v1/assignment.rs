//! Whom a facilitator is asked to visit.

use serde::{Deserialize, Serialize};

use crate::ids::{AssignmentId, PersonId};
use crate::open::Unknown;
use crate::region::RegionCode;

/// One applicant on a facilitator's list. It helps to find the door and to begin the visit; it
/// proves nothing, and a visit needs none.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Minted by the server; the same NIK in the same programme keeps it over imports.
    pub id: AssignmentId,
    /// Key of the programme, e.g. `bpum-2021`.
    pub programme: String,
    /// Name as the office wrote it.
    pub name: String,
    /// NIK as the office wrote it, sixteen digits. The card decides, not this.
    pub nik: String,
    /// Family card number (nomor KK) as the office wrote it; empty when it is not known.
    #[serde(default)]
    pub family_card: String,
    /// Village, when the office's words name exactly one.
    #[serde(default)]
    pub village: Option<RegionCode>,
    /// The place in the office's own words, for when they name no village or several.
    #[serde(default)]
    pub place: String,
    /// Street or hamlet.
    #[serde(default)]
    pub address: String,
    /// Telephone number as the office wrote it.
    #[serde(default)]
    pub phone: String,
    /// What the office wants the facilitator to know.
    #[serde(default)]
    pub note: String,
    /// Who is to go there.
    pub assigned_to: PersonId,
    /// The visit is no longer wanted of this person.
    #[serde(default)]
    pub withdrawn: bool,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Leaves out everything personal, because debug output may reach a log.
impl std::fmt::Debug for Assignment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { id, programme, assigned_to, withdrawn, .. } = self;
        write!(f, "Assignment({id}, {programme}, to {assigned_to}, withdrawn: {withdrawn})")
    }
}
