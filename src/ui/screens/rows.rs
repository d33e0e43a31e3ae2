//! What lists of surveys share: the row, its chip, and where it leads.

use dioxus::prelude::*;
use sambang_domain::review::ReviewState;
use sambang_domain::survey::Step;
use sambang_words::format;
use sambang_words::regions::region_name;

use crate::device::{Delivery, Device, Stage, SurveyRow};
use crate::ui::components::{Chip, ChipKind, ListItem};
use crate::ui::i18n::{name_or_unnamed, t, t_with};
use crate::ui::route::Route;
use crate::ui::session::use_setup;

/// The chip of a delivery.
#[must_use]
pub fn chip_of(delivery: &Delivery) -> ChipKind {
    match delivery {
        Delivery::None => ChipKind::Draft,
        Delivery::Waiting => ChipKind::Queued,
        Delivery::Sending => ChipKind::Sending,
        Delivery::Blocked(_) => ChipKind::Held,
        Delivery::Received => ChipKind::Sent,
    }
}

/// The chip of a survey: what a supervisor decided, else how far it is on its way.
#[must_use]
pub fn chip_of_row(row: &SurveyRow) -> ChipKind {
    match &row.review {
        Some(ReviewState::Returned) => ChipKind::Returned,
        Some(ReviewState::Approved) => ChipKind::Approved,
        Some(ReviewState::Rejected) => ChipKind::Rejected,
        _ => chip_of(&row.delivery),
    }
}

/// The rows that fit; an empty list and a line in the log when the store cannot be read.
#[must_use]
pub fn read<T>(what: &str, result: Result<Vec<T>, crate::device::DeviceError>) -> Vec<T> {
    result.inspect_err(|error| tracing::error!(%error, what, "cannot be read")).unwrap_or_default()
}

/// Where a survey is looked at: what a supervisor asks, its visit, its receipt or the sync screen,
/// whichever it is at.
#[must_use]
pub fn route_of(row: &SurveyRow) -> Route {
    let id = row.id.to_string();
    match (&row.stage, &row.delivery) {
        _ if row.review == Some(ReviewState::Returned) => Route::Returned { id },
        (Stage::Draft, _) => Route::Visit { id },
        (_, Delivery::Received) => Route::Receipt { id },
        _ => Route::Sync {},
    }
}

/// One survey; a tap opens it at [`route_of`].
#[component]
pub fn Row(
    /// What the store says about it.
    row: SurveyRow,
) -> Element {
    let setup = use_setup();
    let navigator = use_navigator();
    let offset = setup.clock.local_offset_minutes();
    let place = row.village.and_then(region_name);
    let parts: Vec<_> =
        [Some(row.activity.clone()).filter(|text| !text.is_empty()), place].into_iter().flatten().collect();
    let target = route_of(&row);
    let files = t_with("files", &[("n", row.files.into())]);
    let at = format::when(row.changed_at, setup.clock.now(), offset);
    rsx! {
        li {
            ListItem {
                title: name_or_unnamed(&row.name),
                subtitle: parts.join(" · "),
                survey: row.id.to_string(),
                delivery: row.delivery.as_str(),
                onclick: move |()| { navigator.push(target.clone()); },
                Chip { kind: chip_of_row(&row) }
                match &row.delivery {
                    _ if row.review == Some(ReviewState::Returned) => rsx! {
                        span { {if row.stage == Stage::Draft { t("row-correcting") } else { t("row-returned") }} }
                    },
                    Delivery::None => rsx! {
                        span { {t_with("step-of", &[("step", row.step.into()), ("total", Step::COUNT.into())])} }
                    },
                    Delivery::Blocked(_) => rsx! {
                        span { {t("needs-supervisor")} }
                    },
                    _ => rsx! {
                        span { class: "num nowrap", "{at}" }
                        span { "{files}" }
                    },
                }
            }
        }
    }
}

/// What an overview shows of one group.
#[must_use]
pub fn list(device: &Device, group: crate::device::Group, text: &str, limit: u32) -> Vec<SurveyRow> {
    read("the list of surveys", device.list(&crate::device::ListFilter { group, text: text.to_owned(), limit }))
}
