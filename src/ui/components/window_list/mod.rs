//! A list of any length of which only the rows on the screen are in the page, with a margin around
//! them. Thousands of rows then scroll like twenty.
//!
//! The caller asks its store for [`ListPosition::drawn`] and gives those rows as children, each an `li` of
//! the class `window-list__row`, whose height the style sheet fixes with `--row`. The list reports its scroll
//! position; a caller that keeps it and passes it back restores the position.

use std::ops::Range;

use dioxus::prelude::*;

const WATCH: &str = include_str!("watch.js");

/// Rows kept in the page beyond each edge of the screen.
const MARGIN: u32 = 15;

/// Which part of a list is on the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ListPosition {
    first: u32,
    shown: u32,
    /// Pixels from the top of what scrolls.
    scroll: f64,
}

impl Default for ListPosition {
    fn default() -> Self {
        Self { first: 0, shown: MARGIN, scroll: 0.0 }
    }
}

impl ListPosition {
    /// The rows to draw of a list of `total`.
    #[must_use]
    pub fn drawn(&self, total: u32) -> Range<u32> {
        let end = self.first.saturating_add(self.shown).saturating_add(MARGIN).min(total);
        self.first.saturating_sub(MARGIN).min(end)..end
    }
}

/// The list.
#[component]
pub fn WindowList(
    /// Id of the element.
    id: String,
    /// Class that fixes the rows' height.
    class: &'static str,
    /// Spoken name.
    label: String,
    /// How many rows there are.
    total: u32,
    /// Where it stands; also where it begins when it appears.
    position: ListPosition,
    /// It was scrolled.
    on_scroll: EventHandler<ListPosition>,
    /// The rows of [`ListPosition::drawn`].
    children: Element,
) -> Element {
    let Range { start, end } = position.drawn(total);
    let after = total.saturating_sub(end);
    let watched = id.clone();
    let watch = move |_| {
        let mut watching = document::eval(WATCH);
        let sent = watching.send((watched.clone(), position.scroll));
        sent.unwrap_or_else(|error| tracing::warn!(%error, "a list cannot be watched"));
        spawn(async move {
            while let Ok((first, shown, scroll)) = watching.recv().await {
                on_scroll.call(ListPosition { first, shown, scroll });
            }
        });
    };
    rsx! {
        ul {
            id, class: "list window-list {class}", "aria-label": label, onmounted: watch,
            style: "padding-top: calc(var(--row) * {start}); padding-bottom: calc(var(--row) * {after})",
            {children}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(first: u32, shown: u32) -> ListPosition {
        ListPosition { first, shown, scroll: 0.0 }
    }

    #[test]
    fn only_the_rows_in_sight_and_a_margin_are_drawn() {
        assert_eq!(position(0, 10).drawn(5_000), 0..25);
        assert_eq!(position(2_000, 10).drawn(5_000), 1_985..2_025);
        assert_eq!(position(4_995, 10).drawn(5_000), 4_980..5_000);
    }

    #[test]
    fn a_list_that_became_shorter_than_its_position_draws_no_row_twice() {
        assert_eq!(position(2_000, 10).drawn(3), 3..3);
        assert_eq!(position(0, 10).drawn(0), 0..0);
    }
}
