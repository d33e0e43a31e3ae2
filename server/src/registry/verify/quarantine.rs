//! What a blocked device brought, looked at or not.

use ed25519_dalek::VerifyingKey;

use super::seals::opened;
use super::{Break, Breaks};
use crate::registry::{Device, Registry, RegistryError};
use crate::store::quarantine;

impl Registry {
    /// Digest, seal and row of everything this device has in quarantine.
    pub(super) async fn verify_quarantine(
        &self,
        device: &Device,
        key: &VerifyingKey,
        found: &mut Breaks,
    ) -> Result<(), RegistryError> {
        let mut conn = self.0.store.read().await?;
        for row in quarantine::each_of_device(&mut conn, device.id).await? {
            let Some(row) = found.readable("a quarantined revision", row) else { continue };
            let (bytes, signature) = quarantine::sealed(&mut conn, row.id).await?;
            let (survey, number) = (row.survey, row.number);
            match opened((survey, number), row.digest, (&bytes, &signature), key) {
                Ok((revision, _)) => {
                    let named = (revision.survey.id, revision.number, revision.device, revision.person);
                    if named == (survey, number, row.device, row.person) {
                        found.verified.quarantined += 1;
                    } else {
                        found.add(Break::Row { survey, number });
                    }
                }
                Err(broken) => found.add(broken),
            }
        }
        Ok(())
    }
}
