//! What the queue shows: counts, and of the rows only those around what is in sight.

use std::ops::Range;

use dioxus::prelude::*;

use super::QueueMemory;
use crate::device::{QueueCounts, QueueFilter, QueueRow};
use crate::ui::screens::rows::read;
use crate::ui::session::{Tick, use_device};

/// Read again whenever the store, the filter or the position changes.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Listed {
    /// How many there are of each group.
    pub(super) counts: Memo<QueueCounts>,
    /// How many the filter leaves.
    pub(super) total: Memo<u32>,
    /// Which of these are drawn.
    pub(super) drawn: Memo<Range<u32>>,
    /// The drawn ones.
    pub(super) rows: Memo<Vec<QueueRow>>,
}

/// Reads the queue as `memory` filters and scrolls it.
pub(super) fn use_listed(memory: QueueMemory) -> Listed {
    let device = use_device();
    let tick = use_context::<Tick>().0;
    let (filter, position) = (memory.filter(), memory.position());
    let counter = device.clone();
    let counts = use_memo(move || {
        tick();
        counter.queue_counts().inspect_err(|error| tracing::error!(%error, "cannot count")).unwrap_or_default()
    });
    let counter = device.clone();
    let total = use_memo(move || {
        tick();
        counter.queue_total(&filter.read()).inspect_err(|error| tracing::error!(%error, "cannot count")).unwrap_or(0)
    });
    let drawn = use_memo(move || position().drawn(total()));
    let rows = use_memo(move || {
        tick();
        let (offset, limit) = (drawn.read().start, drawn.read().len());
        let limit = u32::try_from(limit).unwrap_or(u32::MAX);
        read("the queue", device.queue(&QueueFilter { offset, limit, ..filter() }))
    });
    Listed { counts, total, drawn, rows }
}
