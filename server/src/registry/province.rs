//! The province changes its keys or its address, and tells its devices by statements that they can check.
//!
//! A statement is written beside the keys first ([`crate::keys::Keys::announce`]) and comes into the store from there, in the same
//! way whether it was made a moment ago or the store was put back from before it.

use sambang_domain::canonical::CanonicalError;
use sambang_domain::ids::DeviceId;
use sambang_domain::open::Unknown;
use sambang_domain::seal::SealError;
use sambang_domain::wire::v1::{KnownChange, Province, ProvinceReply, ServerMoved, moved};

use super::people::malformed;
use super::told::Teller;
use super::{AuditAction, Registry, RegistryError};
use crate::config::Config;
use crate::folders::{KEYS, Lock};
use crate::keys::{Chain, Next};
use crate::store::province::{self, Stated};
use crate::store::rows::RowKey;
use crate::store::{Conn, StoreError, audit, changes, device_locks, settings};

/// A key that is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rotation {
    /// The key that signs receipts. The one before is deleted.
    Receipt,
    /// The key that opens forgotten PINs: made here, or elsewhere with this public half, 64 hexadecimal digits. The
    /// one before is kept as long as locks are sealed to it.
    Recovery(Option<String>),
}

impl Registry {
    /// Changes a key of the configured store, which no server may be working with, and says it to all devices. Gives
    /// the province as it stands then.
    ///
    /// # Errors
    /// When a server has the store, the public key is none, or the store or the keys fail.
    pub async fn rotate(config: &Config, rotation: Rotation) -> Result<Province, RegistryError> {
        let next = match rotation {
            Rotation::Receipt => Next::Receipt,
            Rotation::Recovery(None) => Next::Recovery(None),
            Rotation::Recovery(Some(public)) if is_key(&public) => Next::Recovery(Some(public.to_lowercase())),
            Rotation::Recovery(Some(_)) => {
                return Err(malformed("the public key is not 64 hexadecimal digits").into());
            }
        };
        // A server would go on signing with the key before.
        let _alone = Self::lock(config)?;
        let registry = Self::open(config).await?;
        let _one_at_a_time = Lock::take(&registry.0.root.join(KEYS))?;
        let announced = registry.0.keys.announce(&registry.0.province, next, registry.0.clock.now());
        registry.close().await;
        // The store learns of it as one does that was put back from before.
        Self::open(config).await?.close().await;
        Ok(announced?.end().clone())
    }

    /// Tells all devices that the server is reached at `address`, and signs a text for those that cannot reach the
    /// old one any more.
    ///
    /// # Errors
    /// A refusal when the address is none that devices take; else when the store fails.
    pub async fn sign_move(&self, address: String) -> Result<String, RegistryError> {
        let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://127.0.0.1"));
        if host.is_none_or(str::is_empty) {
            return Err(malformed("the address does not begin with https://").into());
        }
        let _one_at_a_time = Lock::take(&self.0.root.join(KEYS))?;
        let Self(inner) = self;
        let chain = inner.keys.announce(&inner.province, Next::Address(address.clone()), inner.clock.now())?;
        let changes = chain.changes().to_vec();
        let issued_at = changes.last().map_or(inner.clock.now(), |last| last.payload.issued_at);
        self.write(async |write| {
            learn(write, self.teller(), Some(&chain)).await?;
            audit::write(write, &self.act_at(issued_at, AuditAction::MoveSigned, &address)).await?;
            Ok(())
        })
        .await?;
        let signed = inner.keys.sign(ServerMoved { address, issued_at, changes, unknown: Unknown::new() })?;
        Ok(moved::to_text(&signed).map_err(CanonicalError::from).map_err(SealError::from)?)
    }

    /// Devices that have not told of a lock since the recovery key changed last: theirs may be sealed to the key of
    /// before. None while there is no earlier key.
    pub async fn locked_before(&self) -> Result<Vec<DeviceId>, RegistryError> {
        let Some(chain) = self.0.keys.chain() else { return Ok(Vec::new()) };
        let mut changed = None;
        for (at, change) in chain.changes().iter().enumerate() {
            if change.payload.recovery_key != chain.after(at).recovery_key {
                changed = Some(change.payload.issued_at);
            }
        }
        let Some(changed) = changed else { return Ok(Vec::new()) };
        Ok(device_locks::silent_since(&mut *self.0.store.read().await?, changed).await?)
    }

    /// The province, and every statement since its first keys.
    pub(crate) async fn statements(&self) -> Result<ProvinceReply, RegistryError> {
        let mut conn = self.0.store.read().await?;
        let changes = province::all(&mut conn).await?.into_iter().map(|stated| stated.change).collect();
        let province = self.province_as_told(&mut conn).await?;
        Ok(ProvinceReply { province, changes, unknown: Unknown::new() })
    }

    /// What a device learns of the province that enrols now.
    pub(super) async fn province_as_told(&self, conn: &mut Conn) -> Result<Province, RegistryError> {
        Ok(Province { changes: province::total(conn).await?, ..self.0.province.clone() })
    }
}

/// Takes statements into the store that lie beside the keys and are not in it yet.
///
/// # Errors
/// [`StoreError::Keys`] when keys and store are not of one province, [`StoreError::KeysOfBefore`] when the store
/// knows more statements than the keys.
pub(super) async fn learn(conn: &mut Conn, teller: Teller<'_>, chain: Option<&Chain>) -> Result<(), RegistryError> {
    let known = province::all(conn).await?;
    let stated = chain.map_or(&[][..], Chain::changes);
    if known.len() > stated.len() {
        return Err(StoreError::KeysOfBefore.into());
    }
    if known.iter().zip(stated).any(|(known, stated)| known.change != *stated) {
        return Err(StoreError::Keys("province.json").into());
    }
    let Some(chain) = chain else { return Ok(()) };
    for (name, station) in [
        ("receipt_key", &chain.after(known.len()).receipt_key),
        ("recovery_key", &chain.after(known.len()).recovery_key),
    ] {
        if settings::find(conn, name).await?.is_some_and(|known| known != *station) {
            return Err(StoreError::Keys(name).into());
        }
    }
    for change in stated.iter().skip(known.len()) {
        let (receipts, reviews) = (settings::drawn(conn, "receipt").await?, settings::drawn(conn, "review").await?);
        province::insert(conn, &Stated { change: change.clone(), receipts, reviews }).await?;
        let (now, next) = (teller.clock.now(), &change.payload);
        settings::set(conn, "receipt_key", &next.receipt_key).await?;
        settings::set(conn, "recovery_key", &next.recovery_key).await?;
        let subject = next.sequence.to_string();
        changes::write(conn, None, &subject, &KnownChange::Province(Box::new(change.clone())), now).await?;
        let entry = teller.act(AuditAction::ProvinceChanged, next.sequence);
        let entry = entry.with("receipt_key", next.receipt_key.as_str());
        let entry = entry.with("recovery_key", next.recovery_key.as_str()).with("address", next.address.clone());
        let changed =
            [RowKey::statement(next.sequence), RowKey::setting("receipt_key"), RowKey::setting("recovery_key")];
        teller.log_rows(conn, entry, &changed).await?;
    }
    Ok(())
}

fn is_key(text: &str) -> bool {
    let mut bytes = [0; 32];
    hex::decode_to_slice(text, &mut bytes).is_ok()
}
