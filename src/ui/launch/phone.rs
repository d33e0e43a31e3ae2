//! Starts the app inside the activity that Android made. Screens and store are those of the desktop.

use std::sync::Arc;

use dioxus::LaunchBuilder;
use dioxus::mobile::Config;

use super::{GROUND, start_log};
use crate::device::Setup;
use crate::platform::ThisPhone;
use crate::platform::log::AppLog;
use crate::ui::look::Look;
use crate::ui::{App, page};

/// Why the app did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The activity's bridge did not register itself.
    #[error("there is no activity to run in")]
    NoActivity,
    /// The app's own folder cannot be written.
    #[error("the app's folder cannot be written")]
    Folder(#[from] std::io::Error),
}

/// Runs the app until its activity ends.
///
/// # Errors
/// [`StartError`]; most likely the phone is so full that the log cannot be opened.
pub fn run() -> Result<(), StartError> {
    let files = ThisPhone.folder().ok_or(StartError::NoActivity)?;
    let (folder, share) = (files.join("sambang"), files.join("share"));
    // Other apps have copied what an earlier run shared; left here, backups would fill the phone.
    if share.exists() {
        std::fs::remove_dir_all(&share)?;
    }
    std::fs::create_dir_all(&share)?;
    start_log(AppLog::open(&folder)?);
    let setup = Setup { share_folder: share, ..Setup::new(folder) };
    let look = Look::load(&setup.folder);
    let config = Config::new()
        .with_disable_context_menu(true)
        .with_background_color(GROUND)
        .with_custom_index(page::html(&look));
    LaunchBuilder::mobile().with_cfg(config).with_context(Arc::new(setup)).with_context(look).launch(App);
    Ok(())
}
