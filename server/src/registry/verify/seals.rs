//! Every revision of a device: digest, seal, row, photos and place in the chain.

use ed25519_dalek::VerifyingKey;
use sambang_domain::ids::{Digest, SurveyId, Timestamp};
use sambang_domain::nik::Nik;
use sambang_domain::seal::{Revision, Seal};

use super::chain::Chain;
use super::{Break, Breaks, PAGE};
use crate::registry::chain::Link;
use crate::registry::receive::villages;
use crate::registry::sealed::{Unsound, reopen};
use crate::registry::{Device, Registry, RegistryError, RevisionKind, StoredRevision};
use crate::store::revisions::{self, Sealed};
use crate::store::{Conn, StoreError, attachments};

impl Registry {
    pub(super) async fn verify_device(&self, device: &Device, found: &mut Breaks) -> Result<(), RegistryError> {
        let key = VerifyingKey::from_bytes(&device.public_key).map_err(|_| StoreError::Damaged("device"))?;
        let seals = self.verify_seals(device, &key, found).await;
        found.go_on(&format!("the revisions of device {}", device.id), seals)?;
        let reviews = self.verify_reviews(device, &key, found).await;
        found.go_on(&format!("the reviews of device {}", device.id), reviews)?;
        self.verify_quarantine(device, &key, found).await
    }

    async fn verify_seals(&self, device: &Device, key: &VerifyingKey, found: &mut Breaks) -> Result<(), RegistryError> {
        let mut chain = Chain::default();
        let mut after = (0, 0);
        loop {
            let mut conn = self.0.store.read().await?;
            let page = revisions::page(&mut conn, device.id, after, PAGE).await?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            after = *last;
            for ((_, sequence), row) in page {
                let Some((row, sealed)) = found.readable(&format!("revision {sequence}"), row) else { continue };
                let (survey, number) = (row.survey, row.number);
                let opened = opened((survey, number), row.digest, (&sealed.bytes, &sealed.signature), key);
                let (revision, seal) = match opened {
                    Ok(opened) => opened,
                    Err(broken) => {
                        found.add(broken);
                        continue;
                    }
                };
                let agrees = self.row_agrees(&row, &sealed, &revision)?;
                if !agrees || !self.photos_agree(&mut conn, &row, &revision, found).await? {
                    found.add(Break::Row { survey, number });
                } else if row.kind == RevisionKind::Main {
                    found.verified.revisions += 1;
                } else {
                    found.verified.conflicts += 1;
                }
                let link = Link { count: revision.sequence, previous: revision.previous_seal };
                if !chain.fits(&link, seal.id(), &mut found.verified) && device.is_news(row.received_at) {
                    found.add(Break::Chain { device: device.id, sequence: link.count });
                    self.mark(device).await?;
                }
            }
        }
    }

    /// Whether the columns beside the sealed bytes say what these say.
    fn row_agrees(&self, row: &StoredRevision, sealed: &Sealed, revision: &Revision) -> Result<bool, RegistryError> {
        let survey = &revision.survey;
        let nik = Nik::parse(&survey.identity.nik).ok();
        let nik_hmac = nik.map(|nik| self.0.keys.hidden("nik", &nik.digits())).transpose()?;
        // One that names no village is filed where the office said; that is in the log.
        let mut named = villages(survey).peekable();
        let is_filed_where_it_says = named.peek().is_none() || named.any(|village| village == row.village);
        Ok((row.survey, row.number) == (survey.id, revision.number)
            && (row.device, row.person) == (revision.device, revision.person)
            && (&sealed.programme, sealed.programme_version) == (&survey.programme.id, survey.programme.version)
            && (sealed.device_sequence, &sealed.nik_hmac) == (revision.sequence, &nik_hmac)
            && is_filed_where_it_says)
    }

    /// Whether the photos that are noted for a revision are those it names, each with its kind.
    async fn photos_agree(
        &self,
        conn: &mut Conn,
        row: &StoredRevision,
        revision: &Revision,
        found: &mut Breaks,
    ) -> Result<bool, RegistryError> {
        let held = attachments::of_revision(conn, row.sequence).await?;
        found.verified.missing += held.iter().filter(|photo| !photo.held).count() as u64;
        let noted = attachments::named(conn, row.sequence).await?;
        let named = (0_u64..).zip(&revision.survey.evidence);
        Ok(noted.into_iter().eq(named.map(|(position, photo)| attachments::Named::of(position, photo))))
    }

    /// Marks a device; see [`Registry::mark_broken`].
    pub(super) async fn mark(&self, device: &Device) -> Result<(), RegistryError> {
        self.write(async |write| {
            self.mark_broken(write, device.id).await?;
            Ok(())
        })
        .await
    }
}

impl Device {
    /// Whether a break in the chain at something that came at this moment is not known yet: the device is not
    /// marked, and was not admitted anew since.
    pub(super) fn is_news(&self, received_at: Timestamp) -> bool {
        self.broken_at.is_none() && received_at >= self.enrolled_at
    }
}

/// Opens what stands in a row of this survey, number and digest.
pub(super) fn opened(
    (survey, number): (SurveyId, u32),
    digest: Digest,
    sealed: (&[u8], &[u8; 64]),
    key: &VerifyingKey,
) -> Result<(Revision, Seal), Break> {
    reopen(digest, sealed, key).map_err(|unsound| match unsound {
        Unsound::Digest => Break::Digest { survey, number },
        Unsound::Seal => Break::Seal { survey, number },
        Unsound::Form => Break::Row { survey, number },
    })
}
