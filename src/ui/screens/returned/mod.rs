//! A returned survey: what the supervisor asks, point by point, and the way to each field.

mod point;
mod send;

use dioxus::prelude::*;
use sambang_domain::ids::SurveyId;
use sambang_domain::programme::Programme;
use sambang_domain::survey::{Survey, fields};
use sambang_words::format;
use sambang_words::regions::region_name;

use self::point::PointPanel;
use self::send::SendDock;
use crate::device::{Correction, Device, DeviceError};
use crate::ui::components::{Art, Bar, Empty, Notice, NoticeKind, Screen};
use crate::ui::focus::focus_field;
use crate::ui::i18n::{name_or_unnamed, t, t_with};
use crate::ui::route::{Route, leave};
use crate::ui::session::{TICK_MS, error_text, use_device, use_notices, use_setup, vibrate};
use crate::ui::visit::target;

/// What the store says about the survey.
#[derive(Debug, Clone, PartialEq)]
struct Returned {
    survey: Survey,
    programme: Programme,
    correction: Correction,
}

impl Returned {
    fn read(device: &Device, id: SurveyId) -> Result<Option<Self>, DeviceError> {
        let Some(correction) = device.correction(id)? else { return Ok(None) };
        let survey = device.survey(id)?;
        let programme = device.programme_of(&survey)?;
        Ok(Some(Self { survey, programme, correction }))
    }
}

/// The screen.
#[component]
pub fn ReturnedScreen(
    /// The survey's id.
    id: String,
) -> Element {
    use_notices();
    let device = use_device();
    let navigator = use_navigator();
    let problem = use_signal(|| None::<String>);
    let found = id.parse::<SurveyId>().ok().and_then(|id| {
        Returned::read(&device, id).inspect_err(|error| tracing::error!(%error, "cannot read a return")).ok().flatten()
    });
    let mut was_open = use_hook(|| CopyValue::new(false));
    // A correction that was just sealed has nothing more to ask.
    let over = found.is_none() && *was_open.peek();
    use_effect(use_reactive!(|over| {
        if over {
            vibrate(TICK_MS);
            navigator.replace(Route::Home {});
        }
    }));
    if over {
        return rsx! {};
    }
    was_open.set(found.is_some());
    let title =
        found.as_ref().map_or_else(|| t("returned-title"), |found| name_or_unnamed(&found.survey.identity.name));
    let place = found.as_ref().and_then(|found| found.survey.business_village()).and_then(region_name);
    let activity = found.as_ref().map(|found| found.survey.business.activity.clone());
    let parts: Vec<_> = activity.into_iter().chain(place).filter(|part| !part.is_empty()).collect();
    rsx! {
        Screen {
            name: "returned",
            bar: rsx! {
                Bar { title, subtitle: parts.join(" · "), on_back: move |()| leave(&navigator) }
            },
            dock: found.clone().filter(|found| found.correction.here).map(|found| rsx! {
                SendDock { found, problem }
            }),
            if let Some(found) = found {
                div { class: "stack stack--5",
                    Asked { found: found.clone() }
                    if let Some(problem) = problem() {
                        Notice { kind: NoticeKind::Err, "{problem}" }
                    }
                    for (index, point) in found.correction.points.iter().enumerate() {
                        PointPanel { key: "{point.path}", found: found.clone(), point: point.clone(), number: index + 1, problem }
                    }
                }
            } else {
                Empty { art: Art::Visit, title: t("returned-none-title"),
                    p { {t("returned-none")} }
                }
            }
        }
    }
}

/// How much is asked, by whom and when.
#[component]
fn Asked(found: Returned) -> Element {
    let setup = use_setup();
    let Correction { notice, points, here, .. } = &found.correction;
    let day = format::unbroken(&format::day(notice.received_at, setup.clock.local_offset_minutes()));
    let by = [("name", notice.by.clone().into()), ("day", day.into())];
    rsx! {
        Notice { kind: NoticeKind::Warn, icon: "undo-2", id: "returned-asked", title: t_with("returned-count", &[("n", points.len().into())]),
            {t_with("returned-by", &by)}
            if !notice.review.note.trim().is_empty() {
                p { {notice.review.note.trim()} }
            }
        }
        if !here {
            Notice { kind: NoticeKind::Info, icon: "download", id: "returned-fetching", title: t("returned-fetching-title"), {t("returned-fetching")} }
        }
    }
}

/// Begins the correction and opens the visit at the field of `path`. What keeps it from opening is
/// shown in `problem`.
fn correct(device: &Device, id: SurveyId, path: &str, mut problem: Signal<Option<String>>) {
    let step = fields::of(path).step;
    match device.begin_correction(id).and_then(|()| device.set_step(id, step)) {
        Ok(()) => {
            navigator().push(Route::Visit { id: id.to_string() });
            focus_field(&target(path));
        }
        Err(error) => problem.set(Some(error_text(&error))),
    }
}
