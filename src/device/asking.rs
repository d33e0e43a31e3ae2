//! A request to open a lock that the province has not answered yet: its code and the key for its answer, beside the key
//! file and readable by nobody else, until the answer was used. So it is asked again after a lost answer, a kill, or
//! days of waiting for the office, and never with another key.

use std::path::{Path, PathBuf};

use sambang_domain::wire::v1::RecoveryWaiting;
use sambang_domain::wire::v1::invitation::{Invitation, tidy};
use serde::{Deserialize, Serialize};

use super::vault::VaultError;
use crate::platform::{random_bytes, write_whole};
use crate::sync::{AnswerKey, Failure, Opening, Recovery};

/// What is asked to be opened; each has a request of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// The lock of this device.
    Store,
    /// That of a backup which is taken over here.
    Backup,
}

impl Of {
    fn file(self, folder: &Path) -> PathBuf {
        folder.join(match self {
            Self::Store => "sambang.answer",
            Self::Backup => "sambang.answer.backup",
        })
    }
}

/// A request under way.
pub(super) struct Asking {
    file: PathBuf,
    kept: Kept,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    code: String,
    /// 64 hexadecimal digits.
    answer_key: String,
    /// The office's letter, which tells where to ask before the PIN; none for a backup, whose device knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    letter: Option<Invitation>,
    /// As the province told it last; none until it did, and when it is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    waiting: Option<RecoveryWaiting>,
    /// The request that was under way when this code was typed; it goes on when the code turns out to be wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<Box<Kept>>,
}

impl Kept {
    fn fresh(code: &str, key: [u8; 32]) -> Self {
        Self { code: code.to_owned(), answer_key: hex::encode(key), letter: None, waiting: None, before: None }
    }

    /// What must not be lost: the request before this one, unless this one waits.
    fn root(mut self) -> Self {
        self.before.take_if(|_| self.waiting.is_none()).map_or(self, |before| *before)
    }
}

impl Asking {
    /// The request with this code: the one under way, or one with a fresh key.
    pub(super) fn with(folder: &Path, of: Of, code: &str) -> Result<Self, VaultError> {
        let (file, code) = (of.file(folder), tidy(code));
        let kept = match std::fs::read(&file) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Kept::fresh(&code, random_bytes()),
            Err(error) => return Err(error.into()),
            // An earlier app kept the bytes of the key alone, of a request whose answer was lost.
            Ok(bytes) => match (<[u8; 32]>::try_from(bytes.as_slice()), read(&bytes)) {
                (Ok(key), _) => Kept::fresh(&code, key),
                (_, Some(kept)) if kept.code == code => kept,
                (_, kept) => match kept.map(Kept::root) {
                    Some(before) if before.code == code => before,
                    before => Kept { before: before.map(Box::new), ..Kept::fresh(&code, random_bytes()) },
                },
            },
        };
        let asking = Self { file, kept };
        asking.save()?;
        Ok(asking)
    }

    /// The request that waits for the office.
    pub(super) fn find(folder: &Path, of: Of) -> Option<Self> {
        let file = of.file(folder);
        let kept = Some(read(&std::fs::read(&file).ok()?)?.root()).filter(|kept| kept.waiting.is_some())?;
        Some(Self { file, kept })
    }

    /// The same, asked where this letter says, which may have been typed anew.
    pub(super) fn at(mut self, letter: &Invitation) -> Result<Self, VaultError> {
        if self.kept.letter.as_ref() != Some(letter) {
            self.kept.letter = Some(letter.clone());
            self.save()?;
        }
        Ok(self)
    }

    pub(super) fn letter(&self) -> Option<&Invitation> {
        self.kept.letter.as_ref()
    }

    pub(super) fn code(&self) -> &str {
        &self.kept.code
    }

    pub(super) fn waiting(&self) -> Option<&RecoveryWaiting> {
        self.kept.waiting.as_ref()
    }

    pub(super) fn answer_key(&self) -> Result<AnswerKey, VaultError> {
        let mut key = [0; 32];
        hex::decode_to_slice(&self.kept.answer_key, &mut key).map_err(|_| VaultError::Damaged)?;
        Ok(AnswerKey::new(key))
    }

    /// Keeps what the province said. A refusal ends the waiting; the key stays, should the refusal have been a lie.
    pub(super) fn heard(&mut self, said: &Result<Opening, Failure>) -> Result<(), VaultError> {
        match said {
            Ok(Opening::Waits(waiting)) if self.kept.waiting.as_ref() == Some(waiting) => return Ok(()),
            Ok(Opening::Waits(waiting)) => {
                (self.kept.waiting, self.kept.before) = (Some(waiting.clone()), None);
            }
            Err(failure) if is_over(failure) => match self.kept.before.take() {
                Some(before) => self.kept = *before,
                None => self.kept.waiting = None,
            },
            Ok(Opening::Opened(_)) | Err(_) => return Ok(()),
        }
        self.save()
    }

    fn save(&self) -> Result<(), VaultError> {
        Ok(write_whole(&self.file, &serde_json::to_vec(&self.kept).map_err(std::io::Error::other)?)?)
    }
}

/// The answer was used, or is of no use any more.
pub(super) fn forget(folder: &Path, of: Of) {
    let file = of.file(folder);
    if file.exists() && std::fs::remove_file(file).is_err() {
        tracing::warn!("the key for an answer was left behind");
    }
}

/// Whether the same request will not be answered any more.
fn is_over(failure: &Failure) -> bool {
    failure.refused_with().is_some() && matches!(failure.recovery(), Recovery::NeedsPerson(_) | Recovery::SignInAgain)
}

fn read(bytes: &[u8]) -> Option<Kept> {
    serde_json::from_slice(bytes).ok()
}

#[cfg(test)]
mod tests {
    use sambang_domain::ids::Timestamp;
    use sambang_domain::wire::{ErrorCode, Problem};

    use super::*;

    fn waiting() -> RecoveryWaiting {
        let at = Timestamp(1_618_453_860_000);
        let (asked_at, answered_from, ends_at) = (at, at.plus_ms(5), at.plus_ms(9));
        RecoveryWaiting { number: 3, asked_at, answered_from, ends_at, unknown: Default::default() }
    }

    fn refused(code: ErrorCode) -> Result<Opening, Failure> {
        Err(Failure::Refused(Box::new(Problem::new(403, code, "")), None))
    }

    fn key(folder: &Path, code: &str) -> String {
        Asking::with(folder, Of::Store, code).unwrap().kept.answer_key
    }

    #[test]
    fn a_code_has_one_key_until_the_answer_was_used_and_another_code_another() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path();
        let first = key(folder, "ABCDE FGH23");
        assert_eq!(key(folder, " abcde-fgh23 "), first, "however it is typed");
        assert_ne!(Asking::with(folder, Of::Backup, "ABCDE FGH23").unwrap().kept.answer_key, first);
        assert_ne!(key(folder, "ABCDE FGH24"), first);
        let second = key(folder, "ABCDE FGH24");
        forget(folder, Of::Store);
        assert_ne!(key(folder, "ABCDE FGH24"), second);
        #[cfg(unix)]
        for file in std::fs::read_dir(folder).unwrap() {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(file.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn what_waits_is_found_after_a_kill_and_only_a_refusal_of_this_request_ends_it() {
        let dir = tempfile::tempdir().unwrap();
        let mut asking = Asking::with(dir.path(), Of::Store, "ABCDE FGH23").unwrap();
        let key = asking.kept.answer_key.clone();
        assert!(Asking::find(dir.path(), Of::Store).is_none(), "nothing was said yet");
        asking.heard(&Ok(Opening::Waits(waiting()))).unwrap();
        std::fs::write(dir.path().join("sambang.answer.part"), "{").unwrap();
        for passing in [Err(Failure::Offline), refused(ErrorCode::RateLimited), refused(ErrorCode::RecoveryAway)] {
            asking.heard(&passing).unwrap();
            let found = Asking::find(dir.path(), Of::Store).unwrap();
            assert_eq!((found.code(), found.waiting(), &found.kept.answer_key), ("ABCDEFGH23", Some(&waiting()), &key));
        }
        for code in [ErrorCode::RecoveryDenied, ErrorCode::CodeExpired, ErrorCode::CodeInvalid, ErrorCode::LockReplaced]
        {
            asking.heard(&Ok(Opening::Waits(waiting()))).unwrap();
            asking.heard(&refused(code)).unwrap();
            assert!(Asking::find(dir.path(), Of::Store).is_none());
            assert_eq!(self::key(dir.path(), "ABCDEFGH23"), key);
        }
    }

    #[test]
    fn a_wrong_code_costs_the_request_under_way_nothing_and_a_right_one_takes_its_place() {
        let dir = tempfile::tempdir().unwrap();
        let lost = key(dir.path(), "ABCDE FGH22");
        let mut wrong = Asking::with(dir.path(), Of::Store, "ABCDE FGH23").unwrap();
        wrong.heard(&refused(ErrorCode::CodeInvalid)).unwrap();
        assert_eq!(key(dir.path(), "ABCDE FGH22"), lost, "its answer may have been lost");
        let mut first = Asking::with(dir.path(), Of::Store, "ABCDE FGH23").unwrap();
        first.heard(&Ok(Opening::Waits(waiting()))).unwrap();
        let key = first.kept.answer_key;
        let mut wrong = Asking::with(dir.path(), Of::Store, "ABCDE FGH24").unwrap();
        let found = || Asking::find(dir.path(), Of::Store).map(|found| found.kept.answer_key);
        assert_eq!(found().as_ref(), Some(&key), "killed before the province answered");
        wrong.heard(&refused(ErrorCode::CodeInvalid)).unwrap();
        assert_eq!(found().as_ref(), Some(&key));
        assert_eq!(self::key(dir.path(), "ABCDE FGH23"), key);
        let mut right = Asking::with(dir.path(), Of::Store, "ABCDE FGH25").unwrap();
        let next = right.kept.answer_key.clone();
        right.heard(&Ok(Opening::Waits(RecoveryWaiting { number: 4, ..waiting() }))).unwrap();
        assert_eq!(found(), Some(next));
        right.heard(&refused(ErrorCode::RecoveryDenied)).unwrap();
        assert_eq!(found(), None);
    }

    #[test]
    fn the_key_of_an_earlier_app_is_used_and_a_damaged_file_costs_a_fresh_one() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("sambang.answer");
        std::fs::write(&file, [7; 32]).unwrap();
        assert_eq!(key(dir.path(), "ABCDE FGH23"), "07".repeat(32));
        assert_eq!(key(dir.path(), "ABCDE FGH23"), "07".repeat(32));
        std::fs::write(&file, "{\"code\":").unwrap();
        assert_ne!(key(dir.path(), "ABCDE FGH23"), "07".repeat(32));
    }
}
