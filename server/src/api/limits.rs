//! How often devices and strangers may ask.

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use sambang_domain::ids::DeviceId;
use sambang_domain::wire::ErrorCode;

use super::error::ApiError;
use crate::config::Limits;

/// Counts requests per device, and wrong codes and tokens per address. Right ones from an address
/// do not count: five hundred devices may enrol behind one.
pub(super) struct Guard {
    devices: DefaultKeyedRateLimiter<DeviceId>,
    failures: DefaultKeyedRateLimiter<IpAddr>,
    /// Wrong codes of all addresses together.
    everywhere: DefaultDirectRateLimiter,
    tokens: DefaultKeyedRateLimiter<IpAddr>,
    /// Addresses that used up their failures, until when.
    barred: Mutex<HashMap<IpAddr, Instant>>,
    requests: AtomicU32,
    clock: DefaultClock,
}

impl Guard {
    pub(super) fn new(limits: &Limits) -> Self {
        let at_least_one = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        let devices = Quota::per_second(at_least_one(limits.device_per_second));
        let failures = Quota::per_minute(at_least_one(limits.failures_per_minute))
            .allow_burst(at_least_one(limits.failures_burst));
        Self {
            devices: RateLimiter::keyed(devices.allow_burst(at_least_one(limits.device_burst))),
            failures: RateLimiter::keyed(failures),
            everywhere: RateLimiter::direct(
                Quota::per_minute(at_least_one(limits.all_failures_per_minute))
                    .allow_burst(at_least_one(limits.all_failures_burst)),
            ),
            tokens: RateLimiter::keyed(failures),
            barred: Mutex::default(),
            requests: AtomicU32::new(0),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a request of a device.
    pub(super) fn device(&self, device: DeviceId) -> Result<(), ApiError> {
        let verdict = self.devices.check_key(&device);
        verdict.map_err(|until| limited(until.wait_time_from(self.clock.now())))
    }

    /// Refuses an address that failed too often.
    pub(super) fn stranger(&self, address: IpAddr) -> Result<(), ApiError> {
        let mut barred = self.barred.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        barred.retain(|_, until| *until > now);
        match barred.get(&address) {
            Some(until) => Err(limited(until.saturating_duration_since(now))),
            None => Ok(()),
        }
    }

    /// Counts a failure when the error says that a code was wrong, and passes the error on. An
    /// address with too many of them is refused for a while; while many addresses guess, after its first. So
    /// a thousand addresses guess no faster than one, and whoever has a right code is not kept out.
    pub(super) fn code_failed(&self, address: IpAddr, error: ApiError) -> ApiError {
        use ErrorCode as E;
        if !matches!(
            error.code,
            E::CodeInvalid | E::CodeUsed | E::CodeExpired | E::RecoveryRefused | E::LockNameless | E::LockReplaced
        ) {
            return error;
        }
        let now = self.clock.now();
        let of_all = self.everywhere.check().err().map(|until| until.wait_time_from(now));
        let of_this = self.failures.check_key(&address).err().map(|until| until.wait_time_from(now));
        match of_this.max(of_all) {
            None => error,
            Some(wait) => {
                let mut barred = self.barred.lock().unwrap_or_else(PoisonError::into_inner);
                barred.insert(address, Instant::now() + wait);
                limited(wait)
            }
        }
    }

    /// Counts a failure when the error says that a token was wrong, and passes the error on. The
    /// address is not refused: right tokens beside it must work, and no token can be guessed.
    pub(super) fn token_failed(&self, address: IpAddr, error: ApiError) -> ApiError {
        if error.code != ErrorCode::TokenInvalid {
            return error;
        }
        match self.tokens.check_key(&address) {
            Ok(()) => error,
            Err(until) => limited(until.wait_time_from(self.clock.now())),
        }
    }

    /// Every 10,000 requests: forgets devices and addresses that have not asked for long.
    pub(super) fn tidy(&self) {
        if self.requests.fetch_add(1, Ordering::Relaxed) % 10_000 == 9_999 {
            self.devices.retain_recent();
            self.failures.retain_recent();
            self.tokens.retain_recent();
        }
    }
}

fn limited(wait: Duration) -> ApiError {
    ApiError::new(ErrorCode::RateLimited, "too many requests in a short time").retry_after(wait.as_secs() + 1)
}
