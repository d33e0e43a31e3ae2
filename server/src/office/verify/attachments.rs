//! Every attachment's bytes.

use super::{Break, Verified};
use crate::office::{Office, OfficeError};
use crate::store::attachments;

impl Office {
    pub(super) async fn verify_attachments(&self, verified: &mut Verified) -> Result<(), OfficeError> {
        let held = attachments::held(&mut *self.0.store.read().await?).await?;
        for (digest, size) in held {
            match self.with_folder(move |folder| folder.measure(digest)).await? {
                Some(found) if found == (digest, size) => verified.attachments += 1,
                Some(_) => return Err(Break::FileDiffers { digest }.into()),
                None => return Err(Break::FileMissing { digest }.into()),
            }
        }
        Ok(())
    }
}
