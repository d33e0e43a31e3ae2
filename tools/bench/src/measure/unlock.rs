//! From the last digit of the PIN to what the first screen shows.

use argon2::{Algorithm, Argon2, Params, Version};

use super::{Bench, list};
use crate::Outcome;
use crate::figures::{Series, timed};
use crate::report::{Budget, Report, Row};

const ROUNDS: u32 = 9;

pub(super) fn run(bench: &mut Bench, report: &mut Report) -> Outcome<()> {
    let full = bench.full_phone()?;
    let (memory_kib, passes) = full.phone.stretching()?;
    let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(|error| error.to_string())?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let (mut unlocked, mut first_screen, mut bare) = (Series::default(), Series::default(), Series::default());
    for _ in 0..ROUNDS {
        let (device, open_ms) = timed(|| full.phone.unlock());
        let device = device?;
        let (screen, screen_ms) = timed(|| device.programmes().and_then(|_| list::home_screen(&device)));
        screen?;
        unlocked.add(open_ms);
        first_screen.add(open_ms + screen_ms);
        let (hashed, ms) = timed(|| argon.hash_password_into(b"135790", &[7; 16], &mut [0; 32]));
        hashed.map_err(|error| error.to_string())?;
        bare.add(ms);
    }
    let yardstick = "Argon2id alone";
    report.add(Row {
        what: "unlock: PIN to open store".to_owned(),
        value: unlocked.median(),
        unit: "ms",
        yardstick: Some((yardstick, bare.median())),
        budget: Budget::None,
    });
    report.add(Row {
        what: "unlock: PIN to the first screen's rows".to_owned(),
        value: first_screen.median(),
        unit: "ms",
        yardstick: Some((yardstick, bare.median())),
        budget: Budget::AtMost(1000.0),
    });
    Ok(())
}
