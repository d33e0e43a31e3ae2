//! What a supervisor asks about the answers of a step. At most fields the remark is the line under
//! the field, see [`View::verdict`]; those that have no such line are named on top of their step.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::ids::SurveyId;
use sambang_domain::survey::{Step, fields};

use super::context::View;
use super::photo_jobs;
use crate::device::Point;
use crate::ui::components::{Notice, NoticeKind};
use crate::ui::i18n::{field_name, t};

/// Whether a photo of the survey is still being made ready; sealing now would leave it out.
#[must_use]
pub fn photo_under_way(id: SurveyId) -> bool {
    photo_jobs::busy(id)
}

/// The remarks of a step that have no line of their own.
#[component]
pub(super) fn StepRemarks(
    /// What is stored.
    view: Rc<View>,
    /// Which step.
    step: Step,
) -> Element {
    let here = |point: &&Point| {
        let field = fields::of(&point.path);
        field.step == step && (!field.has_line || step == Step::Summary)
    };
    let points: Vec<Point> = view.points.iter().filter(here).cloned().collect();
    if points.is_empty() {
        return rsx! {};
    }
    rsx! {
        div { class: if step == Step::Summary { "gut stack stack--2 remarks" } else { "stack stack--2 remarks" },
            for point in points {
                Notice { key: "{point.path}", kind: if point.is_settled() { NoticeKind::Plain } else { NoticeKind::Warn }, icon: "undo-2",
                    title: format!("{}: {}", t("remark-title"), field_name(&view.programme, &point.path)),
                    "{point.asked}"
                }
            }
        }
    }
}
