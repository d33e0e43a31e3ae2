//! This phone as a witness of the province's log: what it keeps can be shared, and a log that is another one is
//! told at once.

use dioxus::prelude::*;

use super::share::share;
use crate::ui::components::{Button, ButtonKind, Notice, NoticeKind};
use crate::ui::i18n::{t, t_with};
use crate::ui::session::{error_text, use_device, use_notices, use_phone};

/// That the province's log does not hold what this phone keeps of it; nothing while it does.
#[component]
pub fn LogContradicted() -> Element {
    use_notices();
    let told = use_device().log_is_contradicted();
    let told = told.inspect_err(|error| tracing::error!(%error, "cannot read what is kept of the province's log"));
    if !told.unwrap_or(false) {
        return VNode::empty();
    }
    rsx! {
        div { class: "gut", id: "log-contradicted",
            Notice { kind: NoticeKind::Hold, title: t("log-contradicted"), {t("log-contradicted-about")} }
        }
    }
}

/// Hands the kept ends of the log to an auditor; nothing before the first.
#[component]
pub fn ShareHeads() -> Element {
    use_notices();
    let (device, phone) = (use_device(), use_phone());
    let mut told = use_signal(|| None::<(NoticeKind, String)>);
    let kept = device.count_log_heads();
    let kept = kept.inspect_err(|error| tracing::error!(%error, "cannot read what is kept of the province's log"));
    let kept = kept.unwrap_or(0);
    if kept == 0 {
        return VNode::empty();
    }
    let save = move |_| {
        told.set(Some(match device.save_log_heads() {
            Ok(path) => (NoticeKind::Ok, share(&*phone, &path)),
            Err(error) => (NoticeKind::Err, error_text(&error)),
        }));
    };
    rsx! {
        section { class: "stack stack--2",
            h2 { {t("heads-title")} }
            p { class: "small muted", {t_with("heads-about", &[("n", kept.into())])} }
            if let Some((kind, text)) = told() {
                div { role: "status",
                    Notice { kind, id: "heads-told", "{text}" }
                }
            }
            Button { id: "heads-share", kind: ButtonKind::Second, icon: "download", onclick: save, {t("heads-share")} }
        }
    }
}
