//! Beginning a visit that is on no list: which programme it is for is asked only when there are
//! several.

use dioxus::prelude::*;
use sambang_domain::ids::ProgrammeRef;
use sambang_domain::programme::Programme;

use crate::ui::components::{Button, ButtonKind, Sheet};
use crate::ui::i18n::t;
use crate::ui::route::Route;
use crate::ui::session::{error_text, use_device};

/// What a screen needs for it.
#[derive(Clone, Copy, PartialEq)]
pub struct Begin {
    /// Why it could not begin.
    pub problem: Signal<Option<String>>,
    picking: Signal<Option<Vec<Programme>>>,
    start: Callback<ProgrammeRef>,
    begin: Callback<()>,
}

impl Begin {
    /// Starts the visit, or asks for the programme first.
    pub fn begin(&self) {
        self.begin.call(());
    }
}

/// Makes it; put [`PickProgramme`] on the screen too.
pub fn use_begin() -> Begin {
    let device = use_device();
    let navigator = use_navigator();
    let mut picking = use_signal(|| None::<Vec<Programme>>);
    let mut problem = use_signal(|| None::<String>);
    let starter = device.clone();
    let start = use_callback(move |programme: ProgrammeRef| match starter.start_visit(&programme) {
        Ok(id) => {
            navigator.push(Route::Visit { id: id.to_string() });
        }
        Err(error) => {
            picking.set(None);
            problem.set(Some(error_text(&error)));
        }
    });
    let begin = use_callback(move |()| {
        problem.set(None);
        match device.programmes() {
            Ok(programmes) => match programmes.as_slice() {
                [] => problem.set(Some(t("no-programme"))),
                [only] => start.call(only.reference.clone()),
                _ => picking.set(Some(programmes)),
            },
            Err(error) => problem.set(Some(error_text(&error))),
        }
    });
    Begin { problem, picking, start, begin }
}

/// The question which programme the visit is for, while it is asked.
#[component]
pub fn PickProgramme(
    /// From [`use_begin`].
    begin: Begin,
) -> Element {
    let mut picking = begin.picking;
    let Some(programmes) = picking() else { return VNode::empty() };
    rsx! {
        Sheet { title: t("pick-programme"), on_close: move |()| picking.set(None),
            for programme in programmes {
                Button { key: "{programme.reference.id}", id: "programme-{programme.reference.id}", kind: ButtonKind::Second, block: true,
                    onclick: { let reference = programme.reference.clone(); move |_| begin.start.call(reference.clone()) },
                    "{programme.name}"
                }
            }
        }
    }
}
