//! Confirming a warning: a short reason, picked or typed, that goes to the supervisor with the survey.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::check::{Finding, FindingCode, confirm, confirmation};
use sambang_words::findings;

use super::context::{View, Visit};
use crate::ui::components::{Button, ButtonKind, InputMode, MessageKind, Sheet, TextField};
use crate::ui::i18n::{language, t};

/// The sheet.
#[component]
pub(super) fn ConfirmSheet(
    /// What is stored.
    view: Rc<View>,
    /// The warning.
    finding: Finding,
    /// Closed.
    on_close: EventHandler<()>,
) -> Element {
    let visit = use_context::<Visit>();
    let kept = confirmation(&view.survey, &finding).map(|kept| kept.reason.clone());
    let confirmed = kept.is_some();
    let mut reason = use_signal(|| kept.unwrap_or_default());
    let (title, advice) = findings::title_and_advice(language(), &finding, &view.programme);
    let reasons = reasons(&finding.code);
    let keep = use_callback(move |reason: String| {
        let (finding, at) = (finding.clone(), visit.device.now());
        visit.save_now(move |survey| confirm(survey, &finding, &reason, at));
        on_close.call(());
    });
    rsx! {
        Sheet { title, on_close,
            p { "{advice}" }
            div { class: "cluster", role: "group", "aria-label": t("confirm-pick"),
                for picked in reasons {
                    button {
                        key: "{picked}", r#type: "button", class: "chip--btn",
                        "aria-pressed": if reason() == picked { "true" } else { "false" },
                        onclick: { let picked = picked.clone(); move |_| reason.set(picked.clone()) },
                        "{picked}"
                    }
                }
            }
            TextField {
                id: "confirm-reason", label: t("confirm-reason"), value: reason(), input_mode: InputMode::Text, max_len: 200,
                message: Some((MessageKind::Hint, t("confirm-reason-hint"))), oninput: move |text| reason.set(text),
            }
            Button {
                id: "confirm-save", icon: "check", block: true, disabled: reason.read().trim().is_empty(),
                onclick: move |_| keep.call(reason()),
                {t("confirm-save")}
            }
            if confirmed {
                Button { id: "confirm-undo", kind: ButtonKind::Second, block: true, onclick: move |_| keep.call(String::new()), {t("confirm-undo")} }
            }
        }
    }
}

/// What is said most often about a finding of this code.
fn reasons(code: &FindingCode) -> Vec<String> {
    let mut reasons = match code.topic() {
        _ if *code == FindingCode::PositionMissing => vec![t("confirm-no-position")],
        _ if matches!(code, FindingCode::PhotoEarlier | FindingCode::PhotoElsewhere) => {
            vec![t("confirm-photo-earlier")]
        }
        "nik" | "name" | "birth_date" => vec![t("confirm-as-card"), t("confirm-card-wrong")],
        "family_card" => vec![t("confirm-as-family-card")],
        "occupation" => vec![t("confirm-job-ended"), t("confirm-job-not-public")],
        "position" => vec![t("confirm-place-right"), t("confirm-no-position")],
        "legality" | "photo" => vec![t("confirm-paper-later")],
        _ => Vec::new(),
    };
    reasons.push(t("confirm-asked"));
    reasons
}
