//! The signature pad. Ink is drawn in the page while the pen is down (`sign_pad.js`); a lifted
//! stroke comes here, is drawn as a path, and is stored a moment after the last one.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::survey::{Signature, StrokePoint};
use sambang_words::format;
use serde::Deserialize;

use super::context::{View, Visit};
use crate::ui::autosave::use_autosave;
use crate::ui::components::{Button, ButtonKind};
use crate::ui::i18n::{t, t_with};

const PAD: &str = include_str!("sign_pad.js");

/// A stroke as the page sends it: x and y in ten-thousandths, milliseconds since it began.
#[derive(Debug, Deserialize)]
struct Lifted {
    points: Vec<(u16, u16, u32)>,
    /// Milliseconds between the stroke before and this one.
    pause: u32,
}

/// Adds a stroke; its times go on where the last stroke ended.
fn add(signature: &mut Signature, lifted: Lifted) {
    let end = signature.strokes.iter().flatten().map(|point| point.t_ms).max();
    let start = end.map_or(0, |end| end.saturating_add(lifted.pause));
    let points = lifted.points.into_iter().map(|(x, y, t)| StrokePoint {
        x: x.min(10_000),
        y: y.min(10_000),
        t_ms: start.saturating_add(t),
    });
    signature.strokes.push(points.collect());
}

/// The strokes as a path on the pad of 300 by 110.
pub(in crate::ui) fn path(signature: &Signature) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    for stroke in &signature.strokes {
        for (index, point) in stroke.iter().enumerate() {
            let command = if index == 0 { 'M' } else { 'L' };
            let (x, y) = (f64::from(point.x) * 0.03, f64::from(point.y) * 0.011);
            let _ = write!(out, "{command}{x:.1} {y:.1}");
        }
    }
    out
}

/// The pad with its two buttons. `place` is where the statement is signed.
#[component]
pub(super) fn SignPad(
    /// What is stored.
    view: Rc<View>,
    /// As it stands in its field.
    place: String,
) -> Element {
    let visit = use_context::<Visit>();
    let stored = view.survey.statement.as_ref();
    let mut signature = use_signal(|| stored.map(|statement| statement.signature.clone()).unwrap_or_default());
    let thumb_print = stored.is_some_and(|statement| statement.thumb_print);
    // The place may change between strokes; what is stored is what the field says at that moment.
    let mut terms = use_hook(|| CopyValue::new((String::new(), false)));
    terms.set((place, thumb_print));
    let keeper = visit.clone();
    let autosave = use_autosave(move |drawn: Vec<Signature>| {
        let Some(drawn) = drawn.into_iter().last() else { return true };
        if drawn.is_empty() {
            return keeper.device.clear_signature(keeper.id).is_ok();
        }
        let (place, thumb_print) = terms.peek().clone();
        keeper.device.sign(keeper.id, &place, drawn, thumb_print).is_ok()
    });
    let mut page = use_signal(|| None::<document::Eval>);
    use_drop(move || {
        if let Some(page) = *page.peek() {
            let _ = page.send("stop");
        }
    });
    let tell = move |word: &str| {
        if let Some(page) = *page.peek() {
            let _ = page.send(word);
        }
    };
    let keep = {
        let autosave = autosave.clone();
        move || autosave.save_later("signature", signature.peek().clone())
    };
    let drawing = keep.clone();
    let listen = move |_| {
        let keep = drawing.clone();
        let mut eval = document::eval(PAD);
        page.set(Some(eval));
        spawn(async move {
            while let Ok(lifted) = eval.recv::<Lifted>().await {
                add(&mut signature.write(), lifted);
                let _ = eval.send("drawn");
                keep();
            }
        });
    };
    let undoing = keep.clone();
    let undo = move |_| {
        signature.write().strokes.pop();
        tell("undone");
        undoing();
    };
    let clear = move |_| {
        signature.set(Signature::default());
        tell("cleared");
        keep();
    };
    let drawn = !signature.read().strokes.is_empty();
    rsx! {
        div { class: "sign sign--pad", id: "sign-pad", role: "img", tabindex: "0", "aria-label": t("visit-sign-pad"), "data-strokes": signature.read().strokes.len(), onmounted: listen,
            svg { view_box: "0 0 300 110", preserve_aspect_ratio: "none", "aria-hidden": "true",
                path { d: path(&signature.read()), fill: "none", stroke: "#141B2D", stroke_width: "2.6", stroke_linecap: "round", stroke_linejoin: "round" }
                path { class: "sign__wet", d: "", fill: "none", stroke: "#141B2D", stroke_width: "2.6", stroke_linecap: "round", stroke_linejoin: "round" }
            }
            span { class: "sign__base" }
            span { class: "sign__hint", {caption(&view, drawn)} }
        }
        p { class: "small muted", {t("visit-draw-more")} }
        div { class: "cluster",
            Button { id: "sign-undo", kind: ButtonKind::Quiet, icon: "undo-2", small: true, disabled: !drawn, onclick: undo, {t("visit-sign-undo")} }
            Button { id: "sign-clear", kind: ButtonKind::Quiet, icon: "rotate-ccw", small: true, disabled: !drawn, onclick: clear, {t("visit-sign-clear")} }
        }
    }
}

/// Under the line: who signed and when, as soon as it is stored.
fn caption(view: &View, drawn: bool) -> String {
    let signed = view.survey.statement.as_ref().and_then(|statement| statement.signed_at);
    match signed.filter(|_| drawn) {
        None => t("visit-sign-here"),
        Some(at) => {
            let name = view.survey.identity.name.clone();
            let (day, time) = (format::day(at, view.offset), format::clock(at, view.offset));
            t_with("visit-signed", &[("name", name.into()), ("date", day.into()), ("time", time.into())])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_go_on_from_stroke_to_stroke() {
        let mut signature = Signature::default();
        add(&mut signature, Lifted { points: vec![(0, 0, 0), (5_000, 5_000, 40)], pause: 0 });
        add(&mut signature, Lifted { points: vec![(10_000, 10_000, 0), (20_000, 1, 10)], pause: 200 });
        let times: Vec<u32> = signature.strokes.iter().flatten().map(|point| point.t_ms).collect();
        assert_eq!(times, [0, 40, 240, 250]);
        assert_eq!(signature.strokes[1][1].x, 10_000);
    }

    #[test]
    fn a_path_moves_once_per_stroke() {
        let mut signature = Signature::default();
        add(&mut signature, Lifted { points: vec![(0, 0, 0), (10_000, 10_000, 9)], pause: 0 });
        add(&mut signature, Lifted { points: vec![(5_000, 5_000, 0)], pause: 9 });
        assert_eq!(path(&signature), "M0.0 0.0L300.0 110.0M150.0 55.0");
    }
}
