//! A position without map tiles: graticule, accuracy circle, scale and north; for a supervisor also
//! the middle of the village and the other surveys. Nothing on it is invented; without internet
//! there is no street map.

use dioxus::prelude::*;
use sambang_domain::geo::{Spot, metres};
use sambang_domain::survey::Position;
use sambang_words::format;

use crate::ui::i18n::{t, t_with};

const WIDTH: f64 = 380.0;
const HEIGHT: f64 = 230.0;
/// Longest scale bar in drawing units.
const BAR: f64 = 110.0;
/// Metres of one degree of latitude.
const DEGREE_M: f64 = 111_195.0;
/// Nearest surveys farther than this do not widen the view.
const NEAR_M: f64 = 2_000.0;

/// What lies around a position.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::ui) struct Around {
    /// The village's name and the middle of the surveys in it.
    pub(in crate::ui) middle: Option<(String, Spot)>,
    /// Where the other surveys are, nearest first.
    pub(in crate::ui) others: Vec<Spot>,
}

/// Metres by which `to` lies east and north of `from`; good to a per mille within a province.
pub(in crate::ui) fn offset_m(from: Spot, to: Spot) -> (f64, f64) {
    let east = (to.1 - from.1) * ((from.0 + to.0) / 2.0).to_radians().cos();
    (east * DEGREE_M, (to.0 - from.0) * DEGREE_M)
}

/// Metres per drawing unit: the accuracy circle fills at most a third of the height, what must be
/// seen `reach` metres away fits, and the whole drawing never shows less than 150 metres.
fn metres_per_unit(accuracy_m: f64, reach: f64) -> f64 {
    (accuracy_m / (HEIGHT / 3.0)).max(150.0 / HEIGHT).max(reach / (HEIGHT * 0.4))
}

/// The longest of 10, 20, 50, 100 ... metres that the scale bar can show.
fn bar_metres(scale: f64) -> f64 {
    let steps = (1..7).flat_map(|power| [1.0, 2.0, 5.0].map(|digit| digit * 10_f64.powi(power)));
    steps.take_while(|metres| metres / scale <= BAR).last().unwrap_or(10.0)
}

/// How far the drawing must reach: to the middle of the village, or to the nearest survey when it is near.
fn reach(from: Spot, around: &Around) -> f64 {
    let nearest = around.others.first().map(|other| metres(from, *other)).filter(|away| *away < NEAR_M);
    around.middle.as_ref().map(|(_, middle)| metres(from, *middle)).or(nearest).unwrap_or(0.0)
}

/// Where `to` lies on the drawing, whose middle is `from`; none when it lies outside.
fn project(from: Spot, to: Spot, scale: f64) -> Option<(f64, f64)> {
    let (east, north) = offset_m(from, to);
    let (x, y) = (WIDTH / 2.0 + east / scale, HEIGHT / 2.0 - north / scale);
    ((4.0..WIDTH - 4.0).contains(&x) && (4.0..HEIGHT - 4.0).contains(&y)).then_some((x, y))
}

/// The drawing.
#[component]
pub(in crate::ui) fn PositionMap(
    /// The stored position.
    position: Option<Position>,
    /// What lies around it.
    #[props(default)]
    around: Around,
) -> Element {
    let (x, y) = (WIDTH / 2.0, HEIGHT / 2.0);
    let accuracy = position.as_ref().map_or(0.0, |position| position.accuracy_m);
    let from = position.as_ref().map(Position::spot);
    let scale = metres_per_unit(accuracy, from.map_or(0.0, |from| reach(from, &around)));
    let bar = bar_metres(scale);
    let left = 366.0 - bar / scale;
    let label = match &position {
        Some(_) => t_with("visit-map", &[("metres", format::decimal(accuracy, 0).into())]),
        None => t("visit-map-none"),
    };
    let grid: String =
        (1..8).map(|i| format!("M{} 0V230", i * 48)).chain((1..5).map(|i| format!("M0 {}H380", i * 48))).collect();
    let others: Vec<_> = around.others.iter().filter_map(|other| project(from?, *other, scale)).collect();
    rsx! {
        div { class: "map",
            svg { view_box: "0 0 380 230", role: "img", "aria-label": "{label}",
                path { class: "m-grid", d: grid }
                for (n, (x, y)) in others.into_iter().enumerate() {
                    circle { key: "{n}", class: "m-other", cx: x, cy: y, r: "4.5" }
                }
                if let (Some(from), Some((name, middle))) = (from, around.middle) {
                    Middle { from, middle, name, scale }
                }
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

/// The middle of the village, joined to the position by a line with the distance.
#[component]
fn Middle(from: Spot, middle: Spot, name: String, scale: f64) -> Element {
    let Some((mx, my)) = project(from, middle, scale) else { return rsx! {} };
    let (x, y) = (WIDTH / 2.0, HEIGHT / 2.0);
    let (side, anchor) = if mx > x { (mx - 10.0, "end") } else { (mx + 10.0, "start") };
    let above = if my < y { my - 10.0 } else { my + 18.0 };
    rsx! {
        path { class: "m-line", d: "M{mx:.1} {my:.1}L{x} {y}" }
        rect { class: "m-vill", x: mx - 6.0, y: my - 6.0, width: "12", height: "12", transform: "rotate(45 {mx:.1} {my:.1})" }
        text { x: side, y: above, text_anchor: anchor, {t_with("case-map-middle", &[("village", name.into())])} }
        text { class: "m-strong", x: (x + mx) / 2.0 + 8.0, y: (y + my) / 2.0 - 8.0, {format::distance(metres(from, middle))} }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_circle_the_reach_and_the_scale_bar_always_fit() {
        for accuracy in [0.0, 6.0, 35.0, 120.0, 3_000.0, 90_000.0] {
            for reach in [0.0, 800.0, 40_000.0] {
                let scale = metres_per_unit(accuracy, reach);
                assert!(accuracy / scale <= HEIGHT / 3.0 + 1e-9);
                assert!(reach / scale <= HEIGHT / 2.0);
                assert!(bar_metres(scale) / scale <= BAR, "{accuracy}");
                assert!(bar_metres(scale) / scale >= BAR / 2.6, "{accuracy}");
            }
        }
    }

    #[test]
    fn the_middle_of_the_village_is_on_the_drawing_where_it_lies() {
        let from = (-4.80, 104.90);
        let around =
            Around { middle: Some(("Kalibalangan".to_owned(), (-4.81, 104.89))), others: vec![(-4.80, 104.901)] };
        let scale = metres_per_unit(6.0, reach(from, &around));
        let (x, y) = project(from, (-4.81, 104.89), scale).unwrap();
        assert!(x < WIDTH / 2.0 && y > HEIGHT / 2.0, "south-west of the position: {x} {y}");
        assert_eq!(project(from, (-4.80, 105.90), scale), None);
        assert_eq!(metres(from, (-4.81, 104.90)).round(), 1_112.0);
        assert_eq!(reach(from, &Around { middle: None, ..around }).round(), 111.0);
    }
}
