//! What a blocked device brought, looked at or not.

use ed25519_dalek::VerifyingKey;

use super::seals::opened;
use super::{Break, Verified};
use crate::registry::{Device, Registry, RegistryError};
use crate::store::quarantine;

impl Registry {
    /// Digest, seal and row of everything this device has in quarantine.
    pub(super) async fn verify_quarantine(
        &self,
        device: &Device,
        key: &VerifyingKey,
        verified: &mut Verified,
    ) -> Result<(), RegistryError> {
        let mut conn = self.0.store.read().await?;
        for row in quarantine::of_device(&mut conn, device.id).await? {
            let (bytes, signature) = quarantine::sealed(&mut conn, row.id).await?;
            let (survey, number) = (row.survey, row.number);
            let (revision, _) = opened((survey, number), row.digest, (&bytes, &signature), key)?;
            let named = (revision.survey.id, revision.number, revision.device, revision.person);
            if named != (survey, number, row.device, row.person) {
                return Err(Break::Row { survey, number }.into());
            }
            verified.quarantined += 1;
        }
        Ok(())
    }
}
