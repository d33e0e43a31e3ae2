//! What a supervisor asks about the answers of a step. At most fields the remark is the line under
//! the field, see [`View::verdict`]; those that have no such line are named on top of their step.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::ids::SurveyId;

use super::context::{STEPS, View};
use super::findings::{field_target, step_of};
use super::photo_jobs;
use crate::device::Point;
use crate::ui::components::{FieldMessage, MessageKind, Notice, NoticeKind};
use crate::ui::field_names::field_name;
use crate::ui::i18n::{t, t_with};

/// The step on which the answer at `path` is given, and the id of the element that takes the focus.
/// The empty path, the survey as a whole, leads to the summary.
#[must_use]
pub fn target_of_answer(path: &str) -> (u8, String) {
    (step_of(path), field_target(path))
}

/// Whether a photo of the survey is still being made ready; sealing now would leave it out.
#[must_use]
pub fn photo_under_way(id: SurveyId) -> bool {
    photo_jobs::busy(id)
}

/// The remark as the line under its field.
pub(super) fn message(point: &Point) -> FieldMessage {
    let text = [("text", point.asked.clone().into())];
    let kind = if point.is_settled() { MessageKind::Hint } else { MessageKind::Warn };
    let key = if point.changes.is_empty() { "remark" } else { "remark-changed" };
    (kind, t_with(key, &text))
}

/// Whether the form has no line under the field at `path`.
fn stands_on_top(path: &str) -> bool {
    let (part, field) = path.split_once('.').unwrap_or((path, ""));
    match part {
        "identity" => matches!(field, "rt" | "rw" | "nik_confirmed"),
        "business" => field.starts_with("kbli"),
        "evidence" => field == "drawn_signature",
        "statement" => field != "place",
        "eligibility" | "sections" => false,
        _ => true,
    }
}

/// The remarks of a step that have no line of their own.
#[component]
pub(super) fn StepRemarks(
    /// What is stored.
    view: Rc<View>,
    /// Which step.
    step: u8,
) -> Element {
    let here = |point: &&Point| step_of(&point.path) == step && (stands_on_top(&point.path) || step == STEPS);
    let points: Vec<Point> = view.points.iter().filter(here).cloned().collect();
    if points.is_empty() {
        return rsx! {};
    }
    rsx! {
        div { class: if step == STEPS { "gut stack stack--2 remarks" } else { "stack stack--2 remarks" },
            for point in points {
                Notice { key: "{point.path}", kind: if point.is_settled() { NoticeKind::Plain } else { NoticeKind::Warn }, icon: "undo-2",
                    title: format!("{}: {}", t("remark-title"), field_name(&view.programme, &point.path)),
                    "{point.asked}"
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_leads_to_the_step_and_the_field_it_is_about() {
        assert_eq!(target_of_answer("identity.name"), (2, "name".to_owned()));
        assert_eq!(target_of_answer("evidence.business_front"), (5, "photo-business_front".to_owned()));
        assert_eq!(target_of_answer("eligibility.receives_kur"), (6, "q-receives_kur".to_owned()));
        assert_eq!(target_of_answer("position"), (4, "locate".to_owned()));
        assert_eq!(target_of_answer("sections.turnover.now_rupiah"), (8, "section-turnover".to_owned()));
        assert_eq!(target_of_answer(""), (8, "screen-title".to_owned()));
    }
}
