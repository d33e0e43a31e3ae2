//! Identifiers, instants and digests. Ids are UUIDv7, minted by the app or the server, never here.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id!(
    /// One applicant's record, the same from first draft to payment.
    SurveyId
);
id!(
    /// A person who works with Sambang: facilitator, supervisor, province, auditor.
    PersonId
);
id!(
    /// One enrolment of the app on one phone or tablet.
    DeviceId
);
id!(
    /// One applicant whom the province asks a facilitator to visit.
    AssignmentId
);
id!(
    /// One decision of a supervisor about one revision.
    ReviewId
);
id!(
    /// One history of the province's store: another one begins when the store is put back from a backup.
    Epoch
);

/// An instant in milliseconds since 1970-01-01T00:00Z. A phone's clock may lie: order never comes
/// from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The instant as UTC date and time; instants outside chrono's range become 1970.
    #[must_use]
    pub fn utc(self) -> chrono::DateTime<chrono::Utc> {
        chrono::DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }

    /// The instant on a wall clock `minutes` east of Greenwich; UTC where no zone is that far.
    #[must_use]
    pub fn local(self, minutes: i32) -> chrono::DateTime<chrono::FixedOffset> {
        let zone = chrono::FixedOffset::east_opt(minutes.saturating_mul(60))
            .unwrap_or_else(|| chrono::Offset::fix(&chrono::Utc));
        self.utc().with_timezone(&zone)
    }

    /// This instant `ms` milliseconds later.
    #[must_use]
    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }
}

/// A SHA-256 digest, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest(pub [u8; 32]);

/// The text is not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a digest is 64 hexadecimal digits")]
pub struct DigestError;

impl Digest {
    /// The digest of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The digest in hexadecimal.
    #[must_use]
    pub fn to_hex(self) -> String {
        hex::encode(self.0)
    }

    /// The first twelve digits in groups of four, upper case: short enough to compare by voice.
    #[must_use]
    pub fn match_code(self) -> String {
        let text = self.to_hex().to_uppercase();
        let groups = text.as_bytes().chunks(4).take(3);
        groups.map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_hex())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl std::str::FromStr for Digest {
    type Err = DigestError;
    fn from_str(text: &str) -> Result<Self, DigestError> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| DigestError)?;
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Digest {
    type Error = DigestError;
    fn try_from(text: String) -> Result<Self, DigestError> {
        text.parse()
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> String {
        digest.to_hex()
    }
}

/// Which programme, in which version, a survey was made for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProgrammeRef {
    /// Stable key such as `bpum-2021`.
    pub id: String,
    /// Counts up with every change of the programme's data.
    pub version: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_survives_text_and_refuses_other_text() {
        let digest = Digest::of(b"");
        assert_eq!(digest.to_hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(digest.to_hex().parse(), Ok(digest));
        assert_eq!(digest.match_code(), "E3B0 C442 98FC");
        for text in ["", "e3", "zz", &"0".repeat(63), &"0".repeat(65)] {
            assert_eq!(text.parse::<Digest>(), Err(DigestError));
        }
    }
}
