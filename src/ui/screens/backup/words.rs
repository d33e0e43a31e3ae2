//! The six words: shown once to be written down, and typed to open a backup.

use dioxus::prelude::*;

use super::work::{Backup, Chosen, With};
use crate::device::{Passphrase, PassphraseError, Secret};
use crate::ui::components::{Bar, Button, ButtonKind, Dock, Kv, MessageKind, Notice, NoticeKind, Screen, TextField};
use crate::ui::i18n::{t, t_with};

/// The words for the next backup, and the promise that they are on paper.
#[component]
pub(super) fn ShowWords(backup: Backup, words: Passphrase) -> Element {
    let written = words.clone();
    rsx! {
        Screen {
            name: "backup-words",
            bar: rsx! {
                Bar { title: t("backup-words-title"), on_back: move |()| backup.cancel() }
            },
            dock: rsx! {
                Dock {
                    Button { id: "backup-written", onclick: move |_| backup.save.call(written.clone()), {t("backup-written")} }
                }
            },
            div { class: "stack stack--5", id: "backup-screen",
                p { {t("backup-words-about")} }
                ol { class: "panel backup-words", id: "backup-words",
                    for word in words.words() {
                        li { "{word}" }
                    }
                }
                Notice { kind: NoticeKind::Warn, title: t("backup-words-once-title"), {t("backup-words-once")} }
            }
        }
    }
}

/// Asks for the words of the chosen backup, or for a code from the office.
#[component]
pub(super) fn AskWords(backup: Backup, chosen: Chosen) -> Element {
    let mut typed = backup.typed;
    let mut code = use_signal(String::new);
    let mut lost = use_signal(|| false);
    let mut problem = use_signal(|| None::<String>);
    let refused = problem().or_else(|| (backup.told)().map(|(_, text)| text));
    let message = |hint: &str| match &refused {
        Some(text) => (MessageKind::Error, text.clone()),
        None => (MessageKind::Hint, t(hint)),
    };
    let device = chosen.device;
    let open = move |_| {
        let with = if lost() {
            let code = code.peek().trim().to_owned();
            if code.is_empty() { Err(t("forgot-code-first")) } else { Ok(With::Code(code)) }
        } else {
            Passphrase::parse(&typed.peek()).map(|words| With::Secret(Secret::Words(words))).map_err(|e| wrong(&e))
        };
        match with {
            Ok(with) => backup.restore.call((chosen.clone(), with)),
            Err(text) => problem.set(Some(text)),
        }
    };
    let mut clear = move || {
        let mut told = backup.told;
        problem.set(None);
        told.set(None);
    };
    rsx! {
        Screen {
            name: "backup-open",
            bar: rsx! {
                Bar { title: t("backup-open-title"), on_back: move |()| backup.cancel() }
            },
            dock: rsx! {
                Dock {
                    Button { id: "backup-open", onclick: open, {t("backup-open")} }
                }
            },
            div { class: "stack stack--5", id: "backup-screen",
                if lost() {
                    p { {t("backup-code-about")} }
                    TextField { id: "backup-code", label: t("recovery-code"), class: "code", value: code(), autofocus: true,
                        message: message("backup-code-hint"),
                        oninput: move |text| { clear(); code.set(text) },
                    }
                    div { class: "panel", Kv { rows: vec![(t("backup-device"), device.to_string())] } }
                } else {
                    TextField { id: "backup-typed", label: t("backup-typed"), value: typed(), multiline: true, autofocus: true,
                        message: message("backup-typed-hint"),
                        oninput: move |text| { clear(); typed.set(text) },
                    }
                    Button { id: "backup-lost", kind: ButtonKind::Quiet, onclick: move |_| { clear(); lost.set(true) }, {t("backup-lost")} }
                }
            }
        }
    }
}

fn wrong(error: &PassphraseError) -> String {
    match error {
        PassphraseError::Count(count) => t_with("backup-words-count", &[("n", (*count).into())]),
        PassphraseError::Unknown { number, word } => {
            t_with("backup-word-unknown", &[("number", (*number).into()), ("word", word.as_str().into())])
        }
    }
}
