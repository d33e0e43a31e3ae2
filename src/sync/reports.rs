//! The device's reports about itself: how much waits on it, and which full NIKs and cards were opened.

use sambang_domain::wire::v1::{DeviceReport, History, OpeningsReply, OpeningsReport, ReportReply};

use super::run::Run;
use super::transport::Method;
use super::{Client, Engine, Failure, client};
use crate::store::{Key, Reported};

/// The most openings of one message.
const OPENINGS: u32 = 500;

impl Engine {
    /// Reports what waits here before anything is sent, and learns from the answer whether the province's store is
    /// still the same history. A failed request is ignored: the report at the end of the run tries again, and the
    /// mark that it did not show is kept for the next run, beside the newer ones that this run brings. True when the
    /// marks were shown.
    pub(super) async fn announce(&self) -> Result<bool, Failure> {
        let newest = self.newest_mark()?;
        let kept = self.store.value_if_sound::<Option<String>>(Key::UnshownMark)?.flatten();
        if !self.shows(newest.clone()).await? {
            if let (None, Some(mark)) = (kept, newest) {
                self.store.set_value(Key::UnshownMark, &mark)?;
            }
            return Ok(false);
        }
        if kept.is_none() {
            return Ok(true);
        }
        let shown = kept == newest || self.shows(kept).await?;
        if shown {
            self.store.set_value(Key::UnshownMark, &None::<String>)?;
        }
        Ok(shown)
    }

    fn newest_mark(&self) -> Result<Option<String>, Failure> {
        let history = self.store.value_if_sound::<History>(Key::History)?;
        Ok(history.map(|history| history.mark).filter(|mark| !mark.is_empty()))
    }

    /// Reports with a mark. True when the province read it, a blocked device's too.
    async fn shows(&self, mark: Option<String>) -> Result<bool, Failure> {
        let mut run = Run::default();
        let mut shown = self.report(mark.clone(), &mut run).await;
        for _ in 0..self.count_earlier_tokens()? {
            match &shown {
                Err(failure) if self.falls_back(failure)? => shown = self.report(mark.clone(), &mut run).await,
                _ => break,
            }
        }
        match shown {
            Err(Failure::Store(error)) => Err(Failure::Store(error)),
            Err(failure) => {
                tracing::info!(error = %failure, "the report was left for the end of the run");
                self.heed(&failure, &mut run)
            }
            shown => shown,
        }
    }

    /// Reports what is left at the end of a run, unless the province was told the same at its beginning.
    ///
    /// # Errors
    /// A failure that the next request would meet as well.
    pub(super) async fn report_again(&self, announced: bool, run: &mut Run) -> Result<(), Failure> {
        let told = self.store.value_if_sound::<Reported>(Key::Reported)?.filter(|told| told.missing() == 0);
        if announced && told.map(|told| told.report) == Some(self.store.report(&self.app_version)?.0) {
            return Ok(());
        }
        self.report(self.newest_mark()?, run).await.map(drop)
    }

    /// Tells the province what waits here and keeps what it counts itself. False when no answer came.
    async fn report(&self, mark: Option<String>, run: &mut Run) -> Result<bool, Failure> {
        let (report, unsent) = self.store.report(&self.app_version)?;
        let log_head = self.store.log_heads()?.asked().cloned();
        let told = DeviceReport { mark, log_head, ..report.clone() };
        let Some(mut reply) = run.part(self.client.put_report(&told).await)? else { return Ok(false) };
        self.note_server_time(reply.server_time)?;
        if let Some(pass) = reply.pass.take() {
            self.store.keep_pass(&pass)?;
        }
        let (standing, given) = (reply.log_standing.take(), reply.log_head.take());
        self.store.hear_log(standing.as_ref(), given)?;
        let another = match reply.history.take() {
            Some(history) => self.store.enter(&history)?,
            None => false,
        };
        let before = self.store.value_if_sound::<Reported>(Key::Reported)?.map_or(0, |reported| reported.missing());
        let reported = Reported { report, unsent, reply };
        let missing = reported.missing();
        self.store.set_value(Key::Reported, &reported)?;
        if missing > 0 {
            tracing::error!(missing, "the province does not count what it confirmed");
        }
        // Asking once is enough: what it still does not count then was asked for one by one.
        if missing > before && !another {
            self.store.doubt()?;
        }
        Ok(true)
    }

    /// Sends the openings that the province's log does not hold.
    ///
    /// # Errors
    /// A failure that the next request would meet as well.
    pub(super) async fn push_openings(&self, run: &mut Run) -> Result<(), Failure> {
        loop {
            // From the first one when the number cannot be read: the log stores each opening once.
            let sent: u64 = self.store.value_if_sound(Key::OpeningsSent)?.unwrap_or(0);
            let openings = self.store.openings_after(sent, OPENINGS)?;
            let Some(last) = openings.last().map(|opening| opening.number) else { return Ok(()) };
            match run.part(self.client.post_openings(&OpeningsReport { openings }).await)? {
                // A restored copy of this device may have reported more openings than this one recorded.
                Some(OpeningsReply { through }) if through > sent => {
                    self.store.set_value(Key::OpeningsSent, &through.min(last))?;
                }
                _ => return Ok(()),
            }
        }
    }
}

impl Client {
    async fn put_report(&self, report: &DeviceReport) -> Result<ReportReply, Failure> {
        let answer = self.send(self.json(Method::Put, "/v1/report", report)?).await?;
        client::expect_json(&answer, &[200])
    }

    async fn post_openings(&self, openings: &OpeningsReport) -> Result<OpeningsReply, Failure> {
        let answer = self.send(self.json(Method::Post, "/v1/openings", openings)?).await?;
        client::expect_json(&answer, &[200, 201])
    }
}
