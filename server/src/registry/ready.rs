//! Whether the store can be worked with at this moment.

use super::{Registry, RegistryError};
use crate::folders::Gone;
use crate::store::settings;

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
    /// room. Gives what the office should know although work goes on.
    pub(crate) async fn ready(&self) -> Result<Vec<&'static str>, RegistryError> {
        self.still_there()?;
        self.expect_room(Need::Document)?;
        settings::answers(&mut *self.0.store.read().await?).await?;
        let mut write = self.0.store.write().await?;
        settings::touch(&mut write).await?;
        write.commit().await?;
        self.with_files(|files| files.try_writing()).await?;
        let notes = [
            (self.expect_room(Need::Photo).is_err(), "too little room is left; photos are refused"),
            (self.0.keys.recovery.is_none(), "the recovery key is not here; forgotten PINs cannot be helped"),
        ];
        Ok(notes.into_iter().filter(|(holds, _)| *holds).map(|(_, note)| note).collect())
    }
}
