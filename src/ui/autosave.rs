//! Storing what is typed: 400 ms after the last key, at least once a second while somebody types on, when
//! the focus leaves, when the screen goes, and when another app comes to the front.
//!
//! Nothing that was typed is lost by leaving a screen: what still waits is stored while the screen
//! unmounts.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use dioxus::core::Task;
use dioxus::prelude::*;

use super::components::SaveState;
use super::session::use_phone_events;
use crate::platform::phone::PhoneEvent;

/// Time after the last key.
const PAUSE: Duration = Duration::from_millis(400);
/// The longest time that a key waits for its successor's pause.
const LONGEST: Duration = Duration::from_millis(900);

/// Changes that wait, the newest of each key, and the way to store them.
struct Inner<T> {
    waiting: Vec<(String, T)>,
    /// When the oldest of them began to wait.
    since: Option<Instant>,
    save: Box<dyn FnMut(Vec<T>) -> bool>,
}

impl<T> Inner<T> {
    fn put(&mut self, key: &str, change: T) {
        self.waiting.retain(|(other, _)| other != key);
        self.waiting.push((key.to_owned(), change));
    }

    /// How long to wait from `now` on for another key.
    fn pause(&mut self, now: Instant) -> Duration {
        let since = *self.since.get_or_insert(now);
        PAUSE.min((since + LONGEST).saturating_duration_since(now))
    }

    /// Stores what waits; none when nothing did.
    fn store(&mut self) -> Option<bool> {
        self.since = None;
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
    /// Stores `change` 400 ms from now, or with the next change, at the latest within a second. Another change
    /// with the same key replaces it before.
    pub fn save_later(&self, key: &str, change: T) {
        let pause = {
            let mut inner = self.inner.borrow_mut();
            inner.put(key, change);
            inner.pause(Instant::now())
        };
        let Self { mut state, mut timer, .. } = self.clone();
        state.set(SaveState::Saving);
        let this = self.clone();
        let task = spawn(async move {
            tokio::time::sleep(pause).await;
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
    let inner =
        use_hook(move || Rc::new(RefCell::new(Inner { waiting: Vec::new(), since: None, save: Box::new(save) })));
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
            since: None,
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

    #[test]
    fn whoever_types_on_is_stored_within_a_second() {
        let mut inner = Inner { waiting: vec![("name".to_owned(), "S")], since: None, save: Box::new(|_| true) };
        let first = Instant::now();
        let after = |ms| first + Duration::from_millis(ms);
        assert_eq!(inner.pause(first), PAUSE);
        assert_eq!(inner.pause(after(300)), PAUSE);
        assert_eq!(inner.pause(after(700)), Duration::from_millis(200));
        assert_eq!(inner.pause(after(2_000)), Duration::ZERO);
        assert_eq!(inner.store(), Some(true));
        assert_eq!(inner.pause(after(2_100)), PAUSE, "the next key begins anew");
    }
}
