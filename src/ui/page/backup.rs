//! A backup for a page that cannot draw screens: asked for by `too_old.js`, over the address that Dioxus' own
//! page uses. The PIN comes in a header, because Android hands over no body; it opens the store for this one
//! backup.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use dioxus::prelude::*;
use sambang_domain::Language;
use sambang_words::texts::{text, text_code, text_with};
use serde::Serialize;

#[cfg(feature = "desktop")]
use dioxus::desktop as window;
#[cfg(not(feature = "desktop"))]
use dioxus::mobile as window;
use window::use_asset_handler;
use window::wry::http::{Response, StatusCode};

use crate::device::{self, DeviceError, Passphrase, Pin, Setup, UnlockError};
use crate::ui::look::LOOK;

const PIN: &str = "sambang-pin";

/// What the page shows.
#[derive(Serialize)]
struct Answer {
    /// The words that open the backup, once it is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<String>,
    /// What happened.
    told: String,
}

impl Answer {
    fn only(told: String) -> Self {
        Self { words: None, told }
    }
}

/// Answers such a page for as long as the app runs.
pub fn use_backup_without_screens() {
    let setup = use_context::<Arc<Setup>>();
    let made = use_hook(|| Arc::new(Mutex::new(None::<PathBuf>)));
    use_asset_handler("backup", move |request, responder| {
        let (setup, made, language) = (setup.clone(), made.clone(), LOOK.peek().language);
        let pin = request.headers().get(PIN).and_then(|pin| pin.to_str().ok()).and_then(|pin| Pin::parse(pin).ok());
        let share = request.uri().path().ends_with("/share");
        tokio::task::spawn_blocking(move || {
            let mut made = made.lock().unwrap_or_else(PoisonError::into_inner);
            let answer = if share {
                Answer::only(made.as_ref().map_or_else(String::new, |file| shared(language, &setup, file)))
            } else {
                save(language, &setup, pin, &mut made)
            };
            responder.respond(reply(&answer));
        });
    });
}

fn reply(answer: &Answer) -> Response<Vec<u8>> {
    let mut response = Response::new(serde_json::to_vec(answer).unwrap_or_default());
    if response.body().is_empty() {
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    }
    response
}

fn save(language: Language, setup: &Setup, pin: Option<Pin>, made: &mut Option<PathBuf>) -> Answer {
    // Nobody can have chosen a PIN that is none; trying it would cost half a second for nothing.
    let Some(pin) = pin else { return Answer::only(text(language, "pin-wrong")) };
    let device = match device::unlock(setup, &pin) {
        Ok(device) => device,
        Err(error) => return Answer::only(closed(language, &error)),
    };
    let words = Passphrase::random();
    match device.save_backup(&words) {
        Ok(file) => {
            *made = Some(file);
            setup.phone.hide_screen(true);
            let words = words.words().collect::<Vec<_>>().join(" ");
            Answer { words: Some(words), told: String::new() }
        }
        Err(error) => Answer::only(failed(language, &error)),
    }
}

fn shared(language: Language, setup: &Setup, file: &std::path::Path) -> String {
    if setup.phone.share(file) {
        return text(language, "saved-shared");
    }
    text_with(language, "saved-at", &[("path", file.display().to_string().into())])
}

fn closed(language: Language, error: &UnlockError) -> String {
    match error {
        UnlockError::WrongPin { wait_ms } | UnlockError::TooSoon { wait_ms } => {
            let seconds = text_with(language, "seconds", &[("n", wait_ms.div_ceil(1000).into())]);
            text_with(language, "pin-wrong-wait", &[("time", seconds.into())])
        }
        UnlockError::Newer => text(language, "unlock-newer"),
        UnlockError::Damaged => text(language, "unlock-damaged"),
        UnlockError::Device(error) => failed(language, error),
    }
}

fn failed(language: Language, error: &DeviceError) -> String {
    text_code(language, "error", &error.code())
}
