//! What the office does with recoveries that wait: look, answer with a key that may be on a stick, refuse.

use sambang_domain::ids::{DeviceId, Timestamp};
use sambang_domain::people::Person;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::Unsealed;

use super::caller::revoked;
use super::people::{expect_seen, malformed};
use super::recovery_lock::{Allowed, Asked, foreign, foreign_refused, key_of};
use super::recovery_rules::RecoveryRules;
use super::{AuditAction, Registry, RegistryError};
use crate::keys::BroughtKey;
use crate::refusal::{OrRefuse, Refusal};
use crate::store::recoveries::{self, Waiting};
use crate::store::rows::RowKey;
use crate::store::{Conn, StoreError, device_locks, devices, persons};

/// Letters of a reason.
const LONGEST_REASON: usize = 200;

/// Which recovery somebody of the office means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhichRecovery {
    /// That of this number.
    Numbered(u64),
    /// The one that waits for this device.
    Of(DeviceId),
}

/// Where a recovery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecoveryState {
    /// The delay is not over.
    Delayed,
    /// It may be answered.
    Waits,
    /// The device has not fetched the answer yet.
    Answered,
    /// The device has the answer.
    Taken,
    /// The office refused it, or the device objected.
    Refused,
    /// It waited, or its answer lay here, for too long; or the device was blocked meanwhile.
    Ended,
}

/// A recovery, as the office is told of it.
#[derive(Debug, Clone, PartialEq)]
pub struct RecoveryTold {
    /// By which it is named.
    pub number: u64,
    /// Whose lock is to be opened.
    pub device: DeviceId,
    /// Whose device it is.
    pub person: Person,
    /// When the request arrived.
    pub asked_at: Timestamp,
    /// Before this nobody can answer it.
    pub answered_from: Timestamp,
    /// When it, or its answer, is over.
    pub ends_at: Timestamp,
    /// Who wrote the code; none where that was not noted.
    pub written_by: Option<String>,
    /// Where it stands.
    pub state: RecoveryState,
}

impl Registry {
    /// Every recovery that ever waited, in the order they came.
    pub async fn recoveries(&self) -> Result<Vec<RecoveryTold>, RegistryError> {
        let (now, mut conn) = (self.0.clock.now(), self.0.store.read().await?);
        let mut all = Vec::new();
        for waiting in recoveries::all(&mut conn).await? {
            all.push(RecoveryTold {
                number: waiting.number,
                device: waiting.device,
                person: persons::person(&mut conn, waiting.person).await?,
                asked_at: waiting.asked_at,
                answered_from: waiting.answered_from,
                ends_at: waiting.ends_at,
                state: state(&waiting, now),
                written_by: waiting.written_by,
            });
        }
        Ok(all)
    }

    /// Answers a recovery: the lock is opened with the key that was brought, or with the server's own, and its key
    /// sealed to the device that asked. The key that was brought is written down nowhere.
    ///
    /// # Errors
    /// A refusal when it does not wait, the delay is not over, the device is blocked or has another lock by now, who
    /// acts has written the code and two persons are needed, or the key is not the province's; else when the store
    /// fails.
    pub async fn answer_recovery(
        &self,
        which: WhichRecovery,
        brought: Option<&BroughtKey>,
    ) -> Result<RecoveryTold, RegistryError> {
        let waiting = self.write(async |write| self.answer_in(write, which, brought).await).await??;
        tracing::warn!(device = %waiting.device, recovery = waiting.number, "a recovery was answered");
        self.recovery(waiting.number).await
    }

    /// The same within a transaction. A refusal beside the error is kept with its transaction.
    async fn answer_in(
        &self,
        write: &mut Conn,
        which: WhichRecovery,
        brought: Option<&BroughtKey>,
    ) -> Result<Result<Waiting, Refusal>, RegistryError> {
        let now = self.0.clock.now();
        let waiting = self.which(write, which).await?;
        match state(&waiting, now) {
            RecoveryState::Waits => {}
            RecoveryState::Delayed => return Err(no("the delay that the office set is not over yet").into()),
            RecoveryState::Answered | RecoveryState::Taken => return Err(no("it is answered already").into()),
            RecoveryState::Refused => return Err(no("it was refused").into()),
            RecoveryState::Ended => return Err(no("it is over; the phone needs another code").into()),
        }
        let rules = RecoveryRules::read(write).await?;
        if rules.two_persons.unwrap_or(brought.is_some()) {
            let writer = waiting.written_by.as_deref();
            let writer =
                writer.or_refuse(ErrorCode::RoleForbidden, "who wrote the code is not known; write another")?;
            if same_name(writer, &self.0.actor) {
                return Err(no("who wrote the code may not answer; somebody else must").into());
            }
        }
        let device = devices::device(write, waiting.device).await?;
        if device.revoked_at.is_some() {
            return Err(revoked().into());
        }
        let asked = Asked::of(&waiting);
        let unsealed = match brought {
            None => self.unseal(&asked.sealed)?,
            Some(key) => self.unseal_with(key, &asked.sealed)?,
        };
        if let Some(lock) = foreign(&unsealed, &device) {
            self.log_refused(write, lock, &device).await?;
            return Ok(Err(foreign_refused()));
        }
        let told = device_locks::told(write, device.id).await?;
        let what = Allowed { told, nameless: waiting.nameless }.what(&unsealed, &asked)?;
        self.keep_answer(write, &waiting, key_of(&unsealed), what).await?;
        Ok(Ok(waiting))
    }

    /// Refuses a recovery that waits, or whose answer was not fetched yet.
    ///
    /// # Errors
    /// A refusal when there is none, it is over, or the reason is missing; else when the store fails.
    pub async fn refuse_recovery(&self, which: WhichRecovery, reason: &str) -> Result<RecoveryTold, RegistryError> {
        let (reason, now) = (reason.trim(), self.0.clock.now());
        expect_seen(&[reason])?;
        if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
            return Err(malformed("a refusal needs a reason, of at most 200 letters").into());
        }
        let waiting = self
            .write(async |write| {
                let waiting = self.which(write, which).await?;
                match state(&waiting, now) {
                    RecoveryState::Delayed | RecoveryState::Waits | RecoveryState::Answered => {}
                    RecoveryState::Taken => return Err(no("the device has the answer; block it instead").into()),
                    RecoveryState::Refused | RecoveryState::Ended => return Err(no("it is over").into()),
                }
                recoveries::refuse(write, &waiting.code, &self.0.actor, reason, now).await?;
                let entry =
                    self.act_at(now, AuditAction::RecoveryDenied, waiting.device).with("recovery", waiting.number);
                self.log_rows(write, entry, &[RowKey::recovery(&waiting.code)]).await?;
                Ok(waiting)
            })
            .await?;
        self.recovery(waiting.number).await
    }

    async fn recovery(&self, number: u64) -> Result<RecoveryTold, RegistryError> {
        let found = self.recoveries().await?.into_iter().find(|told| told.number == number);
        Ok(found.ok_or(StoreError::Damaged("recovery"))?)
    }

    /// The recovery that is meant; of a device, the one that is not over.
    async fn which(&self, conn: &mut Conn, which: WhichRecovery) -> Result<Waiting, RegistryError> {
        let found = match which {
            WhichRecovery::Numbered(number) => recoveries::find_numbered(conn, number).await?,
            WhichRecovery::Of(device) => {
                let mut open = recoveries::open_of(conn, device, self.0.clock.now()).await?;
                if open.len() > 1 {
                    return Err(malformed("several wait for this device; name one by its number").into());
                }
                open.pop()
            }
        };
        Ok(found.or_refuse(ErrorCode::NotFound, "no such recovery")?)
    }

    /// What is in a sealed lock, opened with a key that was brought, which must be the province's.
    fn unseal_with(&self, key: &BroughtKey, sealed: &[u8]) -> Result<Unsealed, RegistryError> {
        let public = key.public();
        let had = self.0.keys.chain().is_some_and(|chain| chain.had_recovery_key(&public));
        if public != self.0.province.recovery_key && !had {
            return Err(StoreError::Keys("recovery_key").into());
        }
        let opened = key.unseal(sealed).and_then(|bytes| Unsealed::read(&bytes));
        let words = "the key does not open the lock; it may be sealed to another key of the province";
        Ok(opened.or_refuse(ErrorCode::RecoveryRefused, words)?)
    }
}

fn state(waiting: &Waiting, now: Timestamp) -> RecoveryState {
    match waiting {
        Waiting { refused_by: Some(_), .. } => RecoveryState::Refused,
        Waiting { taken_at: Some(_), .. } => RecoveryState::Taken,
        Waiting { ends_at, .. } if *ends_at <= now => RecoveryState::Ended,
        Waiting { answer: Some(_), .. } => RecoveryState::Answered,
        Waiting { answered_from, .. } if *answered_from > now => RecoveryState::Delayed,
        _ => RecoveryState::Waits,
    }
}

/// Whether two typed names stand for one person: case and spaces count for nothing.
fn same_name(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    plain(one) == plain(other)
}

fn no(title: &'static str) -> Refusal {
    Refusal::new(ErrorCode::RoleForbidden, title)
}
