//! What the office sets about recoveries: how long one waits at least, how long at most, and whether whoever wrote the
//! code may answer too.

use sambang_domain::ids::Timestamp;

use super::people::malformed;
use super::{AuditAction, Registry, RegistryError};
use crate::store::rows::RowKey;
use crate::store::{Conn, StoreError, settings};

const DELAY: &str = "recovery_delay_hours";
const DAYS: &str = "recovery_wait_days";
const TWO_PERSONS: &str = "recovery_two_persons";

const HOUR_MS: i64 = 3_600_000;
/// Days a request waits where the office sets nothing.
const USUAL_DAYS: u16 = 7;
const MOST_DAYS: u16 = 30;

/// What the office has set about recoveries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecoveryRules {
    /// Hours before which no request is answered; 0 for none.
    pub delay_hours: u16,
    /// Days after which a request that waits is asked anew with another code, and an answer is fetched no more.
    pub wait_days: u16,
    /// Whether another person answers than the one who wrote the code. None: where the key is brought on a stick.
    pub two_persons: Option<bool>,
}

impl RecoveryRules {
    /// From when a request of this moment may be answered.
    pub(super) fn answered_from(self, now: Timestamp) -> Timestamp {
        now.plus_ms(i64::from(self.delay_hours) * HOUR_MS)
    }

    /// When a request or an answer of this moment ends.
    pub(super) fn ends_at(self, now: Timestamp) -> Timestamp {
        now.plus_ms(i64::from(self.wait_days) * 24 * HOUR_MS)
    }

    /// Whether the server answers alone when it has the key.
    pub(super) fn server_answers(self) -> bool {
        self.two_persons != Some(true)
    }

    pub(super) async fn read(conn: &mut Conn) -> Result<Self, StoreError> {
        let two_persons = settings::find(conn, TWO_PERSONS).await?.map(|word| word == YES);
        let (delay_hours, wait_days) = (number(conn, DELAY, 0).await?, number(conn, DAYS, USUAL_DAYS).await?);
        Ok(Self { delay_hours, wait_days, two_persons })
    }
}

async fn number(conn: &mut Conn, name: &'static str, usual: u16) -> Result<u16, StoreError> {
    let set = settings::find(conn, name).await?;
    set.map_or(Ok(usual), |text| text.parse().map_err(|_| StoreError::Damaged("setting")))
}

const YES: &str = "yes";
const NO: &str = "no";

impl Registry {
    /// What the office has set about recoveries.
    pub async fn recovery_rules(&self) -> Result<RecoveryRules, RegistryError> {
        Ok(RecoveryRules::read(&mut *self.0.store.read().await?).await?)
    }

    /// Sets it; requests that wait already keep their times. A running server heeds it at once.
    ///
    /// # Errors
    /// A refusal when a request would end before it may be answered, or wait for longer than 30 days; else when the
    /// store fails.
    pub async fn set_recovery_rules(&self, rules: RecoveryRules) -> Result<(), RegistryError> {
        if !(1..=MOST_DAYS).contains(&rules.wait_days) {
            return Err(malformed("a request waits between 1 and 30 days").into());
        }
        if rules.delay_hours >= rules.wait_days.saturating_mul(24) {
            return Err(malformed("a request would end before it may be answered").into());
        }
        self.write(async |write| {
            let word = rules.two_persons.map(|two| if two { YES } else { NO }.to_owned());
            let numbers = [(DELAY, rules.delay_hours), (DAYS, rules.wait_days)];
            let numbers = numbers.map(|(name, number)| (name, Some(number.to_string())));
            for (name, value) in numbers.into_iter().chain([(TWO_PERSONS, word)]) {
                let Some(value) = value else { continue };
                if settings::find(write, name).await?.as_ref() != Some(&value) {
                    settings::set(write, name, &value).await?;
                    self.log_rows(write, self.act(AuditAction::SettingSet, name), &[RowKey::setting(name)]).await?;
                }
            }
            Ok(())
        })
        .await
    }
}
