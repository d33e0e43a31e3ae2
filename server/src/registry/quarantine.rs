//! What a blocked device brings, or one whose seals do not follow each other: a survey it sealed cannot be made again, so it is kept for a
//! person of the province to look at, and is no survey of the province until then.

use sambang_domain::ids::Timestamp;
use sambang_domain::open::Unknown;
use sambang_domain::region::{RegionCode, RegionLevel, RegionTable};
use sambang_domain::seal::{Revision, Seal};
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{Receipt, ReceiptAttachment, ReceiptStanding, SignedReceipt};

use super::people::malformed;
use super::receive::{Delivery, Received, open, village};
use super::{AuditAction, Caller, Registry, RegistryError, RevisionKind};
use crate::refusal::{OrRefuse, Refusal};
use crate::store::quarantine::{self, Quarantined};
use crate::store::rows::RowKey;
use crate::store::{Conn, StoreError, brought, devices, history, persons, revisions};

impl Registry {
    /// Keeps a revision of a blocked or marked device whose seal fits.
    pub(super) async fn quarantine(
        &self,
        write: &mut Conn,
        caller: &Caller,
        delivery: Delivery,
        (revision, seal): (&Revision, &Seal),
    ) -> Result<Received, RegistryError> {
        let entry = match quarantine::find_brought(write, caller.device.id, seal.digest).await? {
            Some(entry) => entry,
            None => {
                self.expect_quarantine_quota(write, caller).await?;
                let entry = Quarantined {
                    id: quarantine::next_id(write).await?,
                    survey: delivery.survey,
                    number: delivery.number,
                    digest: seal.digest,
                    device: caller.device.id,
                    person: caller.person.id,
                    received_at: self.0.clock.now(),
                    released_at: None,
                };
                quarantine::insert(write, &entry, &delivery.bytes, &delivery.signature).await?;
                let told = self.act_at(entry.received_at, AuditAction::Quarantined, entry.survey);
                let told = told.by(caller.person.id, caller.device.id).with("quarantine", entry.id);
                self.log_rows(write, told, &[RowKey::quarantine(entry.id)]).await?;
                tracing::warn!(survey = %entry.survey, quarantine = entry.id, "a revision was put into quarantine");
                entry
            }
        };
        let mut photos = Vec::new();
        for photo in &revision.survey.evidence {
            let held = brought::is_held(write, photo.sha256, caller.person.id).await?;
            photos.push(ReceiptAttachment { sha256: photo.sha256, size_bytes: photo.size_bytes, held });
        }
        Ok(Received::Quarantined(self.quarantine_receipt(write, &entry, photos).await?))
    }

    async fn quarantine_receipt(
        &self,
        conn: &mut Conn,
        entry: &Quarantined,
        attachments: Vec<ReceiptAttachment>,
    ) -> Result<SignedReceipt, RegistryError> {
        let receipt = Receipt {
            survey: entry.survey,
            revision: entry.number,
            digest: entry.digest,
            sequence: entry.id,
            number: format!("{}-Q-{:07}", self.0.province.code, entry.id),
            received_at: entry.received_at,
            issued_at: self.0.clock.now(),
            attachments,
            standing: Some(ReceiptStanding::Quarantine),
            epoch: Some(history::epoch(conn).await?),
            kept_as: None,
            unknown: Unknown::new(),
        };
        Ok(self.0.keys.sign(receipt)?)
    }

    /// Everything that was ever in quarantine, in the order it came.
    pub async fn quarantined(&self) -> Result<Vec<Quarantined>, RegistryError> {
        Ok(quarantine::all(&mut *self.0.store.read().await?).await?)
    }

    /// The village that decides which area a revision in quarantine belongs to; none when its survey names none.
    pub async fn find_quarantined_village(&self, entry: &Quarantined) -> Result<Option<RegionCode>, RegistryError> {
        let mut conn = self.0.store.read().await?;
        let (bytes, _) = quarantine::sealed(&mut conn, entry.id).await?;
        let revision: Revision = serde_json::from_slice(&bytes).map_err(|_| StoreError::Damaged("quarantine"))?;
        Ok(village(&persons::person(&mut conn, entry.person).await?, &revision.survey).ok())
    }

    /// Makes a revision in quarantine one of the province, wherever it was visited; its owner's
    /// devices hear of it. Seal and form are checked once more. `place` is the village it is filed under when its
    /// survey names none.
    ///
    /// # Errors
    /// A refusal when there is none, it was released before, its survey is another person's, or it is not known
    /// where it belongs; else when the store fails.
    pub async fn release_quarantined(
        &self,
        id: u64,
        place: Option<RegionCode>,
    ) -> Result<SignedReceipt, RegistryError> {
        self.write(async |write| self.release_in(write, id, place).await).await
    }

    /// The same within a transaction.
    async fn release_in(
        &self,
        write: &mut Conn,
        id: u64,
        place: Option<RegionCode>,
    ) -> Result<SignedReceipt, RegistryError> {
        let now: Timestamp = self.0.clock.now();
        let entry = quarantine::find(write, id).await?.filter(|entry| entry.released_at.is_none());
        let entry = entry.or_refuse(ErrorCode::NotFound, "nothing of this number waits in quarantine")?;
        let (bytes, signature) = quarantine::sealed(write, id).await?;
        let device = devices::device(write, entry.device).await?;
        let person = persons::person(write, entry.person).await?;
        let caller = Caller { device, person };
        let delivery = Delivery { survey: entry.survey, number: entry.number, bytes, signature, pass: None };
        let (revision, seal) = open(&caller, &delivery)?;
        let owner = revisions::find_owner(write, entry.survey).await?;
        if owner.is_some_and(|owner| owner != entry.person) {
            return Err(Refusal::new(ErrorCode::RoleForbidden, "the survey is another person's").into());
        }
        let named = village(&caller.person, &revision.survey);
        let village = match place {
            None => named?,
            Some(_) if named.is_ok() => return Err(malformed("the survey itself names its village").into()),
            Some(place) => in_force(place)?,
        };
        let held = revisions::numbered(write, entry.survey, entry.number).await?;
        let kind = if held.is_empty() { RevisionKind::Main } else { RevisionKind::Conflict };
        let stored = self.store_revision(write, &revision, &seal, delivery, village, kind).await?;
        let receipt = match kind {
            RevisionKind::Main => self.keep_and_tell(write, &stored).await?,
            RevisionKind::Conflict => self.issue(write, &stored).await?,
        };
        quarantine::release(write, id, now).await?;
        let released = self.act_at(now, AuditAction::QuarantineReleased, entry.survey).with("quarantine", id);
        let mut released = released.with("digest", entry.digest.to_hex());
        if let Some(place) = place {
            released = released.with("village", place.to_string());
        }
        let mut rows = vec![RowKey::quarantine(id)];
        if let (RevisionKind::Main, Some(kept_as)) = (kind, receipt.payload.kept_as) {
            rows.extend([RowKey::revision(stored.sequence), RowKey::receipt(kept_as)]);
        }
        self.log_rows(write, released, &rows).await?;
        Ok(receipt)
    }
}

/// The code of a village of a district in force; surveys name their villages more freely.
fn in_force(place: RegionCode) -> Result<RegionCode, Refusal> {
    let district = place.district().filter(|_| place.level() == RegionLevel::Village);
    let known = district.is_some_and(|district| RegionTable::shipped().find(district).is_some());
    if known { Ok(place) } else { Err(malformed("it is filed under the code of a village of a district in force")) }
}
