//! Enrolling from the command line, before the window opens: for trying the app out and for tests.

use super::arguments::Invitation;
use crate::device::{self, DeviceError, Gate, Pin, PinError, Setup};

/// Why the device could not be enrolled.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// Not a PIN that the app takes.
    #[error(transparent)]
    Pin(#[from] PinError),
    /// The province or the store.
    #[error(transparent)]
    Device(#[from] DeviceError),
    /// No runtime for the network.
    #[error("cannot start the network")]
    Runtime(#[from] std::io::Error),
}

/// Enrols the device unless it is enrolled already. The store is closed again afterwards: the window
/// still asks for the PIN.
///
/// # Errors
/// When the PIN is refused, the server cannot be reached or does not take the code.
pub fn enrol(setup: &Setup, invitation: &Invitation) -> Result<(), EnrolError> {
    if !matches!(device::gate(setup)?, Gate::Enrol) {
        return Ok(());
    }
    let pin = Pin::parse(&invitation.pin)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let enrolment = runtime.block_on(device::enrol(setup, &invitation.server, &invitation.code))?;
    enrolment.finish(setup, &pin)?;
    Ok(())
}
