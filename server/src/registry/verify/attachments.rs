//! Every attachment's bytes.

use super::{Break, Verified};
use crate::registry::{Registry, RegistryError};
use crate::store::attachments;

impl Registry {
    pub(super) async fn verify_attachments(&self, verified: &mut Verified) -> Result<(), RegistryError> {
        let held = attachments::held(&mut *self.0.store.read().await?).await?;
        for (digest, size) in held {
            match self.with_files(move |files| files.find_measured(digest)).await? {
                Some(found) if found == (digest, size) => verified.attachments += 1,
                Some(_) => return Err(Break::FileDiffers { digest }.into()),
                None => return Err(Break::FileMissing { digest }.into()),
            }
        }
        Ok(())
    }
}
