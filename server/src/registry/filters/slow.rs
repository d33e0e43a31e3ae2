//! The slow step, a few NIKs at a time.
//!
//! A portion takes a fraction of a second on one thread. Then what it found is written in one transaction: a
//! server that is killed does a portion again, never the whole.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use sambang_domain::filter::{Cost, SlowNik};
use sambang_domain::nik::Nik;
use serde::Deserialize;

use super::super::{Registry, RegistryError};
use crate::store::recipients::{Line, StoredList};
use crate::store::slow_niks::Changed;
use crate::store::{Conn, StoreError, filters, recipients, settings, slow_niks};

/// How long NIKs are made slow between two transactions.
const PORTION: Duration = Duration::from_millis(250);
/// Surveys, or lines of a list, that are looked at between two transactions.
const PAGE: u32 = 500;

/// Slow NIKs by the keyed hashes of the NIKs.
type Slowed = BTreeMap<Vec<u8>, SlowNik>;

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
    /// Makes the NIKs of some surveys slow that changed, and notes their districts. False when none had changed.
    pub(super) async fn slow_surveys(&self) -> Result<bool, RegistryError> {
        let cost = self.cost();
        let mut conn = self.0.store.read().await?;
        let after = seen(&mut conn, cost).await?;
        let page = slow_niks::changed(&mut conn, after, cost, PAGE).await?;
        let (mut niks, mut waiting) = (Vec::<(u64, Vec<u8>)>::new(), Vec::new());
        for Changed { survey, sequence, waiting: hidden } in &page {
            let Some(hidden) = hidden else { continue };
            let document = slow_niks::document(&mut conn, *survey).await?;
            if let Some(nik) = document.and_then(|document| nik_of(&document)) {
                niks.push((*sequence, hidden.clone()));
                waiting.push((hidden.clone(), nik));
            }
        }
        drop(conn);
        let slowed = self.slowed(waiting, cost).await?;
        // Up to the first survey whose turn did not come.
        let left = niks.iter().find(|(_, hidden)| !slowed.contains_key(hidden));
        let left = left.map_or(u64::MAX, |(sequence, _)| *sequence);
        let done = page.iter().map(|changed| changed.sequence).take_while(|sequence| *sequence < left);
        let Some(through) = done.last() else { return Ok(false) };
        self.write(async |write| {
            keep(write, &slowed, cost).await?;
            filters::note_due(write, after, through).await?;
            settings::set(write, &setting(cost), &through.to_string()).await?;
            Ok(())
        })
        .await?;
        Ok(true)
    }

    /// Makes some NIKs of lists slow and forgets their digits. False when none was waiting.
    pub(super) async fn slow_recipients(&self) -> Result<bool, RegistryError> {
        let mut conn = self.0.store.read().await?;
        let Some(StoredList { id, cost, .. }) = recipients::find_waiting(&mut conn).await? else { return Ok(false) };
        let lines = recipients::waiting(&mut conn, id, PAGE).await?;
        let (mut waiting, mut done) = (Vec::<(Line, Nik)>::new(), Vec::<Line>::new());
        for line in lines {
            let known = slow_niks::find(&mut conn, &line.nik_hmac, cost).await?.is_some();
            match Nik::parse(&line.digits) {
                Ok(nik) if !known => waiting.push((line, nik)),
                Ok(_) => done.push(line),
                // It must not hold up the others.
                Err(_) => {
                    tracing::error!(list = id, "the NIK of a line was damaged in the store and is left out");
                    done.push(line);
                }
            }
        }
        drop(conn);
        let niks = waiting.iter().map(|(line, nik)| (line.nik_hmac.clone(), *nik)).collect();
        let slowed = self.slowed(niks, cost).await?;
        let lines = waiting.into_iter().map(|(line, _)| line);
        done.extend(lines.filter(|line| slowed.contains_key(&line.nik_hmac)));
        self.write(async |write| {
            keep(write, &slowed, cost).await?;
            for line in &done {
                recipients::forget_digits(write, id, line).await?;
            }
            Ok(())
        })
        .await?;
        Ok(true)
    }

    /// Does the slow step for these, one after the other, where it does not hold up requests: at least one, and
    /// as many as there is time for.
    async fn slowed(&self, waiting: Vec<(Vec<u8>, Nik)>, cost: Cost) -> Result<Slowed, RegistryError> {
        let stretch = self.stretch(cost)?;
        let work = move || {
            let (begun, mut slowed) = (Instant::now(), Slowed::new());
            for (hidden, nik) in waiting {
                slowed.insert(hidden, stretch.slow(&nik)?);
                if begun.elapsed() > PORTION {
                    break;
                }
            }
            Ok(slowed)
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| RegistryError::Stopped)?
    }
}

async fn keep(write: &mut Conn, slowed: &Slowed, cost: Cost) -> Result<(), StoreError> {
    for (hidden, slow) in slowed {
        slow_niks::put(write, hidden, cost, slow).await?;
    }
    Ok(())
}

/// The change of a survey up to which all were looked at for this cost.
pub(super) async fn seen(conn: &mut Conn, cost: Cost) -> Result<u64, StoreError> {
    let found = settings::find(conn, &setting(cost)).await?;
    found.map_or(Ok(0), |seen| seen.parse().map_err(|_| StoreError::Damaged("setting")))
}

fn setting(cost: Cost) -> String {
    format!("filters_seen_{}_{}", cost.memory_kib, cost.passes)
}

/// The NIK in a sealed document; none when the digits are no NIK.
pub(in crate::registry) fn nik_of(document: &[u8]) -> Option<Nik> {
    let document: Document = serde_json::from_slice(document).ok()?;
    Nik::parse(&document.survey.identity.nik).ok()
}
