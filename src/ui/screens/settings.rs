//! Settings act at once; nothing here is sent anywhere.

use dioxus::prelude::*;
use sambang_domain::people::Role;
use sambang_words::format;
use sambang_words::regions::area_names;

use super::nickname::Nickname;
use super::phone_state::reopened_on;
use super::retention::Retention;
use super::server_move::ServerMove;
use super::set_aside::SetAsideFiles;
use super::witness::ShareHeads;
use crate::device::{ChipUse, Settings, StorageUse};
use crate::ui::components::{Banner, Bar, Kv, ListItem, Screen, Segment, Segments, Switch};
use crate::ui::door::Door;
use crate::ui::i18n::{t, t_with};
use crate::ui::look::{LOOK, Look, TEXT_SIZES, language_from, language_word, theme_from, theme_word};
use crate::ui::route::{Route, leave};
use crate::ui::session::{error_text, use_device, use_notices, use_role, use_setup};

/// The settings screen.
#[component]
pub fn SettingsScreen() -> Element {
    use_notices();
    let device = use_device();
    let setup = use_setup();
    let navigator = use_navigator();
    let mut problem = use_signal(|| None::<String>);
    let settings = device.settings().inspect_err(|error| tracing::error!(%error, "cannot read the settings")).ok();
    let automatic = settings.as_ref().is_some_and(|settings| settings.auto_sync);
    let photos_ahead = settings.as_ref().is_some_and(|settings| settings.photos_ahead);
    let save = use_callback(move |change: Box<dyn FnOnce(&mut Settings)>| {
        let stored = device.settings().and_then(|mut settings| {
            change(&mut settings);
            device.save_settings(&settings).map(|()| settings)
        });
        match stored {
            Ok(settings) => {
                let look = Look::of(&settings);
                look.keep(&setup.folder);
                *LOOK.write() = look;
                problem.set(None);
            }
            Err(error) => problem.set(Some(error_text(&error))),
        }
    });
    rsx! {
        Screen {
            name: "settings",
            bar: rsx! {
                Bar { title: t("settings-title"), on_back: move |()| leave(&navigator) }
            },
            if let Some(text) = problem() {
                div { class: "banners",
                    Banner { "{text}" }
                }
            }
            div { class: "stack stack--5",
                section { class: "stack stack--2",
                    h2 { {t("settings-look")} }
                    div { class: "panel stack",
                        Looks { look: LOOK(), save }
                    }
                }
                section { class: "stack stack--2",
                    h2 { {t("sync-title")} }
                    div { class: "panel panel--switch",
                        Sending { automatic, photos_ahead, save }
                    }
                }
                section { class: "stack stack--2",
                    h2 { {t("settings-safety")} }
                    ul { class: "panel panel--flush list--panel",
                        Safety {}
                    }
                }
                Nickname {}
                Retention {}
                SetAsideFiles {}
                ServerMove {}
                ShareHeads {}
                section { class: "stack stack--2",
                    h2 { {t("settings-device")} }
                    div { class: "panel", id: "settings-device", About {} }
                }
            }
        }
    }
}

type Save = Callback<Box<dyn FnOnce(&mut Settings)>>;

#[component]
fn Sending(automatic: bool, photos_ahead: bool, save: Save) -> Element {
    rsx! {
        Switch { id: "auto-sync", label: t("auto-sync"), sub: t("auto-sync-sub"), checked: automatic,
            onchange: move |on: bool| save.call(Box::new(move |settings| settings.auto_sync = on)) }
        if use_role() == Role::Supervisor {
            Switch { id: "photos-ahead", label: t("photos-ahead"), sub: t("photos-ahead-sub"), checked: photos_ahead,
                onchange: move |on: bool| save.call(Box::new(move |settings| settings.photos_ahead = on)) }
        }
    }
}

#[component]
fn Safety() -> Element {
    let setup = use_setup();
    let navigator = use_navigator();
    let mut door = use_context::<Signal<Door>>();
    let lock = move |()| {
        // A person who locks by hand has finished, so the next unlock starts at home.
        setup.phone.remember_route(&Route::Home {}.to_string());
        door.set(Door::find(&setup));
    };
    rsx! {
        li {
            ListItem { id: "change-pin", title: t("change-pin"), onclick: move |()| { navigator.push(Route::ChangePin {}); } }
        }
        li {
            ListItem { id: "enrol-again", title: t("enrol-again-title"), subtitle: t("enrol-again-sub"), onclick: move |()| { navigator.push(Route::EnrolAgain {}); } }
        }
        li {
            ListItem { id: "lock-now", title: t("lock-now"), subtitle: t("lock-after"), onclick: lock }
        }
    }
}

#[component]
fn Looks(look: Look, save: Save) -> Element {
    let theme = |id: &str, label: String| Segment::new(format!("theme-{id}"), id, label);
    let size = |percent: u16| Segment::new(format!("text-{percent}"), percent.to_string(), format!("{percent} %"));
    rsx! {
        div { class: "stack stack--2",
            h3 { {t("settings-language")} }
            Segments {
                label: t("settings-language"),
                options: vec![Segment::new("lang-id", "id", "Bahasa Indonesia"), Segment::new("lang-en", "en", "English")],
                selected: language_word(look.language),
                on_select: move |word: String| save.call(Box::new(move |settings| settings.language = language_from(&word))),
            }
        }
        div { class: "stack stack--2",
            h3 { {t("settings-theme")} }
            Segments {
                label: t("settings-theme"),
                options: vec![
                    theme("system", t("theme-system")), theme("light", t("theme-light")),
                    theme("dark", t("theme-dark")), theme("sun", t("theme-sun")),
                ],
                selected: theme_word(look.theme),
                on_select: move |word: String| save.call(Box::new(move |settings| settings.theme = theme_from(&word))),
            }
            p { class: "small muted", {t("theme-sun-hint")} }
        }
        div { class: "stack stack--2",
            h3 { {t("settings-text")} }
            Segments {
                label: t("settings-text"),
                options: TEXT_SIZES.into_iter().map(size).collect::<Vec<_>>(),
                selected: look.text_percent.to_string(),
                on_select: move |word: String| {
                    let percent = word.parse().unwrap_or(100);
                    save.call(Box::new(move |settings| settings.text_percent = percent));
                },
            }
        }
    }
}

#[component]
fn About() -> Element {
    let device = use_device();
    let setup = use_setup();
    let storage = device.storage().inspect_err(|error| tracing::error!(%error, "cannot measure the storage")).ok();
    let mut rows = Vec::new();
    if let Ok(person) = device.person().inspect_err(|error| tracing::error!(%error, "cannot read the person")) {
        rows.push((t("settings-person"), person.name));
        rows.push((t("enrol-office"), person.office));
        rows.push((t("enrol-area"), area_names(&person.area)));
    }
    if let Some(StorageUse { database_bytes, photos, free_bytes }) = storage {
        let used =
            t_with("storage-used", &[("bytes", format::bytes(database_bytes).into()), ("photos", photos.into())]);
        rows.push((t("settings-storage"), used));
        if let Some(free) = free_bytes {
            rows.push((t("settings-free"), format::bytes(free)));
        }
    }
    let chip = device.chip_use().inspect_err(|error| tracing::error!(%error, "cannot read the state of the lock"));
    if let Some(words) = chip.ok().and_then(chip_words) {
        rows.push((t("settings-chip"), t(words)));
    }
    let reopened = device.reopenings();
    let reopened = reopened.inspect_err(|error| tracing::error!(%error, "cannot read the openings of the lock"));
    for at in reopened.unwrap_or_default().at {
        rows.push((t("settings-lock"), reopened_on(&*setup.clock, at)));
    }
    rows.push((t("settings-version"), setup.app_version.clone()));
    rsx! {
        Kv { rows }
        p { class: "small muted", {t("settings-region-data")} }
    }
}

/// How far the phone's hardware takes part in the lock; nothing where there is none.
fn chip_words(chip: ChipUse) -> Option<&'static str> {
    match chip {
        ChipUse::Absent => None,
        ChipUse::Used => Some("chip-used"),
        ChipUse::FromNextUnlock => Some("chip-next"),
        ChipUse::NotYet => Some("chip-not-yet"),
    }
}
