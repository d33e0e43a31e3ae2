//! The history of a survey: its versions, and what each one changed.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::review::{self, FieldChange};
use sambang_domain::survey::fields;
use sambang_words::format;
use sambang_words::values;

use super::judgement::Judgement;
use crate::device::Case;
use crate::ui::components::{Icon, KvRow};
use crate::ui::i18n::{field_name, language, t, t_with};

/// The part.
#[component]
pub(super) fn History(
    /// The survey.
    case: Rc<Case>,
) -> Element {
    let judgement = use_context::<Judgement>();
    let first = format::moment(case.first_received_at, judgement.offset);
    rsx! {
        section { id: "history", class: "panel stack stack--3 review-part", "data-revisions": case.history.len(),
            h2 { {t("case-part-history")} }
            dl { class: "kv",
                KvRow { term: t("case-receipt"), span { class: "num", "{case.receipt_number}" } }
                KvRow { term: t("case-first-received"), "{first}" }
                KvRow { term: t("case-seal"), if case.seal_fits { {t("case-seal-fits")} } else { {t("case-seal-broken")} } }
            }
            for revision in case.history.iter().rev().cloned() {
                Version { key: "{revision.number}", case: case.clone(), revision }
            }
        }
    }
}

#[component]
fn Version(case: Rc<Case>, revision: review::Version) -> Element {
    let judgement = use_context::<Judgement>();
    let at = format::moment(revision.received_at, judgement.offset);
    let changes: Vec<FieldChange> = revision.changes.iter().filter(|change| change.tells()).cloned().collect();
    rsx! {
        div { class: "stack stack--2",
            h3 { class: "split",
                span { {t_with("case-version", &[("number", revision.number.into())])} }
                span { class: "small muted nowrap", {format::unbroken(&at)} }
            }
            if revision.number <= 1 {
                p { class: "small muted", {t("case-version-first")} }
            } else if changes.is_empty() {
                p { class: "small muted", {t("case-version-same")} }
            } else {
                Changed { case, changes }
            }
        }
    }
}

/// What changed, old struck through and new with a plus; a photo was replaced.
#[component]
pub(super) fn Changed(
    /// The survey.
    case: Rc<Case>,
    /// What differs from the version before.
    changes: Vec<FieldChange>,
    /// The answer under which they stand; its own name is not said again.
    of: Option<String>,
) -> Element {
    let judgement = use_context::<Judgement>();
    rsx! {
        for change in changes.into_iter().filter(FieldChange::tells) {
            div { key: "{change.path}", class: "diff small", "data-change": "{change.path}",
                if of.as_ref() != Some(&change.path) {
                    span { class: "k", {field_name(&case.programme, &change.path)} }
                }
                if fields::photo(&change.path).is_some() {
                    span { class: "diff__new",
                        Icon { name: "image" }
                        {photo_words(&change)}
                    }
                } else {
                    span { class: "diff__old",
                        Icon { name: "minus" }
                        span { class: "sr", {t("case-before")} }
                        {values::value(language(), &change.path, &change.before, judgement.offset)}
                    }
                    span { class: "diff__new",
                        Icon { name: "plus" }
                        span { class: "sr", {t("case-after")} }
                        {values::value(language(), &change.path, &change.after, judgement.offset)}
                    }
                }
            }
        }
    }
}

fn photo_words(change: &FieldChange) -> String {
    match (change.before.is_null(), change.after.is_null()) {
        (true, _) => t("case-photo-added"),
        (_, true) => t("case-photo-removed"),
        _ => t("case-photo-replaced"),
    }
}
