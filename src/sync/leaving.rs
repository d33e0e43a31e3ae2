//! What the province is asked before documents of the area leave this tablet, and how they come back.

use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::wire::v1::{AreaRevision, SignedReceipt};

use super::transport::Method;
use super::{Client, Engine, Failure, area_entry};
use crate::store::LeavingCase;

impl Engine {
    /// Fresh receipts of all revisions of a survey of the area, oldest first.
    ///
    /// # Errors
    /// Whatever kept the province from saying what it holds.
    pub async fn receipts_of(&self, case: &LeavingCase) -> Result<Vec<SignedReceipt>, Failure> {
        let mut receipts = Vec::with_capacity(case.revisions.len());
        for (number, _) in &case.revisions {
            let receipt = self.client.receipt(case.survey, *number).await?;
            if let Some(epoch) = receipt.payload.epoch {
                self.store.enter_epoch(epoch)?;
            }
            receipts.push(receipt);
        }
        Ok(receipts)
    }

    /// Fetches the documents of a survey that left this tablet. They stay for some days.
    ///
    /// # Errors
    /// When the documents did not leave, the province cannot be reached or refuses, or sends other bytes than those
    /// that were here.
    pub async fn fetch_left(&self, survey: SurveyId) -> Result<(), Failure> {
        let mut area = self.store.without_documents(survey)?;
        for revision in &mut area.revisions {
            revision.document = self.client.document(survey, revision).await?;
        }
        let programme = self.known_programme(&area.programme)?;
        let mut entry = area_entry::read(survey, area, programme.as_ref()).ok_or(Failure::OtherBytes)?;
        self.compare_keys(&mut entry)?;
        Ok(self.store.bring_case_back(&entry)?)
    }
}

impl Client {
    async fn document(&self, survey: SurveyId, revision: &AreaRevision) -> Result<String, Failure> {
        let target = format!("/v1/surveys/{survey}/revisions/{}", revision.number);
        let bytes = self.send(self.request(Method::Get, &target)?).await?.body;
        if Digest::of(&bytes) != revision.digest {
            return Err(Failure::OtherBytes);
        }
        String::from_utf8(bytes).map_err(|_| Failure::OtherBytes)
    }
}
