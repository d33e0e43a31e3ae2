//! In the settings: files of an older store that did not open any more, and a way to remove them.

use dioxus::prelude::*;
use sambang_words::format;

use super::rows::read;
use crate::device::SetAside;
use crate::ui::components::{Banner, Button, ButtonKind, Dialog};
use crate::ui::i18n::{t, t_with};
use crate::ui::session::{error_text, use_device, use_notices, use_setup};

/// The section; nothing on a device that never set anything aside.
#[component]
pub(super) fn SetAsideFiles() -> Element {
    use_notices();
    let device = use_device();
    let mut asked = use_signal(|| None::<String>);
    let mut problem = use_signal(|| None::<String>);
    let files = read("the files that were set aside", device.set_aside_files());
    if files.is_empty() {
        return VNode::empty();
    }
    let remove = move |name: String| {
        problem.set(device.remove_set_aside(&name).err().map(|error| error_text(&error)));
        asked.set(None);
    };
    rsx! {
        section { class: "stack stack--2", id: "set-aside",
            h2 { {t("set-aside-title")} }
            if let Some(text) = problem() {
                Banner { "{text}" }
            }
            div { class: "panel stack stack--3",
                p { class: "small muted", {t("set-aside-about")} }
                for file in files {
                    One { key: "{file.name}", file, on_remove: move |name| asked.set(Some(name)) }
                }
            }
            if let Some(name) = asked() {
                Dialog {
                    title: t("set-aside-ask"), on_close: move |()| asked.set(None),
                    actions: rsx! {
                        Button { id: "set-aside-keep", kind: ButtonKind::Second, onclick: move |_| asked.set(None), {t("set-aside-keep")} }
                        Button { id: "set-aside-remove", kind: ButtonKind::Danger, onclick: move |_| remove.clone()(name.clone()), {t("set-aside-remove")} }
                    },
                    p { {t("set-aside-ask-more")} }
                }
            }
        }
    }
}

#[component]
fn One(file: SetAside, on_remove: EventHandler<String>) -> Element {
    let offset = use_setup().clock.local_offset_minutes();
    let SetAside { name, bytes, at } = file;
    let time = at.map(|at| format::unbroken(&format::moment(at, offset))).unwrap_or_default();
    let what = if name.contains(".key") { t("set-aside-key") } else { t("set-aside-store") };
    let size = t_with("set-aside-file", &[("size", format::bytes(bytes).into()), ("time", time.into())]);
    rsx! {
        div { class: "split",
            div {
                p { "{what}" }
                p { class: "small muted", "{size}" }
            }
            Button { kind: ButtonKind::Quiet, icon: "trash-2", small: true, onclick: move |_| on_remove.call(name.clone()), {t("set-aside-remove")} }
        }
    }
}
