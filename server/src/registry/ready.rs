//! Whether the store can be worked with at this moment.

use sambang_domain::wire::v1::Warning;

use super::scrub::is_damaged;
use super::{Registry, RegistryError};
use crate::folders::Gone;
use crate::store::{attachments, settings};

/// What one kind of work needs to be free beside the store, see [`crate::Limits`].
#[derive(Debug, Clone, Copy)]
pub(super) enum Need {
    /// A photo arrives.
    Photo,
    /// A sealed document or a decision arrives.
    Document,
}

impl Registry {
    /// Refuses work for which there is too little room, photos first.
    pub(super) fn expect_room(&self, need: Need) -> Result<(), RegistryError> {
        let limits = &self.0.limits;
        let kept = match need {
            Need::Photo => limits.photo_room,
            Need::Document => limits.document_room,
        };
        Ok(self.0.room.expect(kept)?)
    }

    /// Whether database and folders are still those that were opened.
    pub(crate) fn still_there(&self) -> Result<(), Gone> {
        self.0.store.still_there()
    }

    /// Tries whether documents can be taken in: reads and writes the database, writes a file, looks at the
    /// room. Gives what the office should look at although work goes on.
    pub(crate) async fn ready(&self) -> Result<Vec<Warning>, RegistryError> {
        self.still_there()?;
        self.expect_room(Need::Document)?;
        self.write(async |write| {
            settings::touch(write).await?;
            Ok(())
        })
        .await?;
        self.with_files(|files| files.try_writing()).await?;
        self.warnings().await
    }

    /// What the office should look at, in the order of the list.
    async fn warnings(&self) -> Result<Vec<Warning>, RegistryError> {
        let (lacks_backup, builds_filters) = (self.lacks_backup().await?, self.builds_filters().await?);
        let mut conn = self.0.store.read().await?;
        let damaged = is_damaged(&mut conn).await?;
        let lost = attachments::lost(&mut conn).await?;
        let contradicted = !self.contradictions(&mut conn).await?.is_empty();
        let found = |warning: &Warning| match warning {
            Warning::NoBackup => lacks_backup,
            Warning::PhotosRefused => self.expect_room(Need::Photo).is_err(),
            Warning::RecoveryAway => self.0.keys.recovery.is_none(),
            Warning::PhotosLost => lost > 0,
            Warning::Damaged => damaged,
            Warning::FiltersBuilding => builds_filters,
            Warning::LogContradicted => contradicted,
            Warning::Other(_) => false,
        };
        Ok(Warning::KNOWN.iter().filter(|warning| found(warning)).cloned().collect())
    }
}
