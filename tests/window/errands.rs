//! What else a day brings: the list of applicants, a visit begun twice, a draft thrown away and fetched
//! back, and the quiet screens behind the settings.

use crate::album::Album;
use crate::driver::Window;
use crate::person;
use crate::visit::Visit;

/// The draft, in the list of the home screen.
const DRAFT: &str = "a[data-survey][data-delivery=none]";

/// Home, reached by the arrow of the bar.
pub(crate) async fn back_home(window: &Window) {
    window.tap("#back").await;
    window.arrive("main[data-screen=home]").await;
}

/// The province's list, looked through by village.
pub(crate) async fn assignments(window: &Window, album: &Album) {
    window.tap("#open-assignments").await;
    window.arrive("main[data-screen=assignments]").await;
    window.see("[data-village] [data-assignment]").await;
    album.take(window, "assignments").await;
    window.tap("#assignments-done").await;
    window.gone("[data-assignment]").await;
    album.take(window, "assignments-none-done").await;
    back_home(window).await;
}

/// The same applicant once more: the phone knows, says so and leads to the survey it already has.
pub(crate) async fn the_same_again(visit: &Visit<'_>, album: &Album) {
    let window = visit.window;
    window.tap("#new-visit").await;
    window.tap("#programme-bpum-2021").await;
    visit.at(1).await;
    window.tap("#step-2").await;
    visit.at(2).await;
    window.fill("#name", person::NAME).await;
    window.fill("#nik", person::NIK).await;
    window.read("#nik-own-duplicate", person::NAME).await;
    window.look_at("#nik-own-duplicate").await;
    album.take(window, "own-duplicate").await;
    window.tap("#open-duplicate").await;
    window.arrive("main[data-screen=sync]").await;
    window.see("[data-outbox][data-delivery=waiting]").await;
    window.tap("#back").await;
    visit.at(2).await;
}

/// The draft of [`the_same_again`] goes into the bin and comes back with its answers.
pub(crate) async fn discarded_and_restored(visit: &Visit<'_>, album: &Album) {
    let window = visit.window;
    window.tap("#step-8").await;
    visit.at(8).await;
    album.take(window, "summary-errors").await;
    window.tap("#discard").await;
    window.see("#discard-confirm").await;
    album.take(window, "discard").await;
    window.tap("#discard-confirm").await;
    window.arrive("main[data-screen=home]").await;
    window.gone(DRAFT).await;
    window.look_at("#open-bin").await;
    album.take(window, "home-bin").await;
    window.tap("#open-bin").await;
    window.arrive("main[data-screen=bin]").await;
    window.read("[data-binned]", person::NAME).await;
    album.take(window, "bin").await;
    window.tap("[data-binned] button").await;
    window.read("#bin-told", person::NAME).await;
    window.gone("[data-binned]").await;
    album.take(window, "bin-restored").await;
    back_home(window).await;
    window.gone("#open-bin").await;
    window.tap(DRAFT).await;
    visit.at(8).await;
    window.tap("#step-2").await;
    visit.at(2).await;
    assert_eq!(window.value("#name").await, person::NAME, "the name came back");
    assert_eq!(window.value("#nik").await.replace(' ', ""), person::NIK, "the NIK came back");
    window.tap("#back").await;
    visit.at(1).await;
    back_home(window).await;
}

/// What is looked at now and then: all surveys, the foot of the settings and what lies behind it.
pub(crate) async fn quiet_screens(window: &Window, album: &Album) {
    window.tap("#search").await;
    window.arrive("main[data-screen=search]").await;
    album.take(window, "search").await;
    window.fill("#search-input", "zaenab").await;
    window.gone("[data-survey]").await;
    album.take(window, "search-nothing").await;
    back_home(window).await;
    window.tap("#open-settings").await;
    settings(window).await;
    window.look_at("#settings-bin").await;
    album.take(window, "settings-care").await;
    window.look_at("#settings-device").await;
    album.take(window, "settings-device").await;

    window.tap("#settings-bin").await;
    window.arrive("main[data-screen=bin]").await;
    album.take(window, "bin-empty").await;
    back_to_settings(window).await;
    window.tap("#settings-backup").await;
    window.arrive("main[data-screen=backup]").await;
    window.tap("#backup-save").await;
    window.see("#backup-words").await;
    album.take(window, "backup-words").await;
    window.tap("#backup-written").await;
    window.see("#backup-told").await;
    window.look_at_top().await;
    album.take(window, "backup-saved").await;
    back_to_settings(window).await;
    window.tap("#settings-log").await;
    window.arrive("main[data-screen=log]").await;
    window.tap("#log-save").await;
    window.see("#log-told").await;
    album.take(window, "log").await;
    back_to_settings(window).await;
    window.tap("#change-pin").await;
    window.see("#change-pin-cancel").await;
    album.take(window, "change-pin").await;
    window.tap("#change-pin-cancel").await;
    settings(window).await;
    back_home(window).await;
}

async fn settings(window: &Window) {
    window.arrive("main[data-screen=settings]").await;
}

async fn back_to_settings(window: &Window) {
    window.tap("#back").await;
    settings(window).await;
}
