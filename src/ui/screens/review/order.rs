//! The way through the queue from one survey to the next, in the order the supervisor chose there.

use sambang_domain::ids::SurveyId;

use crate::device::{Device, QueueFilter, QueueGroup};
use crate::ui::screens::rows::read;

/// How many surveys of the queue are looked at for the way on.
const WINDOW: u32 = 500;

/// The surveys of the queue as they were when it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Order {
    surveys: Vec<SurveyId>,
    total: u32,
}

impl Order {
    /// Reads what the queue lists under `filter`.
    pub(super) fn read(device: &Device, filter: QueueFilter) -> Self {
        let filter = QueueFilter { offset: 0, limit: WINDOW, ..filter };
        let rows = read("the queue", device.queue(&filter));
        let counted = device.queue_total(&filter).inspect_err(|error| tracing::error!(%error, "cannot count"));
        Self { surveys: rows.into_iter().map(|row| row.survey).collect(), total: counted.unwrap_or_default() }
    }

    /// Reads what waits under `filter`; when nothing does, what waits in the whole area.
    pub(super) fn waiting(device: &Device, filter: QueueFilter) -> Self {
        let chosen = Self::read(device, QueueFilter { group: QueueGroup::Waiting, ..filter });
        if chosen.surveys.is_empty() { Self::read(device, QueueFilter::default()) } else { chosen }
    }

    fn at(&self, survey: SurveyId) -> Option<usize> {
        self.surveys.iter().position(|other| *other == survey)
    }

    /// Which one of how many; none when it is not listed.
    pub(super) fn place(&self, survey: SurveyId) -> Option<(usize, u32)> {
        self.at(survey).map(|at| (at + 1, self.total))
    }

    /// The one before.
    pub(super) fn before(&self, survey: SurveyId) -> Option<SurveyId> {
        self.surveys.get(self.at(survey)?.checked_sub(1)?).copied()
    }

    /// The one after.
    pub(super) fn after(&self, survey: SurveyId) -> Option<SurveyId> {
        self.surveys.get(self.at(survey)? + 1).copied()
    }

    /// Where to go on once `survey` is decided: the one after it, else the first other one.
    pub(super) fn next(&self, survey: SurveyId) -> Option<SurveyId> {
        self.after(survey).or_else(|| self.surveys.iter().find(|other| **other != survey).copied())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn survey(n: u128) -> SurveyId {
        SurveyId(Uuid::from_u128(n))
    }

    #[test]
    fn after_a_decision_the_next_one_comes_and_after_the_last_the_first() {
        let order = Order { surveys: vec![survey(1), survey(2), survey(3)], total: 23 };
        assert_eq!(order.place(survey(2)), Some((2, 23)));
        assert_eq!((order.before(survey(2)), order.after(survey(2))), (Some(survey(1)), Some(survey(3))));
        assert_eq!((order.before(survey(1)), order.after(survey(3))), (None, None));
        assert_eq!(order.next(survey(3)), Some(survey(1)));
        assert_eq!(order.next(survey(9)), Some(survey(1)));
        assert_eq!(Order { surveys: vec![survey(1)], total: 1 }.next(survey(1)), None);
    }
}
