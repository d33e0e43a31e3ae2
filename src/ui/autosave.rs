//! Storing what is typed: 400 ms after the last key, when the focus leaves, when the screen goes, and
//! when another app comes to the front.
//!
//! Nothing that was typed is lost by leaving a screen: what still waits is stored while the screen
//! unmounts.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use dioxus::core::Task;
use dioxus::prelude::*;

use super::components::SaveState;
use super::session::use_phone_events;
use crate::platform::phone::PhoneEvent;

/// Time after the last key.
const PAUSE: Duration = Duration::from_millis(400);

/// Changes that wait, the newest of each key, and the way to store them.
struct Inner<T> {
    waiting: Vec<(String, T)>,
    save: Box<dyn FnMut(Vec<T>) -> bool>,
}

impl<T> Inner<T> {
    fn put(&mut self, key: &str, change: T) {
        self.waiting.retain(|(other, _)| other != key);
        self.waiting.push((key.to_owned(), change));
    }

    /// Stores what waits; none when nothing did.
    fn store(&mut self) -> Option<bool> {
        if self.waiting.is_empty() {
            return None;
        }
        let changes = self.waiting.drain(..).map(|(_, change)| change).collect();
        Some((self.save)(changes))
    }
}

/// Handle of [`use_autosave`]; clone it into event handlers.
pub struct Autosave<T: 'static> {
    inner: Rc<RefCell<Inner<T>>>,
    state: Signal<SaveState>,
    timer: Signal<Option<Task>>,
}

impl<T> Clone for Autosave<T> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), state: self.state, timer: self.timer }
    }
}

impl<T: 'static> Autosave<T> {
    /// Stores `change` 400 ms from now unless another change with the same key replaces it.
    pub fn save_later(&self, key: &str, change: T) {
        self.inner.borrow_mut().put(key, change);
        let Self { mut state, mut timer, .. } = self.clone();
        state.set(SaveState::Saving);
        let this = self.clone();
        let task = spawn(async move {
            tokio::time::sleep(PAUSE).await;
            timer.set(None);
            this.flush();
        });
        if let Some(earlier) = timer.replace(Some(task)) {
            earlier.cancel();
        }
    }

    /// Stores what waits, at once.
    pub fn flush(&self) {
        let Self { mut state, mut timer, .. } = self.clone();
        if let Some(task) = timer.take() {
            task.cancel();
        }
        let stored = self.inner.borrow_mut().store();
        match stored {
            Some(true) => state.set(SaveState::Saved),
            Some(false) => state.set(SaveState::Failed),
            None => {}
        }
    }

    /// For the word in the bar; re-renders the screen when it changes.
    #[must_use]
    pub fn state(&self) -> SaveState {
        (self.state)()
    }
}

/// Autosave for one screen. `save` stores the changes in the order typed and tells whether that was
/// done; it also runs while the screen unmounts and must not write signals of the screen.
pub fn use_autosave<T: 'static>(save: impl FnMut(Vec<T>) -> bool + 'static) -> Autosave<T> {
    let state = use_signal(SaveState::default);
    let timer = use_signal(|| None::<Task>);
    let inner = use_hook(move || Rc::new(RefCell::new(Inner { waiting: Vec::new(), save: Box::new(save) })));
    let last = inner.clone();
    use_drop(move || {
        last.borrow_mut().store();
    });
    let autosave = Autosave { inner, state, timer };
    let behind = autosave.clone();
    use_phone_events(move |event| {
        if event == PhoneEvent::Paused {
            behind.flush();
        }
    });
    autosave
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_text_of_a_field_is_stored_once_and_no_field_pushes_out_another() {
        let stored = Rc::new(RefCell::new(Vec::new()));
        let seen = stored.clone();
        let mut inner = Inner {
            waiting: Vec::new(),
            save: Box::new(move |changes| {
                seen.borrow_mut().extend(changes);
                true
            }),
        };
        inner.put("name", "S");
        inner.put("address", "Jalan");
        inner.put("name", "Siti");
        assert_eq!(inner.store(), Some(true));
        assert_eq!(inner.store(), None);
        assert_eq!(*stored.borrow(), ["Jalan", "Siti"]);
    }
}
