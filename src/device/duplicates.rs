//! Whether an applicant was probably visited before: by this device, or by somebody else.
//!
//! Both work without a network. Neither ever stops a visit: the province decides.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use sambang_domain::check::{self, Finding, FindingCode, Severity};
use sambang_domain::filter::NikFilter;
use sambang_domain::ids::{Digest, Timestamp};
use sambang_domain::nik::Nik;
use sambang_domain::programme::Programme;
use sambang_domain::survey::{EvidenceKind, Survey, fields};
use sambang_domain::wire::v1::{FilterInfo, FilterKind};

use super::{Device, DeviceError};
use crate::store::SurveyRow;

/// Where a NIK is probably known from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownIn {
    /// Surveys that the province received, or a list.
    pub kind: FilterKind,
    /// Name of the list; empty for surveys.
    pub source: String,
    /// The day of the list, or when the surveys were counted.
    pub as_of: Timestamp,
}

/// Filters that were read from the store already; each is read when it is first needed.
#[derive(Default)]
pub(super) struct Filters(Mutex<BTreeMap<String, (Digest, Arc<NikFilter>)>>);

impl Device {
    /// Where else this NIK is probably known from. About one of 65,000 answers is wrong, so it is a
    /// reason to ask and never one to refuse. Surveys that this device has sent itself do not count.
    pub fn known_elsewhere(&self, nik: &Nik, programme: &str) -> Result<Vec<KnownIn>, DeviceError> {
        let mut known = Vec::new();
        for info in self.inner.store.held_filters()? {
            let concerns = info.programme.as_deref().is_none_or(|id| id == programme);
            if concerns && self.filter(&info)?.is_some_and(|filter| filter.contains(nik)) {
                known.push(KnownIn { kind: info.kind, source: info.source, as_of: info.as_of });
            }
        }
        if known.iter().any(|known| known.kind == FilterKind::Known) && self.inner.store.has_sent(programme, nik)? {
            known.retain(|known| known.kind != FilterKind::Known);
        }
        Ok(known)
    }

    /// The other survey on this device about the same NIK in the same programme.
    pub fn own_duplicate(&self, survey: &Survey) -> Result<Option<SurveyRow>, DeviceError> {
        let Ok(nik) = Nik::parse(&survey.identity.nik) else { return Ok(None) };
        Ok(self.inner.store.same_nik(survey.id, &survey.programme.id, &nik)?)
    }

    /// What [`check::check`] says and, as warnings, what this device knows of the NIK.
    pub fn findings_of(&self, survey: &Survey, programme: &Programme) -> Result<Vec<Finding>, DeviceError> {
        let (village, pictures) = (self.own_middle(survey)?, self.pictures_of_others(survey)?);
        let mut findings = check::check_among(survey, programme, village, pictures);
        let Ok(nik) = Nik::parse(&survey.identity.nik) else { return Ok(findings) };
        if let Some(other) = self.own_duplicate(survey)? {
            findings.push(warning(FindingCode::NikOwnDuplicate, [("name", other.name)]));
        }
        let known = self.known_elsewhere(&nik, &survey.programme.id)?;
        let (surveys, lists): (Vec<_>, Vec<_>) = known.into_iter().partition(|known| known.kind == FilterKind::Known);
        if let Some(surveys) = surveys.first() {
            findings.push(warning(FindingCode::NikMaybeKnown, [("as_of", self.day(surveys.as_of))]));
        }
        if !lists.is_empty() {
            let lists: Vec<_> =
                lists.iter().map(|list| format!("{} ({})", list.source, self.day(list.as_of))).collect();
            findings.push(warning(FindingCode::NikMaybeListed, [("sources", lists.join(", "))]));
        }
        findings.sort_by_key(|finding| finding.severity);
        Ok(findings)
    }

    /// The photos of the business that another survey of this device uses too, with the name in it.
    fn pictures_of_others<'a>(&self, survey: &'a Survey) -> Result<Vec<(&'a EvidenceKind, String)>, DeviceError> {
        let mut shared = Vec::new();
        for photo in survey.evidence.iter().filter(|photo| photo.kind.shows_business()) {
            let Some(picture) = photo.picture_sha256 else { continue };
            let other = self.inner.store.picture_used_by(picture, survey.id)?;
            shared.extend(other.map(|name| (&photo.kind, name)));
        }
        Ok(shared)
    }

    fn day(&self, at: Timestamp) -> String {
        self.local(at).format("%d-%m-%Y").to_string()
    }

    /// The filter of these bytes; none when the store's bytes are no filter.
    fn filter(&self, info: &FilterInfo) -> Result<Option<Arc<NikFilter>>, DeviceError> {
        let subject = info.subject();
        let mut cache = self.inner.filters.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((sha256, filter)) = cache.get(&subject)
            && *sha256 == info.sha256
        {
            return Ok(Some(Arc::clone(filter)));
        }
        let bytes = self.inner.store.filter_bytes(&subject)?;
        let read = NikFilter::from_bytes(info.secret, &bytes);
        let Ok(filter) = read.inspect_err(|error| tracing::error!(%error, "a filter cannot be read")) else {
            return Ok(None);
        };
        let filter = Arc::new(filter);
        cache.insert(subject, (info.sha256, Arc::clone(&filter)));
        Ok(Some(filter))
    }
}

fn warning<const N: usize>(code: FindingCode, args: [(&'static str, String); N]) -> Finding {
    Finding { severity: Severity::Warning, path: fields::NIK.path.to_owned(), code, args: BTreeMap::from(args) }
}
