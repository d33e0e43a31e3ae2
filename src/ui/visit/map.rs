//! The position without map tiles: graticule, accuracy circle, scale and north. Nothing on it is
//! invented; without internet there is no street map.

use dioxus::prelude::*;
use sambang_domain::survey::Position;

use crate::ui::format;
use crate::ui::i18n::{t, t_with};

const WIDTH: f64 = 380.0;
const HEIGHT: f64 = 230.0;
/// Longest scale bar in drawing units.
const BAR: f64 = 110.0;

/// Metres per drawing unit: the accuracy circle fills at most a third of the height, and the whole
/// drawing never shows less than 150 metres.
fn metres_per_unit(accuracy_m: f64) -> f64 {
    (accuracy_m / (HEIGHT / 3.0)).max(150.0 / HEIGHT)
}

/// The longest of 10, 20, 50, 100 ... metres that the scale bar can show.
fn bar_metres(scale: f64) -> f64 {
    let steps = (1..7).flat_map(|power| [1.0, 2.0, 5.0].map(|digit| digit * 10_f64.powi(power)));
    steps.take_while(|metres| metres / scale <= BAR).last().unwrap_or(10.0)
}

/// The drawing.
#[component]
pub(super) fn PositionMap(
    /// The stored position.
    position: Option<Position>,
) -> Element {
    let (x, y) = (WIDTH / 2.0, HEIGHT / 2.0);
    let accuracy = position.as_ref().map_or(0.0, |position| position.accuracy_m);
    let scale = metres_per_unit(accuracy);
    let bar = bar_metres(scale);
    let left = 366.0 - bar / scale;
    let label = match &position {
        Some(_) => t_with("visit-map", &[("metres", format::decimal(accuracy, 0).into())]),
        None => t("visit-map-none"),
    };
    let grid: String =
        (1..8).map(|i| format!("M{} 0V230", i * 48)).chain((1..5).map(|i| format!("M0 {}H380", i * 48))).collect();
    rsx! {
        div { class: "map",
            svg { view_box: "0 0 380 230", role: "img", "aria-label": "{label}",
                path { class: "m-grid", d: grid }
                if position.is_some() {
                    circle { class: "m-acc", cx: x, cy: y, r: (accuracy / scale).max(12.0) }
                    circle { class: "m-dot", cx: x, cy: y, r: "9" }
                    path { class: "m-scale", d: "M{left:.1} 210v6H366v-6" }
                    text { x: (left + 366.0) / 2.0, y: "206", text_anchor: "middle", {format::distance(bar)} }
                } else {
                    text { class: "m-strong", x, y, text_anchor: "middle", "{label}" }
                }
                path { class: "m-scale", d: "M358 40V16m-6 7l6-8 6 8" }
                text { class: "m-strong", x: "358", y: "56", text_anchor: "middle", {t("visit-map-north")} }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_circle_and_the_scale_bar_always_fit() {
        for accuracy in [0.0, 6.0, 35.0, 120.0, 3_000.0, 90_000.0] {
            let scale = metres_per_unit(accuracy);
            assert!(accuracy / scale <= HEIGHT / 3.0 + 1e-9);
            assert!(bar_metres(scale) / scale <= BAR, "{accuracy}");
            assert!(bar_metres(scale) / scale >= BAR / 2.6, "{accuracy}");
        }
    }
}
