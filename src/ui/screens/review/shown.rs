//! Which version of the survey is on the page, and whether a newer one waits beside it.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::ids::Digest;
use sambang_words::claims::all;

use super::judgement::Judgement;
use super::photos::note;
use super::read;
use crate::device::{Case, Opened};
use crate::ui::i18n::language;
use crate::ui::session::{use_device, use_notices};

/// The version on the page, and the one in the store.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    shown: Signal<Rc<Case>>,
    /// Digest of the version on the page: what a decision is about.
    pub(super) judged: Signal<Digest>,
    fresh: Memo<Option<Rc<Case>>>,
}

/// Begins with `first`. What changes around the same version, a photo that arrived or a decision, is
/// shown at once; another version waits until it is looked at. That the NIK was opened is noted.
pub(super) fn use_shown(first: &Rc<Case>, judgement: &Judgement) -> Shown {
    let tick = use_notices();
    let device = use_device();
    let id = first.survey.id;
    let mut shown = use_signal(|| first.clone());
    let judged = use_signal(|| first.digest);
    let fresh = use_memo(use_reactive!(|tick| {
        let _ = tick;
        read(&device, id)
    }));
    use_effect(move || {
        if let Some(fresh) = fresh().filter(|fresh| fresh.digest == *judged.peek() && *fresh != *shown.peek()) {
            shown.set(fresh);
        }
    });
    use_hook(|| {
        if !first.survey.identity.nik.is_empty() {
            note(&judgement.device, id, Opened::Nik);
        }
    });
    Shown { shown, judged, fresh }
}

impl Shown {
    /// What is on the page; reading it re-renders the reader.
    pub(super) fn case(self) -> Rc<Case> {
        (self.shown)()
    }

    /// The same, without re-rendering.
    pub(super) fn peek(self) -> Rc<Case> {
        self.shown.peek().clone()
    }

    /// The number of the version that waits to be looked at.
    pub(super) fn newer(self) -> Option<u32> {
        (self.fresh)().filter(|fresh| fresh.digest != (self.judged)()).map(|fresh| fresh.revision)
    }

    /// The survey left the area.
    pub(super) fn gone(self) -> bool {
        (self.fresh)().is_none()
    }

    /// Another version waits, or the survey left the area; without re-rendering.
    pub(super) fn waits(self) -> bool {
        self.fresh.peek().as_ref().is_none_or(|fresh| fresh.digest != *self.judged.peek())
    }

    /// Puts the waiting version on the page. What changed in it is to be looked at again.
    pub(super) fn look(mut self, judgement: &Judgement) {
        let Some(fresh) = self.fresh.peek().clone() else { return };
        let changed = fresh.history.last().map(|newest| newest.changes.clone()).unwrap_or_default();
        let stale: Vec<String> = all(language(), &fresh.survey, &fresh.programme)
            .into_iter()
            .filter(|claim| changed.iter().any(|change| claim.holds(&change.path)))
            .map(|claim| claim.path)
            .collect();
        judgement.change(|draft| draft.checked.retain(|path| !stale.contains(path)));
        note(&judgement.device, judgement.id, Opened::Nik);
        self.judged.set(fresh.digest);
        self.shown.set(fresh);
    }
}
