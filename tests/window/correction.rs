//! The facilitator's phone again: a survey came back, is corrected and sent once more.

use crate::album::Album;
use crate::driver::Window;
use crate::errands::back_home;
use crate::tablet;

/// The corrected way to the business.
pub(crate) const LANDMARK: &str = "Rumah cat hijau, sebelah Toko Contoh Jaya";
/// The answer about the phone number.
pub(crate) const REPLY: &str = "Milik anaknya, tinggal serumah.";

/// The survey came back: one remark is followed, the other answered, and it is sealed again.
pub(crate) async fn correct(window: &Window, album: &Album) {
    ask_the_province(window).await;
    window.see(&row("kembali")).await;
    album.take(window, "home-returned").await;
    window.tap(&row("kembali")).await;
    window.arrive("main[data-screen=returned]").await;
    window.read("[data-point='business.landmark']", tablet::LANDMARK_REMARK).await;
    window.read("[data-point='identity.phone']", tablet::PHONE_REMARK).await;
    album.take(window, "returned").await;
    window.tap("[data-point='business.landmark'] [id^=edit-]").await;
    window.see("main[data-screen=visit][data-step='4']").await;
    window.focused("landmark").await;
    album.take(window, "correction").await;
    window.fill("#landmark", LANDMARK).await;
    window.tap("#back").await;
    window.arrive("main[data-screen=returned]").await;
    window.see("[data-point='business.landmark'][data-settled=yes]").await;
    window.tap("[data-point='identity.phone'] [id^=reply-]").await;
    window.fill("#reply", REPLY).await;
    window.see("[data-point='identity.phone'][data-settled=yes]").await;
    window.look_at("[data-point='identity.phone']").await;
    album.take(window, "returned-settled").await;
    window.tap("#send-again").await;
    window.see("#send-confirm").await;
    album.take(window, "send-again").await;
    window.tap("#send-confirm").await;
    window.arrive("main[data-screen=home]").await;
    window.gone(&row("kembali")).await;
    ask_the_province(window).await;
    window.see("a[data-survey][data-delivery=received]").await;
}

/// What the supervisor decided in the end.
pub(crate) async fn approved(window: &Window, album: &Album) {
    ask_the_province(window).await;
    window.see(&row("setuju")).await;
    album.take(window, "home-approved").await;
    window.tap(&row("setuju")).await;
    window.arrive("main[data-screen=receipt]").await;
    window.see("#decision").await;
    album.take(window, "receipt-approved").await;
    window.tap("#receipt-done").await;
    window.arrive("main[data-screen=home]").await;
}

/// The row with the chip of this kind.
fn row(chip: &str) -> String {
    format!("a[data-survey]:has(.chip--{chip})")
}

async fn ask_the_province(window: &Window) {
    window.tap("#sync-badge").await;
    window.arrive("main[data-screen=sync]").await;
    window.tap("#sync-now").await;
    window.gone("[data-outbox]").await;
    back_home(window).await;
}
