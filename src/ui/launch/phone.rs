//! Starts the app inside the activity that Android made. Screens and store are those of the desktop.

use std::io::ErrorKind;
use std::sync::Arc;

use dioxus::LaunchBuilder;
use dioxus::mobile::Config;

use super::{GROUND, start_log};
use crate::device::Setup;
use crate::platform::ThisPhone;
use crate::platform::log::AppLog;
use crate::ui::look::Look;
use crate::ui::{App, page};

/// The activity's bridge did not register itself.
#[derive(Debug, thiserror::Error)]
#[error("there is no activity to run in")]
pub struct NoActivity;

/// Runs the app until its activity ends.
///
/// # Errors
/// [`NoActivity`]. What is wrong with the phone's storage is told on the screen.
pub fn run() -> Result<(), NoActivity> {
    let files = ThisPhone.folder().ok_or(NoActivity)?;
    let (folder, share) = (files.join("sambang"), files.join("share"));
    start_log(AppLog::open(&folder));
    // Other apps have copied what an earlier run shared; left here, backups would fill the phone.
    match std::fs::remove_dir_all(&share) {
        Err(error) if error.kind() != ErrorKind::NotFound => tracing::warn!(%error, "what was shared stays"),
        _ => {}
    }
    let setup = Setup { share_folder: share, ..Setup::new(folder) };
    let look = Look::load(&setup.folder);
    let config = Config::new()
        .with_disable_context_menu(true)
        .with_background_color(GROUND)
        .with_custom_index(page::html(&look));
    LaunchBuilder::mobile().with_cfg(config).with_context(Arc::new(setup)).with_context(look).launch(App);
    Ok(())
}
