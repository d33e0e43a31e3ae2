//! Use of a 128 kbit/s link with 600 ms there and back that breaks every 100 KB.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::Bench;
use super::resend::send_all;
use crate::Outcome;
use crate::filling::{End, Filling, noise};
use crate::link::{Line, Link};
use crate::phone::Phone;
use crate::report::{Budget, Report, Row};

const LINE: Line = Line { rate: 16_000.0, round_trip: Duration::from_millis(600), breaks_after: 100_000 };
/// Half of what photos have, so that the bench takes half a minute here.
const PHOTO_BYTES: usize = 100_000;

pub(super) fn run(bench: &mut Bench, report: &mut Report) -> Outcome<()> {
    let folder = bench.path().join("far");
    let (province, runtime) = (&bench.province, &bench.runtime);
    runtime.block_on(async {
        let link = Link::to(province.address).await?;
        let phone = Phone::enrolled(&folder, province, &link.url()).await?;
        Filling::new(phone.store()?)?.add(200_000, PHOTO_BYTES, End::Sealed)?;
        let device = phone.unlock()?;
        link.take();
        link.becomes(LINE);
        let begun = Instant::now();
        let payload = send_all(&device).await?;
        let ours = begun.elapsed();
        let (sent, connections) = link.take();
        crate::tell(&format!("    {payload} bytes in {ours:.1?} over {connections} connections"));
        let (bare, bare_sent) = bare_stream(payload).await?;

        let percent = |part: f64, whole: f64| part * 100.0 / whole;
        report.add(Row {
            what: "bad link, payload of all bytes sent".to_owned(),
            value: percent(payload as f64, sent as f64),
            unit: "%",
            yardstick: Some(("a bare stream that knows where to go on", percent(payload as f64, bare_sent as f64))),
            budget: Budget::AtLeast(90.0),
        });
        let of_time = |took: Duration| percent(payload as f64 / LINE.rate, took.as_secs_f64());
        report.add(Row {
            what: "bad link, payload of what the line carries in the time".to_owned(),
            value: of_time(ours),
            unit: "%",
            yardstick: Some(("a bare stream that knows where to go on", of_time(bare))),
            budget: Budget::None,
        });
        Ok(())
    })
}

/// Time and bytes of a stream over the same line that connects again at every break and goes on at
/// the byte that arrived last, without having to ask and without a word of HTTP.
async fn bare_stream(payload: u64) -> Outcome<(Duration, u64)> {
    let arrived = Arc::new(AtomicU64::new(0));
    let link = Link::to(sink(Arc::clone(&arrived), payload).await?).await?;
    link.becomes(LINE);
    let bytes = noise(1, usize::try_from(payload)?);
    let begun = Instant::now();
    loop {
        let from = usize::try_from(arrived.load(Ordering::SeqCst))?;
        let rest = bytes.get(from..).filter(|rest| !rest.is_empty());
        let Some(rest) = rest else { return Ok((begun.elapsed(), link.take().0)) };
        let mut stream = TcpStream::connect(link.address).await?;
        // A break here shows at the end of the answer, or already here.
        if stream.write_all(rest).await.is_ok() {
            let _ = stream.read(&mut [0; 1]).await;
        }
    }
}

/// Takes what comes and hangs up when everything is there.
async fn sink(arrived: Arc<AtomicU64>, payload: u64) -> Outcome<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut buffer = [0; 4096];
            while let Ok(read @ 1..) = stream.read(&mut buffer).await {
                if arrived.fetch_add(read as u64, Ordering::SeqCst) + read as u64 >= payload {
                    break;
                }
            }
        }
    });
    Ok(address)
}
