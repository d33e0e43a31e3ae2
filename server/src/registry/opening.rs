//! A store is made once and opened many times.

use std::sync::{Arc, OnceLock};

use sambang_domain::programme::Programme;
use sambang_domain::wire::v1::Province;

use super::filters::nik_of;
use super::people::{expect_seen, malformed};
use super::province::learn;
use super::told::Teller;
use super::{Inner, Registry, RegistryError, history, publish, scrub};
use crate::config::Config;
use crate::files::Files;
use crate::folders::{self, KEYS, Lock, Room};
use crate::keys::Keys;
use crate::refusal::Refusal;
use crate::store::history::{Cause, find_current};
use crate::store::{Conn, Store, StoreError, province as stated, revisions, settings};

/// The command that makes a store.
const INIT: &str = "init";
/// Letters of the name of who acts.
const LONGEST_NAME: usize = 80;

impl Registry {
    /// Makes a store in the configured folder, which must be new or empty: keys, database and the folders of
    /// the photos. If it was interrupted, the same call finishes it.
    ///
    /// # Errors
    /// When there is a store or something else already, which stays as it is; else when the folder cannot be
    /// written.
    pub async fn init(config: &Config) -> Result<(), RegistryError> {
        expect_seen(&[&config.office])?;
        let actor = actor(config)?;
        let root = &config.store;
        let _alone = folders::begin(root, INIT)?;
        Keys::make(&root.join(KEYS), config.recovery_key.as_deref(), config.recovery_public.is_some())?;
        let keys = Keys::read(&root.join(KEYS), config.recovery_key.as_deref())?;
        Files::make(root)?;
        Store::make(root).await?;
        let store = Store::open(root, &[], config.limits.log_room).await?;
        let teller = Teller { keys: &keys, clock: &config.clock, actor: &actor };
        store.write(async |write| make(write, config, teller).await).await?;
        store.close().await;
        Ok(folders::finish(root)?)
    }

    /// Opens the store in the configured folder and brings it up to date. Nothing is made where
    /// there is none.
    ///
    /// # Errors
    /// When there is no store, a key is missing or another store's, the database cannot be used, or it is a
    /// newer server's.
    pub async fn open(config: &Config) -> Result<Self, RegistryError> {
        folders::expect_store(&config.store)?;
        Self::open_in(config).await
    }

    /// The same for a folder that has everything, whether it counts as a store or not.
    pub(super) async fn open_in(config: &Config) -> Result<Self, RegistryError> {
        let (root, actor) = (&config.store, actor(config)?);
        let keys = Keys::read(&root.join(KEYS), config.recovery_key.as_deref())?;
        let files = Files::open(root)?;
        let store = Store::open(root, &files.needed(), config.limits.log_room).await?;
        let teller = Teller { keys: &keys, clock: &config.clock, actor: &actor };
        let opening = async |write: &mut Conn| {
            prepare(write, teller).await?;
            Ok::<_, RegistryError>(province(write).await?)
        };
        let province = store.write(opening).await?;
        let (clock, limits, room) = (config.clock.clone(), config.limits.clone(), Room::of(root));
        let (locks, scrubbing, filtering) = Default::default();
        let (run, without_backups, lease_days) = (OnceLock::new(), config.without_backups, config.lease_days);
        Ok(Self(Arc::new(Inner {
            store,
            files,
            keys,
            clock,
            actor,
            limits,
            province,
            locks,
            run,
            without_backups,
            lease_days,
            room,
            root: root.clone(),
            scrubbing,
            hosts: config.hosts.clone(),
            fingerprint: OnceLock::new(),
            filtering,
        })))
    }

    /// Keeps a second server out of the configured store for as long as the answer lives. Commands of the
    /// office work beside a server and take no lock.
    pub(crate) fn lock(config: &Config) -> Result<Lock, RegistryError> {
        folders::expect_store(&config.store)?;
        Ok(Lock::take(&config.store)?)
    }
}

/// What a store is made with.
async fn make(write: &mut Conn, config: &Config, teller: Teller<'_>) -> Result<(), RegistryError> {
    for (name, value) in [("province", &config.province), ("office", &config.office)] {
        teller.settle(write, name, value).await?;
    }
    if let Some(public) = &config.recovery_public {
        expect_own("recovery_key", &teller.settle(write, "recovery_key", public).await?, public)?;
    }
    prepare(write, teller).await?;
    Ok(scrub::note(write, config.clock.now(), 0).await?)
}

/// What every store has, whichever version made it: its keys, an epoch, the shipped programmes.
async fn prepare(conn: &mut Conn, teller: Teller<'_>) -> Result<(), RegistryError> {
    learn(conn, teller, teller.keys.chain()).await?;
    bind(conn, teller).await?;
    if find_current(conn).await?.is_none() {
        history::begin(conn, teller, Cause::Made).await?;
    }
    teller.tell_of_earlier(conn).await?;
    for programme in Programme::shipped()? {
        publish(conn, teller, &programme).await?;
    }
    Ok(())
}

/// The name of who acts, as it goes into the log.
fn actor(config: &Config) -> Result<String, Refusal> {
    let actor = config.actor.trim();
    expect_seen(&[actor])?;
    if actor.is_empty() || actor.chars().count() > LONGEST_NAME {
        return Err(malformed("who acts needs a name, of at most 80 letters"));
    }
    Ok(actor.to_owned())
}

/// Ties a store to its keys at the first use, and checks at every later one that they are the same.
async fn bind(conn: &mut Conn, teller: Teller<'_>) -> Result<(), RegistryError> {
    let keys = teller.keys;
    for (name, identity) in keys.identity()? {
        let Some(identity) = identity else { continue };
        // Stores from before the index key was noted show by what they hold that it is theirs.
        if name == "index_key" && settings::find(conn, name).await?.is_none() && !hides_alike(conn, keys).await? {
            return Err(StoreError::Keys(name).into());
        }
        expect_own(name, &teller.settle(conn, name, &identity).await?, &identity)?;
    }
    Ok(())
}

/// Refuses keys that are not those the store was made with.
fn expect_own(name: &'static str, known: &str, own: &str) -> Result<(), StoreError> {
    if known == own { Ok(()) } else { Err(StoreError::Keys(name)) }
}

/// Whether the index key hides a NIK of the store as it was hidden before.
async fn hides_alike(conn: &mut Conn, keys: &Keys) -> Result<bool, RegistryError> {
    let Some((document, hidden)) = revisions::find_hidden(conn).await? else { return Ok(true) };
    let nik = nik_of(&document).ok_or(StoreError::Damaged("revision"))?;
    Ok(keys.hidden("nik", &nik.digits())? == hidden)
}

/// What devices learn of the province.
async fn province(conn: &mut Conn) -> Result<Province, StoreError> {
    let changes = stated::total(conn).await?;
    let mut set = async |name| settings::find(conn, name).await?.ok_or(StoreError::Damaged("setting"));
    Ok(Province {
        code: set("province").await?,
        office: set("office").await?,
        receipt_key: set("receipt_key").await?,
        recovery_key: set("recovery_key").await?,
        changes,
    })
}
