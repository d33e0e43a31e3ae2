//! Filters of NIKs: built from the surveys that came, or from a list that was brought in.
//!
//! Only what stands for a NIK under the campaign's secret is kept, never the NIKs of a list. A build
//! that changes nothing makes no new version, so phones fetch nothing for it.

use std::collections::BTreeSet;

use sambang_domain::filter::{self, FilterSecret};
use sambang_domain::ids::{Digest, Timestamp};
use sambang_domain::nik::Nik;
use sambang_domain::open::Unknown;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{FilterInfo, FilterKind, KnownChange};
use serde::Deserialize;

use super::{AuditEntry, Caller, Registry, RegistryError};
use crate::authorise::{Action, authorise};
use crate::random::RandomError;
use crate::refusal::OrRefuse;
use crate::store::filters::{self, Stored};
use crate::store::{audit, changes, programmes, states};

/// How many revisions are looked at at a time.
const PAGE: u32 = 200;
/// A build waits at most this long; less when `MUCH` revisions have arrived.
const LONGEST_WAIT_MS: i64 = 24 * 60 * 60 * 1000;
/// From this many revisions since the last build on, a build does not wait.
const MUCH: u64 = 1000;

/// The part of a sealed document that a filter needs.
#[derive(Deserialize)]
struct Document {
    survey: Survey,
}

#[derive(Deserialize)]
struct Survey {
    identity: Identity,
}

#[derive(Deserialize)]
struct Identity {
    #[serde(default)]
    nik: String,
}

impl Registry {
    /// Builds the filter of every programme whose surveys have changed, and gives those that have a
    /// new version.
    pub async fn build_filters(&self) -> Result<Vec<FilterInfo>, RegistryError> {
        let mut built = Vec::new();
        for programme in self.programmes().await? {
            built.extend(self.build_known(&programme.reference.id, true).await?);
        }
        Ok(built)
    }

    /// The same, but leaves a programme alone when little has come and its filter is not a day old.
    pub async fn refresh_filters(&self) -> Result<Vec<FilterInfo>, RegistryError> {
        let mut built = Vec::new();
        for programme in self.programmes().await? {
            built.extend(self.build_known(&programme.reference.id, false).await?);
        }
        Ok(built)
    }

    /// All filters as devices learn of them.
    pub async fn filters(&self) -> Result<Vec<FilterInfo>, RegistryError> {
        let all = filters::all(&mut *self.0.store.read().await?).await?;
        all.iter().map(|filter| self.info(filter)).collect()
    }

    /// The bytes of a filter, for those who may use filters.
    pub(crate) async fn filter_bytes(&self, caller: &Caller, sha256: Digest) -> Result<Vec<u8>, RegistryError> {
        authorise(&caller.person, Action::Filter, None)?;
        let found = filters::find_bytes(&mut *self.0.store.read().await?, sha256).await?;
        Ok(found.or_refuse(ErrorCode::NotFound, "no filter of this digest; a later one replaced it")?)
    }

    /// What turns a NIK into an entry for this programme, or for lists that concern all of them.
    pub(super) fn filter_secret(&self, programme: Option<&str>) -> Result<FilterSecret, RegistryError> {
        let secret = self.0.keys.hidden("filter", programme.unwrap_or_default())?;
        Ok(FilterSecret::new(secret.try_into().map_err(|_| RandomError)?))
    }

    async fn build_known(&self, programme: &str, at_once: bool) -> Result<Option<FilterInfo>, RegistryError> {
        let mut conn = self.0.store.read().await?;
        let empty = self.blank(Some(programme.to_owned()), FilterKind::Known, String::new());
        let held = filters::find(&mut conn, &empty.subject).await?.unwrap_or(empty);
        let secret = self.filter_secret(Some(programme))?;
        let mut keys: BTreeSet<u64> = held.keys.iter().copied().collect();
        let mut scanned = held.scanned;
        loop {
            let page = filters::surveys(&mut conn, programme, scanned, PAGE).await?;
            let Some((last, _)) = page.last() else { break };
            scanned = *last;
            for survey in page.iter().map(|(_, survey)| *survey).collect::<BTreeSet<_>>() {
                for nik in filters::documents(&mut conn, survey).await?.iter().filter_map(|bytes| nik_of(bytes)) {
                    // A NIK that was corrected is nobody's, unless another survey names it.
                    let hidden = self.0.keys.hidden("nik", &nik.digits())?;
                    match states::names(&mut conn, programme, &hidden).await? {
                        true => keys.insert(secret.key(&nik)),
                        false => keys.remove(&secret.key(&nik)),
                    };
                }
            }
        }
        drop(conn);
        // A build that lies ahead was made while the clock was wrong.
        let age = self.0.clock.now().0.saturating_sub(held.built_at.0);
        let waited = !(0..LONGEST_WAIT_MS).contains(&age);
        if !at_once && !waited && scanned.saturating_sub(held.scanned) < MUCH {
            return Ok(None);
        }
        if keys.iter().eq(&held.keys) {
            if scanned > held.scanned {
                let mut write = self.0.store.write().await?;
                filters::set_scanned(&mut write, &held.subject, scanned).await?;
                write.commit().await?;
            }
            return Ok(None);
        }
        let next = Stored { as_of: self.0.clock.now(), keys: keys.into_iter().collect(), scanned, ..held };
        self.publish_filter(next, None).await
    }

    /// A filter that was never built.
    pub(super) fn blank(&self, programme: Option<String>, kind: FilterKind, source: String) -> Stored {
        let mut blank = Stored {
            subject: String::new(),
            programme,
            kind,
            source,
            as_of: self.0.clock.now(),
            keys: Vec::new(),
            scanned: 0,
            version: 0,
            built_at: Timestamp(0),
            sha256: Digest([0; 32]),
            size: 0,
        };
        blank.subject = told(&blank, FilterSecret::new([0; 32])).subject();
        blank
    }

    /// Builds the bytes, writes them down and tells every device. None when another build of the
    /// same subject was faster. `entry` is what the audit log says of it.
    pub(super) async fn publish_filter(
        &self,
        next: Stored,
        entry: Option<AuditEntry>,
    ) -> Result<Option<FilterInfo>, RegistryError> {
        let keys = next.keys.clone();
        let built =
            tokio::task::spawn_blocking(move || filter::build(keys)).await.map_err(|_| RegistryError::Stopped)?;
        let bytes = built?;
        let now = self.0.clock.now();
        let mut write = self.0.store.write().await?;
        let version = filters::find(&mut write, &next.subject).await?.map_or(0, |held| held.version);
        if version != next.version {
            return Ok(None);
        }
        let sha256 = Digest::of(&bytes);
        let next = Stored { version: version + 1, built_at: now, sha256, size: bytes.len() as u64, ..next };
        filters::put(&mut write, &next, &bytes).await?;
        let info = self.info(&next)?;
        let change = KnownChange::Filter(Box::new(info.clone()));
        changes::write(&mut write, None, &next.subject, &change, now).await?;
        if let Some(entry) = entry {
            audit::write(&mut write, &entry).await?;
        }
        write.commit().await?;
        tracing::info!(kind = next.kind.as_str(), version = next.version, entries = info.entries, "filter built");
        Ok(Some(info))
    }

    fn info(&self, filter: &Stored) -> Result<FilterInfo, RegistryError> {
        Ok(told(filter, self.filter_secret(filter.programme.as_deref())?))
    }

    /// Whether the province has this programme.
    pub(super) async fn has_programme(&self, id: &str) -> Result<bool, RegistryError> {
        Ok(programmes::find(&mut *self.0.store.read().await?, id).await?.is_some())
    }
}

fn told(filter: &Stored, secret: FilterSecret) -> FilterInfo {
    FilterInfo {
        programme: filter.programme.clone(),
        kind: filter.kind.clone(),
        source: filter.source.clone(),
        as_of: filter.as_of,
        version: filter.version,
        entries: filter.keys.len() as u64,
        size_bytes: filter.size,
        sha256: filter.sha256,
        secret,
        unknown: Unknown::new(),
    }
}

/// The NIK in a sealed document; none when the digits are no NIK.
pub(super) fn nik_of(document: &[u8]) -> Option<Nik> {
    let document: Document = serde_json::from_slice(document).ok()?;
    Nik::parse(&document.survey.identity.nik).ok()
}
