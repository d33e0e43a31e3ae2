//! A supervisor's decisions on their way to the province, for the sync screen.

use dioxus::prelude::*;
use sambang_domain::review::Verdict;
use sambang_words::format;

use crate::device::WaitingDecision;
use crate::ui::components::{Chip, ChipKind, Notice, NoticeKind, SumHeader};
use crate::ui::i18n::{name_or_unnamed, t, t_code, t_with};
use crate::ui::session::use_setup;

/// The decisions that the province has not confirmed, oldest first.
#[component]
pub fn Decisions(
    /// What the store says about them.
    decisions: Vec<WaitingDecision>,
) -> Element {
    let n = decisions.len();
    rsx! {
        section {
            SumHeader { title: t("sync-decisions-title"),
                span { class: "small muted", id: "decisions-waiting", {t_with("sync-decisions-waiting", &[("n", n.into())])} }
            }
            ul { class: "list",
                for decision in decisions {
                    Decision { key: "{decision.review}", decision }
                }
            }
            p { class: "gut small muted decisions__note", {t("sync-decisions-safe")} }
        }
    }
}

#[component]
fn Decision(decision: WaitingDecision) -> Element {
    let setup = use_setup();
    let at = format::when(decision.decided_at, setup.clock.now(), setup.clock.local_offset_minutes());
    rsx! {
        li {
            div { class: "item", "data-decision": "{decision.review}",
                div { class: "item__main",
                    div { class: "split",
                        span { class: "item__title", {name_or_unnamed(&decision.name)} }
                        Chip { kind: if decision.blocked.is_some() { ChipKind::Held } else { ChipKind::Queued } }
                    }
                    p { class: "small muted",
                        {verdict_word(&decision.verdict)}
                        " · "
                        span { class: "num nowrap", "{at}" }
                    }
                    if let Some(reason) = &decision.blocked {
                        Notice { kind: NoticeKind::Hold, title: t_code("blocked", reason.as_str()), {t("sync-decisions-held")} }
                    } else if let Some(error) = &decision.last_error {
                        p { class: "small muted", {t_code("trouble", error.as_str())} " " {t_with("attempts", &[("n", decision.attempts.into())])} }
                    }
                }
            }
        }
    }
}

/// The decision in one word.
fn verdict_word(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Approve => t("status-setuju"),
        Verdict::Return => t("status-kembali"),
        Verdict::Reject => t("status-tolak"),
        Verdict::Other(word) => word.clone(),
    }
}
