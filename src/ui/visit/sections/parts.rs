//! What the pages of the optional sections are made of.

use std::collections::BTreeSet;

use dioxus::prelude::*;
use sambang_domain::survey::fields::Field;
use sambang_words::format;

use crate::ui::components::{CheckChoice, ChoiceOption, Choices, InputMode, Mask, MessageKind, TextField};
use crate::ui::i18n::{label, t, t_code, t_with};
use crate::ui::visit::context::Visit;

/// The box that says "none of these".
const NONE: &str = "none";

/// The words of an answer's list as choices.
pub(super) fn options(field: &Field) -> Vec<ChoiceOption> {
    let list = field.kind.list().into_iter();
    let words = list.flat_map(|list| list.words.iter().map(move |word| (list.name, *word)));
    words.map(|(list, word)| ChoiceOption::new(word, t_code(list, word))).collect()
}

/// A yes or no that may stay open.
#[component]
pub(super) fn YesNo(
    /// Which answer.
    field: &'static Field,
    /// The answer so far.
    answer: Option<bool>,
    /// Answered.
    on_answer: EventHandler<bool>,
) -> Element {
    rsx! {
        Choices {
            legend: label(field), name: field.id, selected: answer.map(|yes| if yes { "yes" } else { "no" }.to_owned()),
            options: vec![ChoiceOption::new("yes", t("visit-yes")), ChoiceOption::new("no", t("visit-no"))],
            on_select: move |value: String| on_answer.call(value == "yes"),
        }
    }
}

/// Several answers, or none of them.
#[component]
pub(super) fn Several(
    /// Group name; the boxes are `{name}-{value}` and `{name}-none`.
    name: &'static str,
    /// The question.
    legend: String,
    /// The answers.
    options: Vec<ChoiceOption>,
    /// The ones ticked; none while it was not asked.
    ticked: Option<BTreeSet<String>>,
    /// A box was ticked, or is not any more.
    on_tick: EventHandler<(String, bool)>,
) -> Element {
    let on = |value: &String| ticked.as_ref().is_some_and(|ticked| ticked.contains(value));
    let rows: Vec<(ChoiceOption, bool)> =
        options.into_iter().map(|option| (option.clone(), on(&option.value))).collect();
    rsx! {
        fieldset { class: "field", id: "{name}",
            legend { class: "field__label field__legend", "{legend}" }
            div { class: "choices choices--1",
                for (option, checked) in rows {
                    CheckChoice {
                        key: "{option.value}", id: "{name}-{option.value}", label: option.label.clone(), checked,
                        onchange: move |on| on_tick.call((option.value.clone(), on)),
                    }
                }
                CheckChoice {
                    id: "{name}-{NONE}", label: t("section-none"), checked: ticked.as_ref().is_some_and(BTreeSet::is_empty),
                    onchange: move |on| on_tick.call((NONE.to_owned(), on)),
                }
            }
        }
    }
}

/// The words of a set, for [`Several`].
pub(super) fn ticked<T>(set: Option<&BTreeSet<T>>, word: impl Fn(&T) -> &str) -> Option<BTreeSet<String>> {
    set.map(|set| set.iter().map(|value| word(value).to_owned()).collect())
}

/// Puts a tick of [`Several`] into a set. When the last tick is removed, the question counts as not asked.
pub(super) fn tick<T: Ord + From<String>>(set: &mut Option<BTreeSet<T>>, (word, on): (String, bool)) {
    if word == NONE {
        *set = on.then(BTreeSet::new);
        return;
    }
    let value = T::from(word);
    let all = set.get_or_insert_with(BTreeSet::new);
    if on {
        all.insert(value);
    } else {
        all.remove(&value);
        if all.is_empty() {
            *set = None;
        }
    }
}

/// Rupiah a month.
#[component]
pub(super) fn Amount(
    /// Id of the input, also the key under which it is stored.
    id: &'static str,
    /// Label.
    label: String,
    /// Stored amount.
    amount: Option<u64>,
    /// Every change.
    on_amount: EventHandler<Option<u64>>,
) -> Element {
    let visit = use_context::<Visit>();
    let value = amount.map(format::thousands).unwrap_or_default();
    let words = match amount {
        Some(amount) => t_with("section-amount-read", &[("amount", format::rupiah(amount).into())]),
        None => t("section-amount-hint"),
    };
    rsx! {
        TextField {
            id, label, value, mask: Mask::Amount, prefix: "Rp", input_mode: InputMode::Numeric,
            message: Some((MessageKind::Hint, words)),
            oninput: move |text: String| on_amount.call(read_amount(&text)),
            onblur: move |()| visit.autosave.flush(),
        }
    }
}

/// The digits of what was typed as an amount; points are how people group them.
fn read_amount(text: &str) -> Option<u64> {
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()
}

#[cfg(test)]
mod tests {
    use sambang_domain::survey::sections::Channel;

    use super::*;

    #[test]
    fn an_amount_is_read_with_or_without_points() {
        assert_eq!(read_amount("1.200.000"), Some(1_200_000));
        assert_eq!(read_amount("1200000"), Some(1_200_000));
        assert_eq!(read_amount(""), None);
    }

    #[test]
    fn none_of_these_is_an_answer_and_no_box_at_all_is_not() {
        let mut set: Option<BTreeSet<Channel>> = None;
        tick(&mut set, ("qris".into(), true));
        tick(&mut set, ("marketplace".into(), true));
        assert_eq!(ticked(set.as_ref(), Channel::as_str).unwrap().len(), 2);
        tick(&mut set, (NONE.into(), true));
        assert_eq!(set, Some(BTreeSet::new()));
        tick(&mut set, ("qris".into(), true));
        tick(&mut set, ("qris".into(), false));
        assert_eq!(set, None);
    }
}
