//! What lists of surveys share: the row, the names of places, the words for a moment.

use dioxus::prelude::*;
use sambang_domain::ids::Timestamp;
use sambang_domain::region::{RegionCode, RegionTable};
use sambang_domain::review::ReviewState;

use crate::device::{Delivery, Device, Stage, SurveyRow};
use crate::ui::components::{Chip, ChipKind, ListItem};
use crate::ui::format;
use crate::ui::i18n::{t, t_with};
use crate::ui::route::Route;
use crate::ui::session::use_setup;

/// Steps of a visit, for "step n of 8".
pub const STEPS: u8 = 8;

/// Names of a work area, in the order given.
#[must_use]
pub fn area_names(area: &[RegionCode]) -> String {
    let table = RegionTable::shipped();
    let name = |code: &RegionCode| table.find(*code).map_or_else(|| code.to_string(), |region| region.name.to_owned());
    area.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Name of a village; none when the table does not have it.
#[must_use]
pub fn region_name(code: RegionCode) -> Option<String> {
    RegionTable::shipped().find(code).map(|region| region.name.to_owned())
}

/// Name of a village with its district around it: `Kalibalangan, Abung Selatan`.
#[must_use]
pub fn village_in_district(code: RegionCode) -> Option<String> {
    let district = code.parent().and_then(region_name);
    let names: Vec<_> = [region_name(code)?].into_iter().chain(district).collect();
    Some(names.join(", "))
}

/// `09.58` for today, `15-04-2021` for any other day.
#[must_use]
pub fn when(at: Timestamp, now: Timestamp, offset: i32) -> String {
    let day = format::day(at, offset);
    if day == format::day(now, offset) { format::clock(at, offset) } else { day }
}

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

/// The name of an applicant, or words for a draft that has none yet.
#[must_use]
pub fn name_or_unnamed(name: &str) -> String {
    if name.trim().is_empty() { t("unnamed") } else { name.to_owned() }
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
    let at = when(row.changed_at, setup.clock.now(), offset);
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
                        span { {t_with("step-of", &[("step", row.step.into()), ("total", STEPS.into())])} }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_of_today_shows_its_time_and_any_other_its_day() {
        let noon = Timestamp(1_618_462_800_000);
        assert_eq!(when(noon, noon.plus_ms(3_600_000), 420), "12.00");
        assert_eq!(when(noon, noon.plus_ms(86_400_000), 420), "15-04-2021");
    }
}
