//! One run while it goes on: what it met, and when it has met enough.
//!
//! A firewall may refuse one record for ever and let all others pass, so one failure without a word of the
//! server does not end a run. Where several in a row fail so, the way is closed and the run ends.

use super::{Failure, Recovery, RunOutcome};
use crate::store::OutboxEntry;

/// So many different records in a row without a word of the server end the run.
const ENOUGH: u32 = 3;

/// A run that goes on.
#[derive(Default)]
pub(super) struct Run {
    pub(super) outcome: RunOutcome,
    /// What stands for the filters that the person may have, as the feed of changes told it.
    pub(super) filters_told: Option<String>,
    in_a_row: u32,
    /// Documents that the province took into quarantine, and has told no mark since.
    pub(super) quarantined: Vec<OutboxEntry>,
    /// The province has told its statements in this run.
    pub(super) asked_province: bool,
}

impl Run {
    /// The server said something; what failed before was not the way.
    pub(super) fn answered(&mut self) {
        self.in_a_row = 0;
    }

    /// Notes a failure.
    ///
    /// # Errors
    /// The failure itself, when the next record would meet it as well.
    pub(super) fn note(&mut self, failure: Failure) -> Result<(), Failure> {
        match failure.recovery() {
            Recovery::NeedsPerson(_) => self.answered(),
            Recovery::RetryEntry(error) => {
                self.answered();
                self.outcome.trouble = Some(error);
            }
            Recovery::RetryOnWay(error) => {
                self.in_a_row += 1;
                if self.in_a_row >= ENOUGH {
                    return Err(failure);
                }
                self.outcome.trouble = Some(error);
            }
            Recovery::RetryLater(_) | Recovery::SignInAgain | Recovery::UpdateApp => return Err(failure),
        }
        Ok(())
    }

    /// The value of a part of the run; none when it failed alone and is left for the next run. What the
    /// province does not give is no trouble of this device.
    ///
    /// # Errors
    /// A failure that the next part would meet as well.
    pub(super) fn part<T>(&mut self, result: Result<T, Failure>) -> Result<Option<T>, Failure> {
        let refused = matches!(result, Err(Failure::Refused(..) | Failure::OtherBytes));
        let before = self.outcome.trouble.clone();
        let value = self.needed(result)?;
        if refused {
            self.outcome.trouble = before;
        }
        Ok(value)
    }

    /// The same for a part without which the run did not do all it could.
    ///
    /// # Errors
    /// As [`Self::part`].
    pub(super) fn needed<T>(&mut self, result: Result<T, Failure>) -> Result<Option<T>, Failure> {
        match result {
            Ok(value) => {
                self.answered();
                Ok(Some(value))
            }
            Err(failure @ Failure::Store(_)) => Err(failure),
            Err(failure) => {
                tracing::warn!(error = %failure, "a part of the run was left for later");
                let trouble = failure.trouble();
                self.note(failure)?;
                self.outcome.trouble = Some(trouble);
                Ok(None)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use sambang_domain::wire::{ErrorCode, Problem};

    use super::*;

    fn refused(code: ErrorCode) -> Failure {
        Failure::Refused(Box::new(Problem::new(400, code, "")), None)
    }

    #[test]
    fn three_records_in_a_row_without_a_word_of_the_server_end_the_run() {
        let mut run = Run::default();
        for failure in [Failure::Cut, Failure::TimedOut] {
            assert!(run.note(failure).is_ok());
        }
        assert!(run.note(Failure::NotOurServer).is_err());
    }

    #[test]
    fn an_answer_between_them_says_that_the_way_is_open() {
        let mut run = Run::default();
        for _ in 0..5 {
            assert!(run.note(Failure::Cut).is_ok() && run.note(Failure::NotOurServer).is_ok());
            assert!(run.note(refused(ErrorCode::OutsideArea)).is_ok());
        }
    }

    #[test]
    fn what_the_province_does_not_give_is_no_trouble_and_a_lost_answer_is() {
        let mut run = Run::default();
        assert!(matches!(run.part::<()>(Err(refused(ErrorCode::NotFound))), Ok(None)));
        assert_eq!(run.outcome.trouble, None);
        assert!(matches!(run.part::<()>(Err(Failure::NotOurServer)), Ok(None)));
        assert!(run.outcome.trouble.is_some());
        assert!(run.part::<()>(Err(refused(ErrorCode::DeviceRevoked))).is_err());
    }
}
