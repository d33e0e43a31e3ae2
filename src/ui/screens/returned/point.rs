//! One thing to correct: what was said about a field, its value, and the two ways to settle it.

use dioxus::prelude::*;
use sambang_domain::review::{FieldChange, Said};
use sambang_domain::survey::{Survey, fields};
use sambang_words::format;
use sambang_words::values;
use serde_json::Value;

use super::{Returned, correct};
use crate::device::Point;
use crate::ui::autosave::use_autosave;
use crate::ui::components::{Button, ButtonKind, Chip, ChipKind, Icon, MessageKind, TextField};
use crate::ui::i18n::{field_name, language, t, t_with};
use crate::ui::session::{use_device, use_setup};

/// The point, with its thread.
#[component]
pub(super) fn PointPanel(
    /// The survey.
    found: Returned,
    /// What is asked.
    point: Point,
    /// Its place in the list, from 1.
    number: usize,
    /// Where trouble is shown.
    problem: Signal<Option<String>>,
) -> Element {
    let device = use_device();
    let mut replying = use_signal(|| false);
    let id = found.survey.id;
    let field = field_name(&found.programme, &point.path);
    let settled = match (point.changes.is_empty(), point.reply.is_empty()) {
        (false, _) => Some(t("returned-changed")),
        (true, false) => Some(t("returned-replied")),
        (true, true) => None,
    };
    let reply = if point.reply.is_empty() { t("returned-reply") } else { t("returned-reply-change") };
    let path = point.path.clone();
    let named = |key: &str| t_with(key, &[("field", field.clone().into())]);
    rsx! {
        section { class: "panel stack stack--3", "data-point": point.path.clone(), "data-settled": if settled.is_some() { "yes" } else { "no" },
            div { class: "split",
                h2 { {t_with("returned-point", &[("n", number.into()), ("field", field.clone().into())])} }
                if let Some(text) = &settled {
                    Chip { kind: ChipKind::Approved, text: text.clone() }
                }
            }
            for said in point.said.clone() {
                Turn { key: "{said.at.0}-{said.by.is_some()}", said }
            }
            Values { point: point.clone(), survey: found.survey.clone() }
            if found.correction.here {
                if replying() {
                    Reply { found: found.clone(), point: point.clone() }
                }
                div { class: "acts",
                    Button {
                        id: "edit-{number}", kind: ButtonKind::Second, small: true, icon: "pen-line", label: named("returned-edit-of"),
                        onclick: move |_| correct(&device, id, &path, problem), {t("returned-edit")}
                    }
                    if !replying() {
                        Button {
                            id: "reply-{number}", kind: ButtonKind::Quiet, small: true, icon: "message-square", label: named("returned-reply-of"),
                            onclick: move |_| replying.set(true), "{reply}"
                        }
                    }
                }
            }
        }
    }
}

/// What one of the two said.
#[component]
fn Turn(said: Said) -> Element {
    let device = use_device();
    let offset = use_setup().clock.local_offset_minutes();
    let own = || device.person().map(|person| person.name).unwrap_or_default();
    let (class, who) = match said.by {
        Some(_) => ("avatar", t("returned-supervisor")),
        None => ("avatar avatar--me", t("returned-you")),
    };
    let letters = initials(&said.by.clone().unwrap_or_else(own));
    let day = format::unbroken(&format::day(said.at, offset));
    let when = t_with("returned-when", &[("day", day.into()), ("time", format::clock(said.at, offset).into())]);
    rsx! {
        div { class: "comment",
            span { class, "aria-hidden": "true", "{letters}" }
            div { class: "comment__body",
                p { class: "comment__who",
                    b { "{who}" }
                    " · {when}"
                }
                "{said.text}"
            }
        }
    }
}

/// The value that stands there; after a change what stood there before, too.
#[component]
fn Values(point: Point, survey: Survey) -> Element {
    let offset = use_setup().clock.local_offset_minutes();
    let words = |path: &str, value: &Value| values::masked(language(), path, value, offset);
    if point.changes.is_empty() {
        let Some(value) = value_at(&survey, &point.path) else { return rsx! {} };
        return rsx! {
            div { class: "diff",
                span { class: "diff__same", {words(&point.path, &value)} }
            }
        };
    }
    let pair = |FieldChange { path, before, after }: &FieldChange| (words(path, before), words(path, after));
    // A photo that was taken again has the same words before and after.
    let pairs: Vec<_> = point.changes.iter().map(pair).filter(|(before, after)| before != after).collect();
    if pairs.is_empty() {
        return rsx! {};
    }
    rsx! {
        div { class: "diff",
            for (before, after) in pairs {
                span { class: "diff__old",
                    Icon { name: "minus" }
                    "{before}"
                }
                span { class: "diff__new",
                    Icon { name: "plus" }
                    "{after}"
                }
            }
        }
    }
}

/// The reply as it is typed; it is stored like every answer.
#[component]
fn Reply(found: Returned, point: Point) -> Element {
    let device = use_device();
    let (id, review, path) = (found.survey.id, found.correction.notice.review.id, point.path.clone());
    let autosave = use_autosave(move |mut texts: Vec<String>| {
        texts.pop().is_none_or(|text| device.reply(id, review, &path, &text).is_ok())
    });
    let leaving = autosave.clone();
    rsx! {
        TextField {
            id: "reply", label: t("returned-reply-label"), value: point.reply, multiline: true, autofocus: true, max_len: 400,
            message: Some((MessageKind::Hint, t("returned-reply-hint"))),
            oninput: move |text: String| autosave.save_later("reply", text),
            onblur: move |()| leaving.flush(),
        }
    }
}

/// A plain value of the record; none when nothing stands there or it has parts.
fn value_at(survey: &Survey, path: &str) -> Option<Value> {
    let value = fields::stored(survey, path);
    let no_photo = fields::photo(path).is_some() && value.as_array().is_some_and(Vec::is_empty);
    let empty = no_photo || value.is_null() || value.is_object() || value.as_str().is_some_and(str::is_empty);
    (!empty).then_some(value)
}

/// First letters of a name's first two words.
fn initials(name: &str) -> String {
    let words = name.split_whitespace().filter(|word| *word != "CONTOH");
    words.filter_map(|word| word.chars().next()).take(2).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_at_most_two_letters() {
        assert_eq!(initials("CONTOH Dewi Lestari"), "DL");
        assert_eq!(initials("siti"), "S");
        assert_eq!(initials("Rahmat bin Hidayat"), "RB");
    }
}
