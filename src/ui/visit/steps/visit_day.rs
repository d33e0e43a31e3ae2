//! The day of the visit, to be corrected where the phone's clock was wrong.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::survey::fields;
use sambang_words::format;

use crate::ui::components::{Mask, MessageKind};
use crate::ui::i18n::{label, t, t_with};
use crate::ui::visit::answer::{Digits, use_touched};
use crate::ui::visit::context::{View, Visit};
use crate::ui::visit::typed::{TypedDate, read_date};

/// The field. Only a whole date is stored.
#[component]
pub(super) fn VisitDay(view: Rc<View>) -> Element {
    let visit = use_context::<Visit>();
    let stored = format::date(view.survey.visited_on);
    let mut text = use_signal(|| stored.clone());
    let touched = use_touched();
    let day = read_date(&text.read());
    let whole = matches!(day, TypedDate::Day(_));
    let message = match day {
        TypedDate::Impossible => {
            (MessageKind::Error, t_with("visit-date-impossible", &[("date", text.read().clone().into())]))
        }
        TypedDate::Empty | TypedDate::Incomplete if touched.shown(false, false) => {
            (MessageKind::Error, t("visit-date-incomplete"))
        }
        _ => view.message(fields::VISITED_ON.path, true, t("visit-day-hint")),
    };
    rsx! {
        section { class: "gut",
            Digits {
                id: "visited_on", label: label(&fields::VISITED_ON), mask: Mask::Date, message,
                value: if whole { stored } else { text.read().clone() },
                on_text: move |typed: String| {
                    touched.typed();
                    if let TypedDate::Day(day) = read_date(&typed) {
                        let stored = visit.device.set_visit_day(visit.id, day).is_ok();
                        let mut failed = visit.failed;
                        failed.set(!stored);
                    }
                    text.set(typed);
                },
                on_left: move |()| touched.left(),
            }
        }
    }
}
