//! A choice from a long list on its way: who asked, and what was chosen.

use dioxus::prelude::*;

/// What is chosen from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PickList {
    /// Villages of the country.
    Villages,
    /// Lines of business.
    Business,
    /// Occupations.
    Occupations,
}

/// Who asked, and for what.
#[derive(Clone, PartialEq)]
pub(super) struct Picking {
    /// What is chosen from.
    pub(super) list: PickList,
    /// Heading of the page.
    pub(super) title: String,
    /// The element that gets the focus back.
    pub(super) opener: &'static str,
    /// The value stored so far.
    pub(super) chosen: Option<String>,
    /// Chosen.
    pub(super) on_choose: Callback<Choice>,
}

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Choice {
    /// An entry of the list, and what had been typed to find it.
    Listed(String, String),
    /// Other words.
    Words(String),
}
