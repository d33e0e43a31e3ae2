//! Whether an applicant was perhaps visited before: by this device, or by somebody else.
//!
//! Both work without a network. Neither ever stops a visit: the province decides.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sambang_domain::check::{self, Finding, FindingCode, Severity};
use sambang_domain::filter::{NikFilter, SlowNik, Stretch};
use sambang_domain::ids::{Digest, Timestamp};
use sambang_domain::nik::Nik;
use sambang_domain::programme::Programme;
use sambang_domain::region::RegionCode;
use sambang_domain::survey::{EvidenceKind, Survey, fields};
use sambang_domain::wire::v1::{FilterInfo, FilterKind};

use super::{Device, DeviceError};
use crate::store::SurveyRow;

/// Ways to make a NIK slow that a question takes: that of today and, while the province changes it, the one
/// before. More would make the question long.
const MOST_STRETCHES: usize = 2;
/// Filters that a question is put to, so that chance says yes to one stranger in sixteen at most. Of a work area
/// with more, only those of the districts that survey and NIK name are asked.
const MOST_ASKED: usize = 16;
/// Slow NIKs that are kept until the app is locked: those of a day.
const MOST_SLOW: usize = 64;

/// Where a NIK is perhaps known from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownIn {
    /// Surveys that the province received, or a list.
    pub kind: FilterKind,
    /// Name of the list; empty for surveys.
    pub source: String,
    /// The day of the list, or when the surveys were counted.
    pub as_of: Timestamp,
}

/// What questions need again, in memory alone.
#[derive(Default)]
pub(super) struct Filters {
    /// Filters that were read from the store; each is read when it is first needed.
    read: Mutex<BTreeMap<String, (Digest, Arc<NikFilter>)>>,
    /// NIKs that were made slow, oldest first. A NIK that could not be has none.
    slow: Mutex<Vec<(Nik, Stretch, Option<SlowNik>)>>,
}

impl Filters {
    fn slow(&self) -> MutexGuard<'_, Vec<(Nik, Stretch, Option<SlowNik>)>> {
        self.slow.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The slow form of a NIK; none when it was not asked for.
    fn find(&self, nik: &Nik, stretch: &Stretch) -> Option<Option<SlowNik>> {
        let slow = self.slow();
        slow.iter().find(|(of, by, _)| (of, by) == (nik, stretch)).map(|(_, _, slow)| *slow)
    }

    fn keep(&self, nik: Nik, stretch: Stretch, slow: Option<SlowNik>) {
        let mut all = self.slow();
        if all.len() >= MOST_SLOW {
            all.remove(0);
        }
        all.push((nik, stretch, slow));
    }
}

impl Device {
    /// Asks the filters about a NIK, once for all of them and for every later look. Takes about a tenth of a second
    /// on a phone: not on the screen's thread. Screens read again when there is an answer.
    ///
    /// # Errors
    /// When the store fails.
    pub fn ask_filters(&self, nik: &Nik) -> Result<(), DeviceError> {
        let open = self.unasked(nik)?;
        for stretch in &open {
            let slow = stretch.slow(nik).inspect_err(|error| tracing::error!(%error, "a NIK was not asked for")).ok();
            self.inner.filters.keep(*nik, stretch.clone(), slow);
        }
        if !open.is_empty() {
            self.inner.store.notify();
        }
        Ok(())
    }

    /// Whether the filters were asked about a NIK as far as they are here.
    ///
    /// # Errors
    /// When the store fails.
    pub fn is_asked(&self, nik: &Nik) -> Result<bool, DeviceError> {
        Ok(self.unasked(nik)?.is_empty())
    }

    /// The ways to make this NIK slow that were not gone yet.
    fn unasked(&self, nik: &Nik) -> Result<Vec<Stretch>, DeviceError> {
        let mut open: Vec<Stretch> = self.inner.store.held_filters()?.into_iter().map(|info| info.stretch).collect();
        // What costs more is newer, and of most filters.
        open.sort_unstable_by(|one, other| other.cmp(one));
        open.dedup();
        open.truncate(MOST_STRETCHES);
        open.retain(|stretch| self.inner.filters.find(nik, stretch).is_none());
        Ok(open)
    }

    /// The filters that a question about a NIK and a survey of these villages is put to.
    fn asked(&self, nik: &Nik, programme: &str, villages: &[RegionCode]) -> Result<Vec<FilterInfo>, DeviceError> {
        let mut asked = self.inner.store.held_filters()?;
        asked.retain(|info| info.programme.as_deref().is_none_or(|id| id == programme));
        if asked.len() > MOST_ASKED {
            let issued = RegionCode::parse(&format!("{:06}", nik.prefix())).ok();
            asked.retain(|info| villages.iter().copied().chain(issued).any(|place| info.area.contains(place)));
        }
        Ok(asked)
    }

    /// Where else this NIK is perhaps known from, as far as [`Device::ask_filters`] was called for it; `villages`
    /// are those of the survey. Of each filter about one answer in 256 is wrong, so it is a reason to look and
    /// never one to refuse. Surveys that this device has sent itself do not count.
    pub fn known_elsewhere(
        &self,
        nik: &Nik,
        programme: &str,
        villages: &[RegionCode],
    ) -> Result<Vec<KnownIn>, DeviceError> {
        let mut known = Vec::<KnownIn>::new();
        for info in self.asked(nik, programme, villages)? {
            let Some(slow) = self.inner.filters.find(nik, &info.stretch).flatten() else { continue };
            if self.filter(&info)?.is_some_and(|filter| filter.contains(&slow)) {
                known.push(KnownIn { kind: info.kind, source: info.source, as_of: info.as_of });
            }
        }
        // Several districts may name one person; one line says it, with the newest day.
        known.sort_by(|one, other| (&one.kind, &one.source, other.as_of).cmp(&(&other.kind, &other.source, one.as_of)));
        known.dedup_by(|one, before| (&one.kind, &one.source) == (&before.kind, &before.source));
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

    /// What [`check::check`] says and what this device knows of the NIK: as a warning when it has another survey
    /// of it, as a note when filters say perhaps. A note asks for no reason and holds up nobody.
    pub fn findings_of(&self, survey: &Survey, programme: &Programme) -> Result<Vec<Finding>, DeviceError> {
        let (village, pictures) = (self.own_middle(survey)?, self.pictures_of_others(survey)?);
        let mut findings = check::check_among(survey, programme, village, pictures);
        let Ok(nik) = Nik::parse(&survey.identity.nik) else { return Ok(findings) };
        if let Some(other) = self.own_duplicate(survey)? {
            findings.push(about_nik(Severity::Warning, FindingCode::NikOwnDuplicate, [("name", other.name)]));
        }
        let villages: Vec<_> = [survey.identity.village, survey.business_village()].into_iter().flatten().collect();
        let known = self.known_elsewhere(&nik, &survey.programme.id, &villages)?;
        let (surveys, lists): (Vec<_>, Vec<_>) = known.into_iter().partition(|known| known.kind == FilterKind::Known);
        if let Some(surveys) = surveys.first() {
            let as_of = self.day(surveys.as_of);
            findings.push(about_nik(Severity::Note, FindingCode::NikMaybeKnown, [("as_of", as_of)]));
        }
        if !lists.is_empty() {
            let lists: Vec<_> =
                lists.iter().map(|list| format!("{} ({})", list.source, self.day(list.as_of))).collect();
            findings.push(about_nik(Severity::Note, FindingCode::NikMaybeListed, [("sources", lists.join(", "))]));
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
        let mut cache = self.inner.filters.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((sha256, filter)) = cache.get(&subject)
            && *sha256 == info.sha256
        {
            return Ok(Some(Arc::clone(filter)));
        }
        let bytes = self.inner.store.filter_bytes(&subject)?;
        let read = NikFilter::from_bytes(info.key, &bytes);
        let Ok(filter) = read.inspect_err(|error| tracing::error!(%error, "a filter cannot be read")) else {
            return Ok(None);
        };
        let filter = Arc::new(filter);
        cache.insert(subject, (info.sha256, Arc::clone(&filter)));
        Ok(Some(filter))
    }
}

fn about_nik<const N: usize>(severity: Severity, code: FindingCode, args: [(&'static str, String); N]) -> Finding {
    Finding { severity, path: fields::NIK.path.to_owned(), code, args: BTreeMap::from(args) }
}
