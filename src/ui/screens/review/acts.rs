//! What the keys and the buttons of the page both do: approve, or open a question.

use dioxus::prelude::*;
use dioxus::router::Navigator;
use sambang_domain::check::{Finding, Severity};
use sambang_domain::review::Verdict;
use sambang_words::claims::{Claim, all};

use super::banners::{is_open, open_duplicates};
use super::decide::Decider;
use super::judgement::Judgement;
use crate::device::Case;
use crate::ui::i18n::{language, t};
use crate::ui::route::Route;

/// The dialog that lies over the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asking {
    /// The reason of a rejection.
    Reject,
    /// What is to be corrected.
    Return,
    /// Whether to approve although something is open.
    ApproveOpen,
    /// The list of keys.
    Keys,
}

/// What the keys and the buttons both do.
#[derive(Clone)]
pub(super) struct Acts {
    /// What is asked.
    pub(super) asking: Signal<Option<Asking>>,
    /// A decided survey is decided again.
    pub(super) again: Signal<bool>,
    /// Seals the decision.
    pub(super) decider: Decider,
}

impl Acts {
    /// Why nothing can be decided on this page; none when it can.
    pub(super) fn hindrance(&self, case: &Case, newer: bool) -> Option<String> {
        if newer {
            return Some(t("case-dock-newer"));
        }
        (!is_open(case) && !(self.again)()).then(String::new)
    }

    /// Opens the question about `what`.
    pub(super) fn ask(&self, what: Asking) {
        let mut asking = self.asking;
        self.decider.sealing.forget_trouble();
        asking.set(Some(what));
    }

    /// Approves; duplicates are compared first, and what is open is asked about.
    pub(super) fn approve(&self, case: &Case, judgement: &Judgement, navigator: Navigator) {
        if !case.seal_fits {
            return;
        }
        if !open_duplicates(case).is_empty() {
            navigator.push(Route::Compare { id: case.survey.id.to_string() });
        } else if Open::of(case, judgement).is_nothing() {
            self.decider.decide(Verdict::Approve);
        } else {
            self.ask(Asking::ApproveOpen);
        }
    }
}

/// What speaks against approving at once.
pub(super) struct Open {
    /// Errors and warnings, the confirmed ones too.
    pub(super) findings: Vec<Finding>,
    /// How many answers were neither ticked nor remarked on.
    pub(super) unchecked: usize,
    /// How many remarks there are.
    pub(super) remarks: usize,
}

impl Open {
    pub(super) fn of(case: &Case, judgement: &Judgement) -> Self {
        let claims = all(language(), &case.survey, &case.programme);
        let judged = |claim: &&Claim| judgement.ticked(&claim.path) || !judgement.remark(&claim.path).is_empty();
        let weighs = |finding: &&Finding| finding.severity != Severity::Note;
        Self {
            findings: case.findings.iter().filter(weighs).cloned().collect(),
            unchecked: claims.iter().filter(|claim| !judged(claim)).count(),
            remarks: judgement.remarks().len(),
        }
    }

    fn is_nothing(&self) -> bool {
        self.findings.is_empty() && self.unchecked == 0 && self.remarks == 0
    }
}
