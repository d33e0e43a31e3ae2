//! Choosing a village: search in everyday words over the whole page, first in the facilitator's
//! work area, then in the province, then anywhere.

use dioxus::prelude::*;
use sambang_domain::region::{Region, RegionCode, RegionTable};

use super::context::{Picking, Visit, focus_field};
use crate::ui::components::{Icon, IconButton, LiveInput};
use crate::ui::i18n::{t, t_with};
use crate::ui::session::use_back;

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
    message: crate::ui::components::FieldMessage,
    /// Chosen.
    on_choose: EventHandler<RegionCode>,
) -> Element {
    let visit = use_context::<Visit>();
    let mut picking = visit.picking;
    let (kind, words) = message;
    let name = chosen.and_then(names);
    let heading = label.clone();
    rsx! {
        div { class: "field {kind.field_class()}",
            span { class: "field__label", id: "{id}-label", "{label}" }
            button {
                r#type: "button", class: "pick input", id: "{id}", "aria-haspopup": "dialog",
                "aria-labelledby": "{id}-label {id}", "aria-describedby": "{id}-message",
                onclick: move |_| {
                    visit.autosave.flush();
                    picking.set(Some(Picking { title: heading.clone(), opener: id, chosen, on_choose }));
                },
                span { class: "grow",
                    if let Some((village, above)) = name {
                        "{village}"
                        span { class: "pick__sub", "{above}" }
                    } else {
                        {t("visit-village-none")}
                    }
                }
                Icon { name: "chevrons-up-down" }
            }
            crate::ui::components::Message { id: "{id}-message", kind, text: words }
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
    let mut text = use_signal(String::new);
    let mut open = visit.picking;
    let opener = picking.opener;
    let close = use_callback(move |()| {
        open.set(None);
        focus_field(opener);
    });
    use_back(move || {
        close.call(());
        true
    });
    let chips = chips(&area, home, scope());
    rsx! {
        div { class: "full", role: "dialog", "aria-modal": "true", "aria-labelledby": "village-title",
            onkeydown: move |event| {
                if event.key() == Key::Escape {
                    close.call(());
                }
            },
            header { class: "bar",
                div { class: "bar__row",
                    IconButton { id: "village-close", icon: "arrow-left", label: t("visit-close"), onclick: move |_| close.call(()) }
                    div { class: "bar__title",
                        h1 { id: "village-title", "{picking.title}" }
                        p { {t("visit-village-everyday")} }
                    }
                }
            }
            div { class: "app__main stack stack--3",
                div { class: "cluster", role: "group",
                    for (label, to) in chips {
                        button {
                            key: "{label}", r#type: "button", class: "chip--btn", "aria-pressed": if selected(scope(), to) { "true" } else { "false" },
                            onclick: move |_| scope.set(to),
                            "{label}"
                        }
                    }
                }
                if scope() == Scope::Provinces {
                    ProvinceList { on_choose: move |code| scope.set(Scope::Province(code)) }
                } else {
                    SearchBox { text }
                    Results {
                        found: search(&area, scope(), &text.read()), chosen: picking.chosen,
                        on_choose: move |code| {
                            picking.on_choose.call(code);
                            text.set(String::new());
                            close.call(());
                        },
                    }
                }
            }
        }
    }
}

#[component]
fn SearchBox(text: Signal<String>) -> Element {
    let mut text = text;
    rsx! {
        div { class: "field",
            label { class: "sr", r#for: "village-search", {t("visit-village-search")} }
            span { class: "affix",
                span { class: "affix__pre", Icon { name: "search" } }
                LiveInput {
                    id: "village-search", class: "input", r#type: "text", autocomplete: "off", autocapitalize: "off",
                    value: text(), autofocus: true, oninput: move |typed| text.set(typed),
                }
                button {
                    r#type: "button", class: "affix__btn", "aria-label": t("visit-village-clear"),
                    onclick: move |_| {
                        text.set(String::new());
                        focus_field("village-search");
                    },
                    Icon { name: "x" }
                }
            }
        }
    }
}

#[component]
fn Results(found: Vec<RegionCode>, chosen: Option<RegionCode>, on_choose: EventHandler<RegionCode>) -> Element {
    let key = if found.len() == LIMIT { "visit-village-many" } else { "visit-village-found" };
    rsx! {
        p { class: "small muted", role: "status", {t_with(key, &[("count", found.len().into())])} }
        if !found.is_empty() {
            div { class: "pick-list",
                for (code, (village, above)) in found.into_iter().filter_map(|code| Some((code, names(code)?))) {
                    button {
                        key: "{code}", r#type: "button", "data-code": "{code}",
                        "aria-pressed": if chosen == Some(code) { "true" } else { "false" },
                        onclick: move |_| on_choose.call(code),
                        "{village}"
                        span { class: "pick__sub", "{above}" }
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

fn selected(scope: Scope, chip: Scope) -> bool {
    scope == chip
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
