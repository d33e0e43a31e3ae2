//! Fetching filters of NIKs, piece by piece: a link that breaks costs one piece, not the filter.

use sambang_domain::wire::v1::FilterInfo;

use super::run::Run;
use super::transport::Method;
use super::{Client, Engine, Failure};

/// Bytes asked for at once: less than what a bad link carries before it breaks.
const PIECE: u64 = 64 * 1024;

/// Larger than the filter of any province; more is not a filter.
const LARGEST: u64 = 16 * 1024 * 1024;

impl Engine {
    /// Fetches the bytes of every announced filter that is not here. Until they are complete, the version
    /// before is used.
    ///
    /// # Errors
    /// A failure that the next request would meet as well. A filter that the server refuses is left for
    /// later, because it only warns.
    pub(super) async fn fetch_filters(&self, run: &mut Run) -> Result<(), Failure> {
        for info in self.store.missing_filters()? {
            run.part(self.fetch_filter(&info).await)?;
        }
        Ok(())
    }

    async fn fetch_filter(&self, info: &FilterInfo) -> Result<(), Failure> {
        if info.size_bytes > LARGEST {
            tracing::error!("a filter that is too large was left aside");
            return Ok(());
        }
        loop {
            let arrived = self.store.arrived(info.sha256)?;
            if arrived >= info.size_bytes {
                break;
            }
            let last = (arrived + PIECE).min(info.size_bytes) - 1;
            let piece = self.client.filter_piece(info, arrived, last).await?;
            self.store.keep_filter_piece(info.sha256, arrived, &piece)?;
        }
        if !self.store.finish_filter(info)? {
            tracing::error!("a filter with other bytes than were told was dropped");
        }
        Ok(())
    }
}

impl Client {
    /// The bytes `first` to `last` of a filter.
    ///
    /// # Errors
    /// Any [`Failure`]; [`Failure::NotOurServer`] when other bytes came.
    async fn filter_piece(&self, info: &FilterInfo, first: u64, last: u64) -> Result<Vec<u8>, Failure> {
        let mut request = self.request(Method::Get, &format!("/v1/filters/{}", info.sha256))?;
        request.headers.push(("range", format!("bytes={first}-{last}")));
        let answer = self.send(request).await?;
        let told = format!("bytes {first}-{last}/{}", info.size_bytes);
        let fits = answer.status == 206 && answer.header("content-range") == Some(told.as_str());
        if fits && answer.body.len() as u64 == last - first + 1 { Ok(answer.body) } else { Err(Failure::NotOurServer) }
    }
}
