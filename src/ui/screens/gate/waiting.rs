//! A request to open this device that waits for the office. It is asked how it stands when the screen opens, when the
//! network is back, and when the person asks.

use dioxus::prelude::*;
use sambang_domain::ids::{DeviceId, Timestamp};
use sambang_words::format;

use super::forgot::why;
use crate::device::{self, DeviceError, RecoveryWaiting, Reopening, UnlockError};
use crate::ui::components::{Bar, Button, ButtonKind, Dock, Kv, Message, MessageKind, Notice, NoticeKind, Screen};
use crate::ui::i18n::{t, t_with};
use crate::ui::session::{use_network_returned, use_setup};

/// When it was asked, what happens now, and until when.
#[component]
pub fn Waiting(
    /// The device's id at the province.
    device: DeviceId,
    /// As the province told it last.
    request: RecoveryWaiting,
    /// Back to the PIN.
    on_back: EventHandler<()>,
    /// What the province says now.
    on_heard: Callback<Reopening>,
    /// It is over, or the person has another code; why, in words.
    on_over: EventHandler<Option<String>>,
) -> Element {
    let setup = use_setup();
    let mut asking = use_signal(|| false);
    let mut said = use_signal(|| None::<(MessageKind, String)>);
    let its_setup = setup.clone();
    let ask = use_callback(move |()| {
        if asking() {
            return;
        }
        let setup = its_setup.clone();
        asking.set(true);
        spawn(async move {
            let answer = device::ask_again(&setup).await;
            asking.set(false);
            match answer {
                Ok(Some(waits @ Reopening::Waits(_))) => {
                    said.set(Some((MessageKind::Hint, t("waiting-not-yet"))));
                    on_heard.call(waits);
                }
                Ok(Some(opened)) => on_heard.call(opened),
                Ok(None) => on_over.call(None),
                Err(error) if device::find_waiting(&setup).is_none() => on_over.call(Some(over(&error))),
                Err(error) => said.set(Some((MessageKind::Error, why(&error)))),
            }
        });
    });
    use_future(move || async move { ask.call(()) });
    use_network_returned(move || ask.call(()));
    let offset = setup.clock.local_offset_minutes();
    let moment = |at: Timestamp| [("date", format::moment(at, offset).into())];
    let rows = vec![(t("waiting-number"), request.number.to_string()), (t("device-number"), device.to_string())];
    rsx! {
        Screen {
            name: "waiting",
            bar: rsx! {
                Bar { title: t("forgot-title"), subtitle: t("waiting-subtitle"), on_back: move |()| on_back.call(()) }
            },
            dock: rsx! {
                Dock {
                    Button { id: "waiting-again", busy: asking(), onclick: move |_| ask.call(()), {t("waiting-again")} }
                }
            },
            div { class: "stack stack--5",
                Notice { kind: NoticeKind::Hold, icon: "clock", title: t("waiting-title"),
                    p { {t_with("waiting-asked", &moment(request.asked_at))} }
                    if request.answered_from > request.asked_at {
                        p { {t_with("waiting-from", &moment(request.answered_from))} }
                    }
                    p { {t_with("waiting-until", &moment(request.ends_at))} }
                }
                if let Some((kind, text)) = said() {
                    Message { id: "waiting-said", kind, text }
                }
                p { {t("waiting-about")} }
                div { class: "panel", Kv { rows } }
                Button { id: "waiting-other", kind: ButtonKind::Quiet, onclick: move |_| on_over.call(None), {t("waiting-other")} }
            }
        }
    }
}

/// Why a request is over that had waited.
fn over(error: &UnlockError) -> String {
    match error {
        UnlockError::Device(DeviceError::Network(failure)) => match failure.refused_with().map(|code| code.as_str()) {
            Some("enrolment.code_expired") => t("waiting-over"),
            // The province's store was put back from before the code.
            Some("enrolment.code_invalid") => t("waiting-unknown"),
            _ => why(error),
        },
        _ => why(error),
    }
}
