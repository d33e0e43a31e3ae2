//! What a supervisor chose in the queue, kept while a survey is open, so that the way back leads to
//! the same position.

use dioxus::prelude::*;

use crate::device::{FindingsFilter, QueueFilter};
use crate::ui::components::ListPosition;

/// Filters and position; lives as long as the lock is open.
#[derive(Clone, Copy, PartialEq)]
pub struct QueueMemory {
    filter: Signal<QueueFilter>,
    position: Signal<ListPosition>,
    unfolded: Signal<bool>,
}

impl Default for QueueMemory {
    /// Nothing chosen yet. The signals belong to the component that calls it.
    fn default() -> Self {
        Self {
            filter: Signal::new(QueueFilter::default()),
            position: Signal::new(ListPosition::default()),
            unfolded: Signal::new(false),
        }
    }
}

impl QueueMemory {
    /// What is listed; its offset and limit mean nothing.
    pub(in crate::ui::screens) fn filter(&self) -> ReadSignal<QueueFilter> {
        self.filter.into()
    }

    /// Which part of the list is on the screen.
    pub(super) fn position(&self) -> ReadSignal<ListPosition> {
        self.position.into()
    }

    /// On a phone: the filters are shown.
    pub(super) fn unfolded(&self) -> ReadSignal<bool> {
        self.unfolded.into()
    }

    /// Lists something else, from its beginning.
    pub(super) fn choose(mut self, change: impl FnOnce(&mut QueueFilter)) {
        self.filter.with_mut(change);
        self.position.set(ListPosition::default());
    }

    /// The list was scrolled.
    pub(super) fn scrolled(mut self, position: ListPosition) {
        self.position.set(position);
    }

    /// Shows the filters, or hides them.
    pub(super) fn fold(mut self) {
        self.unfolded.toggle();
    }

    /// Takes every filter and the search away; group and order stay.
    pub(super) fn clear(self) {
        self.choose(|filter| {
            *filter = QueueFilter { group: filter.group, sort: filter.sort, ..QueueFilter::default() }
        });
    }
}

/// How many filters hold, the search left out.
pub(super) fn filters_on(filter: &QueueFilter) -> usize {
    let on = [filter.district.is_some(), filter.facilitator.is_some(), filter.findings != FindingsFilter::All];
    on.into_iter().filter(|on| *on).count()
}
