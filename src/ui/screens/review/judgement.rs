//! The judgement on its way: ticks, comments, reason and note. Every change goes to the store; what
//! is typed 400 ms after the last key, when the focus leaves and when the page goes.

use std::collections::BTreeSet;

use dioxus::prelude::*;
use sambang_domain::ids::SurveyId;
use sambang_domain::open::Unknown;
use sambang_domain::review::Comment;

use crate::device::{Device, ReviewDraft};
use crate::ui::autosave::{Autosave, use_autosave};
use crate::ui::components::SaveState;
use crate::ui::session::{use_device, use_setup};

/// One survey under judgement, shared by the parts of its page.
#[derive(Clone)]
pub(super) struct Judgement {
    /// The store.
    pub(super) device: Device,
    /// Which survey.
    pub(super) id: SurveyId,
    /// Minutes by which local time is ahead of UTC.
    pub(super) offset: i32,
    draft: Signal<ReviewDraft>,
    /// Fields whose comment box is open, with or without words.
    open: Signal<BTreeSet<String>>,
    saver: Autosave<ReviewDraft>,
}

/// The judgement of one survey, with what the store holds of an earlier sitting.
pub(super) fn use_judgement(id: SurveyId) -> Judgement {
    let device = use_device();
    let offset = use_setup().clock.local_offset_minutes();
    let first = device.clone();
    let draft = use_signal(move || {
        let kept = first.case_draft(id).inspect_err(|error| tracing::error!(%error, "a judgement cannot be read"));
        kept.unwrap_or_default()
    });
    let open = use_signal(BTreeSet::new);
    let keeper = device.clone();
    let saver = use_autosave(move |drafts: Vec<ReviewDraft>| {
        let stored = drafts.last().map(|draft| keeper.set_case_draft(id, draft));
        stored
            .is_none_or(|stored| stored.inspect_err(|error| tracing::error!(%error, "a judgement is not kept")).is_ok())
    });
    Judgement { device, id, offset, draft, open, saver }
}

impl Judgement {
    /// What was judged so far; reading it re-renders the reader.
    pub(super) fn draft(&self) -> ReviewDraft {
        self.draft.read().clone()
    }

    /// Changes it and stores it at once.
    pub(super) fn change(&self, change: impl FnOnce(&mut ReviewDraft)) {
        self.change_later(change);
        self.saver.flush();
    }

    /// Changes it and stores it a moment later: for typed text.
    pub(super) fn change_later(&self, change: impl FnOnce(&mut ReviewDraft)) {
        let mut draft = self.draft;
        change(&mut draft.write());
        self.saver.save_later("draft", draft.peek().clone());
    }

    /// Stores what still waits.
    pub(super) fn flush(&self) {
        self.saver.flush();
    }

    /// The last change could not be stored.
    pub(super) fn failed(&self) -> bool {
        self.saver.state() == SaveState::Failed
    }

    /// The answer at `path` fits.
    pub(super) fn ticked(&self, path: &str) -> bool {
        self.draft.read().checked.contains(path)
    }

    /// Ticks the answer, or takes the tick back.
    pub(super) fn tick(&self, path: &str) {
        let mut open = self.open;
        open.write().remove(path);
        self.change(|draft| {
            if !draft.checked.remove(path) {
                draft.checked.insert(path.to_owned());
            }
        });
    }

    /// The remark on the answer at `path`; empty when there is none.
    pub(super) fn remark(&self, path: &str) -> String {
        let draft = self.draft.read();
        let said = draft.comments.iter().find(|comment| comment.path == path);
        said.map(|comment| comment.text.clone()).unwrap_or_default()
    }

    /// Writes a remark; one without words is none. A commented answer is not ticked.
    pub(super) fn say(&self, path: &str, text: &str) {
        self.change_later(|draft| say(draft, path, text));
    }

    /// Whether the box for a remark stands below the answer.
    pub(super) fn is_open(&self, path: &str) -> bool {
        self.open.read().contains(path) || !self.remark(path).is_empty()
    }

    /// Opens the box, or closes one without words.
    pub(super) fn toggle(&self, path: &str) {
        let mut open = self.open;
        if !open.write().remove(path) {
            open.write().insert(path.to_owned());
        }
    }

    /// Takes a remark away, and its box.
    pub(super) fn take_back(&self, path: &str) {
        let mut open = self.open;
        open.write().remove(path);
        self.change(|draft| say(draft, path, ""));
    }

    /// The remarks that have words.
    pub(super) fn remarks(&self) -> Vec<Comment> {
        self.draft.read().comments.clone()
    }
}

/// Puts a remark into a draft, takes it out when it has no words.
pub(in crate::ui::screens) fn say(draft: &mut ReviewDraft, path: &str, text: &str) {
    let at = draft.comments.iter().position(|comment| comment.path == path);
    match at {
        Some(at) if text.trim().is_empty() => drop(draft.comments.remove(at)),
        Some(at) => {
            if let Some(comment) = draft.comments.get_mut(at) {
                text.clone_into(&mut comment.text);
            }
        }
        None if text.trim().is_empty() => return,
        None => {
            draft.comments.push(Comment { path: path.to_owned(), text: text.to_owned(), unknown: Unknown::new() });
        }
    }
    draft.checked.remove(path);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_replaces_the_tick_and_goes_with_its_last_word() {
        let mut draft = ReviewDraft::default();
        draft.checked.insert("identity.nik".to_owned());
        say(&mut draft, "identity.nik", "Cocokkan angka ke-7");
        say(&mut draft, "identity.nik", "Cocokkan angka ke-8");
        assert_eq!(draft.comments.len(), 1);
        assert_eq!(draft.comments[0].text, "Cocokkan angka ke-8");
        assert!(draft.checked.is_empty());
        say(&mut draft, "identity.nik", "  ");
        assert!(draft.comments.is_empty());
    }
}
