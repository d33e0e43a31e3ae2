//! The screens behind the lock and the way between them.

use dioxus::prelude::*;

use super::app::BackKey;
use super::screens::{ChangePin, Home, ReceiptScreen, Search, SettingsScreen, SyncScreen};
use super::session::{BackStack, focus_heading};
use super::visit::VisitScreen;

/// Where one can be.
#[derive(Debug, Clone, PartialEq, Routable)]
pub enum Route {
    /// The frame around all of them.
    #[layout(Shell)]
    /// What is to do, what waits, what arrived.
    #[route("/")]
    Home {},
    /// All surveys of a group, with search.
    #[route("/surveys/:group")]
    Search {
        /// `all`, `todo`, `waiting` or `received`.
        group: String,
    },
    /// A visit being filled.
    #[route("/visit/:id", VisitScreen)]
    Visit {
        /// The survey's id.
        id: String,
    },
    /// What is being sent.
    #[route("/sync", SyncScreen)]
    Sync {},
    /// What the province confirmed.
    #[route("/receipt/:id", ReceiptScreen)]
    Receipt {
        /// The survey's id.
        id: String,
    },
    /// Settings.
    #[route("/settings", SettingsScreen)]
    Settings {},
    /// Another PIN.
    #[route("/settings/pin")]
    ChangePin {},
}

/// Moves the focus when the screen changes and answers Android's back key.
#[component]
fn Shell() -> Element {
    let route = use_route::<Route>();
    let navigator = use_navigator();
    let back = use_context::<BackKey>();
    let stack = use_context::<BackStack>();
    let away = route != Route::Home {};
    let wanted = back.wanted.clone();
    use_effect(use_reactive!(|route| {
        wanted.send_replace(route != Route::Home {});
        focus_heading();
    }));
    let mut answered = use_hook(|| CopyValue::new(*back.pressed.peek()));
    use_effect(move || {
        let pressed = (back.pressed)();
        if *answered.peek() == pressed {
            return;
        }
        answered.set(pressed);
        if stack.handle() {
            back.wanted.send_replace(away);
        } else {
            leave(&navigator);
        }
    });
    rsx! {
        Outlet::<Route> {}
    }
}

/// One screen back, or home when the screen was the first.
pub fn leave(navigator: &dioxus::router::Navigator) {
    if navigator.can_go_back() {
        navigator.go_back();
    } else {
        navigator.replace(Route::Home {});
    }
}
