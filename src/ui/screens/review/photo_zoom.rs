//! A picture to look at closely: zoom, turn and shift it, by finger, mouse, keyboard or button.

use std::rc::Rc;

use dioxus::prelude::*;

use crate::ui::components::{Button, ButtonKind};
use crate::ui::i18n::t;

/// The largest zoom.
const MOST: f64 = 6.0;
/// The zoom factor of one press of a button.
const STEP: f64 = 1.5;
/// Pixels by which one press of an arrow key shifts.
const NUDGE: f64 = 48.0;
/// Height of the frame by its width.
const SHAPE: f64 = 0.63;

/// Zoom, turn and shift of the picture in its frame.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Look {
    zoom: f64,
    /// Quarter turns to the right.
    turns: u8,
    /// Pixels to the right and down.
    x: f64,
    y: f64,
}

impl Look {
    const WHOLE: Self = Self { zoom: 1.0, turns: 0, x: 0.0, y: 0.0 };

    fn zoomed(self, by: f64) -> Self {
        let zoom = (self.zoom * by).clamp(1.0, MOST);
        let same = zoom / self.zoom;
        Self { zoom, x: self.x * same, y: self.y * same, ..self }
    }

    fn turned(self) -> Self {
        Self { turns: (self.turns + 1) % 4, x: 0.0, y: 0.0, ..self }
    }

    fn shifted(self, x: f64, y: f64) -> Self {
        Self { x: self.x + x, y: self.y + y, ..self }
    }

    /// The same, shifted no further than a frame of `width` pixels allows.
    fn held(self, width: f64) -> Self {
        let room = (self.zoom - 1.0) / 2.0 * width;
        Self { x: self.x.clamp(-room, room), y: self.y.clamp(-room * SHAPE, room * SHAPE), ..self }
    }

    fn style(self) -> String {
        // A picture that lies on its side must still fit between top and bottom.
        let fit = if self.turns % 2 == 1 { SHAPE } else { 1.0 };
        let Self { x, y, .. } = self;
        format!(
            "transform:translate({x:.1}px,{y:.1}px) rotate({}deg) scale({:.3})",
            u32::from(self.turns) * 90,
            self.zoom * fit
        )
    }
}

/// Fingers on the picture, by pointer id.
#[derive(Debug, Clone, Default, PartialEq)]
struct Fingers(Vec<(i32, f64, f64)>);

impl Fingers {
    fn put(&mut self, id: i32, x: f64, y: f64) {
        self.lift(id);
        self.0.push((id, x, y));
    }

    fn lift(&mut self, id: i32) {
        self.0.retain(|finger| finger.0 != id);
    }

    /// What a movement of one finger does: shift with one, zoom and shift with two.
    fn drag(&mut self, id: i32, x: f64, y: f64, look: Look) -> Look {
        let before = self.spread();
        let Some(finger) = self.0.iter_mut().find(|finger| finger.0 == id) else { return look };
        let (dx, dy) = (x - finger.1, y - finger.2);
        (finger.1, finger.2) = (x, y);
        let share = if before.is_some() { 2.0 } else { 1.0 };
        let shifted = look.shifted(dx / share, dy / share);
        match (before, self.spread()) {
            (Some(before), Some(after)) if before > 1.0 => shifted.zoomed(after / before),
            _ => shifted,
        }
    }

    /// The distance of the first two.
    fn spread(&self) -> Option<f64> {
        let [(_, ax, ay), (_, bx, by), ..] = self.0.as_slice() else { return None };
        Some((ax - bx).hypot(ay - by))
    }
}

/// The picture in its frame, and the buttons.
#[component]
pub(super) fn PhotoZoom(
    /// Name of the picture.
    label: String,
    /// Prefix of the buttons' ids.
    id: String,
    /// The picture.
    children: Element,
    /// At the right of the buttons.
    #[props(default = VNode::empty())]
    foot: Element,
) -> Element {
    let mut look = use_signal(|| Look::WHOLE);
    let mut fingers = use_hook(|| CopyValue::new(Fingers::default()));
    let mut frame = use_signal(|| None::<Rc<MountedData>>);
    let mut width = use_hook(|| CopyValue::new(f64::INFINITY));
    let measure = move || {
        if let Some(frame) = frame.peek().clone() {
            spawn(async move {
                if let Ok(rect) = frame.get_client_rect().await {
                    width.set(rect.width());
                }
            });
        }
    };
    let mut set = move |next: Look| look.set(next.held(*width.peek()));
    let mut change = move |how: fn(Look) -> Look| {
        let now = *look.peek();
        set(how(now));
    };
    let down = move |event: PointerEvent| {
        measure();
        let at = event.client_coordinates();
        fingers.write().put(event.pointer_id(), at.x, at.y);
    };
    let moved = move |event: PointerEvent| {
        let at = event.client_coordinates();
        let next = fingers.write().drag(event.pointer_id(), at.x, at.y, *look.peek());
        if next != *look.peek() {
            set(next);
        }
    };
    let up = use_callback(move |event: PointerEvent| fingers.write().lift(event.pointer_id()));
    let key = move |event: KeyboardEvent| {
        let now = *look.peek();
        let next = match event.key() {
            Key::ArrowLeft => now.shifted(NUDGE, 0.0),
            Key::ArrowRight => now.shifted(-NUDGE, 0.0),
            Key::ArrowUp => now.shifted(0.0, NUDGE),
            Key::ArrowDown => now.shifted(0.0, -NUDGE),
            Key::Character(sign) if sign == "+" || sign == "=" => now.zoomed(STEP),
            Key::Character(sign) if sign == "-" => now.zoomed(1.0 / STEP),
            _ => return,
        };
        event.prevent_default();
        set(next);
    };
    let whole = look() == Look::WHOLE;
    rsx! {
        div {
            class: if look().zoom > 1.0 { "lens lens--near" } else { "lens" }, id: "{id}-lens", tabindex: "0", role: "group", "aria-label": "{label}",
            onmounted: move |event| { frame.set(Some(event.data())); measure(); },
            onpointerdown: down, onpointermove: moved,
            onpointerup: move |event| up.call(event), onpointercancel: move |event| up.call(event), onpointerleave: move |event| up.call(event),
            ondoubleclick: move |_| set(if whole { Look::WHOLE.zoomed(STEP * STEP) } else { Look::WHOLE }),
            onkeydown: key,
            div { class: "lens__body", style: look().style(), {children} }
        }
        div { class: "lens__tools",
            div { class: "cluster",
                Button { id: "{id}-in", kind: ButtonKind::Quiet, small: true, icon: "zoom-in", onclick: move |_| change(|look| look.zoomed(STEP)), {t("case-zoom-in")} }
                Button { id: "{id}-turn", kind: ButtonKind::Quiet, small: true, icon: "rotate-cw", onclick: move |_| change(Look::turned), {t("case-turn")} }
                if !whole {
                    Button { id: "{id}-out", kind: ButtonKind::Quiet, small: true, icon: "minus", onclick: move |_| change(|look| look.zoomed(1.0 / STEP)), {t("case-zoom-out")} }
                    Button { id: "{id}-whole", kind: ButtonKind::Quiet, small: true, icon: "rotate-ccw", onclick: move |_| set(Look::WHOLE), {t("case-whole")} }
                }
            }
            {foot}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_never_leaves_its_frame() {
        assert_eq!(Look::WHOLE.shifted(80.0, -80.0).held(400.0), Look::WHOLE);
        let near = Look::WHOLE.zoomed(2.0).shifted(1_000.0, 1_000.0).held(400.0);
        assert_eq!((near.x, near.y), (200.0, 200.0 * SHAPE));
        assert_eq!(near.zoomed(0.01), Look { x: 100.0, y: 100.0 * SHAPE, ..Look::WHOLE });
        assert!(Look::WHOLE.zoomed(1_000.0).zoom <= MOST);
    }

    #[test]
    fn four_quarter_turns_change_nothing_and_a_picture_on_its_side_fits() {
        let once = Look::WHOLE.turned();
        assert!(once.style().contains("rotate(90deg) scale(0.630)"));
        assert_eq!(once.turned().turned().turned(), Look::WHOLE);
    }

    #[test]
    fn one_finger_shifts_and_two_zoom() {
        let mut fingers = Fingers::default();
        let near = Look::WHOLE.zoomed(2.0);
        fingers.put(1, 100.0, 100.0);
        assert_eq!(fingers.drag(1, 110.0, 95.0, near), near.shifted(10.0, -5.0));
        fingers.put(2, 210.0, 95.0);
        let wider = fingers.drag(2, 260.0, 95.0, near);
        assert!((wider.zoom - 3.0).abs() < 1e-9, "{wider:?}");
        fingers.lift(1);
        assert_eq!(fingers.drag(1, 0.0, 0.0, near), near);
    }
}
