//! Fetching what a supervisor reviews: documents page by page, small pictures after, whole photos
//! when somebody opens them or asked for them ahead.

use std::collections::BTreeMap;

use sambang_domain::ids::{Digest, ProgrammeRef};
use sambang_domain::people::Role;
use sambang_domain::programme::Programme;
use sambang_domain::wire::v1::{AreaChange, AreaPage, Team};
use serde::Deserialize;

use super::area_entry;
use super::run::Run;
use super::transport::Method;
use super::{Client, Engine, Failure, client};
use crate::platform::phone::Network;
use crate::store::{AreaUpdate, Identity, Key, StoreError};

/// Small pictures fetched in one run, about a megabyte.
const THUMBNAILS: u32 = 60;
/// Whole photos fetched ahead in one run, about 15 MB.
const PHOTOS: u32 = 60;

/// Of the settings, what concerns the sync.
#[derive(Deserialize)]
struct Ahead {
    #[serde(default)]
    photos_ahead: bool,
}

impl Engine {
    /// Fetches what a supervisor needs; nothing for anybody else.
    ///
    /// # Errors
    /// A failure that the next request would meet as well.
    pub(super) async fn pull_area(&self, run: &mut Run) -> Result<(), Failure> {
        if !self.supervises()? {
            return Ok(());
        }
        self.follow_area(run).await?;
        if let Some(team) = run.part(self.client.team().await)? {
            self.store.set_value(Key::Team, &team)?;
        }
        let mut brought = self.fetch_thumbnails(run).await?;
        let wanted = self.store.value_if_sound::<Ahead>(Key::Settings)?.is_some_and(|settings| settings.photos_ahead);
        if wanted && self.phone.network() != Network::Metered {
            for sha256 in self.store.missing_area_photos(PHOTOS)? {
                brought |= run.part(self.fetch_area_photo(sha256).await)?.is_some();
            }
            run.outcome.more |= brought && !self.store.missing_area_photos(1)?.is_empty();
        }
        run.outcome.more |= brought && !self.store.missing_thumbnails(1)?.is_empty();
        Ok(())
    }

    pub(super) fn supervises(&self) -> Result<bool, Failure> {
        let identity = self.store.value::<Identity>(Key::Identity)?;
        Ok(identity.is_some_and(|identity| identity.person.role == Role::Supervisor))
    }

    /// Fetches the pages of the area, and offers what the province has lost of it.
    pub(super) async fn follow_area(&self, run: &mut Run) -> Result<(), Failure> {
        self.pull_pages(run).await?;
        if self.offer_revisions(run).await? {
            self.pull_pages(run).await?;
        }
        self.offer_photos(run).await
    }

    /// A whole photo from the province; it is kept.
    pub async fn fetch_area_photo(&self, sha256: Digest) -> Result<Vec<u8>, Failure> {
        let bytes = self.client.attachment(sha256).await?;
        self.store.keep_area_photo(sha256, &bytes)?;
        Ok(bytes)
    }

    /// Each page is kept together with where the next one starts, so a killed app goes on there.
    async fn pull_pages(&self, run: &mut Run) -> Result<(), Failure> {
        let mut programmes = BTreeMap::new();
        loop {
            // From the beginning when the cursor cannot be read: storing a page again does no harm.
            let cursor: u64 = self.store.value_if_sound(Key::AreaCursor)?.unwrap_or(0);
            let Some(page) = run.needed(self.client.area(cursor).await)? else { return Ok(()) };
            self.note_server_time(page.server_time)?;
            if self.is_another_history(page.history.as_ref(), (cursor, page.cursor))? {
                continue;
            }
            let (next, more) = (page.cursor, page.more);
            if next == cursor {
                return Ok(());
            }
            let mut updates = Vec::with_capacity(page.changes.len());
            for change in page.changes {
                updates.extend(self.update(change, &mut programmes)?);
            }
            self.store.keep_area_page(&updates, next)?;
            if !more {
                return Ok(());
            }
        }
    }

    /// A survey that cannot be read is skipped, so that it does not stop the later ones.
    fn update(
        &self,
        change: AreaChange,
        programmes: &mut BTreeMap<ProgrammeRef, Option<Programme>>,
    ) -> Result<Option<AreaUpdate>, Failure> {
        let Some(area) = change.content else { return Ok(Some(AreaUpdate::Gone(change.survey))) };
        if !programmes.contains_key(&area.programme) {
            programmes.insert(area.programme.clone(), self.known_programme(&area.programme)?);
        }
        let programme = programmes.get(&area.programme).and_then(Option::as_ref);
        let Some(mut entry) = area_entry::read(change.survey, *area, programme) else {
            tracing::error!(survey = %change.survey, "an unreadable survey was left aside");
            return Ok(None);
        };
        self.compare_keys(&mut entry)?;
        Ok(Some(AreaUpdate::Here(Box::new(entry))))
    }

    /// The programme; none when this device does not have it.
    pub(super) fn known_programme(&self, reference: &ProgrammeRef) -> Result<Option<Programme>, Failure> {
        match self.store.programme(reference) {
            Err(StoreError::NotFound(_) | StoreError::Damaged(_)) => Ok(None),
            other => Ok(Some(other?)),
        }
    }

    /// An attempt is counted before it is made, and pictures with the fewest attempts come first, so one that
    /// is missing does not stop the others. True when one arrived.
    async fn fetch_thumbnails(&self, run: &mut Run) -> Result<bool, Failure> {
        let mut brought = false;
        for sha256 in self.store.missing_thumbnails(THUMBNAILS)? {
            self.store.count_thumbnail_attempt(sha256)?;
            if let Some(jpeg) = run.part(self.client.thumbnail(sha256).await)? {
                self.store.keep_area_thumbnail(sha256, &jpeg)?;
                brought = true;
            }
        }
        Ok(brought)
    }
}

impl Client {
    async fn area(&self, cursor: u64) -> Result<AreaPage, Failure> {
        let answer = self.send(self.request(Method::Get, &format!("/v1/area?since={cursor}"))?).await?;
        client::expect_json(&answer, &[200])
    }

    async fn team(&self) -> Result<Team, Failure> {
        let answer = self.send(self.request(Method::Get, "/v1/team")?).await?;
        client::expect_json(&answer, &[200])
    }

    async fn thumbnail(&self, sha256: Digest) -> Result<Vec<u8>, Failure> {
        let answer = self.send(self.request(Method::Get, &format!("/v1/attachments/{sha256}/thumbnail"))?).await?;
        if answer.status == 200 { Ok(answer.body) } else { Err(Failure::NotOurServer) }
    }
}
