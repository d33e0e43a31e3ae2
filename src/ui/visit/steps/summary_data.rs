//! Everything that was answered, to be looked over together with the applicant.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::nik::group;
use sambang_domain::survey::Survey;
use sambang_words::answers;
use sambang_words::format;

use crate::ui::components::KvRow;
use crate::ui::i18n::{language, t, t_with};
use crate::ui::visit::context::View;

/// The list. It shows the whole NIK; the step records that.
#[component]
pub(super) fn SummaryData(view: Rc<View>) -> Element {
    let nik = group(&view.survey.identity.nik);
    let rows = rows(&view.survey);
    rsx! {
        section { class: "gut stack stack--2",
            h2 { {t("visit-your-data")} }
            div { class: "panel",
                dl { class: "kv",
                    KvRow { term: t("visit-kv-nik"), id: "summary-nik",
                        span { class: "nik-text", {if nik.is_empty() { t("visit-kv-missing") } else { nik.clone() }} }
                    }
                    for (term, fact) in rows {
                        KvRow { key: "{term}", term, "{fact}" }
                    }
                }
            }
            if !nik.is_empty() {
                p { class: "small muted", {t("visit-opening-logged")} }
            }
        }
    }
}

fn rows(survey: &Survey) -> Vec<(String, String)> {
    let (identity, business) = (&survey.identity, &survey.business);
    let what = answers::joined([business.name.clone(), business.activity.clone()]);
    let bytes = survey.evidence.iter().map(|photo| photo.size_bytes).sum();
    let files = [("count", survey.evidence.len().into()), ("size", format::bytes(bytes).into())];
    let all = [
        (t("visit-kv-family-card"), group(&identity.family_card)),
        (t("visit-kv-name"), identity.name.clone()),
        (t("visit-kv-born"), answers::born(language(), survey)),
        (t("visit-kv-address"), answers::home(survey)),
        (t("visit-kv-phone"), identity.phone.clone()),
        (t("visit-kv-business"), what),
        (t("visit-kv-since"), business.since_year.map(|year| year.to_string()).unwrap_or_default()),
        (t("visit-kv-where"), answers::business_address(language(), business)),
        (
            t("answer-position"),
            survey.position.as_ref().map(|position| answers::accuracy(language(), position)).unwrap_or_default(),
        ),
        (t("visit-kv-files"), t_with("visit-kv-files-value", &files)),
    ];
    let told = |fact: String| if fact.trim().is_empty() { t("visit-kv-missing") } else { fact };
    // What may stay empty is listed only when it was given.
    let job = (t("answer-occupation"), identity.occupation.trim().to_owned());
    let kbli = (t("answer-kbli"), answers::kbli(business));
    let given = [job, kbli].into_iter().filter(|(_, fact)| !fact.is_empty());
    all.into_iter().map(|(term, fact)| (term, told(fact))).chain(given).collect()
}
