//! A recovery that waits: the request is kept until somebody of the office answers or refuses it, and the device
//! fetches the answer by asking again.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sambang_domain::ids::DeviceId;
use sambang_domain::open::Unknown;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{RecoveryReply, RecoveryWaiting, WaitsFor};

use super::recovery_lock::{Asked, Case, STORE, sealed_to};
use super::recovery_rules::RecoveryRules;
use super::{AuditAction, Caller, Registry, RegistryError};
use crate::refusal::{OrRefuse, Refusal};
use crate::store::recoveries::{self, Answer, Waiting};
use crate::store::rows::RowKey;
use crate::store::{Conn, StoreError, recovery_codes};

/// Bytes of a sealed lock that is kept; those of devices have 144.
const LARGEST_LOCK: usize = 1024;

impl Registry {
    /// Keeps a request for the office, or tells how the one that is kept stands.
    pub(super) async fn wait(
        &self,
        write: &mut Conn,
        case: &Case,
        waiting: Option<Waiting>,
        rules: RecoveryRules,
    ) -> Result<RecoveryWaiting, RegistryError> {
        let (now, Case { code, device, asked, allowed }) = (self.0.clock.now(), case);
        let waits_for = asked.waits_for.clone();
        let waits_for =
            waits_for.or_refuse(ErrorCode::RecoveryAway, "the office must agree, and the app cannot wait")?;
        let named = asked.answer_key;
        let answer_key = named.or_refuse(ErrorCode::Malformed, "the request names no key for the answer")?;
        if asked.sealed.len() > LARGEST_LOCK {
            return Err(Refusal::new(ErrorCode::RecoveryRefused, "it is too large for a lock").into());
        }
        // What it opens is known for sure only when somebody opens it.
        if waits_for == WaitsFor::Store {
            allowed.store(asked.digest)?;
        }
        if let Some(waiting) = waiting {
            return Ok(told(&waiting));
        }
        self.admit(write, device).await?;
        let waiting = Waiting {
            code: code.clone(),
            number: recoveries::next_number(write).await?,
            device: device.id,
            person: device.person,
            nameless: allowed.nameless,
            written_by: None,
            asked_at: now,
            lock: asked.sealed.clone(),
            waits_for,
            answer_key,
            answered_from: rules.answered_from(now),
            ends_at: rules.ends_at(now),
            answer: None,
            taken_at: None,
            refused_by: None,
        };
        recoveries::ask(write, &waiting).await?;
        let entry = self.act_at(now, AuditAction::RecoveryAsked, device.id).by(device.person, device.id);
        let entry = entry.with("recovery", waiting.number).with("lock", asked.digest.to_string());
        self.log_rows(write, entry, &[RowKey::recovery(code)]).await?;
        tracing::warn!(device = %device.id, recovery = waiting.number, "a recovery waits for the office");
        Ok(told(&waiting))
    }

    /// Keeps the answer of who acts, and uses the code up.
    pub(super) async fn keep_answer(
        &self,
        write: &mut Conn,
        waiting: &Waiting,
        key: &[u8; 32],
        what: &str,
    ) -> Result<(), RegistryError> {
        let (now, code) = (self.0.clock.now(), &waiting.code);
        let asked = Asked::of(waiting);
        let sealed = sealed_to(waiting.answer_key, key)?;
        let answer = Answer { by: self.0.actor.clone(), at: now, opens: what.to_owned(), sealed };
        let ends_at = RecoveryRules::read(write).await?.ends_at(now);
        recoveries::answer(write, code, &answer, ends_at).await?;
        recovery_codes::consume(write, code, &asked.used(), now).await?;
        let entry = self.act_at(now, AuditAction::KeyRecovered, waiting.device);
        let entry = entry.with("opens", what).with("lock", asked.digest.to_string());
        let entry = entry.with("recovery", waiting.number).with("for", waiting.person.to_string());
        self.log_rows(write, entry, &[RowKey::recovery_code(code), RowKey::recovery(code)]).await
    }

    /// Gives the device the answer that is kept for it, as often as it asks in time.
    pub(super) async fn hand_over(&self, write: &mut Conn, case: &Case) -> Result<RecoveryReply, RegistryError> {
        let (now, Case { code, device, asked, allowed }) = (self.0.clock.now(), case);
        let waiting = recoveries::find(write, code).await?.ok_or(StoreError::Damaged("recovery"))?;
        let answer = waiting.answer.ok_or(StoreError::Damaged("recovery"))?;
        if answer.opens == STORE {
            allowed.store(asked.digest)?;
        }
        recoveries::take(write, code, now).await?;
        let mut changed = vec![RowKey::recovery(code)];
        changed.extend(self.void_lock(write, case, &answer.opens).await?);
        let entry = self.act_at(now, AuditAction::RecoveryTaken, device.id).by(device.person, device.id);
        self.log_rows(write, entry.with("recovery", waiting.number), &changed).await?;
        tracing::warn!(device = %device.id, recovery = waiting.number, "the answer to a recovery is fetched");
        let sealed = Some(STANDARD.encode(answer.sealed));
        Ok(RecoveryReply { key: String::new(), sealed, opened_at: Some(answer.at) })
    }

    /// What the device itself is told while somebody waits for its lock.
    pub(super) async fn opening_asked(
        &self,
        conn: &mut Conn,
        device: DeviceId,
    ) -> Result<Option<RecoveryWaiting>, RegistryError> {
        Ok(recoveries::open_of(conn, device, self.0.clock.now()).await?.first().map(told))
    }

    /// The person of a device says on it that a request to open it is not theirs. One that is over stays as it is.
    pub(super) async fn object(&self, write: &mut Conn, caller: &Caller, number: u64) -> Result<(), RegistryError> {
        let (device, now) = (caller.device.id, self.0.clock.now());
        let open = recoveries::open_of(write, device, now).await?;
        let Some(waiting) = open.iter().find(|waiting| waiting.number == number) else { return Ok(()) };
        recoveries::refuse(write, &waiting.code, &device.to_string(), "", now).await?;
        let entry = self.entry(caller, AuditAction::RecoveryDenied, device).with("recovery", number);
        self.log_rows(write, entry, &[RowKey::recovery(&waiting.code)]).await
    }
}

fn told(waiting: &Waiting) -> RecoveryWaiting {
    RecoveryWaiting {
        number: waiting.number,
        asked_at: waiting.asked_at,
        answered_from: waiting.answered_from,
        ends_at: waiting.ends_at,
        unknown: Unknown::new(),
    }
}
