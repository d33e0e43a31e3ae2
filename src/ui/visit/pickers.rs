//! The pages of the long lists.

use dioxus::prelude::*;

use super::list_pickers::{BusinessPicker, OccupationPicker};
use super::picking::{PickList, Picking};
use super::village_picker::VillagePicker;

/// The page that was asked for.
#[component]
pub(super) fn Picker(
    /// Who asked.
    picking: Picking,
) -> Element {
    match picking.list {
        PickList::Villages => rsx! { VillagePicker { picking } },
        PickList::Business => rsx! { BusinessPicker { picking } },
        PickList::Occupations => rsx! { OccupationPicker { picking } },
    }
}
