//! Following the province's server to another address.

use sambang_domain::ids::Timestamp;
use sambang_domain::seal::MOVE_CONTEXT;
use sambang_domain::wire::v1::moved;

use super::{Device, DeviceError};
use crate::store::Key;
use crate::sync::Address;

impl Device {
    /// Where the province's server is.
    pub fn server(&self) -> Result<String, DeviceError> {
        Ok(self.identity()?.server)
    }

    /// Goes to the address that `text` names, if the province that this device belongs to has signed it, and
    /// returns the address. Everything that waits is sent there.
    ///
    /// # Errors
    /// [`DeviceError::MoveRefused`] for a text that is none, of another province, or older than the one before;
    /// an address without encryption; the store or the file system fails.
    pub fn move_server(&self, text: &str) -> Result<String, DeviceError> {
        let identity = self.identity()?;
        let signed = moved::from_text(text).ok_or(DeviceError::MoveRefused)?;
        // The province may have changed its key while this device was away.
        let followed = identity.province.follow(&signed.payload.changes).map_err(|_| DeviceError::MoveRefused)?;
        let key = followed.province.verifying_key().ok_or(DeviceError::IdentityDamaged)?;
        let moved = signed.verified(MOVE_CONTEXT, &key).map_err(|_| DeviceError::MoveRefused)?;
        let before: Option<Timestamp> = self.inner.store.value_if_sound(Key::MovedAt)?;
        if before.is_some_and(|before| moved.issued_at < before) {
            return Err(DeviceError::MoveRefused);
        }
        let address = Address::parse(&moved.address)?;
        let server = address.as_str().to_owned();
        self.inner.engine.follow(&moved.changes)?;
        self.inner.store.move_server(&server, moved.issued_at)?;
        self.inner.engine.move_to(address);
        tracing::info!("the server's address was changed");
        self.inner.wake.notify_one();
        Ok(server)
    }
}
