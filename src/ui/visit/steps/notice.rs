//! Step 1: the privacy notice, read aloud before anything is asked (UU 27/2022 article 21).

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::survey::NoticeAcknowledged;
use sambang_words::format;

use crate::ui::components::{CheckChoice, Icon, Notice, NoticeKind};
use crate::ui::i18n::{t, t_with, text_of};
use crate::ui::session::use_device;
use crate::ui::visit::context::{View, Visit};

const ICONS: [&str; 3] = ["id-card", "store", "pen-line"];

/// The step.
#[component]
pub(in crate::ui::visit) fn NoticeStep(
    /// What is stored.
    view: Rc<View>,
) -> Element {
    let visit = use_context::<Visit>();
    let device = use_device();
    let office = device.person().map(|person| person.office).unwrap_or_default();
    let notice = &view.programme.notice;
    let version = notice.version;
    let when = view.survey.notice.as_ref().map(|heard| {
        let (day, time) = (format::day(heard.at, view.offset), format::clock(heard.at, view.offset));
        t_with("visit-notice-when", &[("date", day.into()), ("time", time.into())])
    });
    rsx! {
        div { class: "stack stack--5",
            Notice { kind: NoticeKind::Ok, icon: "badge-check", title: t("visit-free"), {t("visit-free-more")} }
            div { class: "panel stack stack--3",
                h2 { {t("visit-notice-heading")} }
                p { {t_with("visit-notice-collects", &[("office", office.into())])} }
                ul { class: "stack stack--3",
                    for (index, line) in notice.collected.iter().enumerate() {
                        li { key: "{index}", class: "row row--top",
                            Icon { name: ICONS.get(index).copied().unwrap_or("check") }
                            span { class: "grow", {text_of(line)} }
                        }
                    }
                }
                hr { class: "rule" }
                for (index, paragraph) in notice.paragraphs.iter().enumerate() {
                    p { key: "{index}", {text_of(paragraph)} }
                }
            }
            CheckChoice {
                id: "notice-ok", label: t("visit-notice-ok"), sub: when, checked: view.survey.notice.is_some(),
                onchange: move |heard: bool| {
                    let at = visit.device.now();
                    visit.save_now(move |survey| survey.notice = heard.then_some(NoticeAcknowledged { version, at }));
                },
            }
        }
    }
}
