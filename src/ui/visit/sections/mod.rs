//! The optional sections: a list on the summary, and one short page for each. None has to be opened.

mod online;
mod parts;
mod promotion;
mod support;
mod trade;
mod voice;

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::survey::{EvidenceKind, Section, Sections, Survey};

use self::online::{Digital, Interests};
use self::promotion::Promotion;
use self::support::{Aid, Cooperative};
use self::trade::Turnover;
use self::voice::Problem;
use super::context::{View, Visit};
use super::picker::Over;
use crate::ui::components::{Button, ButtonKind, Dock, Icon, ListItem, SumHeader};
use crate::ui::focus::focus_field;
use crate::ui::i18n::{t, t_code, t_with};

/// The programme's sections that this app has a page for.
fn offered(view: &View) -> Vec<Section> {
    view.programme.sections.iter().filter(|section| Section::KNOWN.contains(section)).cloned().collect()
}

fn answered(survey: &Survey, section: &Section) -> bool {
    let photo = *section == Section::Promotion && survey.photos(&EvidenceKind::ProductPhoto).next().is_some();
    photo || survey.sections.has(section)
}

fn clear(sections: &mut Sections, section: &Section) {
    match section {
        Section::Turnover => sections.turnover = Default::default(),
        Section::Aid => sections.aid = Default::default(),
        Section::Cooperative => sections.cooperative = Default::default(),
        Section::Digital => sections.digital = Default::default(),
        Section::Interests => sections.interests = Default::default(),
        Section::Problem => sections.problem = Default::default(),
        Section::Promotion => sections.promotion = Default::default(),
        Section::Other(_) => {}
    }
}

/// The list, with what is answered and what is not.
#[component]
pub(super) fn SectionList(
    /// What is stored.
    view: Rc<View>,
) -> Element {
    let visit = use_context::<Visit>();
    let sections = offered(&view);
    let done = sections.iter().filter(|section| answered(&view.survey, section)).count();
    if sections.is_empty() {
        return rsx! {};
    }
    let rows = sections.into_iter().map(|section| {
        let done = answered(&view.survey, &section);
        (section, done, visit.clone())
    });
    rsx! {
        section { id: "sections",
            SumHeader { title: t("sections-title"),
                span { class: "small muted", {t("visit-optional")} }
            }
            p { class: "gut small muted", role: "status", {t_with("sections-done", &[("count", done.into())])} }
            ul { class: "list",
                for (section, done, visit) in rows {
                    li { key: "{section.as_str()}", "data-answered": if done { "yes" } else { "no" },
                        ListItem {
                            id: "section-{section.as_str()}", title: t_code("section", section.as_str()),
                            subtitle: t_code("section-sub", section.as_str()),
                            onclick: { let section = section.clone(); move |()| visit.open_section(section.clone()) },
                            if done {
                                span { class: "section-done",
                                    Icon { name: "check" }
                                    {t("section-answered")}
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The page of one section, over the summary.
#[component]
pub(super) fn SectionPage(
    /// What is stored.
    view: Rc<View>,
    /// Which section.
    section: Section,
) -> Element {
    let visit = use_context::<Visit>();
    let (leaving, clearing) = (visit.clone(), visit.clone());
    let opener = section.clone();
    let close = use_callback(move |()| {
        leaving.autosave.flush();
        let mut open = leaving.section;
        open.set(None);
        focus_field(&format!("section-{}", opener.as_str()));
    });
    let body = match &section {
        Section::Turnover => rsx! { Turnover { view: view.clone() } },
        Section::Aid => rsx! { Aid { view: view.clone() } },
        Section::Cooperative => rsx! { Cooperative { view: view.clone() } },
        Section::Digital => rsx! { Digital { view: view.clone() } },
        Section::Interests => rsx! { Interests { view: view.clone() } },
        Section::Problem => rsx! { Problem { view: view.clone() } },
        Section::Promotion => rsx! { Promotion { view: view.clone() } },
        Section::Other(_) => rsx! {},
    };
    let filled = view.survey.sections.has(&section);
    let word = section.as_str().to_owned();
    rsx! {
        Over { name: "section", title: t_code("section", section.as_str()), note: t_code("section-sub", section.as_str()), on_close: close,
            main { class: "app__main", "data-section": "{word}",
                div { class: "stack stack--5",
                    {body}
                    if filled {
                        Button {
                            id: "section-clear", kind: ButtonKind::Quiet, small: true, icon: "undo-2",
                            onclick: move |_| {
                                let section = section.clone();
                                clearing.save_now(move |survey| clear(&mut survey.sections, &section));
                            },
                            {t("section-clear")}
                        }
                    }
                }
            }
            Dock {
                Button { id: "section-done", icon: "check", onclick: move |_| close.call(()), {t("section-close")} }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clearing_a_section_leaves_nothing_of_it_in_the_record() {
        for section in Section::KNOWN {
            let mut sections = Sections::default();
            sections.turnover.changed = Some(true);
            sections.aid.kemensos = Some(true);
            sections.cooperative.member = Some(true);
            sections.digital.delivery = Some(Default::default());
            sections.interests.plut = Some(Default::default());
            sections.problem.say("bantuan lambat".into());
            sections.promotion.consent = Some(true);
            assert!(sections.has(section), "{}", section.as_str());
            clear(&mut sections, section);
            assert!(!sections.has(section) && !sections.is_empty(), "{}", section.as_str());
        }
    }
}
