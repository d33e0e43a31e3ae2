//! "Perlu bantuan": rows of the store that cannot be read, told as one row of a list.

use dioxus::prelude::*;

use crate::ui::components::{Notice, NoticeKind};
use crate::ui::i18n::{t, t_with};
use crate::ui::session::{use_device, use_notices};

/// How many there are and what to do; nothing while everything can be read.
#[component]
pub fn NeedsHelp() -> Element {
    use_notices();
    let rows = use_device().unreadable();
    if rows == 0 {
        return VNode::empty();
    }
    rsx! {
        div { class: "gut", id: "needs-help", "data-rows": "{rows}",
            Notice { kind: NoticeKind::Hold, title: t_with("needs-help", &[("n", rows.into())]), {t("needs-help-do")} }
        }
    }
}
