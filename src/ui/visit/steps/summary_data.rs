//! Everything that was answered, to be looked over together with the applicant.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::nik::{Sex, group};
use sambang_domain::region::RegionCode;
use sambang_domain::statement::address;
use sambang_domain::survey::{Position, Survey};

use crate::ui::components::KvRow;
use crate::ui::format;
use crate::ui::i18n::{t, t_with};
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
    let home = place(&identity.address, &identity.rt, &identity.rw, identity.village);
    let at = match business.same_as_home {
        Some(true) => t("visit-same"),
        Some(false) => place(&business.address, "", "", business.village),
        None => String::new(),
    };
    let what = [business.name.trim(), business.activity.trim()].into_iter().filter(|part| !part.is_empty());
    let bytes = survey.evidence.iter().map(|photo| photo.size_bytes).sum();
    let files = [("count", survey.evidence.len().into()), ("size", format::bytes(bytes).into())];
    let all = [
        (t("visit-kv-family-card"), group(&identity.family_card)),
        (t("visit-kv-name"), identity.name.clone()),
        (t("visit-kv-born"), born(survey)),
        (t("visit-kv-address"), home),
        (t("visit-kv-phone"), identity.phone.clone()),
        (t("visit-kv-business"), what.collect::<Vec<_>>().join(", ")),
        (t("visit-kv-since"), business.since_year.map(|year| year.to_string()).unwrap_or_default()),
        (t("visit-kv-where"), at),
        (t("visit-kv-position"), survey.position.as_ref().map(accuracy).unwrap_or_default()),
        (t("visit-kv-files"), t_with("visit-kv-files-value", &files)),
    ];
    let told = |fact: String| if fact.trim().is_empty() { t("visit-kv-missing") } else { fact };
    // What may stay empty is listed only when it was given.
    let job = (t("visit-occupation"), identity.occupation.trim().to_owned());
    let kbli = business.kbli.as_ref().map(|kbli| format!("{} ({})", kbli.code, kbli.edition)).unwrap_or_default();
    let given = [job, (t("visit-kv-kbli"), kbli)].into_iter().filter(|(_, fact)| !fact.is_empty());
    all.into_iter().map(|(term, fact)| (term, told(fact))).chain(given).collect()
}

/// An address, empty when nothing of it was given.
fn place(street: &str, rt: &str, rw: &str, village: Option<RegionCode>) -> String {
    let given = village.is_some() || [street, rt, rw].iter().any(|part| !part.trim().is_empty());
    if given { address(street, rt, rw, village) } else { String::new() }
}

fn born(survey: &Survey) -> String {
    let identity = &survey.identity;
    let sex = identity.sex.map(|sex| if sex == Sex::Female { t("visit-female-word") } else { t("visit-male-word") });
    let date = identity.birth_date.map(format::date);
    let place = (!identity.birth_place.trim().is_empty()).then(|| identity.birth_place.clone());
    [place, date, sex].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn accuracy(position: &Position) -> String {
    if position.by_hand {
        return t("visit-position-typed");
    }
    t_with("visit-kv-accuracy", &[("metres", format::decimal(position.accuracy_m, 0).into())])
}
