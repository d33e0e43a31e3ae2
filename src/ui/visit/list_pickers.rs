//! Choosing a line of business or an occupation: by the words people use, or in their own words.

use dioxus::prelude::*;
use sambang_domain::{kbli, occupation};

use super::picker::{Over, PickRow, Rows, SearchBox, use_close};
use super::picking::{Choice, PickList, Picking};
use crate::ui::components::{Button, ButtonKind};
use crate::ui::i18n::{t, t_with};

/// The longest text that is kept in place of an entry.
const LONGEST: usize = 160;

/// Lines of business.
#[component]
pub(super) fn BusinessPicker(
    /// Who asked.
    picking: Picking,
) -> Element {
    rsx! {
        ListPicker { name: "kbli", picking, note: t("picker-business-note"), label: t("picker-business-search") }
    }
}

/// Occupations.
#[component]
pub(super) fn OccupationPicker(
    /// Who asked.
    picking: Picking,
) -> Element {
    rsx! {
        ListPicker { name: "occupation", picking, note: t("picker-occupation-note"), label: t("picker-occupation-search") }
    }
}

/// A page over a short list. What is typed may be taken as it is.
#[component]
fn ListPicker(name: &'static str, picking: Picking, note: String, label: String) -> Element {
    let text = use_signal(String::new);
    let close = use_close(picking.opener);
    let rows = match picking.list {
        PickList::Occupations => occupations(&text.read()),
        _ => businesses(&text.read()),
    };
    let count = [("count", rows.len().into())];
    let words = own_words(&text.read(), &rows);
    let choose = use_callback(move |choice: Choice| {
        picking.on_choose.call(choice);
        close.call(());
    });
    rsx! {
        Over { name, title: picking.title.clone(), note, on_close: close,
            div { class: "app__main stack stack--3",
                SearchBox { name, label, text }
                Rows {
                    status: t_with("visit-village-found", &count), rows, chosen: picking.chosen.clone(),
                    on_choose: move |value| choose.call(Choice::Listed(value, text.peek().clone())),
                }
                if let Some(words) = words {
                    Button {
                        id: "{name}-own", kind: ButtonKind::Second, icon: "pen-line", block: true,
                        onclick: { let words = words.clone(); move |_| choose.call(Choice::Words(words.clone())) },
                        {t_with("picker-own-words", &[("words", words.clone().into())])}
                    }
                }
            }
        }
    }
}

/// What was typed, where it is not an entry of the list.
fn own_words(typed: &str, rows: &[PickRow]) -> Option<String> {
    let words: String = typed.trim().chars().take(LONGEST).collect();
    let listed = rows.iter().any(|row| row.title.eq_ignore_ascii_case(&words));
    (words.chars().count() > 2 && !listed).then_some(words)
}

fn businesses(text: &str) -> Vec<PickRow> {
    let row = |entry: &kbli::Entry| {
        // The word that fits best what was typed comes first.
        let meant = entry.word_for(text);
        let others = entry.words.iter().filter(|word| **word != meant).copied();
        PickRow {
            value: entry.code.to_owned(),
            title: std::iter::once(meant).chain(others).collect::<Vec<_>>().join(", "),
            sub: format!("{} · {}", entry.code, entry.title),
        }
    };
    kbli::search(text).into_iter().map(row).collect()
}

fn occupations(text: &str) -> Vec<PickRow> {
    let row = |job: &occupation::Occupation| PickRow {
        value: job.name.to_owned(),
        title: job.name.to_owned(),
        sub: String::new(),
    };
    occupation::search(text).into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_business_is_found_by_what_people_call_it() {
        let rows = businesses("gorengan");
        assert_eq!(rows[0].value, "56104");
        assert!(rows[0].title.starts_with("gorengan") && rows[0].sub.starts_with("56104 · "));
    }

    #[test]
    fn own_words_are_offered_unless_the_list_has_them() {
        assert_eq!(own_words("  ternak jangkrik ", &businesses("ternak jangkrik")).as_deref(), Some("ternak jangkrik"));
        assert_eq!(own_words("wiraswasta", &occupations("wiraswasta")), None);
        assert_eq!(own_words("ab", &[]), None);
        assert_eq!(own_words(&"a".repeat(500), &[]).map(|words| words.len()), Some(LONGEST));
    }
}
