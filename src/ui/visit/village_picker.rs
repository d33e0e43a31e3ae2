//! Choosing a village: search in everyday words over the whole page, first in the facilitator's
//! work area, then in the province, then anywhere.

use dioxus::prelude::*;
use sambang_domain::region::{Region, RegionCode, RegionTable};

use super::context::Visit;
use super::picker::{Over, PickField, PickRow, Rows, SearchBox, use_close};
use super::picking::{Choice, PickList, Picking};
use crate::ui::components::FieldMessage;
use crate::ui::i18n::{t, t_with};

/// Longer lists are not read on a phone.
const LIMIT: usize = 40;

/// Where to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// The facilitator's work area.
    Area,
    /// One province.
    Province(RegionCode),
    /// Another province is being chosen.
    Provinces,
}

/// The field that opens the picker.
#[component]
pub(super) fn VillageField(
    /// Id of the button.
    id: &'static str,
    /// Label, also the picker's heading.
    label: String,
    /// The village stored so far.
    chosen: Option<RegionCode>,
    /// Below it.
    message: FieldMessage,
    /// Chosen.
    on_choose: EventHandler<RegionCode>,
) -> Element {
    rsx! {
        PickField {
            id, label, list: PickList::Villages, chosen: chosen.map(|code| code.to_string()), message,
            shown: chosen.and_then(names), empty: t("visit-village-none"),
            on_choose: move |choice| {
                if let Choice::Listed(code, _) = choice
                    && let Ok(code) = RegionCode::parse(&code)
                {
                    on_choose.call(code);
                }
            },
        }
    }
}

/// The picker over the page.
#[component]
pub(super) fn VillagePicker(
    /// Who asked.
    picking: Picking,
) -> Element {
    let visit = use_context::<Visit>();
    let area = use_hook(|| visit.device.person().map(|person| person.area).unwrap_or_default());
    let home = area.iter().find_map(|code| code.province());
    let mut scope = use_signal(|| if area.is_empty() { Scope::Provinces } else { Scope::Area });
    let text = use_signal(String::new);
    let close = use_close(picking.opener);
    let chips = chips(&area, home, scope());
    let rows = rows(search(&area, scope(), &text.read()));
    let key = if rows.len() == LIMIT { "visit-village-many" } else { "visit-village-found" };
    rsx! {
        Over { name: "village", title: picking.title.clone(), note: t("visit-village-everyday"), on_close: close,
            div { class: "app__main stack stack--3",
                div { class: "cluster", role: "group",
                    for (label, to) in chips {
                        button {
                            key: "{label}", r#type: "button", class: "chip--btn", "aria-pressed": if scope() == to { "true" } else { "false" },
                            onclick: move |_| scope.set(to),
                            "{label}"
                        }
                    }
                }
                if scope() == Scope::Provinces {
                    ProvinceList { on_choose: move |code| scope.set(Scope::Province(code)) }
                } else {
                    SearchBox { name: "village", label: t("visit-village-search"), text }
                    Rows {
                        status: t_with(key, &[("count", rows.len().into())]), rows, chosen: picking.chosen.clone(),
                        on_choose: move |code| {
                            picking.on_choose.call(Choice::Listed(code, text.peek().clone()));
                            close.call(());
                        },
                    }
                }
            }
        }
    }
}

#[component]
fn ProvinceList(on_choose: EventHandler<RegionCode>) -> Element {
    rsx! {
        p { class: "small muted", {t("visit-village-which-province")} }
        div { class: "pick-list",
            for province in RegionTable::shipped().provinces() {
                button {
                    key: "{province.code}", r#type: "button", "data-code": "{province.code}",
                    onclick: move |_| on_choose.call(province.code),
                    "{province.name}"
                }
            }
        }
    }
}

/// The work area, its province, and the way to any other.
fn chips(area: &[RegionCode], home: Option<RegionCode>, scope: Scope) -> Vec<(String, Scope)> {
    let table = RegionTable::shipped();
    let name = |code: RegionCode| table.find(code).map(short).unwrap_or_default();
    let mut chips = Vec::new();
    match area {
        [] => {}
        [only] => chips.push((name(*only), Scope::Area)),
        _ => chips.push((t("visit-village-area"), Scope::Area)),
    }
    chips.extend(home.filter(|code| !area.contains(code)).map(|code| (name(code), Scope::Province(code))));
    if let Scope::Province(other) = scope
        && Some(other) != home
    {
        chips.push((name(other), scope));
    }
    chips.push((t("visit-village-other"), Scope::Provinces));
    chips
}

fn rows(found: Vec<RegionCode>) -> Vec<PickRow> {
    let row = |code: RegionCode| {
        let (title, sub) = names(code)?;
        Some(PickRow { value: code.to_string(), title, sub })
    };
    found.into_iter().filter_map(row).collect()
}

fn search(area: &[RegionCode], scope: Scope, text: &str) -> Vec<RegionCode> {
    let table = RegionTable::shipped();
    let within: Vec<RegionCode> = match scope {
        Scope::Area => area.to_vec(),
        Scope::Province(code) => vec![code],
        Scope::Provinces => Vec::new(),
    };
    let found = within.into_iter().flat_map(|code| table.search_villages(code, text, LIMIT));
    found.map(|village| village.code).take(LIMIT).collect()
}

fn short(region: Region<'_>) -> String {
    region.name.strip_prefix("Kabupaten ").unwrap_or(region.name).to_owned()
}

/// The village, and the district and regency around it.
fn names(code: RegionCode) -> Option<(String, String)> {
    let full = RegionTable::shipped().full_name(code)?;
    let (village, above) = full.split_once(", ").unwrap_or((&full, ""));
    Some((village.to_owned(), above.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> RegionCode {
        RegionCode::parse(text).unwrap()
    }

    #[test]
    fn the_search_stays_in_the_work_area_until_asked_otherwise() {
        let area = [code("1803")];
        let found = search(&area, Scope::Area, "kalibalangan");
        assert!(!found.is_empty() && found.iter().all(|village| code("1803").contains(*village)));
        let (village, above) = names(found[0]).unwrap();
        assert_eq!((village.as_str(), above.as_str()), ("Kalibalangan", "Abung Selatan, Lampung Utara"));
        assert!(search(&area, Scope::Province(code("18")), "suka").len() <= LIMIT);
        assert!(search(&area, Scope::Provinces, "suka").is_empty());
    }

    #[test]
    fn an_area_of_two_regencies_is_searched_in_both() {
        let area = [code("1803"), code("1808")];
        let found = search(&area, Scope::Area, "");
        assert_eq!(found.len(), LIMIT);
        assert!(!search(&area[1..], Scope::Area, "").is_empty());
    }
}
