//! Who works with Sambang and where they may look.

use serde::{Deserialize, Serialize};

use crate::ids::PersonId;
use crate::open::Unknown;
use crate::open_enum;
use crate::region::RegionCode;

open_enum! {
    /// What a person may do.
    Role {
        /// Tenaga pendamping: visits, sees the own surveys.
        Facilitator = "facilitator",
        /// Penyelia of a kabupaten/kota: sees and reviews the surveys of the area.
        Supervisor = "supervisor",
        /// Dinas provinsi: sees the whole province.
        Province = "province",
        /// Reads everything, changes nothing.
        Auditor = "auditor",
    }
}

/// A person as the server describes them to their own device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Stays the same over devices.
    pub id: PersonId,
    /// Full name, for screens and photo captions.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// Work area (wilayah kerja): regencies or districts; everything below belongs to it.
    pub area: Vec<RegionCode>,
    /// The office the person works for, e.g. "Dinas Koperasi dan UKM Kabupaten Lampung Utara".
    pub office: String,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Person {
    /// Whether `region` lies in the person's work area.
    #[must_use]
    pub fn covers(&self, region: RegionCode) -> bool {
        self.area.iter().any(|area| area.contains(region))
    }
}
