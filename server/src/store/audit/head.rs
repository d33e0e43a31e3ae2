//! The end of the audit log, as an auditor notes it down.

use std::fmt;
use std::str::FromStr;

use sambang_domain::ids::Digest;

/// The end of the log at some moment, written `412:` and 64 hexadecimal digits. Kept outside the
/// server it proves later that the log up to there is still the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Number of the last entry; 0 for an empty log.
    pub sequence: u64,
    /// Its hash; zeros for an empty log.
    pub hash: Digest,
}

/// What the first entry follows.
pub(crate) const BEGINNING: Head = Head { sequence: 0, hash: Digest([0; 32]) };

impl Default for Head {
    fn default() -> Self {
        BEGINNING
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.sequence, self.hash)
    }
}

/// The text is not a number, a colon and 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the end of an audit log is a number, a colon and 64 hexadecimal digits")]
pub struct HeadError;

impl FromStr for Head {
    type Err = HeadError;
    fn from_str(text: &str) -> Result<Self, HeadError> {
        let (sequence, hash) = text.split_once(':').ok_or(HeadError)?;
        let sequence = sequence.parse().map_err(|_| HeadError)?;
        Ok(Self { sequence, hash: hash.parse().map_err(|_| HeadError)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_log_is_written_and_read() {
        let head = Head { sequence: 412, hash: Digest::of(b"x") };
        assert_eq!(head.to_string().parse(), Ok(head));
        for text in ["", "412", "412:", "x:00", &format!("-1:{}", head.hash)] {
            assert_eq!(text.parse::<Head>(), Err(HeadError), "{text}");
        }
    }
}
