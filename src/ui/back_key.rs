//! The back key: who hears it, and what it closes.
//!
//! Android's own key comes as an event of the phone. Where the platform knows only the page's history,
//! one entry is kept in it while there is a way back, and popping that entry is a press.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use dioxus::core::current_scope_id;
use dioxus::prelude::*;
use tokio::sync::watch;

use super::session::use_phone_events;
use crate::platform::Phone;
use crate::platform::phone::PhoneEvent;

/// Keeps one entry in the page's history while the key is wanted; tells when that entry is popped.
const BRIDGE: &str = r"
let armed = false, ours = false;
window.addEventListener('popstate', () => { if (ours) { ours = false; return; } armed = false; dioxus.send(true); });
while (true) {
  const wanted = await dioxus.recv();
  if (wanted && !armed) { history.pushState({}, ''); armed = true; }
  else if (!wanted && armed) { ours = true; armed = false; history.back(); }
}";

/// Closes or goes back.
type Handler = Rc<dyn Fn()>;

/// The back key, as the phone or the page's history tells it.
#[derive(Clone)]
pub struct BackKey {
    /// Counts the presses.
    pub pressed: Signal<u64>,
    wanted: Rc<watch::Sender<bool>>,
    /// The screen has somewhere to go back to.
    away: Rc<Cell<bool>>,
    /// What is open, the last one on top.
    handlers: Rc<RefCell<Vec<(ScopeId, Handler)>>>,
}

impl BackKey {
    /// Says whether the screen has somewhere to go back to.
    pub fn set_away(&self, away: bool) {
        self.away.set(away);
        self.tell();
    }

    /// Gives the press to what is on top; false when nothing is.
    #[must_use]
    pub fn handle(&self) -> bool {
        let top = self.handlers.borrow().last().map(|(_, handler)| handler.clone());
        if let Some(handler) = &top {
            handler();
            self.tell();
        }
        top.is_some()
    }

    fn tell(&self) {
        self.wanted.send_replace(self.away.get() || !self.handlers.borrow().is_empty());
    }
}

/// Listens to the key for the whole app, and gives everything below it the [`BackKey`].
pub fn use_back_key(phone: &Arc<dyn Phone>) {
    let mut pressed = use_signal(|| 0);
    let key = use_context_provider(|| BackKey {
        pressed,
        wanted: Rc::new(watch::Sender::new(false)),
        away: Rc::default(),
        handlers: Rc::default(),
    });
    let phone = phone.clone();
    use_future(move || listen(key.clone(), phone.clone()));
    use_phone_events(move |event| {
        if event == PhoneEvent::Back {
            pressed += 1;
        }
    });
}

async fn listen(key: BackKey, phone: Arc<dyn Phone>) {
    let mut pressed = key.pressed;
    let mut wanted = key.wanted.subscribe();
    let mut bridge = document::eval(BRIDGE);
    loop {
        tokio::select! {
            popped = bridge.recv::<bool>() => match popped {
                Ok(_) => pressed += 1,
                Err(_) => return,
            },
            changed = wanted.changed() => {
                let now = *wanted.borrow_and_update();
                if changed.is_err() || (!phone.want_back(now) && bridge.send(now).is_err()) {
                    return;
                }
            }
        }
    }
}

/// Catches the back key while the calling component is on the screen and on top.
pub fn use_back(handler: impl Fn() + 'static) {
    let key = use_context::<BackKey>();
    let scope = use_hook(current_scope_id);
    let mine = key.clone();
    use_hook(move || {
        key.handlers.borrow_mut().push((scope, Rc::new(handler)));
        key.tell();
    });
    use_drop(move || {
        mine.handlers.borrow_mut().retain(|(other, _)| *other != scope);
        mine.tell();
    });
}

/// The back key closes what the calling component lays over the page.
pub fn use_back_closes(on_close: EventHandler<()>) {
    use_back(move || on_close.call(()));
}
