//! Every attachment's bytes.

use std::time::Duration;

use super::{Break, Breaks, Pace};
use crate::registry::{Registry, RegistryError};
use crate::store::attachments;

impl Registry {
    pub(super) async fn verify_attachments(&self, found: &mut Breaks, pace: Pace) -> Result<(), RegistryError> {
        let all = self.0.store.read_long(attachments::all).await?;
        for known in all {
            let Some(known) = found.readable("an attachment", known) else { continue };
            let digest = known.sha256;
            let measured = self.with_files(move |files| files.find_measured(digest)).await?;
            let is_whole = measured == Some((digest, known.size));
            // Found otherwise than it is noted: looked at again, with the store to itself.
            if is_whole == known.lost && !self.lose_unless_whole(digest).await? {
                found.add(match measured {
                    Some(_) => Break::FileDiffers { digest },
                    None => Break::FileMissing { digest },
                });
            } else if is_whole {
                found.verified.attachments += 1;
            } else {
                found.verified.lost += 1;
            }
            if let Pace::BytesPerSecond(pace) = pace {
                tokio::time::sleep(Duration::from_secs_f64(known.size as f64 / pace.max(1) as f64)).await;
            }
        }
        Ok(())
    }
}
