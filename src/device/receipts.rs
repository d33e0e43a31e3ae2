//! The receipt as a screen shows it.

use sambang_domain::ids::{SurveyId, Timestamp};
use sambang_domain::nik;
use sambang_domain::survey::EvidenceKind;

use super::{Device, DeviceError, LocalCopy};

/// What the province confirmed about one survey. It was verified before it was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptView {
    /// The applicant's name.
    pub name: String,
    /// The NIK with its middle hidden.
    pub nik_masked: String,
    /// The number people read out.
    pub number: String,
    /// Twelve digits of the document's digest, to compare by voice.
    pub match_code: String,
    /// When the document was stored, by the server's clock.
    pub received_at: Timestamp,
    /// Attachments the province holds.
    pub held: usize,
    /// Attachments of the survey.
    pub total: usize,
    /// Whether nothing is missing; never of what is kept to be looked at.
    pub complete: bool,
    /// The province has lost since what this receipt tells; it is sent again, or cannot be any more.
    pub lost: bool,
    /// What each attachment shows, its bytes, whether the province holds it.
    pub files: Vec<(EvidenceKind, u64, bool)>,
    /// The province's office.
    pub office: String,
    /// Whether photos and answers are still on this phone.
    pub local: LocalCopy,
}

impl Device {
    /// The receipt of a survey's newest revision; none before one came.
    ///
    /// # Errors
    /// [`DeviceError::Closed`] while received surveys are closed, or the store fails.
    pub fn receipt(&self, id: SurveyId) -> Result<Option<ReceiptView>, DeviceError> {
        self.open_survey(id)?;
        let Some(signed) = self.inner.store.receipt(id)? else { return Ok(None) };
        let (local, lost) = (self.local_copy(id, &signed)?, self.inner.store.is_lost(id)?);
        let quarantined = signed.payload.is_quarantined();
        let (survey, receipt) = (self.survey(id)?, signed.payload);
        let digits: String = survey.identity.nik.chars().filter(char::is_ascii_digit).collect();
        // What is left of a purged survey is masked already.
        let nik_masked = if local == LocalCopy::Left { survey.identity.nik } else { nik::mask(&digits) };
        let held = |sha256| receipt.attachments.iter().any(|a| a.sha256 == sha256 && a.held);
        let files: Vec<_> =
            survey.evidence.iter().map(|photo| (photo.kind.clone(), photo.size_bytes, held(photo.sha256))).collect();
        let held = files.iter().filter(|(.., held)| *held).count();
        Ok(Some(ReceiptView {
            name: survey.identity.name,
            nik_masked,
            number: receipt.number,
            match_code: receipt.digest.match_code(),
            received_at: receipt.received_at,
            held,
            total: files.len(),
            complete: held == files.len() && !lost && !quarantined,
            lost,
            files,
            office: self.province()?.office,
            local,
        }))
    }
}
