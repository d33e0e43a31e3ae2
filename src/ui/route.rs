//! The screens behind the lock and the way between them.

use dioxus::prelude::*;

use super::back_key::BackKey;
use super::focus::focus_heading;
use super::screens::{
    AppLogScreen, AssignmentsScreen, BackupScreen, BinScreen, ChangePin, CompareScreen, DecisionLine, EnrolAgain,
    QueueMemory, ReceiptScreen, ReturnedScreen, ReviewScreen, Search, SettingsScreen, Start, SyncScreen, TeamScreen,
};
use super::session::{blocking, use_device, use_phone};
use super::visit::VisitScreen;

/// The screens and their parameters. A route is remembered as text while the app is closed, so it names no
/// person.
#[derive(Debug, Clone, PartialEq, Routable)]
pub enum Route {
    /// The frame around all of them.
    #[layout(Shell)]
    /// What is to do, what waits, what arrived; for a supervisor the queue.
    #[route("/", Start)]
    Home {},
    /// All surveys of a group, with search.
    #[route("/surveys/:group")]
    Search {
        /// `all`, `todo`, `returned`, `waiting` or `received`.
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
    /// What a supervisor asks to correct.
    #[route("/returned/:id", ReturnedScreen)]
    Returned {
        /// The survey's id.
        id: String,
    },
    /// A survey of the area, to be judged.
    #[route("/review/:id", ReviewScreen)]
    Review {
        /// The survey's id.
        id: String,
    },
    /// Surveys with one NIK beside each other.
    #[route("/compare/:id", CompareScreen)]
    Compare {
        /// The id of one of them.
        id: String,
    },
    /// How the facilitators' devices stand.
    #[route("/team", TeamScreen)]
    Team {},
    /// Settings.
    #[route("/settings", SettingsScreen)]
    Settings {},
    /// Another PIN.
    #[route("/settings/pin")]
    ChangePin {},
    /// The device is enrolled again with its old key.
    #[route("/settings/enrol")]
    EnrolAgain {},
    /// Whom the province asks to visit.
    #[route("/assignments", AssignmentsScreen)]
    Assignments {},
    /// Discarded drafts.
    #[route("/bin", BinScreen)]
    Bin {},
    /// Making and taking over a backup.
    #[route("/settings/backup", BackupScreen)]
    Backup {},
    /// The app's log.
    #[route("/settings/log", AppLogScreen)]
    AppLog {},
}

impl Route {
    /// Whether a NIK, a card, a face or the words of a backup can be shown there; such a screen is kept out of
    /// screenshots.
    fn is_private(&self) -> bool {
        match self {
            Self::Search { .. }
            | Self::Visit { .. }
            | Self::Receipt { .. }
            | Self::Returned { .. }
            | Self::Review { .. }
            | Self::Compare { .. }
            | Self::Assignments {}
            | Self::Bin {}
            | Self::Backup {} => true,
            Self::Home {}
            | Self::Sync {}
            | Self::Team {}
            | Self::Settings {}
            | Self::ChangePin {}
            | Self::EnrolAgain {}
            | Self::AppLog {} => false,
        }
    }
}

/// Moves the focus when the screen changes, tells the phone where the person is, and answers the back
/// key.
#[component]
fn Shell() -> Element {
    let route = use_route::<Route>();
    let navigator = use_navigator();
    let back = use_context::<BackKey>();
    use_context_provider(QueueMemory::default);
    use_resume();
    let (key, phone) = (back.clone(), use_phone());
    use_effect(use_reactive!(|route| {
        key.set_away(route != Route::Home {});
        phone.hide_screen(route.is_private());
        phone.remember_route(&route.to_string());
        focus_heading();
    }));
    let mut answered = use_hook(|| CopyValue::new(*back.pressed.peek()));
    use_effect(move || {
        let pressed = (back.pressed)();
        if *answered.peek() == pressed {
            return;
        }
        answered.set(pressed);
        if !back.handle() {
            leave(&navigator);
        }
    });
    rsx! {
        Outlet::<Route> {}
        DecisionLine {}
    }
}

/// Opens the screen the person was on when the app locked itself or the phone ended it. If the camera was
/// open then, opens that visit and attaches the photo that arrived meanwhile.
fn use_resume() {
    let device = use_device();
    let navigator = use_navigator();
    let phone = use_phone();
    use_hook(move || {
        let place = phone.remembered_route().and_then(|place| place.parse::<Route>().ok());
        let pending = device.pending_photo().inspect_err(|error| tracing::error!(%error, "cannot read what was open"));
        let pending = pending.unwrap_or_default();
        let photographed =
            pending.as_ref().filter(|pending| device.is_sealed(pending.survey).is_ok_and(|sealed| !sealed));
        let photographed = photographed.map(|pending| Route::Visit { id: pending.survey.to_string() });
        if let Some(route) = place.filter(|place| *place != Route::Home {}).or(photographed) {
            navigator.push(route);
        }
        // Without a question, too: what lies there open is sealed.
        spawn(async move {
            let collected = blocking(move || device.collect_inbox()).await;
            if let Some(Err(error)) = collected {
                tracing::error!(%error, "a photo that came after a restart was not attached");
            }
        });
    });
}

/// One screen back, or home when the screen was the first.
pub fn leave(navigator: &dioxus::router::Navigator) {
    if navigator.can_go_back() {
        navigator.go_back();
    } else {
        navigator.replace(Route::Home {});
    }
}
