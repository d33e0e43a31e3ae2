//! The receipt: shown only after the province's signature was verified on this device. The seal and the
//! complete woven band mean that everything arrived, and nothing else.

use dioxus::prelude::*;

use super::{Icon, KvRow};
use crate::ui::i18n::t;

/// One file on the receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptFile {
    /// What it is.
    pub label: String,
    /// Its size in words.
    pub size: String,
    /// The province has it.
    pub held: bool,
}

/// The receipt.
#[component]
pub fn Receipt(
    /// The province has every file.
    complete: bool,
    /// Heading.
    title: String,
    /// Files held and when.
    summary: String,
    /// Applicant.
    name: String,
    /// Masked NIK.
    nik: String,
    /// Number of the receipt.
    number: String,
    /// Short digest to compare by voice.
    match_code: String,
    /// The files.
    files: Vec<ReceiptFile>,
) -> Element {
    rsx! {
        article { class: "receipt", id: "receipt", "data-complete": if complete { "true" } else { "false" },
            div { class: "receipt__top",
                if complete {
                    div { class: "receipt__seal",
                        Icon { name: "check" }
                    }
                }
                h2 { "{title}" }
                p { id: "receipt-files", "{summary}" }
                if complete {
                    div { class: "cloth", "aria-hidden": "true" }
                } else {
                    div { class: "receipt__gap" }
                }
            }
            div { class: "receipt__body",
                dl { class: "kv",
                    KvRow { term: t("receipt-applicant"), "{name}" }
                    KvRow { term: t("receipt-nik"),
                        span { class: "nik-text", "{nik}" }
                    }
                    KvRow { term: t("receipt-number"), id: "receipt-number", class: "num", "{number}" }
                    KvRow { term: t("receipt-code"), id: "receipt-code", class: "code", "{match_code}" }
                }
                h3 { class: "receipt__files", {t("receipt-file-list")} }
                ul { class: "files",
                    for file in files {
                        li { "data-held": if file.held { "true" } else { "false" },
                            Icon { name: icon(file.held) }
                            span { "{file.label}" }
                            if !file.held {
                                span { class: "muted", " · " {t("receipt-file-missing")} }
                            }
                            span { class: "size num", "{file.size}" }
                        }
                    }
                }
            }
        }
    }
}

fn icon(held: bool) -> &'static str {
    if held { "circle-check" } else { "clock" }
}
