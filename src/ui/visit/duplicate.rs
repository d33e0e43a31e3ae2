//! What is known of the NIK already: a notice under it that stops nothing. What filters say is perhaps true, so it
//! is told more quietly than a second survey on this very phone.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::check::{Finding, FindingCode, Severity, confirmation};
use sambang_domain::nik::Nik;
use sambang_words::findings::{self, title_and_advice};

use super::context::{View, Visit};
use super::findings::is_duplicate;
use crate::device::Device;
use crate::ui::components::{Button, ButtonKind, Notice, NoticeKind};
use crate::ui::i18n::{language, t};
use crate::ui::screens::rows::route_of;
use crate::ui::session::blocking;

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
    let kind = match finding.severity {
        _ if confirmed.is_some() => NoticeKind::Plain,
        Severity::Note => NoticeKind::Info,
        Severity::Warning | Severity::Error => NoticeKind::Warn,
    };
    rsx! {
        Notice {
            kind,
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

/// Asks the filters about the NIK once it is whole, in the background: that takes as long as opening the app. The
/// view is read again when they have answered.
pub(super) fn use_question(device: &Device, view: &View) {
    let device = device.clone();
    let nik = Nik::parse(&view.survey.identity.nik).ok();
    let open = nik.filter(|nik| device.is_asked(nik).is_ok_and(|asked| !asked));
    use_effect(use_reactive!(|open| {
        let Some(nik) = open else { return };
        let device = device.clone();
        spawn(async move {
            if let Some(Err(error)) = blocking(move || device.ask_filters(&nik)).await {
                tracing::error!(%error, "the filters were not asked");
            }
        });
    }));
}
