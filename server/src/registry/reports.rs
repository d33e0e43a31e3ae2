//! Devices tell how much waits on them, and what was opened on them.

use sambang_domain::ids::DeviceId;
use sambang_domain::open::Unknown;
use sambang_domain::wire::v1::{DeviceReport, OpeningsReply, OpeningsReport, ReportReply};

use super::people::malformed;
use super::{AuditAction, Caller, Registry, RegistryError};
use crate::authorise::{Action, authorise};
use crate::store::{audit, province, reports};

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
        let (device, now) = (caller.device.id, self.0.clock.now());
        let mut write = self.0.store.write().await?;
        if let Some(mark) = &report.mark {
            self.witness(&mut write, mark).await?;
        }
        let log_standing = match &report.log_head {
            Some(head) => self.hear_of_log(&mut write, caller, head).await?,
            None => None,
        };
        if caller.device.revoked_at.is_some() {
            let refusal = self.refuse_blocked(&mut write).await?;
            write.commit().await?;
            return Err(refusal.into());
        }
        if let Some(lock) = report.lock {
            self.keep_lock(&mut write, caller, lock).await?;
        }
        if let Some(number) = report.objects_to {
            self.object(&mut write, caller, number).await?;
        }
        if let Some(courier) = &report.courier {
            self.keep_courier(&mut write, caller, courier).await?;
        }
        let opening_asked = self.opening_asked(&mut write, device).await?;
        let kept =
            DeviceReport { mark: None, lock: None, log_head: None, objects_to: None, courier: None, ..report.clone() };
        reports::put(&mut write, device, &kept, now).await?;
        let revisions = reports::revisions_of(&mut write, device).await?;
        let reviews = reports::reviews_of(&mut write, device).await?;
        let history = Some(self.history(&mut write).await?);
        let (province, log_head) = (Some(province::total(&mut write).await?), Some(self.log_head(&mut write).await?));
        write.commit().await?;
        let pass = Some(self.pass(device, caller.person.id, &hex::encode(caller.device.public_key))?);
        Ok(ReportReply {
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
        })
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
        let mut write = self.0.store.write().await?;
        for opening in report.openings {
            let entry = self
                .entry(caller, AuditAction::ShownOnDevice, opening.survey)
                .with("what", opening.what.as_str())
                .with("number", opening.number)
                .with("device_time", opening.at.0);
            let known = reports::find_opening(&mut write, device, opening.number).await?;
            if let Some(known) = known
                && audit::tells(&mut write, known, &entry).await?
            {
                continue;
            }
            // A device whose files were copied or restored uses a number again: that is logged too.
            let audit = audit::write(&mut write, &entry).await?;
            if known.is_none() {
                reports::note_opening(&mut write, device, opening.number, audit).await?;
            }
        }
        let through = reports::openings_through(&mut write, device).await?;
        write.commit().await?;
        Ok(OpeningsReply { through })
    }
}
