//! Enrolling this device, once, with a code from the office. Needs the internet.

use std::sync::Arc;

use dioxus::prelude::*;
use sambang_domain::people::Person;
use sambang_domain::programme::Programme;
use sambang_words::regions::area_names;

use super::NewPin;
use crate::device::{self, Enrolment, Pin, Setup, parse_invitation};
use crate::ui::app::{Door, enter};
use crate::ui::components::{
    Bar, Button, ButtonKind, CheckChoice, Dock, InputMode, KvRow, Message, MessageKind, Notice, NoticeKind, Screen,
    Segment, Segments, TextField,
};
use crate::ui::i18n::{language, t, t_code, t_with};
use crate::ui::look::{LOOK, language_from, language_word};
use crate::ui::session::{blocking, error_text, use_setup};

/// What the province said about the code, and the enrolment itself until it is finished.
#[derive(Clone)]
struct Found {
    person: Person,
    programmes: Vec<Programme>,
}

/// The whole way from code to PIN.
#[component]
pub fn Enrol() -> Element {
    let setup = use_setup();
    let door = use_context::<Signal<Door>>();
    let mut server = use_signal(String::new);
    let mut code = use_signal(String::new);
    let mut text = use_signal(String::new);
    let mut asking = use_signal(|| false);
    let mut problem = use_signal(|| None::<String>);
    let mut enrolment = use_signal(|| None::<Enrolment>);
    let mut found = use_signal(|| None::<Found>);
    let mut agreed = use_signal(|| false);
    let mut pressed_early = use_signal(|| false);
    let mut choosing = use_signal(|| false);
    let mut finishing = use_signal(|| false);

    let mut forget = move || {
        problem.set(None);
        found.set(None);
        agreed.set(false);
        pressed_early.set(false);
    };
    let pasted = move |typed: String| {
        forget();
        if let Some((its_server, its_code)) = parse_invitation(&typed) {
            server.set(its_server);
            code.set(its_code);
        }
        text.set(typed);
    };
    let ask_setup = setup.clone();
    let ask = use_callback(move |()| {
        let setup = ask_setup.clone();
        forget();
        if server.read().trim().is_empty() || code.read().trim().is_empty() {
            problem.set(Some(t("enrol-both")));
            return;
        }
        asking.set(true);
        spawn(async move {
            let (its_server, its_code) = (server.peek().trim().to_owned(), code.peek().trim().to_owned());
            match device::enrol(&setup, &its_server, &its_code).await {
                Ok(answer) => {
                    found
                        .set(Some(Found { person: answer.person().clone(), programmes: answer.programmes().to_vec() }));
                    enrolment.set(Some(answer));
                }
                Err(error) => problem.set(Some(error_text(&error))),
            }
            asking.set(false);
        });
    });
    let finish = move |digits: String| {
        let setup = setup.clone();
        finishing.set(true);
        spawn(async move {
            let chosen = enrolment.take().zip(Pin::parse(&digits).ok());
            match finish_with(setup.clone(), chosen).await {
                Ok(device) => enter(door, &setup, device, true),
                Err(text) => {
                    found.set(None);
                    agreed.set(false);
                    choosing.set(false);
                    problem.set(Some(text));
                }
            }
            finishing.set(false);
        });
    };

    if choosing() {
        let name = found.read().as_ref().map(|found| found.person.name.clone()).unwrap_or_default();
        return rsx! {
            NewPin { subtitle: name, busy: finishing().then(|| t("pin-locking")), on_chosen: finish }
        };
    }
    let ready = found.read().is_some();
    let message = match (&*problem.read(), ready) {
        (Some(problem), _) => (MessageKind::Error, problem.clone()),
        (None, true) => (MessageKind::Ok, t("enrol-code-right")),
        (None, false) => (MessageKind::Hint, t("enrol-code-hint")),
    };
    rsx! {
        Screen {
            name: "enrol",
            bar: rsx! {
                Bar { title: t("enrol-title"), subtitle: t("enrol-subtitle") }
            },
            dock: rsx! {
                Dock {
                    if ready {
                        Button { id: "enrol-pin",
                            onclick: move |_| if agreed() { choosing.set(true) } else { pressed_early.set(true) },
                            {t("enrol-pin")}
                        }
                    } else {
                        Button { id: "enrol-go", busy: asking(), onclick: move |_| ask.call(()),
                            {if asking() { t("enrol-asking") } else { t("enrol-go") }}
                        }
                    }
                }
            },
            div { class: "stack stack--5",
                div { class: "stack stack--2",
                    h2 { {t("enrol-heading")} }
                    p { class: "muted", {t("enrol-intro")} }
                }
                if !ready {
                    TextField { id: "enrol-text", label: t("enrol-text"), value: text(), optional: true, oninput: pasted,
                        message: (MessageKind::Hint, t("enrol-text-hint")),
                    }
                    TextField { id: "enrol-server", label: t("enrol-server"), value: server(), placeholder: "https://",
                        oninput: move |typed| { forget(); server.set(typed) },
                    }
                }
                TextField { id: "enrol-code", label: t("enrol-code"), class: "code", value: code(), input_mode: InputMode::Text, message,
                    oninput: move |typed| { forget(); code.set(typed) },
                }
                if let Some(Found { person, programmes }) = found() {
                    Confirmation { name: person.name.clone(), role: t_code("role", person.role.as_str()), office: person.office.clone(),
                        area: area_names(&person.area), programmes: programmes.iter().map(|p| p.name.clone()).collect::<Vec<_>>() }
                    div { class: if pressed_early() && !agreed() { "field field--error" } else { "field" },
                        CheckChoice { id: "enrol-confirm", label: t("enrol-confirm"), checked: agreed(), onchange: move |on| agreed.set(on) }
                        Message {
                            kind: if pressed_early() && !agreed() { MessageKind::Error } else { MessageKind::Hint },
                            text: t("enrol-confirm-hint"),
                        }
                    }
                    Notice { kind: NoticeKind::Plain, icon: "lock", title: t("enrol-next-title"), {t("enrol-next")} }
                    Button { id: "enrol-other", kind: ButtonKind::Quiet, onclick: move |_| forget(), {t("enrol-other")} }
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

/// Locks the device with the PIN; the words of the failure otherwise.
async fn finish_with(setup: Arc<Setup>, chosen: Option<(Enrolment, Pin)>) -> Result<device::Device, String> {
    let Some((enrolment, pin)) = chosen else { return Err(t("error-other")) };
    match blocking(move || enrolment.finish(&setup, &pin)).await {
        Some(Ok(device)) => Ok(device),
        Some(Err(error)) => Err(error_text(&error)),
        None => Err(t("error-other")),
    }
}

#[component]
fn Confirmation(name: String, role: String, office: String, area: String, programmes: Vec<String>) -> Element {
    rsx! {
        div { class: "panel", id: "enrol-person",
            dl { class: "kv",
                KvRow { term: t("enrol-name"), "{name}" }
                KvRow { term: t("enrol-role"), "{role}" }
                KvRow { term: t("enrol-office"), "{office}" }
                KvRow { term: t("enrol-area"), "{area}" }
                KvRow { term: t_with("enrol-programmes", &[("n", programmes.len().into())]), {programmes.join(", ")} }
            }
        }
    }
}
