//! The warning that the applicant was probably visited before: a notice under the NIK that stops nothing.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::check::{Finding, FindingCode, confirmation};
use sambang_words::findings::{self, title_and_advice};

use super::context::{View, Visit};
use super::findings::is_duplicate;
use crate::ui::components::{Button, ButtonKind, Notice, NoticeKind};
use crate::ui::i18n::{language, t};
use crate::ui::screens::rows::route_of;

/// A notice for each thing that is known of the NIK; the other survey on this device can be opened.
#[component]
pub(super) fn Duplicates(
    /// What is stored.
    view: Rc<View>,
) -> Element {
    let found: Vec<_> = view.findings.iter().filter(|finding| is_duplicate(finding)).cloned().collect();
    rsx! {
        div { class: "stack stack--2", id: "duplicates", role: "status",
            for finding in found {
                Duplicate { key: "{finding.code.as_str()}", view: view.clone(), finding }
            }
        }
    }
}

#[component]
fn Duplicate(view: Rc<View>, finding: Finding) -> Element {
    let visit = use_context::<Visit>();
    let navigator = use_navigator();
    let (title, advice) = title_and_advice(language(), &finding, &view.programme);
    let confirmed = confirmation(&view.survey, &finding).map(|kept| findings::confirmed(language(), kept));
    let other = if finding.code == FindingCode::NikOwnDuplicate {
        visit.device.own_duplicate(&view.survey).ok().flatten()
    } else {
        None
    };
    rsx! {
        Notice {
            kind: if confirmed.is_some() { NoticeKind::Plain } else { NoticeKind::Warn },
            id: finding.code.as_str().replace(['.', '_'], "-"), title,
            div { class: "stack stack--2",
                p { {confirmed.unwrap_or(advice)} }
                if let Some(other) = other {
                    Button {
                        id: "open-duplicate", kind: ButtonKind::Second, small: true,
                        onclick: move |_| {
                            visit.autosave.flush();
                            navigator.push(route_of(&other));
                        },
                        {t("visit-open-duplicate")}
                    }
                }
            }
        }
    }
}
