//! Enrolling from the command line, before the window opens: for trying the app out and for tests.

use super::arguments::FirstStart;
use crate::device::{self, DeviceError, Gate, Invitation, Pin, PinError, Setup};

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
pub fn enrol(setup: &Setup, first: &FirstStart) -> Result<(), EnrolError> {
    if !matches!(device::gate(setup)?, Gate::Enrol) {
        return Ok(());
    }
    let pin = Pin::parse(&first.pin)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let invitation = Invitation::alone(&first.server, &first.code);
    let enrolment = runtime.block_on(device::enrol(setup, &invitation))?;
    enrolment.finish(setup, &pin)?;
    Ok(())
}
