//! What a run does when the province's store was put back from a backup.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::History;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::run::Run;
use super::transport::Method;
use super::{Client, Engine, Failure};
use crate::store::StoreError;

impl Engine {
    /// Keeps where the store stands that a page came from. True when the page is of another history, or its
    /// cursor lies before the one that was asked from: then it is left aside and all pages are asked for.
    pub(super) fn is_another_history(
        &self,
        history: Option<&History>,
        (asked, cursor): (u64, u64),
    ) -> Result<bool, Failure> {
        if let Some(history) = history
            && self.store.enter(history)?
        {
            return Ok(true);
        }
        if cursor < asked {
            tracing::error!(asked, cursor, "the province's sequence went backwards");
            self.store.doubt()?;
        }
        Ok(cursor < asked)
    }

    /// Keeps where the store stands when a blocked device is refused, which is told no other way. True when it was.
    pub(super) fn heed(&self, failure: &Failure, run: &mut Run) -> Result<bool, Failure> {
        let (Failure::Refused(problem, _) | Failure::Revoked(problem)) = failure else { return Ok(false) };
        if problem.code != ErrorCode::DeviceRevoked {
            return Ok(false);
        }
        match &problem.history {
            Some(history) if self.store.enter(history)? => run.quarantined.clear(),
            _ => self.set_quarantined_aside(run)?,
        }
        Ok(problem.history.is_some())
    }

    /// Asks the province once more for everything it confirmed before its store was put back. The feed tells most
    /// of it; the rest is asked for one by one, and what is not there is opened again. A blocked device may not ask,
    /// and hands everything in once more.
    ///
    /// # Errors
    /// A failure that the next request would meet as well.
    pub(super) async fn confirm(&self, run: &mut Run) -> Result<(), Failure> {
        let unsure = self.store.count_unsure()?;
        if unsure == 0 {
            return Ok(());
        }
        tracing::warn!(unsure, "the province's store was put back; it is asked for everything it confirmed");
        if let Err(failure) = self.pull(run).await {
            self.heed(&failure, run)?;
            let blocked = failure.refused_with() == Some(&ErrorCode::DeviceRevoked);
            return if blocked { Ok(self.store.reopen_unsure()?) } else { Err(failure) };
        }
        for (survey, revision) in self.store.unsure_revisions()? {
            self.fetch_receipt(survey, revision, run).await?;
        }
        // Decisions follow the surveys that they are about.
        if self.supervises()? { self.follow_area(run).await } else { Ok(()) }
    }

    /// Asks for fresh receipts of a survey's revisions: before its content leaves this device the province says
    /// once more that it holds all of it.
    ///
    /// # Errors
    /// Whatever kept the province from saying so.
    pub async fn ask_again(&self, survey: SurveyId) -> Result<(), Failure> {
        for revision in self.store.received_revisions(survey)? {
            self.ask_receipt(survey, revision).await?;
        }
        Ok(())
    }

    /// Offers the documents of the area that the province did not send again. True when it took one.
    pub(super) async fn offer_revisions(&self, run: &mut Run) -> Result<bool, Failure> {
        let mut taken = false;
        // A revision is offered after the one it corrects.
        let mut refused = BTreeSet::new();
        for lost in self.store.lost_revisions()? {
            let (survey, number, pass) = (lost.survey, lost.number, lost.pass.as_ref());
            if refused.contains(&survey) {
                continue;
            }
            let offered = self.client.put_revision(survey, number, lost.bytes, &lost.signature, pass).await;
            match run.part(offered)? {
                Some(_) => {
                    tracing::warn!(%survey, number, "the province lost a survey of the area; this tablet gave it back");
                    taken = true;
                }
                None => drop(refused.insert(survey)),
            }
        }
        Ok(taken)
    }

    /// Offers whole photos of the area that the province says it does not hold.
    pub(super) async fn offer_photos(&self, run: &mut Run) -> Result<(), Failure> {
        for sha256 in self.store.lost_photos()? {
            let bytes = self.store.area_photo(sha256)?.ok_or(StoreError::NotFound("photo"))?;
            run.part(self.client.offer_photo(sha256, bytes).await)?;
        }
        Ok(())
    }
}

impl Client {
    /// Sends a whole photo, from the byte where the server stands.
    async fn offer_photo(&self, sha256: Digest, bytes: Vec<u8>) -> Result<(), Failure> {
        if Digest::of(&bytes) != sha256 {
            return Err(Failure::OtherBytes);
        }
        let mut create = self.request(Method::Post, "/v1/uploads")?;
        create.headers.extend([
            ("tus-resumable", "1.0.0".to_owned()),
            ("upload-length", bytes.len().to_string()),
            ("upload-metadata", format!("sha256 {}", STANDARD.encode(sha256.to_hex()))),
        ]);
        let answer = self.send(create).await?;
        let offset = answer.number("upload-offset").filter(|_| answer.status == 201).ok_or(Failure::NotOurServer)?;
        let rest = usize::try_from(offset).ok().and_then(|from| bytes.get(from..)).ok_or(Failure::NotOurServer)?;
        if rest.is_empty() {
            return Ok(());
        }
        let target = answer.header("location").ok_or(Failure::NotOurServer)?;
        // Not everything on the way lets a PATCH through, and the server takes this for one.
        let mut patch = self.request(Method::Post, target)?;
        patch.headers.extend([
            ("x-http-method-override", "PATCH".to_owned()),
            ("tus-resumable", "1.0.0".to_owned()),
            ("upload-offset", offset.to_string()),
            ("content-type", "application/offset+octet-stream".to_owned()),
        ]);
        patch.body = Arc::new(rest.to_vec());
        self.send(patch).await.map(drop)
    }
}
