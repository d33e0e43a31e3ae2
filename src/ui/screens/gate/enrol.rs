//! Enrolling this device, once, with a code from the office. Needs the internet.

use dioxus::prelude::*;
use sambang_words::regions::area_names;

use super::NewPin;
use super::enrolling::{Enrolling, Found, Step, use_enrolling};
use super::scan::Scan;
use crate::ui::components::{
    Bar, Button, ButtonKind, CheckChoice, Dock, FieldMessage, InputMode, KvRow, Message, MessageKind, Notice,
    NoticeKind, Screen, Segment, Segments, TextField,
};
use crate::ui::i18n::{language, t, t_code, t_with};
use crate::ui::look::{LOOK, language_from, language_word};

/// The whole way from code to PIN.
#[component]
pub fn Enrol() -> Element {
    let enrolling = use_enrolling();
    let step = (enrolling.step)();
    if matches!(step, Step::Pin | Step::Locking) {
        let name = enrolling.found.read().as_ref().map(|found| found.person.name.clone()).unwrap_or_default();
        return rsx! {
            NewPin {
                subtitle: name, busy: (step == Step::Locking).then(|| t("pin-locking")),
                on_chosen: move |digits: String| enrolling.finish(&digits),
            }
        };
    }
    let ready = enrolling.found.read().is_some();
    let asking = step == Step::Asking;
    rsx! {
        Screen {
            name: "enrol",
            bar: rsx! {
                Bar { title: t("enrol-title"), subtitle: t("enrol-subtitle") }
            },
            dock: rsx! {
                Dock {
                    if ready {
                        Button { id: "enrol-pin", onclick: move |_| enrolling.go_on(), {t("enrol-pin")} }
                    } else {
                        Button { id: "enrol-go", busy: asking, onclick: move |_| enrolling.ask(),
                            {if asking { t("enrol-asking") } else { t("enrol-go") }}
                        }
                    }
                }
            },
            div { class: "stack stack--5",
                div { class: "stack stack--2",
                    h2 { {t("enrol-heading")} }
                    p { class: "muted", {t("enrol-intro")} }
                }
                Form { enrolling }
                if ready {
                    Answer { enrolling }
                } else {
                    Segments {
                        label: t("settings-language"),
                        options: vec![Segment::new("lang-id", "id", "Bahasa Indonesia"), Segment::new("lang-en", "en", "English")],
                        selected: language_word(language()),
                        on_select: move |word: String| LOOK.write().language = language_from(&word),
                    }
                }
            }
        }
    }
}

/// What is typed. Once the province knows the code, only the code stays.
#[component]
fn Form(enrolling: Enrolling) -> Element {
    let Enrolling { mut server, mut code, text, .. } = enrolling;
    let ready = enrolling.found.read().is_some();
    rsx! {
        if !ready {
            Scan { enrolling }
            TextField { id: "enrol-text", label: t("enrol-text"), value: text(), optional: true, oninput: move |typed| enrolling.paste(typed),
                message: (MessageKind::Hint, t("enrol-text-hint")),
            }
            TextField { id: "enrol-server", label: t("enrol-server"), value: server(), placeholder: "https://",
                oninput: move |typed| { enrolling.forget(); server.set(typed) },
            }
        }
        TextField { id: "enrol-code", label: t("enrol-code"), class: "code", value: code(), input_mode: InputMode::Text,
            message: about_code(enrolling.problem.read().as_deref(), ready),
            oninput: move |typed| { enrolling.forget(); code.set(typed) },
        }
    }
}

fn about_code(problem: Option<&str>, ready: bool) -> FieldMessage {
    match (problem, ready) {
        (Some(problem), _) => (MessageKind::Error, problem.to_owned()),
        (None, true) => (MessageKind::Ok, t("enrol-code-right")),
        (None, false) => (MessageKind::Hint, t("enrol-code-hint")),
    }
}

/// Whom the province means, and the question whether it is them.
#[component]
fn Answer(enrolling: Enrolling) -> Element {
    let Enrolling { mut agreed, mut nickname, .. } = enrolling;
    let Some(Found { person, programmes, to_compare }) = (enrolling.found)() else { return VNode::empty() };
    let missing = (enrolling.pressed_early)() && !agreed();
    rsx! {
        div { class: "panel", id: "enrol-person",
            dl { class: "kv",
                KvRow { term: t("enrol-name"), "{person.name}" }
                KvRow { term: t("enrol-role"), {t_code("role", person.role.as_str())} }
                KvRow { term: t("enrol-office"), "{person.office}" }
                KvRow { term: t("enrol-area"), {area_names(&person.area)} }
                KvRow {
                    term: t_with("enrol-programmes", &[("n", programmes.len().into())]),
                    {programmes.iter().map(|programme| programme.name.as_str()).collect::<Vec<_>>().join(", ")}
                }
            }
        }
        if let Some(letters) = &to_compare {
            Notice { kind: NoticeKind::Warn, icon: "shield-check", title: t("enrol-compare-title"),
                p { id: "enrol-letters", class: "gate__letters", "{letters}" }
                p { {t("enrol-compare")} }
            }
        }
        div { class: if missing { "field field--error" } else { "field" },
            CheckChoice { id: "enrol-confirm", label: if to_compare.is_some() { t("enrol-confirm-letters") } else { t("enrol-confirm") }, checked: agreed(), onchange: move |on| agreed.set(on) }
            Message { kind: if missing { MessageKind::Error } else { MessageKind::Hint }, text: t("enrol-confirm-hint") }
        }
        TextField { id: "enrol-nickname", label: t("nickname"), value: nickname(), optional: true, max_len: 20,
            message: (MessageKind::Hint, t("nickname-hint")), oninput: move |typed| nickname.set(typed),
        }
        Notice { kind: NoticeKind::Plain, icon: "lock", title: t("enrol-next-title"), {t("enrol-next")} }
        Button { id: "enrol-other", kind: ButtonKind::Quiet, onclick: move |_| enrolling.forget(), {t("enrol-other")} }
    }
}
