//! The supervisor's tablet: surveys come, are judged without a signal, and what was decided goes to
//! the province when there is one.

use sambang_domain::ids::SurveyId;

use crate::album::Album;
use crate::colleagues::Brought;
use crate::display::Display;
use crate::driver::{PHONE, TABLET, Window};
use crate::lock;
use crate::person;
use crate::world::World;

/// What is asked about the way to the business.
pub(crate) const LANDMARK_REMARK: &str = "Sebutkan warna rumah atau nama toko di sebelahnya.";
/// What is asked about the phone number.
pub(crate) const PHONE_REMARK: &str = "Apakah nomor ini milik pemohon sendiri?";

/// The tablet's window.
pub(crate) async fn open(display: &Display, world: &World) -> Window {
    let folder = world.tablet_folder();
    let args = ["--data".as_ref(), folder.as_os_str(), "--size".as_ref(), "1280x800".as_ref()];
    Window::open(display, TABLET, &args, world.folder(), &world.log()).await
}

/// Enrols the tablet and waits until the queue has everything that was `brought`.
pub(crate) async fn enrol(window: &Window, world: &World, brought: &Brought, album: &Album) {
    let demo = &world.demo;
    window.see("main[data-screen=enrol]").await;
    lock::invite(window, &world.url(), &demo.supervisor_code.code, &demo.supervisor.name).await;
    album.take(window, "tablet-enrol").await;
    lock::confirm(window).await;
    lock::choose_pin(window).await;
    window.arrive("main[data-screen=queue]").await;
    let all = brought.all + 1;
    window.until("every survey is listed", async || window.count("a[data-case]").await == all).await;
    window.until("every survey has its picture", async || window.count("a[data-case] img").await == all).await;
}

/// Looks at the queue and opens the first survey while there is a signal: its photos stay here.
pub(crate) async fn look(window: &Window, visited: SurveyId, album: &Album) {
    album.take(window, "queue").await;
    on_a_phone(window, album, "queue-phone").await;
    window.tap("#open-keys").await;
    window.see("#keys-close").await;
    album.take(window, "queue-keys").await;
    window.tap("#keys-close").await;
    window.gone("#keys-close").await;
    open_case(window, visited).await;
    window.see("#card-lens img").await;
    back(window, "queue").await;
    window.tap("#open-settings").await;
    window.arrive("main[data-screen=settings]").await;
    window.look_at("#photos-ahead").await;
    album.take(window, "tablet-settings").await;
    back(window, "queue").await;
}

/// Without a signal: the tour's survey goes back with two remarks, and of the duplicates one stands.
pub(crate) async fn judge(window: &Window, visited: SurveyId, album: &Album) {
    sync_in_vain(window).await;
    window.tap("#queue-next").await;
    window.arrive("main[data-screen=review]").await;
    window.read("#screen-title", person::NAME).await;
    window.see("#card-lens img").await;
    for path in ["identity.nik", "identity.family_card", "identity.name", "identity.birth_date"] {
        tick(window, path).await;
    }
    window.look_at_top().await;
    album.take(window, "review").await;
    on_a_phone(window, album, "review-phone").await;
    remark(window, "identity.phone", PHONE_REMARK).await;
    tick(window, "position").await;
    remark(window, "business.landmark", LANDMARK_REMARK).await;
    window.look_at("#place").await;
    album.take(window, "review-place").await;
    window.look_at("#statement").await;
    album.take(window, "review-statement").await;
    window.tap("#return").await;
    window.see("#return-confirm").await;
    album.take(window, "return").await;
    window.tap("#return-confirm").await;
    window.read("#screen-title", "MARYATI").await;
    duplicates(window, album).await;
    back(window, "queue").await;
    window.see("#sync-badge[data-sync=offline]").await;
    window.tap("#queue-returned").await;
    window.see(&case(visited)).await;
    window.until("one survey is listed", async || window.count("a[data-case]").await == 1).await;
    window.gone("#decision-line").await;
    album.take(window, "queue-returned").await;
    window.tap("#queue-waiting").await;
    window.gone(&case(visited)).await;
}

/// The same woman from two phones: the first survey stands.
async fn duplicates(window: &Window, album: &Album) {
    window.see("#duplicates").await;
    window.gone("#decision-line").await;
    window.look_at_top().await;
    album.take(window, "review-duplicate").await;
    window.tap("#compare").await;
    window.arrive("main[data-screen=compare]").await;
    album.take(window, "compare").await;
    on_a_phone(window, album, "compare-phone").await;
    window.tap("#use-a").await;
    window.see("#stands-confirm").await;
    album.take(window, "compare-decide").await;
    window.tap("#stands-confirm").await;
    window.arrive("main[data-screen=review]").await;
    window.see("#own-decision").await;
}

/// What was decided waits and says so.
pub(crate) async fn waits(window: &Window, album: &Album) {
    window.tap("#sync-badge").await;
    window.arrive("main[data-screen=sync]").await;
    window.until("three decisions wait", async || window.count("[data-decision]").await == 3).await;
    window.gone("#decision-line").await;
    album.take(window, "decisions-waiting").await;
    back(window, "queue").await;
}

/// With a signal again everything decided reaches the province.
pub(crate) async fn hand_in(window: &Window, album: &Album) {
    window.tap("#sync-badge").await;
    window.arrive("main[data-screen=sync]").await;
    window.tap("#sync-now").await;
    window.gone("[data-decision]").await;
    window.see("#sync-now:not([aria-busy=true])").await;
    album.take(window, "decisions-sent").await;
    back(window, "queue").await;
}

/// The correction is here: what changed is looked at and approved, then those without findings.
pub(crate) async fn approve(window: &Window, visited: SurveyId, brought: &Brought, album: &Album) {
    window.tap("#sync-badge").await;
    window.arrive("main[data-screen=sync]").await;
    window.tap("#sync-now").await;
    back(window, "queue").await;
    window.tap("#queue-new-version").await;
    window.see(&case(visited)).await;
    window.until("it has its picture", async || window.count("a[data-case] img").await == 1).await;
    album.take(window, "queue-new-version").await;
    open_case(window, visited).await;
    window.see("[data-path='business.landmark'][data-changed=yes]").await;
    window.look_at("[data-path='business.landmark']").await;
    album.take(window, "review-new-version").await;
    window.look_at("#history").await;
    album.take(window, "history").await;
    window.read("#conversation", crate::correction::REPLY).await;
    window.look_at("#conversation").await;
    album.take(window, "conversation").await;
    window.tap("#approve").await;
    window.see("#open-fields").await;
    album.take(window, "approve-open").await;
    window.tap("#approve-confirm").await;
    window.read("#screen-title", "SURYADI").await;
    window.read("#decision-line", person::NAME).await;
    album.take(window, "decision-held").await;
    back(window, "queue").await;
    window.tap("#queue-waiting").await;
    window.see(&case(brought.clean[0])).await;
    window.tap("#approve-clean").await;
    window.see("#approve-clean-go").await;
    window.gone("#decision-line").await;
    album.take(window, "approve-clean").await;
    window.tap("#approve-clean-go").await;
    for survey in &brought.clean {
        window.gone(&case(*survey)).await;
    }
    album.take(window, "queue-approved").await;
    // What is held is sealed, and only then handed in.
    window.gone("#decision-line").await;
}

/// The team screen: the state of the phones.
pub(crate) async fn team(window: &Window, album: &Album) {
    window.tap("#open-team").await;
    window.arrive("main[data-screen=team]").await;
    window.see("[data-missing='0']").await;
    album.take(window, "team").await;
    back(window, "queue").await;
}

fn case(survey: SurveyId) -> String {
    format!("a[data-case='{survey}']")
}

async fn open_case(window: &Window, survey: SurveyId) {
    window.tap(&case(survey)).await;
    window.arrive("main[data-screen=review]").await;
}

async fn back(window: &Window, screen: &str) {
    window.tap("#back").await;
    window.arrive(&format!("main[data-screen={screen}]")).await;
}

async fn tick(window: &Window, path: &str) {
    window.tap(&format!("[id='yes-{path}']")).await;
    window.see(&format!("[id='yes-{path}'][aria-pressed=true]")).await;
}

async fn remark(window: &Window, path: &str, text: &str) {
    window.tap(&format!("[id='say-{path}']")).await;
    window.fill(&format!("[id='remark-{path}']"), text).await;
}

/// The same screen held in one hand.
async fn on_a_phone(window: &Window, album: &Album, name: &str) {
    window.resize(PHONE).await;
    window.look_at_top().await;
    album.take(window, name).await;
    window.resize(TABLET).await;
    window.look_at_top().await;
}

async fn sync_in_vain(window: &Window) {
    window.tap("#sync-badge").await;
    window.arrive("main[data-screen=sync]").await;
    window.tap("#sync-now").await;
    window.see("#sync-trouble").await;
    back(window, "queue").await;
}
