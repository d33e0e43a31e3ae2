//! The app's log, to be read out or sent to whoever helps. Nothing personal stands in it.

use dioxus::prelude::*;

use super::rows::read;
use super::share::share;
use crate::ui::components::{Bar, Button, ButtonKind, Dock, Notice, NoticeKind, Screen};
use crate::ui::i18n::{t, t_with};
use crate::ui::route::leave;
use crate::ui::session::{error_text, use_device, use_phone};

/// Lines on the screen and in the clipboard; the file holds all.
const LINES: usize = 200;

/// Puts a text into the clipboard and the focus back where it was. A custom scheme is no secure
/// context, so that `navigator.clipboard` is missing.
const COPY: &str = r"
const text = await dioxus.recv();
const had = document.activeElement;
const area = document.createElement('textarea');
area.value = text;
area.setAttribute('readonly', '');
area.style.position = 'fixed';
area.style.opacity = '0';
document.body.append(area);
area.select();
const done = document.execCommand('copy');
area.remove();
if (had) had.focus({ preventScroll: true });
dioxus.send(done);";

/// Scrolls to the end: questions are about the newest lines.
const TO_THE_END: &str = "const log = document.getElementById('log-lines'); if (log) log.scrollTop = log.scrollHeight;";

/// The screen.
#[component]
pub fn AppLogScreen() -> Element {
    let device = use_device();
    let (navigator, phone) = (use_navigator(), use_phone());
    let mut told = use_signal(|| None::<(NoticeKind, String)>);
    let shown = device.clone();
    let lines = use_hook(move || read("the log", shown.log_lines(LINES)).join("\n"));
    let text = lines.clone();
    let copy = move |_| {
        let text = text.clone();
        spawn(async move {
            let mut page = document::eval(COPY);
            let done = page.send(text).is_ok() && page.recv::<bool>().await.unwrap_or(false);
            told.set(Some(if done {
                (NoticeKind::Ok, t("log-copied"))
            } else {
                (NoticeKind::Err, t("log-not-copied"))
            }));
        });
    };
    let save = move |_| {
        told.set(Some(match device.save_log() {
            Ok(path) => (NoticeKind::Ok, share(&*phone, &path)),
            Err(error) => (NoticeKind::Err, error_text(&error)),
        }));
    };
    rsx! {
        Screen {
            name: "log",
            bar: rsx! {
                Bar { title: t("log-title"), subtitle: t_with("log-lines", &[("n", LINES.into())]), on_back: move |()| leave(&navigator) }
            },
            dock: rsx! {
                Dock {
                    Button { id: "log-copy", kind: ButtonKind::Second, icon: "copy", onclick: copy, {t("log-copy")} }
                    Button { id: "log-save", icon: "download", onclick: save, {t("log-save")} }
                }
            },
            div { class: "stack",
                if let Some((kind, text)) = told() {
                    div { role: "status",
                        Notice { kind, id: "log-told", "{text}" }
                    }
                }
                p { class: "small muted", {t("log-about")} }
                if lines.is_empty() {
                    p { {t("log-empty")} }
                } else {
                    pre { onmounted: |_| { document::eval(TO_THE_END); }, class: "log", id: "log-lines", tabindex: "0", role: "log", "aria-label": t("log-title"), "{lines}" }
                }
            }
        }
    }
}
