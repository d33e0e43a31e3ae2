//! Filters of NIKs, district by district: of the surveys that came, and of lists that were brought in.
//!
//! Every NIK in them went through a slow step, which a running server does in the background, on one thread and
//! in small transactions ([`Registry::work_on_filters`]). What it has done stays done. Of a list only what
//! stands for a NIK is kept after that, never the NIKs. A build that changes nothing makes no new version, so
//! phones fetch nothing for it.

mod build;
mod slow;

pub(super) use slow::nik_of;

use sambang_domain::filter::{Cost, FilterSecret, Stretch};
use sambang_domain::ids::{Digest, Timestamp};
use sambang_domain::open::Unknown;
use sambang_domain::people::Person;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{FilterInfo, FilterKind, FilterList};

use super::{AuditAction, Caller, Registry, RegistryError};
use crate::authorise::{Action, authorise};
use crate::random::{self, RandomError};
use crate::refusal::OrRefuse;
use crate::store::filters::{self, Stored};
use crate::store::{Conn, audit, recipients, settings, slow_niks};

/// The setting that says that filters are to be built now, however young they are: another text each time that
/// somebody asks, and none once it was done.
const ASKED: &str = "filters_asked";

/// A list of recipients as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListState {
    /// Its name.
    pub source: String,
    /// The programme it concerns; none for all of them.
    pub programme: Option<String>,
    /// The day it was drawn up.
    pub as_of: Timestamp,
    /// How many people it has; who is filed in two districts counts twice.
    pub entries: u64,
    /// Of how many of them the slow step waits.
    pub waiting: u64,
}

/// How far the filters are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterState {
    /// Surveys that changed and were not looked at since.
    pub surveys_waiting: u64,
    /// Districts whose filter will be built again.
    pub districts_waiting: u64,
    /// Every list that counts.
    pub lists: Vec<ListState>,
    /// Every filter that was built.
    pub filters: Vec<FilterInfo>,
}

impl Registry {
    /// How far the filters are.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn filter_state(&self) -> Result<FilterState, RegistryError> {
        let mut conn = self.0.store.read().await?;
        let seen = slow::seen(&mut conn, self.cost()).await?;
        let list = |(list, entries, waiting): (recipients::StoredList, u64, u64)| ListState {
            source: list.source,
            programme: Some(list.programme).filter(|programme| !programme.is_empty()),
            as_of: list.as_of,
            entries,
            waiting,
        };
        let filters = filters::all(&mut conn).await?;
        Ok(FilterState {
            surveys_waiting: slow_niks::count_changed(&mut conn, seen).await?,
            districts_waiting: filters::due(&mut conn).await?.len() as u64,
            lists: recipients::all(&mut conn).await?.into_iter().map(list).collect(),
            filters: filters.iter().map(|filter| self.info(filter)).collect::<Result<_, _>>()?,
        })
    }

    /// Asks the running server to build every filter whose surveys changed, however young it is.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn ask_for_filters(&self) -> Result<(), RegistryError> {
        self.write(async |write| {
            settings::set(write, ASKED, &random::token()?).await?;
            audit::write(write, &self.act(AuditAction::FiltersAsked, FilterKind::Known.as_str())).await?;
            Ok(())
        })
        .await
    }

    /// The filters of a person's work area and its neighbours; none for a role that uses none.
    pub(crate) async fn filter_list(&self, caller: &Caller) -> Result<FilterList, RegistryError> {
        let stored = self.filters_of(&mut *self.0.store.read().await?, &caller.person).await?;
        let filters = stored.iter().map(|filter| self.info(filter)).collect::<Result<_, _>>()?;
        Ok(FilterList { filters, mark: mark(&stored), unknown: Unknown::new() })
    }

    /// What stands for the list of [`Registry::filter_list`].
    pub(super) async fn filter_mark(&self, conn: &mut Conn, person: &Person) -> Result<String, RegistryError> {
        Ok(mark(&self.filters_of(conn, person).await?))
    }

    /// The bytes of a filter, for those whose work area it is of. To all others there is no such filter.
    pub(crate) async fn filter_bytes(&self, caller: &Caller, sha256: Digest) -> Result<Vec<u8>, RegistryError> {
        authorise(&caller.person, Action::Filter, None)?;
        let found = filters::find_bytes(&mut *self.0.store.read().await?, caller.person.id, sha256).await?;
        Ok(found.or_refuse(ErrorCode::NotFound, "no filter of this digest for this person")?)
    }

    /// Whether people of a list are still being prepared.
    pub(super) async fn builds_filters(&self) -> Result<bool, RegistryError> {
        Ok(recipients::find_waiting(&mut *self.0.store.read().await?).await?.is_some())
    }

    async fn filters_of(&self, conn: &mut Conn, person: &Person) -> Result<Vec<Stored>, RegistryError> {
        match authorise(person, Action::Filter, None) {
            Ok(()) => Ok(filters::of_person(conn, person.id).await?),
            Err(_) => Ok(Vec::new()),
        }
    }

    /// What the slow step costs from now on.
    pub(super) fn cost(&self) -> Cost {
        self.0.limits.filter_cost
    }

    /// What makes NIKs slow at this cost.
    fn stretch(&self, cost: Cost) -> Result<Stretch, RegistryError> {
        let salt = self.0.keys.hidden("filter salt", &format!("{}/{}", cost.memory_kib, cost.passes))?;
        Ok(Stretch { cost, salt: FilterSecret::new(salt.try_into().map_err(|_| RandomError)?) })
    }

    fn info(&self, filter: &Stored) -> Result<FilterInfo, RegistryError> {
        Ok(FilterInfo {
            area: filter.area,
            programme: Some(filter.programme.clone()).filter(|programme| !programme.is_empty()),
            kind: filter.kind.clone(),
            source: filter.source.clone(),
            as_of: filter.as_of,
            version: filter.version,
            entries: filter.entries,
            size_bytes: filter.size,
            sha256: filter.sha256,
            key: filter.key,
            stretch: self.stretch(filter.cost)?,
            unknown: Unknown::new(),
        })
    }
}

/// Another text for every other list of filters.
fn mark(filters: &[Stored]) -> String {
    let told = |filter: &Stored| format!("{}\n{}\n{}\n", filter.subject, filter.as_of.0, filter.sha256);
    Digest::of(filters.iter().map(told).collect::<String>().as_bytes()).to_hex()
}
