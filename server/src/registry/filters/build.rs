//! What a running server does about filters, and the building itself.

use sambang_domain::filter::{self, Cost, FilterSecret, SlowNik};
use sambang_domain::ids::{Digest, Timestamp};
use sambang_domain::region::RegionCode;
use sambang_domain::wire::v1::FilterKind;
use sambang_domain::wire::v1::filter::subject;

use super::super::{Registry, RegistryError};
use super::ASKED;
use crate::random;
use crate::store::filters::{self, Due, Stored};
use crate::store::recipients::{self, StoredList};
use crate::store::{Conn, StoreError, settings, slow_niks};

/// A build of surveys waits at most this long; less when `MUCH` has changed in its district.
const LONGEST_WAIT_MS: i64 = 24 * 60 * 60 * 1000;
/// From this many changes of surveys since the last build on, a build does not wait.
const MUCH: u64 = 200;
/// Lines of a list that is over which are removed together.
const SWEPT: u32 = 500;
/// A list whose lines have not all come after this time never will.
const GIVEN_UP_MS: i64 = 24 * 60 * 60 * 1000;

/// What a filter is to be built of.
struct Wanted {
    area: RegionCode,
    programme: String,
    kind: FilterKind,
    source: String,
    as_of: Timestamp,
    cost: Cost,
    niks: Vec<SlowNik>,
}

/// What is noted together with a build, so that it is not made again.
enum Done {
    Surveys,
    List(i64),
}

impl Registry {
    /// Brings the filters up to date as far as they are due: NIKs of surveys first, then those of lists. A long list
    /// takes hours; whatever was done of it stays done. One at a time does this.
    ///
    /// # Errors
    /// When the store fails or is closed meanwhile.
    pub async fn work_on_filters(&self) -> Result<(), RegistryError> {
        let _turn = self.0.filtering.lock().await;
        let mut told = false;
        loop {
            // Read first: what had come when somebody asked is looked at below.
            let asked = self.asked().await?;
            while self.slow_surveys().await? {}
            self.build_known(asked).await?;
            self.build_lists().await?;
            if !self.slow_recipients().await? {
                break;
            }
            if !told {
                tracing::info!("the NIKs of a list are being prepared for filters");
                told = true;
            }
        }
        self.sweep_lists().await?;
        if told {
            tracing::info!("the NIKs of all lists are in filters");
        }
        Ok(())
    }

    /// Builds the filters of surveys that are due.
    async fn build_known(&self, asked: Option<String>) -> Result<(), RegistryError> {
        let mut conn = self.0.store.read().await?;
        let now = self.0.clock.now();
        // A build that lies ahead was made while the clock was wrong.
        let waited = |at: Timestamp| !(0..LONGEST_WAIT_MS).contains(&now.0.saturating_sub(at.0));
        let due = |due: &Due| asked.is_some() || due.changes >= MUCH || due.built_at.is_none_or(waited);
        let dues: Vec<Due> = filters::due(&mut conn).await?.into_iter().filter(due).collect();
        for Due { programme, area, .. } in dues {
            let cost = self.cost();
            let niks = slow_niks::of_surveys(&mut conn, &programme, &area.to_string(), cost).await?;
            let (kind, source) = (FilterKind::Known, String::new());
            self.build(Wanted { area, programme, kind, source, as_of: now, cost, niks }, Done::Surveys).await?;
        }
        drop(conn);
        if asked.is_some() {
            self.write(async |write| {
                // Who asked again meanwhile is answered in the next round.
                if settings::find(write, ASKED).await? == asked {
                    settings::set(write, ASKED, "").await?;
                }
                Ok(())
            })
            .await?;
        }
        Ok(())
    }

    /// What somebody asked with, who wants filters now.
    async fn asked(&self) -> Result<Option<String>, RegistryError> {
        let asked = settings::find(&mut *self.0.store.read().await?, ASKED).await?;
        Ok(asked.filter(|asked| !asked.is_empty()))
    }

    /// Builds the filters of lists whose NIKs are all slow.
    async fn build_lists(&self) -> Result<(), RegistryError> {
        let mut conn = self.0.store.read().await?;
        for (StoredList { id, programme, source, as_of, cost, .. }, area) in recipients::due(&mut conn).await? {
            let niks = slow_niks::of_list(&mut conn, id, &area, cost).await?;
            let (kind, area) = (FilterKind::Recipients, area.parse().map_err(|_| StoreError::Damaged("area"))?);
            self.build(Wanted { area, programme, kind, source, as_of, cost, niks }, Done::List(id)).await?;
        }
        Ok(())
    }

    /// Builds a filter, unless the one there is says the same, and writes it down.
    async fn build(&self, wanted: Wanted, done: Done) -> Result<(), RegistryError> {
        let Wanted { area, programme, kind, source, as_of, cost, mut niks } = wanted;
        niks.sort_unstable();
        let programme_id = Some(programme.as_str()).filter(|programme| !programme.is_empty());
        let subject = subject(area, programme_id, &kind, &source);
        let content: Vec<u8> = niks.iter().flat_map(|nik| nik.bytes()).copied().collect();
        let content = Digest::of(&content);
        let held = filters::find(&mut *self.0.store.read().await?, &subject).await?;
        let dated = |held: &Stored| kind == FilterKind::Known || held.as_of == as_of;
        let same = held.as_ref().is_some_and(|held| (held.content, held.cost) == (content, cost) && dated(held));
        let built = if same || niks.is_empty() { None } else { Some(built(&niks).await?) };
        self.write(async |write| {
            match built {
                None if niks.is_empty() => filters::remove(write, &subject).await?,
                None => {}
                Some((key, bytes)) => {
                    let (entries, size, sha256) = (niks.len() as u64, bytes.len() as u64, Digest::of(&bytes));
                    let (version, built_at) = (held.map_or(0, |held| held.version) + 1, self.0.clock.now());
                    let programme = programme.clone();
                    let filter = Stored {
                        subject,
                        area,
                        programme,
                        kind,
                        source,
                        as_of,
                        cost,
                        content,
                        entries,
                        version,
                        built_at,
                        key,
                        size,
                        sha256,
                    };
                    filters::put(write, &filter, &bytes).await?;
                    tracing::info!(area = %area, kind = filter.kind.as_str(), version, entries, "filter built");
                }
            }
            note(write, &done, &programme, area).await?;
            Ok(())
        })
        .await
    }

    /// Removes what is left of lists that no longer count.
    async fn sweep_lists(&self) -> Result<(), RegistryError> {
        let given_up = Timestamp(self.0.clock.now().0.saturating_sub(GIVEN_UP_MS));
        while let Some(list) = recipients::find_over(&mut *self.0.store.read().await?, given_up).await? {
            self.write(async |write| {
                filters::remove_unlisted(write).await?;
                recipients::remove(write, list, SWEPT).await?;
                Ok(())
            })
            .await?;
        }
        Ok(())
    }
}

/// A key of its own for this version, and the filter's bytes.
async fn built(niks: &[SlowNik]) -> Result<(FilterSecret, Vec<u8>), RegistryError> {
    let key = FilterSecret::new(random::bytes()?);
    let entries: Vec<u64> = niks.iter().map(|nik| key.entry(nik)).collect();
    let work = tokio::task::spawn_blocking(move || filter::build(entries));
    Ok((key, work.await.map_err(|_| RegistryError::Stopped)??))
}

async fn note(write: &mut Conn, done: &Done, programme: &str, area: RegionCode) -> Result<(), StoreError> {
    match done {
        Done::Surveys => filters::set_done(write, programme, area).await,
        Done::List(list) => recipients::set_built(write, *list, &area.to_string()).await,
    }
}
