//! What is sent twice: after a restored backup, and after a cut.

use sambang::device::Device;

use super::Bench;
use crate::Outcome;
use crate::filling::{End, Filling};
use crate::link::{Line, Link};
use crate::phone::Phone;
use crate::report::{Budget, Report, Row};

const PHOTO_BYTES: usize = 200_000;

pub(super) fn run(bench: &mut Bench, report: &mut Report) -> Outcome<()> {
    let folder = bench.path().to_owned();
    let (province, runtime) = (&bench.province, &bench.runtime);
    runtime.block_on(async {
        let link = Link::to(province.address).await?;
        let phone = Phone::enrolled(&folder.join("resending"), province, &link.url()).await?;
        Filling::new(phone.store()?)?.add(100_000, PHOTO_BYTES, End::Sealed)?;
        let twin = phone.twin(&folder.join("twin"))?;
        link.take();
        let payload = send_all(&phone.unlock()?).await?;
        let (first, _) = link.take();
        send_all(&twin.unlock()?).await?;
        let (again, _) = link.take();
        let percent = |bytes: u64| bytes as f64 * 100.0 / payload as f64;
        report.add(Row {
            what: "resend of a stored survey with 3 photos of 200 KB, share of its bytes".to_owned(),
            value: percent(again),
            unit: "%",
            yardstick: Some(("sent the first time", percent(first))),
            budget: Budget::AtMost(5.0),
        });

        let phone = Phone::enrolled(&folder.join("cut"), province, &link.url()).await?;
        Filling::new(phone.store()?)?.add(100_001, PHOTO_BYTES, End::Sealed)?;
        let device = phone.unlock()?;
        link.take();
        // All of the document and nine tenths of the first photo.
        let document = device.outbox()?.iter().map(|row| row.bytes).sum::<u64>() - 3 * PHOTO_BYTES as u64;
        link.becomes(Line { breaks_after: document + PHOTO_BYTES as u64 * 9 / 10, ..Line::GOOD });
        let payload = outstanding(&device)?;
        device.sync_once().await?;
        link.becomes(Line::GOOD);
        send_all(&device).await?;
        let (sent, connections) = link.take();
        crate::tell(&format!("    {connections} connections"));
        report.add(Row {
            what: "connections cut at 90 % of a photo, then resumed: sent / payload".to_owned(),
            value: sent as f64 / payload as f64,
            unit: "",
            yardstick: Some(("never cut", first as f64 / payload as f64)),
            budget: Budget::AtMost(1.03),
        });
        Ok(())
    })
}

/// Syncs until nothing is left; gives the bytes there were to send.
pub(super) async fn send_all(device: &Device) -> Outcome<u64> {
    let payload = outstanding(device)?;
    for _ in 0..50 {
        let outcome = device.sync_once().await?;
        if outcome.trouble.is_none() && device.outbox()?.is_empty() {
            return Ok(payload);
        }
    }
    Err("fifty runs did not send everything".into())
}

fn outstanding(device: &Device) -> Outcome<u64> {
    Ok(device.outbox()?.iter().map(|row| row.bytes).sum())
}
