//! What it costs that a device signs its requests: on the phone, and on the server.

use std::hint::black_box;

use ed25519_dalek::SigningKey;
use sambang_domain::ids::Digest;
use sambang_domain::wire::v1::proof::{Asked, parse};

use super::Bench;
use crate::Outcome;
use crate::figures::{Series, timed};
use crate::report::{Budget, Report, Row};

const TIMES: u32 = 200;
const ROUNDS: u32 = 15;
/// What a photo has.
const PHOTO_BYTES: usize = 200 * 1024;
const MOST_MS: f64 = 0.1;

pub(super) fn run(_bench: &mut Bench, report: &mut Report) -> Outcome<()> {
    let key = SigningKey::from_bytes(&[7; 32]);
    let public = key.verifying_key();
    let target = "/v1/surveys/01900000-0000-7000-8000-000000000001/revisions/1";
    let asked = Asked { method: "PUT", target, nonce: "178e1b0d2a0-0123456789abcdef0123456789abcdef" };
    let header = asked.proof(&key);
    let (_, signature) = parse(&header).ok_or("a proof that cannot be read")?;
    let photo = vec![7; PHOTO_BYTES];
    let [mut signing, mut checking, mut hashing]: [Series; 3] = Default::default();
    for _ in 0..ROUNDS {
        let each = |ms: f64| ms / f64::from(TIMES);
        signing.add(each(timed(|| (0..TIMES).for_each(|_| drop(black_box(asked.proof(&key))))).1));
        checking.add(each(timed(|| (0..TIMES).filter(|_| asked.is_proved_by(&signature, &public)).count()).1));
        hashing.add(timed(|| black_box(Digest::of(&photo))).1);
    }
    let yardstick = Some(("SHA-256 of a photo of 200 KB", hashing.median()));
    let rows = [("a request signed by the device", signing), ("the same checked by the server", checking)];
    for (what, series) in rows {
        let (what, value) = (what.to_owned(), series.median());
        report.add(Row { what, value, unit: "ms", yardstick, budget: Budget::AtMost(MOST_MS) });
    }
    Ok(())
}
