//! The app's lock: its state, and how it opens.

use std::path::Path;

use dioxus::prelude::*;
use sambang_domain::Language;
use sambang_domain::ids::DeviceId;

use super::look::{LOOK, Look};
use super::session::error_text;
use crate::device::{self, Device, DeviceError, Setup};

/// The state of the lock.
#[derive(Clone)]
pub enum Door {
    /// This device is not enrolled yet.
    Enrol,
    /// Enrolled; the store is locked.
    Locked {
        /// What the person wants to be greeted with.
        nickname: Option<String>,
        /// The device's id at the province.
        device: DeviceId,
    },
    /// The store is open.
    Open(Device),
    /// The app cannot even tell whether it is enrolled.
    Broken(String),
}

impl Door {
    /// Looks at the key file beside the store.
    #[must_use]
    pub fn find(setup: &Setup) -> Self {
        match device::gate(setup) {
            Ok(device::Gate::Enrol) => Self::Enrol,
            Ok(device::Gate::Locked { nickname, device }) => Self::Locked { nickname, device },
            Err(error) => Self::Broken(error_text(&error)),
        }
    }
}

/// A language asked for on the command line; it wins over the stored one and is stored in turn.
#[derive(Debug, Clone, Copy)]
pub struct AskedLanguage(pub Language);

/// Opens the lock and shows the screens. The look comes from the store; a look chosen while enrolling is
/// stored first.
pub fn enter(mut door: Signal<Door>, setup: &Setup, device: Device, first_time: bool) {
    if let Err(error) = take_look(&device, &setup.folder, first_time) {
        tracing::error!(%error, "cannot read the settings");
    }
    door.set(Door::Open(device));
}

fn take_look(device: &Device, folder: &Path, first_time: bool) -> Result<(), DeviceError> {
    let mut settings = device.settings()?;
    let asked = try_consume_context::<AskedLanguage>();
    if first_time {
        LOOK.peek().put_into(&mut settings);
        device.save_settings(&settings)?;
    } else if let Some(AskedLanguage(language)) = asked.filter(|asked| asked.0 != settings.language) {
        settings.language = language;
        device.save_settings(&settings)?;
    }
    let look = Look::of(&settings);
    look.keep(folder);
    *LOOK.write() = look;
    Ok(())
}
