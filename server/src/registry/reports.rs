//! Devices tell how much waits on them, and what was opened on them.

use sambang_domain::ids::DeviceId;
use sambang_domain::open::Unknown;
use sambang_domain::wire::v1::{DeviceReport, OpeningsReply, OpeningsReport, ReportReply};

use super::people::malformed;
use super::{AuditAction, Caller, Registry, RegistryError};
use crate::authorise::{Action, authorise};
use crate::refusal::Refusal;
use crate::store::{Conn, audit, province, reports};

/// The most openings in one message.
const MOST_OPENINGS: usize = 500;

impl Registry {
    /// Keeps the report of the caller's device in the place of the one before, and answers with what
    /// the province holds of that device.
    ///
    /// # Errors
    /// A refusal for a blocked device. Its mark and its end of the log are read all the same: what they show concerns
    /// everybody.
    pub(crate) async fn report(&self, caller: &Caller, report: &DeviceReport) -> Result<ReportReply, RegistryError> {
        authorise(&caller.person, Action::Report, None)?;
        Ok(self.write(async |write| self.report_in(write, caller, report).await).await??)
    }

    /// The same within a transaction, which a blocked device's refusal does not undo.
    async fn report_in(
        &self,
        write: &mut Conn,
        caller: &Caller,
        report: &DeviceReport,
    ) -> Result<Result<ReportReply, Refusal>, RegistryError> {
        let (device, now) = (caller.device.id, self.0.clock.now());
        if let Some(mark) = &report.mark {
            self.witness(write, mark).await?;
        }
        let log_standing = match &report.log_head {
            Some(head) => self.hear_of_log(write, caller, head).await?,
            None => None,
        };
        if caller.device.revoked_at.is_some() {
            return Ok(Err(self.refuse_blocked(write).await?));
        }
        if let Some(lock) = report.lock {
            self.keep_lock(write, caller, lock).await?;
        }
        if let Some(number) = report.objects_to {
            self.object(write, caller, number).await?;
        }
        if let Some(courier) = &report.courier {
            self.keep_courier(write, caller, courier).await?;
        }
        let opening_asked = self.opening_asked(write, device).await?;
        let kept =
            DeviceReport { mark: None, lock: None, log_head: None, objects_to: None, courier: None, ..report.clone() };
        reports::put(write, device, &kept, now).await?;
        let revisions = reports::revisions_of(write, device).await?;
        let reviews = reports::reviews_of(write, device).await?;
        let history = Some(self.history(write).await?);
        let (province, log_head) = (Some(province::total(write).await?), Some(self.log_head(write).await?));
        let pass = Some(self.pass(device, caller.person.id, &hex::encode(caller.device.public_key))?);
        Ok(Ok(ReportReply {
            revisions,
            reviews,
            server_time: now,
            history,
            pass,
            province,
            log_head,
            log_standing,
            opening_asked,
            unknown: Unknown::new(),
        }))
    }

    /// What a device last told of itself; none before the first time.
    pub async fn last_report(&self, device: DeviceId) -> Result<Option<DeviceReport>, RegistryError> {
        let mut conn = self.0.store.read().await?;
        Ok(reports::find_report(&mut conn, device).await?.map(|(_, report)| report))
    }

    /// Takes openings of the caller's device into the audit log, each once. They happened,
    /// so no area is asked for and no survey needs to be here.
    pub(crate) async fn openings(
        &self,
        caller: &Caller,
        report: OpeningsReport,
    ) -> Result<OpeningsReply, RegistryError> {
        authorise(&caller.person, Action::Openings, None)?;
        if report.openings.len() > MOST_OPENINGS {
            return Err(malformed("there are more than 500 openings").into());
        }
        if report.openings.iter().any(|opening| i64::try_from(opening.number).is_err()) {
            return Err(malformed("the number of an opening is too large").into());
        }
        let device = caller.device.id;
        let through = self
            .write(async |write| {
                for opening in report.openings {
                    let entry = self
                        .entry(caller, AuditAction::ShownOnDevice, opening.survey)
                        .with("what", opening.what.as_str())
                        .with("number", opening.number)
                        .with("device_time", opening.at.0);
                    let known = reports::find_opening(write, device, opening.number).await?;
                    if let Some(known) = known
                        && audit::tells(write, known, &entry).await?
                    {
                        continue;
                    }
                    // A device whose files were copied or restored uses a number again: that is logged too.
                    let audit = audit::write(write, &entry).await?;
                    if known.is_none() {
                        reports::note_opening(write, device, opening.number, audit).await?;
                    }
                }
                let through = reports::openings_through(write, device).await?;
                Ok(through)
            })
            .await?;
        Ok(OpeningsReply { through })
    }
}
