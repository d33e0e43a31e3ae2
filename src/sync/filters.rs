//! Fetching filters of NIKs, piece by piece: a link that breaks costs one piece, not the filter.

use sambang_domain::wire::v1::{FilterInfo, FilterList};

use super::client::expect_json;
use super::run::Run;
use super::transport::Method;
use super::{Client, Engine, Failure};
use crate::store::Key;

/// Bytes asked for at once: more than most districts have, less than what a bad link carries before it breaks.
const PIECE: u64 = 16 * 1024;

/// Larger than the filter of any district; more is not a filter.
const LARGEST: u64 = 4 * 1024 * 1024;

impl Engine {
    /// Asks which filters there are when that has changed, forgets the others, and fetches the bytes of those that
    /// are not here. Until they are complete, the version before is used.
    ///
    /// # Errors
    /// A failure that the next request would meet as well. A filter that the server refuses is left for
    /// later, because it only warns.
    pub(super) async fn fetch_filters(&self, run: &mut Run) -> Result<(), Failure> {
        let held: Option<String> = self.store.value_if_sound(Key::FilterMark)?;
        if run.filters_told.is_some() && run.filters_told != held {
            let list = self.client.filters().await;
            if let Some(list) = run.part(list)? {
                self.store.want_filters(&list)?;
            }
        }
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
    /// The filters that the person may have.
    async fn filters(&self) -> Result<FilterList, Failure> {
        let answer = self.send(self.request(Method::Get, "/v1/filters")?).await?;
        expect_json(&answer, &[200])
    }

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
