//! The search and what narrows the list down. On a phone the menus fold away behind a button.

use dioxus::prelude::*;
use sambang_words::regions::region_name;

use super::QueueMemory;
use super::memory::filters_on;
use crate::device::{FindingsFilter, QueueSort};
use crate::ui::components::{Button, ButtonKind, SearchField, Select};
use crate::ui::i18n::{t, t_with};
use crate::ui::screens::rows::read;
use crate::ui::session::{use_device, use_notices};

/// What a menu stores for "all of them".
const ALL: &str = "";

/// The settings of the two short menus, with the words they are stored under.
const FINDINGS: [(&str, FindingsFilter); 3] =
    [(ALL, FindingsFilter::All), ("with", FindingsFilter::With), ("without", FindingsFilter::Without)];
const SORTS: [(&str, QueueSort); 3] =
    [("oldest", QueueSort::Oldest), ("newest", QueueSort::Newest), ("name", QueueSort::Name)];

/// Search and menus.
#[component]
pub(super) fn Filters(
    /// What was chosen.
    memory: QueueMemory,
) -> Element {
    let filter = memory.filter();
    let unfolded = memory.unfolded();
    let on = filters_on(&filter.read());
    let toggle = if on == 0 { t("queue-filters") } else { t_with("queue-filters-on", &[("n", on.into())]) };
    rsx! {
        div { class: "queue__filters",
            div { class: if unfolded() { "filters" } else { "filters filters--closed" },
                SearchField { id: "queue-search", label: t("queue-search"), show_label: true, value: filter.read().text.clone(),
                    oninput: move |typed| memory.choose(|filter| filter.text = typed) }
                Button { id: "queue-filters", kind: ButtonKind::Second, small: true, class: "filters__toggle", onclick: move |_| memory.fold(), "{toggle}" }
                div { class: "filters__more", Menus { memory } }
            }
        }
    }
}

#[component]
fn Menus(memory: QueueMemory) -> Element {
    use_notices();
    let device = use_device();
    let counted = |name: String, n: u32| t_with("queue-option", &[("name", name.into()), ("n", n.into())]);
    let all_of = |n: usize| (ALL.to_owned(), t_with("queue-all-of", &[("n", n.into())]));
    let places = read("the kecamatan", device.queue_districts());
    let people = read("the people", device.queue_people());
    let mut districts = vec![all_of(places.len())];
    for (code, count) in places {
        let name = region_name(code).unwrap_or_else(|| code.to_string());
        districts.push((code.to_string(), counted(name, count)));
    }
    let mut facilitators = vec![all_of(people.len())];
    for (id, name, count) in people {
        facilitators.push((id.to_string(), counted(name, count)));
    }
    let filter = memory.filter();
    let filter = filter.read();
    rsx! {
        Select { id: "queue-district", label: t("queue-district"), options: districts,
            selected: filter.district.map(|code| code.to_string()).unwrap_or_default(),
            on_select: move |word: String| memory.choose(|filter| filter.district = word.parse().ok()) }
        Select { id: "queue-facilitator", label: t("queue-facilitator"), options: facilitators,
            selected: filter.facilitator.map(|id| id.to_string()).unwrap_or_default(),
            on_select: move |word: String| memory.choose(|filter| filter.facilitator = word.parse().ok()) }
        Select { id: "queue-findings", label: t("queue-findings"), options: menu(&FINDINGS, findings_name), selected: word(&FINDINGS, filter.findings),
            on_select: move |word: String| memory.choose(|filter| filter.findings = meant(&FINDINGS, &word)) }
        Select { id: "queue-sort", label: t("queue-sort"), options: menu(&SORTS, sort_name), selected: word(&SORTS, filter.sort),
            on_select: move |word: String| memory.choose(|filter| filter.sort = meant(&SORTS, &word)) }
    }
}

fn findings_name(setting: FindingsFilter) -> String {
    match setting {
        FindingsFilter::All => t("queue-all"),
        FindingsFilter::With => t("queue-with-findings"),
        FindingsFilter::Without => t("queue-without-findings"),
    }
}

fn sort_name(setting: QueueSort) -> String {
    match setting {
        QueueSort::Oldest => t("queue-oldest"),
        QueueSort::Newest => t("queue-newest"),
        QueueSort::Name => t("queue-by-name"),
    }
}

fn menu<T: Copy>(settings: &[(&str, T)], name: fn(T) -> String) -> Vec<(String, String)> {
    settings.iter().map(|(word, setting)| ((*word).to_owned(), name(*setting))).collect()
}

fn word<T: PartialEq>(settings: &[(&str, T)], chosen: T) -> String {
    settings.iter().find(|(_, setting)| *setting == chosen).map_or_else(String::new, |(word, _)| (*word).to_owned())
}

fn meant<T: Copy + Default>(settings: &[(&str, T)], chosen: &str) -> T {
    settings.iter().find(|(word, _)| *word == chosen).map_or_else(T::default, |(_, setting)| *setting)
}
