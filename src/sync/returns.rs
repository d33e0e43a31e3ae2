//! Fetching returned surveys that are not on this phone in full, document first, photos after.
//!
//! Each document and each photo is stored as soon as it arrives, so a run that breaks continues where it
//! stopped. What the province refuses is left for the next run and does not stop the rest.

use sambang_domain::ids::Digest;
use sambang_domain::seal::{Revision, Seal, base64_signature};
use sambang_domain::survey::Attachment;
use sambang_domain::wire::v1::{DEVICE_PASS_HEADER, SIGNATURE_HEADER, SignedDevicePass, pass_header};

use super::run::Run;
use super::transport::Method;
use super::{Client, Engine, Failure};
use crate::media;
use crate::store::{FetchedRevision, LastError, NewPhoto, WantedRevision};

impl Engine {
    /// Fetches what returned surveys lack.
    ///
    /// # Errors
    /// A failure that the next request would meet as well.
    pub(super) async fn fetch_returned(&self, run: &mut Run) -> Result<(), Failure> {
        for wanted in self.store.wanted_revisions()? {
            if let Some((fetched, pass)) = run.part(self.client.judged_revision(&wanted).await)? {
                let sealed = (fetched.bytes.as_slice(), &fetched.seal.signature);
                if !self.is_sealed_by_its_device(&fetched.revision, sealed, pass.as_ref())? {
                    tracing::error!(survey = %wanted.survey, "a returned survey bears another seal than its device's");
                    run.outcome.trouble = Some(LastError::NotOurServer);
                    continue;
                }
                let placed = self.store.bring_back(&fetched)?;
                tracing::info!(survey = %wanted.survey, placed, "a returned survey was fetched");
            }
        }
        for (survey, attachment) in self.store.wanted_photos()? {
            let Some(bytes) = run.part(self.client.attachment(attachment.sha256).await)? else { continue };
            let thumbnail = thumbnail(&attachment, &bytes);
            let photo = NewPhoto { attachment, bytes: &bytes, thumbnail: &thumbnail };
            self.store.bring_photo_back(survey, &photo)?;
        }
        Ok(())
    }
}

/// The small picture of a photo; a drawn signature has none, as on the phone that made it.
fn thumbnail(attachment: &Attachment, bytes: &[u8]) -> Vec<u8> {
    if attachment.media_type != "image/jpeg" {
        return Vec::new();
    }
    let made = media::thumbnail(bytes).inspect_err(|error| tracing::warn!(code = error.code(), "no small picture"));
    made.unwrap_or_default()
}

impl Client {
    /// The revision that a decision judged, with its receipt, and the province's word for the device that sealed it.
    ///
    /// # Errors
    /// Any [`Failure`]; [`Failure::OtherBytes`] when other bytes came.
    async fn judged_revision(
        &self,
        wanted: &WantedRevision,
    ) -> Result<(FetchedRevision, Option<SignedDevicePass>), Failure> {
        let target = format!("/v1/surveys/{}/revisions/{}", wanted.survey, wanted.revision);
        let answer = self.send(self.request(Method::Get, &target)?).await?;
        let signature = answer.header(SIGNATURE_HEADER).and_then(base64_signature::decode);
        let revision = serde_json::from_slice::<Revision>(&answer.body).ok();
        let (Some(signature), Some(revision)) = (signature, revision) else { return Err(Failure::NotOurServer) };
        let seal = Seal { digest: Digest::of(&answer.body), signature };
        let found = (revision.survey.id, revision.number, seal.digest);
        if found != (wanted.survey, wanted.revision, wanted.digest) {
            return Err(Failure::OtherBytes);
        }
        let pass = answer.header(DEVICE_PASS_HEADER).map(|pass| pass_header::decode(pass).ok_or(Failure::NotOurServer));
        let receipt = self.receipt(wanted.survey, wanted.revision).await?;
        Ok((FetchedRevision { revision, bytes: answer.body, seal, receipt }, pass.transpose()?))
    }

    /// The bytes of an attachment.
    ///
    /// # Errors
    /// Any [`Failure`]; [`Failure::OtherBytes`] when other bytes came.
    pub(super) async fn attachment(&self, sha256: Digest) -> Result<Vec<u8>, Failure> {
        let request = self.request(Method::Get, &format!("/v1/attachments/by-digest/{sha256}"))?;
        let bytes = self.send(request).await?.body;
        if Digest::of(&bytes) == sha256 { Ok(bytes) } else { Err(Failure::OtherBytes) }
    }
}
