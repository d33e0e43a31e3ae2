//! Taking the position: from the receiver, or typed where no receiver helps.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::survey::{Position, fields};
use sambang_words::format;
use sambang_words::regions::region_name;

use crate::platform::running_ms;
use crate::ui::components::{Button, ButtonKind, Icon, InputMode, Message, MessageKind, Notice, NoticeKind, TextField};
use crate::ui::i18n::{t, t_with};
use crate::ui::session::{TICK_MS, vibrate};
use crate::ui::visit::answer::use_touched;
use crate::ui::visit::context::{View, Visit};
use crate::ui::visit::tracker::{FAIR_M, GOOD_M, Live, Tracker};
use crate::ui::visit::typed::{Coordinate, read_coordinate, typed_accuracy_m};

/// The stored position and the button that takes it (again). While the step is open and a position
/// is wanted, every more exact fix takes the place of the one before, until it is good.
#[component]
pub(super) fn PositionFix(view: Rc<View>) -> Element {
    let visit = use_context::<Visit>();
    let tracker = use_context::<Tracker>();
    let stored = view.survey.position.clone();
    let mut taking = use_signal(|| stored.is_none());
    let mut best = use_signal(|| f64::INFINITY);
    let taker = visit.clone();
    use_hook(move || {
        let under_way = match &*tracker.live.peek() {
            Live::Searching => true,
            Live::Fix(fix) => fix.is_fresh(running_ms()),
            _ => false,
        };
        if *taking.peek() && !under_way {
            tracker.start();
        }
    });
    use_effect(move || {
        let Live::Fix(fix) = tracker.live.read().clone() else { return };
        if !*taking.peek() || fix.position.accuracy_m >= *best.peek() || !fix.is_fresh(running_ms()) {
            return;
        }
        let position = fix.position;
        best.set(position.accuracy_m);
        if position.accuracy_m <= GOOD_M {
            taking.set(false);
            tracker.rest();
            vibrate(TICK_MS);
        }
        taker.save_now(move |survey| survey.position = Some(position));
    });
    let searching = taking() && *tracker.live.read() == Live::Searching;
    let again = stored.is_some();
    rsx! {
        div { class: "panel",
            div { class: "row row--3", role: "status",
                Icon { name: "locate-fixed", class: "icon--lg" }
                div { class: "grow",
                    match &stored {
                        Some(position) => rsx! {
                            b { id: "position", "data-accuracy": format!("{:.0}", position.accuracy_m), {quality(position)} }
                            p { class: "small muted num", {line(position, view.offset)} }
                            if let Some(words) = from_village(&view) {
                                p { class: "small", id: "from-village", "{words}" }
                            }
                        },
                        None if searching => rsx! {
                            b { {t("visit-locating")} }
                            p { class: "small muted", {t("visit-locating-more")} }
                        },
                        None => rsx! {
                            b { {t("visit-no-position")} }
                            p { class: "small muted", {t("visit-no-position-more")} }
                        },
                    }
                }
            }
        }
        if let Some((kind, words)) = view.verdict(fields::POSITION.path, stored.is_some()) {
            div { class: "field {kind.field_class()}", id: "position-finding",
                Message { kind, text: words }
            }
        }
        if taking() {
            Trouble { live: tracker.live.read().clone() }
        }
        Button {
            id: "locate", kind: ButtonKind::Second, icon: "refresh-cw", block: true, busy: searching,
            onclick: move |_| {
                taking.set(true);
                best.set(f64::INFINITY);
                tracker.start();
            },
            if again { {t("visit-locate-again")} } else { {t("visit-locate")} }
        }
    }
}

fn quality(position: &Position) -> String {
    if position.by_hand {
        return t("visit-position-typed");
    }
    let metres = format::decimal(position.accuracy_m, 0);
    let args = [("metres", metres.into())];
    match position.accuracy_m {
        accuracy if accuracy <= GOOD_M => t_with("visit-accuracy-good", &args),
        accuracy if accuracy <= FAIR_M => t_with("visit-accuracy-fair", &args),
        _ => t_with("visit-accuracy-poor", &args),
    }
}

/// How far the point is from the village, while it is taken and afterwards.
fn from_village(view: &View) -> Option<String> {
    let village = region_name(view.survey.business_village()?)?;
    let distance = format::distance(view.from_village?);
    Some(t_with("visit-from-village", &[("distance", distance.into()), ("village", village.into())]))
}

fn line(position: &Position, offset: i32) -> String {
    let place = format::coordinates(position.latitude, position.longitude);
    let (latitude, longitude) = place.split_once(" · ").unwrap_or((&place, ""));
    let time = format::clock(position.at, offset);
    let args = [("latitude", latitude.into()), ("longitude", longitude.into()), ("time", time.into())];
    t_with("visit-position-line", &args)
}

#[component]
fn Trouble(live: Live) -> Element {
    match live {
        Live::Denied => rsx! {
            Notice { kind: NoticeKind::Warn, title: t("visit-locate-denied"), {t("visit-locate-denied-do")} }
        },
        Live::Unavailable => rsx! {
            Notice { kind: NoticeKind::Warn, title: t("visit-locate-unavailable"), {t("visit-locate-unavailable-do")} }
        },
        _ => rsx! {},
    }
}

/// Coordinates typed from another device. They are stored once both can be read.
#[component]
pub(super) fn ManualPosition(view: Rc<View>) -> Element {
    let visit = use_context::<Visit>();
    let stored = view.survey.position.clone().filter(|position| position.by_hand);
    let (by_hand, typed) =
        (stored.is_some(), stored.map(|position| (comma(position.latitude), comma(position.longitude))));
    let (latitude, longitude) = typed.unwrap_or_default();
    let mut open = use_signal(|| by_hand);
    let mut lat = use_signal(|| latitude);
    let mut lon = use_signal(|| longitude);
    let put = use_callback(move |()| {
        let (lat, lon) = (read_coordinate(&lat.peek(), 90.0), read_coordinate(&lon.peek(), 180.0));
        let (Some(lat), Some(lon)) = (lat, lon) else { return };
        let position = typed_position(lat, lon, visit.device.now());
        visit.save_later("position", move |survey| survey.position = Some(position));
    });
    rsx! {
        Button {
            id: "manual-position", kind: ButtonKind::Quiet, icon: "pencil-line", small: true,
            onclick: move |_| open.toggle(),
            {t("visit-manual")}
        }
        if open() {
            div { class: "cols-2",
                CoordinateField {
                    id: "lat", label: t("visit-lat"), hint: t("visit-lat-hint"), limit: 90.0, value: lat(),
                    on_text: move |text| {
                        lat.set(text);
                        put.call(());
                    },
                }
                CoordinateField {
                    id: "lon", label: t("visit-lon"), hint: t("visit-lon-hint"), limit: 180.0, value: lon(),
                    on_text: move |text| {
                        lon.set(text);
                        put.call(());
                    },
                }
            }
        }
    }
}

fn comma(degrees: f64) -> String {
    degrees.to_string().replace('.', ",")
}

fn typed_position(lat: Coordinate, lon: Coordinate, at: sambang_domain::ids::Timestamp) -> Position {
    Position {
        latitude: lat.degrees,
        longitude: lon.degrees,
        accuracy_m: typed_accuracy_m(lat, lon),
        at,
        mock: None,
        by_hand: true,
        receiver_ahead_ms: None,
        unknown: serde_json::Map::new(),
    }
}

#[component]
fn CoordinateField(
    id: &'static str,
    label: String,
    hint: String,
    limit: f64,
    value: String,
    on_text: EventHandler<String>,
) -> Element {
    let visit = use_context::<Visit>();
    let touched = use_touched();
    let bad = !value.trim().is_empty() && read_coordinate(&value, limit).is_none();
    let message = if bad && touched.shown(false, false) {
        (MessageKind::Error, t("visit-coordinate-bad"))
    } else {
        (MessageKind::Hint, hint)
    };
    rsx! {
        // The numeric keypads of many phones have no minus.
        TextField {
            id, label, value, message, max_len: 12, input_mode: InputMode::Text, class: "input--num",
            oninput: move |text| {
                touched.typed();
                on_text.call(text);
            },
            onblur: move |()| {
                visit.autosave.flush();
                touched.left();
            },
        }
    }
}
