//! A sealed revision arrives.

use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::nik::Nik;
use sambang_domain::people::Person;
use sambang_domain::region::{RegionCode, RegionLevel};
use sambang_domain::seal::{REVISION_FORMAT, Revision, Seal};
use sambang_domain::survey::Survey;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{SignedDevicePass, SignedReceipt};

use super::chain::Link;
use super::passes::Sealer;
use super::ready::Need;
use super::sealed;
use super::{AuditAction, Caller, Registry, RegistryError, RevisionKind, StoredRevision};
use crate::authorise::{Action, Subject, authorise};
use crate::refusal::{OrRefuse, Refusal};
use crate::store::revisions::{self, Sealed};
use crate::store::rows::RowKey;
use crate::store::states::{self, Likeness};
use crate::store::{Conn, attachments, chain, programmes, quarantine};

/// What was brought, and under which address.
#[derive(Debug)]
pub(crate) struct Delivery {
    pub(crate) survey: SurveyId,
    pub(crate) number: u32,
    pub(crate) bytes: Vec<u8>,
    pub(crate) signature: [u8; 64],
    /// The province's word for the device that sealed it, when the sender has it.
    pub(crate) pass: Option<SignedDevicePass>,
}

/// What came of it.
#[derive(Debug)]
pub(crate) enum Received {
    /// It is stored.
    Stored(SignedReceipt),
    /// The same bytes were here already.
    Again(SignedReceipt),
    /// Other bytes hold the number; these are kept beside them.
    Conflict,
    /// A blocked device brought it; it is kept in quarantine.
    Quarantined(SignedReceipt),
}

impl Received {
    /// How the log calls it.
    const fn word(&self) -> &'static str {
        match self {
            Self::Stored(_) => "stored",
            Self::Again(_) => "again",
            Self::Conflict => "conflict",
            Self::Quarantined(_) => "quarantined",
        }
    }
}

impl Registry {
    /// Takes a revision in. Success means that it is durable.
    pub(crate) async fn receive(&self, sender: &Caller, delivery: Delivery) -> Result<Received, RegistryError> {
        self.expect_room(Need::Document)?;
        let sealer = self.sealer(sender, &delivery.bytes, delivery.pass.as_ref()).await?;
        let caller = &sealer.caller;
        let offered = caller.person.id != sender.person.id;
        let (revision, seal) = open(caller, &delivery)?;
        if offered && !caller.device.is_quarantined() {
            let (owner, village) = (caller.person.id, village(&caller.person, &revision.survey)?);
            authorise(&sender.person, Action::Offer, Some(Subject { owner, village }))?;
        }
        let (survey, number) = (delivery.survey, delivery.number);
        let opened = (&revision, &seal);
        let received =
            self.write(async |write| self.receive_in(write, sender, &sealer, delivery, opened).await).await?;
        tracing::info!(%survey, revision = number, came = received.word(), "revision taken in");
        Ok(received)
    }

    /// The same within a transaction, for what was opened.
    async fn receive_in(
        &self,
        write: &mut Conn,
        sender: &Caller,
        sealer: &Sealer,
        delivery: Delivery,
        (revision, seal): (&Revision, &Seal),
    ) -> Result<Received, RegistryError> {
        let caller = &sealer.caller;
        let offered = caller.person.id != sender.person.id;
        let held = revisions::numbered(write, delivery.survey, delivery.number).await?;
        // Bytes that are held already need no permission again: the area may have changed since.
        if let Some(again) = self.already_held(write, caller, &held, seal.digest).await? {
            return Ok(again);
        }
        let fits = 1..=self.0.limits.attachment_bytes;
        if !revision.survey.evidence.iter().all(|photo| fits.contains(&photo.size_bytes)) {
            return Err(invalid("it names a photo that is empty or larger than this server takes").into());
        }
        let link = Link { count: revision.sequence, previous: revision.previous_seal };
        let before = chain::revisions_at(write, revision.device, revision.sequence.saturating_sub(1)).await?;
        let follows = caller.device.is_quarantined() || link.fits(&before);
        if !follows {
            self.mark_broken(write, revision.device).await?;
        }
        if caller.device.is_quarantined() || !follows {
            authorise(&caller.person, Action::Send, None)?;
            return self.quarantine(write, caller, delivery, (revision, seal)).await;
        }
        let owner = revisions::find_owner(write, delivery.survey).await?.unwrap_or(caller.person.id);
        let village = village(&caller.person, &revision.survey)?;
        // What a tablet offers was taken before: the facilitator's area may be another one by now.
        if !offered {
            authorise(&caller.person, Action::Send, Some(Subject { owner, village }))?;
        }
        if owner != caller.person.id {
            return Err(Refusal::new(ErrorCode::RoleForbidden, "the survey is another person's").into());
        }
        self.admit_vouched(write, sealer).await?;
        let kind = if held.is_empty() { RevisionKind::Main } else { RevisionKind::Conflict };
        if kind == RevisionKind::Conflict {
            self.expect_conflict_quota(write, caller).await?;
        }
        let stored = self.store_revision(write, revision, seal, delivery, village, kind).await?;
        let receipt = match kind {
            // The owner's phone hears of what another device brought.
            RevisionKind::Main if offered => self.keep_and_tell(write, &stored).await?,
            RevisionKind::Main => self.issue_and_keep(write, &stored).await?,
            RevisionKind::Conflict => self.issue(write, &stored).await?,
        };
        if let (RevisionKind::Main, Some(kept_as)) = (kind, receipt.payload.kept_as) {
            let entry = self.entry(sender, AuditAction::RevisionReceived, stored.survey);
            let entry = entry.with("revision", stored.number).with("digest", stored.digest.to_hex());
            let rows = [RowKey::revision(stored.sequence), RowKey::receipt(kept_as)];
            self.log_rows(write, entry, &rows).await?;
        }
        let settled = quarantine::settle(write, stored.device, stored.digest, stored.received_at).await?;
        if let Some(id) = settled {
            let entry = self.entry(sender, AuditAction::QuarantineReleased, stored.survey).with("quarantine", id);
            let entry = entry.with("digest", stored.digest.to_hex());
            self.log_rows(write, entry, &[RowKey::quarantine(id)]).await?;
        }
        Ok(match kind {
            RevisionKind::Main => Received::Stored(receipt),
            RevisionKind::Conflict => Received::Conflict,
        })
    }

    /// The answer to bytes that the caller has brought before, among those `held` under their number.
    pub(super) async fn already_held(
        &self,
        write: &mut Conn,
        caller: &Caller,
        held: &[StoredRevision],
        digest: Digest,
    ) -> Result<Option<Received>, RegistryError> {
        let same = held.iter().find(|held| (held.digest, held.person) == (digest, caller.person.id));
        Ok(match same {
            Some(same) if same.kind == RevisionKind::Main => Some(Received::Again(self.issue(write, same).await?)),
            Some(_) => Some(Received::Conflict),
            None => None,
        })
    }

    pub(super) async fn store_revision(
        &self,
        write: &mut Conn,
        revision: &Revision,
        seal: &Seal,
        delivery: Delivery,
        village: RegionCode,
        kind: RevisionKind,
    ) -> Result<StoredRevision, RegistryError> {
        let survey = &revision.survey;
        let programme = programmes::find(write, &survey.programme.id)
            .await?
            .or_refuse(ErrorCode::ProgrammeUnknown, "the programme is not one of this province")?;
        let sequence = revisions::next_sequence(write).await?;
        let stored = StoredRevision {
            sequence,
            survey: survey.id,
            number: revision.number,
            digest: seal.digest,
            device: revision.device,
            person: revision.person,
            village,
            kind,
            receipt_number: format!("{}-{}-{sequence:07}", self.0.province.code, programme.year),
            received_at: self.0.clock.now(),
        };
        let nik = Nik::parse(&survey.identity.nik).ok();
        let sealed = Sealed {
            bytes: delivery.bytes,
            signature: delivery.signature,
            device_sequence: revision.sequence,
            programme: survey.programme.id.clone(),
            programme_version: survey.programme.version,
            nik_hmac: nik.map(|nik| self.0.keys.hidden("nik", &nik.digits())).transpose()?,
        };
        revisions::insert(write, &stored, &sealed).await?;
        attachments::name(write, sequence, &survey.evidence).await?;
        if kind == RevisionKind::Conflict {
            let entry = self.act_at(stored.received_at, AuditAction::ConflictKept, survey.id);
            let entry = entry.by(revision.person, revision.device).with("revision", revision.number);
            self.log_rows(write, entry, &[RowKey::conflict(sequence)]).await?;
        }
        if kind == RevisionKind::Main {
            let family = family_card(survey).map(|digits| self.0.keys.hidden("family card", &digits)).transpose()?;
            let (nik_hmac, family_hmac) = (sealed.nik_hmac.as_deref(), family.as_deref());
            states::revise(write, &stored, &Likeness { programme: &sealed.programme, nik_hmac, family_hmac }).await?;
        }
        Ok(stored)
    }
}

/// The sixteen digits of the family card; none when there are not as many.
fn family_card(survey: &Survey) -> Option<String> {
    let digits: String = survey.identity.family_card.chars().filter(char::is_ascii_digit).collect();
    (digits.len() == 16).then_some(digits)
}

/// Opens a revision and checks it against its address and its sender.
pub(super) fn open(caller: &Caller, delivery: &Delivery) -> Result<(Revision, Seal), Refusal> {
    sealed::open(caller, (&delivery.bytes, &delivery.signature), invalid, |revision: &Revision| {
        let (survey, person) = (&revision.survey, caller.person.id);
        let photos = &survey.evidence;
        [
            (survey.id == delivery.survey && revision.number == delivery.number, "it names another survey or number"),
            (revision.device == caller.device.id, "it names another device"),
            (revision.person == person && survey.facilitator == person, "it names another person"),
            (revision.format == REVISION_FORMAT, "its format is not known"),
            (revision.number >= 1 && revision.sequence >= 1, "numbers count from 1"),
            (i64::try_from(revision.sequence).is_ok(), "its count is too large"),
            (photos.iter().all(|photo| i64::try_from(photo.size_bytes).is_ok()), "a photo's size is too large"),
        ]
    })
}

/// The village that decides which area a survey belongs to: that of the business, unless only the
/// card's lies in the facilitator's area.
pub(super) fn village(person: &Person, survey: &Survey) -> Result<RegionCode, Refusal> {
    let inside = villages(survey).find(|village| person.covers(*village));
    inside.or(villages(survey).next()).or_refuse(ErrorCode::OutsideArea, "the survey names no village")
}

/// The villages a survey names: that of the business, then that of the card.
pub(super) fn villages(survey: &Survey) -> impl Iterator<Item = RegionCode> {
    let both = [survey.business_village(), survey.identity.village];
    both.into_iter().flatten().filter(|code| code.level() == RegionLevel::Village)
}

fn invalid(title: &'static str) -> Refusal {
    Refusal::new(ErrorCode::RevisionInvalid, title)
}
